"""Reading order: columns, tables, labels, wrapped lines, lists, margins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_pdf import HEIGHT, WIDTH, box, grid, lines, pdf, rule, text

from cs_match.documents.limits import ReadLimits
from cs_match.documents.pdf import read_pdf


def read(*pages: str) -> str:
    return read_pdf(pdf(*pages), "a.pdf", ReadLimits()).text


PROSE = [
    "Answered sixty calls a day and wrote up every",
    "case in the ticket system on the same evening,",
    "then trained four colleagues in calm handling of",
    "people who were angry.",
]


def test_wrapped_lines_become_one() -> None:
    assert read(lines(50, 60, PROSE)) == " ".join(PROSE) + "\n"


def test_wrapped_chinese_lines_become_one_without_blanks() -> None:
    rows = [
        "负责女装旗舰店的售前与售后接待工作，每天接",
        "待两百多人，首次响应时间平均十八秒，连续四",
        "个月组里第一。",
    ]
    assert read(lines(50, 60, rows)) == "".join(rows) + "\n"


def test_short_lines_stay_apart() -> None:
    rows = ["Li Lei", "Shanghai", "138 0013 8000", "li.lei@example.com"]
    assert read(lines(50, 60, rows)).splitlines() == rows


def test_items_of_a_list_stay_apart() -> None:
    rows = ["1. " + " ".join(PROSE[:1]), "2. " + PROSE[1], "3. " + PROSE[2]]
    assert read(lines(50, 60, rows)).splitlines() == rows


@pytest.mark.parametrize("offset", [0, 5])
def test_two_columns_are_read_one_after_the_other(offset: float) -> None:
    left = ["EXPERIENCE", *PROSE]
    right = ["EDUCATION", "Bachelor of Arts, Wuhan", "SKILLS", "Zendesk, Excel and chat", "LANGUAGES", "English"]
    page = text(50, 40, "Li Lei, customer service manager with ten years of experience in the hotel trade", 12)
    found = read(page + lines(50, 80, left) + lines(330, 80 + offset, right))
    assert found.index("people who were angry") < found.index("EDUCATION") < found.index("Zendesk")
    assert "\t" not in found


def test_a_column_runs_on_below_the_end_of_the_other_before_a_full_line() -> None:
    left = ["EXPERIENCE", *PROSE, "Hotel Sunrise, Wuhan", *PROSE]
    right = ["EDUCATION", "Bachelor of Arts, Wuhan", "SKILLS", "Zendesk, Excel and chat", "LANGUAGES", "English"]
    right += ["Chinese", "Cantonese"]
    last = "Looks for a post in which ten years of experience with the guests of hotels are of use to colleagues"
    found = read(lines(50, 80, left) + lines(330, 80, right) + text(50, 300, last))
    assert found.count(" ".join(PROSE)) == 2
    assert found.rindex("people who were angry") < found.index("EDUCATION") < found.index("Looks for")


def test_a_heading_below_columns_follows_both() -> None:
    left = ["EXPERIENCE", *PROSE[:3], "Hotel Sunrise"]
    right = ["EDUCATION", "Bachelor of Arts", "SKILLS", "Zendesk", "English"]
    last = "Looks for a post in which ten years of experience with the guests of hotels are of use to colleagues"
    found = read(lines(50, 80, left) + lines(330, 80, right) + lines(50, 160, ["AIM", last]))
    assert found.index("Hotel Sunrise") < found.index("EDUCATION") < found.index("English") < found.index("AIM")


def test_a_motto_far_above_a_table_leaves_its_last_column_in_place() -> None:
    rows = [
        ["姓名", "李雷", "出生年月", "1991.04.06", "政治面貌", "团员"],
        ["民族", "汉", "性别", "男", "婚姻状况", "未婚"],
        ["联系电话", "13800138000", "身高", "168cm", "期望薪资", "4-6k"],
        ["现居地址", "合肥", "体重", "60kg", "工作年限", "3 年"],
    ]
    places = [46, 109, 201, 260, 342, 406]
    table = "".join(
        text(x, 259 + 20 * at, cell) for at, row in enumerate(rows) for x, cell in zip(places, row, strict=True)
    )
    study = text(45, 380, "2009.9-2013.7") + text(241, 380, "合肥工业大学") + text(425, 380, "市场营销")
    about = text(
        45, 400, "主修课程：管理学、微观经济学、宏观经济学、管理信息系统、统计学、会计学、财务管理、市场营销、法"
    )
    motto = lines(430, 141, ["脚踏实地", "一步一个脚印"])
    page = text(241, 110, "个人简历", 28) + motto + text(46, 237, "基本信息", 12) + table
    found = read(page + text(45, 360, "教育背景", 12) + study + about).splitlines()
    assert [line.split("\t") for line in found[4:8]] == rows
    assert found[9].split("\t") == ["2009.9-2013.7", "合肥工业大学", "市场营销"]


def test_a_sidebar_is_read_apart_even_where_its_lines_are_level() -> None:
    side = ["Contact", "138 0013 8000", "Wuhan", "Skills", "Excel", "Zendesk"]
    main = ["Experience", "Hotel Sunrise", "Front desk", "Education", "Wuhan College", "Tourism"]
    white = "".join(text(30, 80 + 14 * at, row, more="1 1 1 rg") for at, row in enumerate(side))
    found = read(box(0, 0, 190, HEIGHT, "0.1 0.2 0.3") + white + lines(220, 80, main)).splitlines()
    assert found == [*side, *main]


def test_labels_stay_with_their_values() -> None:
    found = read(
        lines(50, 60, ["姓名", "性别", "学历", "现居地"]) + lines(150, 60, ["李雷", "男", "大专", "武汉市洪山区"])
    )
    assert found.splitlines() == ["姓名\t李雷", "性别\t男", "学历\t大专", "现居地\t武汉市洪山区"]


def test_two_lists_of_skills_side_by_side_keep_their_lines() -> None:
    left, right = ["Self Motivated", "Problem Solver", "Multi-Tasker"], ["Good with numbers", "Accuracy", "Forklifts"]
    found = read(lines(50, 60, left) + lines(140, 60, right)).splitlines()
    assert found in ([*left, *right], [f"{one}\t{two}" for one, two in zip(left, right, strict=True)])


def test_rows_of_a_table_without_rules_keep_wrapped_cells() -> None:
    page = ""
    for top, period, firm in (
        (60, ["Nov 2023 to", "Present"], ["Sunrise Hotels", "and Resorts"]),
        (110, ["2021"], ["Moonlight"]),
    ):
        page += lines(50, top, period, pitch=12) + lines(120, top, firm, pitch=12)
    page += text(120, 160, "Starlight Ltd") + text(50, 160, "2019")
    assert read(page).splitlines() == [
        "Nov 2023 to Present\tSunrise Hotels and Resorts",
        "2021\tMoonlight",
        "2019\tStarlight Ltd",
    ]


def test_dates_stay_with_what_stands_beside_them() -> None:
    page = text(50, 60, "Experience", 14) + text(50, 80, "2019-2021") + text(160, 80, "Hotel Sunrise")
    page += lines(160, 94, ["Checked guests in and out", "Answered the night phone"])
    page += text(50, 130, "2017-2019") + text(160, 130, "Hotel Moonlight") + lines(160, 144, ["Carried suitcases"])
    assert read(page).splitlines() == [
        "Experience",
        "2019-2021\tHotel Sunrise",
        "Checked guests in and out",
        "Answered the night phone",
        "2017-2019\tHotel Moonlight",
        "Carried suitcases",
    ]


def test_rows_of_a_ruled_table_with_wrapped_cells() -> None:
    page = grid([50, 130, 230, 300], [60, 80, 114, 134])
    page += text(54, 74, "Period") + text(134, 74, "Employer") + text(234, 74, "Post")
    page += text(54, 101, "2019-2021") + lines(134, 94, ["Sunrise Hotels and", "Resorts"]) + text(234, 101, "Agent")
    page += text(54, 128, "2017-2019") + text(134, 128, "Moonlight") + text(234, 128, "Porter")
    assert read(page).splitlines() == [
        "Period\tEmployer\tPost",
        "2019-2021\tSunrise Hotels and Resorts\tAgent",
        "2017-2019\tMoonlight\tPorter",
    ]


def test_a_heading_beside_a_long_cell_stands_alone() -> None:
    page = grid([50, 150, 500], [60, 140]) + text(54, 100, "Experience")
    page += lines(154, 74, ["Sunrise Hotels, agent", "- Answered the phone", "- Wrote up cases"])
    assert read(page).splitlines() == [
        "Experience",
        "Sunrise Hotels, agent",
        "- Answered the phone",
        "- Wrote up cases",
    ]


def test_a_table_within_a_cell() -> None:
    page = grid([50, 150, 500], [60, 140, 180]) + text(54, 100, "Jobs") + text(54, 164, "Other")
    page += grid([160, 260, 400], [70, 95, 120]) + text(164, 86, "2019") + text(264, 86, "Agent")
    page += text(164, 111, "2017") + text(264, 111, "Porter") + text(154, 164, "none")
    assert read(page).splitlines() == ["Jobs", "2019\tAgent", "2017\tPorter", "Other\tnone"]


def test_rules_between_rows_tell_them_apart() -> None:
    page = rule(50, 64, 400, 64) + lines(54, 78, ["Current", "location"], pitch=13) + text(154, 84.5, "Noida")
    page += rule(50, 98, 400, 98) + lines(54, 112, ["Total", "experience"], pitch=13) + text(154, 118.5, "None yet")
    assert read(page + rule(50, 132, 400, 132)).splitlines() == [
        "Current location\tNoida",
        "Total experience\tNone yet",
    ]


def test_spaced_labels_are_whole() -> None:
    page = text(50, 60, "姓") + text(80, 60, "名：李雷") + text(50, 76, "邮") + text(80, 76, "箱：li@example.com")
    assert read(page).splitlines() == ["姓名：李雷", "邮箱：li@example.com"]


def test_bullets_stay_before_their_items() -> None:
    page = "".join(
        f"q BT /H 10 Tf 1 0 0 1 50 {HEIGHT - 60 - 15 * at} Tm (\\225) Tj ET Q\n" + text(75, 60 + 15 * at, row)
        for at, row in enumerate(PROSE)
    )
    assert read(page).splitlines() == [f"• {row}" for row in PROSE]


def test_a_word_broken_over_lines_is_whole() -> None:
    rows = [
        "Handled complaints with much patience in communi-",
        "cation with guests and with partners of the hotel,",
        "kindly.",
    ]
    assert "communication with guests" in read(lines(50, 60, rows))


def test_page_numbers_go_and_running_heads_stay_once() -> None:
    pages = [
        text(50, 30, "Resume of Li Lei") + text(50, 100, f"Words of page {n}") + text(290, 820, f"{n} / 2")
        for n in (1, 2)
    ]
    assert read(*pages).splitlines() == ["Resume of Li Lei", "Words of page 1", "Words of page 2"]


def test_years_in_the_margin_are_no_page_numbers() -> None:
    assert read(text(50, 30, "2019") + text(50, 100, "Words")).splitlines() == ["2019", "Words"]


def test_turned_text_comes_last() -> None:
    turned = f"q 0 1 -1 0 {WIDTH - 20} 300 cm BT /H 10 Tf (RESUME) Tj ET Q\n"
    assert read(turned + lines(50, 60, ["First", "Second"])).splitlines() == ["First", "Second", "RESUME"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(20, 500), st.integers(30, 800), st.text("abcdef", min_size=3, max_size=20)), max_size=25
    )
)
def test_no_character_is_lost_or_doubled(words: list[tuple[int, int, str]]) -> None:
    """Wherever words stand, apart from each other, each comes out once."""
    apart = {(x // 130, y // 14): (x // 130 * 130 + 20, y // 14 * 14 + 20, word) for x, y, word in words}
    placed = list(apart.values())
    found = read("".join(text(x, y, word, 8) for x, y, word in placed) or text(50, 60, "abc"))
    expected = sorted("".join(word for _, _, word in placed) or "abc")
    assert sorted(char for char in found if not char.isspace()) == expected
