"""The result files of a screening written by hand: complete, safe, the same bytes every time."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_by_hand import ENGLISH, LEAD, MATCHES, PROFILE, REPEAT, RUN, SCREENING

from cs_match.records import Person, RequirementProfile, Screening
from cs_match.reports.cells import fitted, safe_cell, width
from cs_match.reports.files import RESULT_FILES, csv_bytes, json_lines, write_reports, write_run
from cs_match.reports.html import describe, report_html
from cs_match.reports.rows import adds_up, document_rows, gist, reasons, where
from cs_match.reports.run import run_object
from cs_match.reports.terminal import problem_lines, ranking_table, requirements_table
from cs_match.reports.waterfall import waterfall
from cs_match.reports.wording import Wording, wording_for
from cs_match.reports.workbook import workbook_bytes

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it does not know data bars
ZH = Wording("zh")
KEYS = ["source", "sha256", "bytes", "status", "problem", "candidate", "duplicate_of", "duplicate_reason", "language",
        "fields", "tags", "new_terms", "warnings"]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "new"
    write_reports(SCREENING, RUN, folder)
    write_run(SCREENING, RUN, folder)
    return folder


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ---------------------------------------------------------------- files


def test_all_result_files_are_there_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(RESULT_FILES)


def test_the_same_screening_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_reports(SCREENING, RUN, tmp_path)
    for name in RESULT_FILES[:-1]:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_run_that_is_being_rewritten_has_no_run_json(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    write_reports(SCREENING, RUN, tmp_path)
    assert not (tmp_path / "run.json").exists()


def test_one_row_for_each_input_in_path_order(folder: Path) -> None:
    rows = lines(folder / "candidates.jsonl")
    assert [row["source"] for row in rows] == sorted(
        [LEAD.source, REPEAT.source, ENGLISH.source, *(problem.source for problem in SCREENING.problems)]
    )
    assert all(list(row) == KEYS for row in rows)


def test_repeats_name_the_leading_document_and_the_reason(folder: Path) -> None:
    rows = {row["source"]: row for row in lines(folder / "candidates.jsonl")}
    repeat, lead = rows[REPEAT.source], rows[LEAD.source]
    assert (repeat["candidate"], repeat["duplicate_of"]) == ("p-lixiaoyun", LEAD.source)
    assert repeat["duplicate_reason"] == "电话与姓名相同"
    assert (lead["duplicate_of"], lead["duplicate_reason"]) == (None, None)


def test_a_problem_is_a_row_with_empty_fields(folder: Path) -> None:
    row = next(row for row in lines(folder / "candidates.jsonl") if row["source"] == "简历/坏.pdf")
    assert (row["status"], row["problem"], row["candidate"]) == ("corrupt", "The file is damaged.", None)
    assert (row["sha256"], row["bytes"]) == ("e" * 64, 12)
    assert row["fields"]["name"] is None
    assert row["fields"]["jobs"] == row["tags"] == row["new_terms"] == []


def test_quotes_are_verbatim_and_point_into_the_text(folder: Path) -> None:
    row = next(row for row in lines(folder / "candidates.jsonl") if row["source"] == LEAD.source)
    for tag in row["tags"]:
        for evidence in tag["evidence"]:
            assert LEAD.text[evidence["start"] : evidence["end"]] == evidence["quote"]
            assert set(evidence) == {"quote", "page", "start", "end", "section", "box", "cues"}
    assert [(tag["skill"], tag["has"]) for tag in row["tags"]] == [("qianniu", True), ("sql", False)]


def test_points_add_up_to_the_score(folder: Path) -> None:
    rows = lines(folder / "matches.jsonl")
    assert [row["rank"] for row in rows] == [1, 2]
    for row in rows:
        assert abs(sum(part["points"] for part in row["contributions"]) - row["score"]) < 1e-9


def test_names_of_files_that_are_no_text_survive(tmp_path: Path) -> None:
    broken = "简历/\udcc0\udcee.pdf"
    document = replace(LEAD, source=broken)
    match = replace(MATCHES[0], source=broken)
    odd = Screening(PROFILE, (match,), (Person("p-lixiaoyun", document),))
    write_reports(odd, RUN, tmp_path)
    assert lines(tmp_path / "candidates.jsonl")[0]["source"] == broken
    assert "\\udcc0" in (tmp_path / "ranking.csv").read_text(encoding="utf-8-sig")


def test_json_lines_hold_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_lines([{"score": float("nan")}])


def test_a_screening_without_anybody_still_writes_everything(tmp_path: Path) -> None:
    nobody = Screening(PROFILE, (), (), SCREENING.problems)
    write_reports(nobody, RUN, tmp_path)
    assert (tmp_path / "matches.jsonl").read_bytes() == b""
    assert len(lines(tmp_path / "candidates.jsonl")) == 2
    assert len((tmp_path / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()) == 1


# ---------------------------------------------------------------- spreadsheets


def test_csv_opens_as_utf8_and_runs_no_formula() -> None:
    data = csv_bytes(SCREENING)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["rank"] for row in rows] == ["1", "2"]
    assert rows[0]["name"] == "李晓芸"
    assert rows[0]["score"] == "64.50"
    assert rows[1]["name"].startswith("'=HYPERLINK")
    assert rows[1]["phone"] == "'+15550100"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠", '"='])
def test_no_cell_begins_like_a_formula(begin: str) -> None:
    assert safe_cell(begin + "1+1") == "'" + begin + "1+1"


@pytest.mark.parametrize("text", ["", "大专", "2020-01", "a=b", "3.5", "（-）"])
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_workbook_has_its_sheets_frozen_and_filtered() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(SCREENING, RUN)))
    assert book.sheetnames == ["排名", "逐项得分", "待确认", "文件", "需求表"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref
        assert all(cell.value for cell in sheet[1])


def test_workbook_numbers_are_numbers_and_nothing_is_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(SCREENING, RUN)))
    ranking = book["排名"]
    assert [cell.value for cell in ranking[2]][:5] == [1, "李晓芸", "符合", 64.5, 64.5]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(not re.match(r"[=+\-@\t\r]", cell.value) for cell in row if isinstance(cell.value, str))


def test_matrix_points_add_up_to_the_score() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(SCREENING, RUN)))["逐项得分"]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert sum(row[3::2]) == pytest.approx(row[2])


def test_files_sheet_lists_every_input_with_its_fate() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(SCREENING, RUN)))["文件"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == 5
    assert rows["简历/a.docx"][1] == "已加密"
    assert rows[REPEAT.source][4] == LEAD.source
    assert "含隐藏文字" in rows[LEAD.source][6]


def test_a_cell_never_holds_more_than_a_cell_can() -> None:
    row = replace(MATCHES[0].contributions[0], label="长" * 40_000)
    profile = replace(PROFILE, criteria=(replace(PROFILE.criteria[0], label="长" * 40_000), *PROFILE.criteria[1:]))
    match = replace(MATCHES[0], contributions=(row, *MATCHES[0].contributions[1:]))
    odd = Screening(profile, (match,), SCREENING.people[:1])
    assert openpyxl.load_workbook(io.BytesIO(workbook_bytes(odd, RUN)))


# ---------------------------------------------------------------- HTML


class _Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), "no handlers"
            if name in ("src", "srcset", "data", "action", "xlink:href"):
                self.loads.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def page() -> _Page:
    return _Page(report_html(SCREENING, RUN))


def test_report_loads_nothing_and_runs_nothing(page: _Page) -> None:
    text = report_html(SCREENING, RUN)
    assert "default-src 'none'" in text
    assert not {"script", "iframe", "object", "embed", "form", "link", "img", "base"} & set(page.tags)
    assert not page.loads
    assert "http" not in re.sub(r"=HYPERLINK\([^)]*\)", "", text.replace("http-equiv", ""))
    assert "url(" not in text
    assert "@import" not in text


def test_report_escapes_what_people_wrote(page: _Page) -> None:
    assert any("<script>alert(1)</script>" in words for words in page.words)


def test_report_links_lead_somewhere(page: _Page) -> None:
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_report_says_it_all(page: _Page) -> None:
    text = " ".join(page.words)
    for words in (
        "李晓芸", "符合", "不符合", "双11单日接待 600+ 人次", "李晓芸.pdf · 第 1 页 · 工作经历", "形象气质佳",
        "没有可衡量的说法", "简历/坏.pdf", "文件损坏", "电话与姓名相同", "含隐藏文字", "抗压测评", "2026-06-30",
        "计分说明", "英语读写流畅",
    ):  # fmt: skip
        assert words in text, words


def test_shown_points_add_up_to_the_shown_score() -> None:
    people = {person.id: person for person in SCREENING.people}
    for match in MATCHES:
        shown = describe(match, people[match.candidate], ZH)
        assert round(sum(row.points for row in shown.rows), 1) == round(match.score, 1)


def test_report_describes_the_first_and_counts_the_rest() -> None:
    text = report_html(SCREENING, replace(RUN, top=1))
    assert text.count('class="person"') == 1
    assert "详列前 1 位；其余 1 位" in text
    assert text.count('<td class="n">2</td>') == 1


def test_report_speaks_the_language_of_the_table() -> None:
    english = replace(
        PROFILE,
        criteria=tuple(
            replace(row, label="Typing speed", category="Must", assessment="test") for row in PROFILE.criteria
        ),
        inactive=(),
    )
    assert wording_for(PROFILE).language == "zh"
    assert wording_for(english).language == "en"
    text = report_html(replace(SCREENING, requirements=english), RUN)
    assert '<html lang="en">' in text
    assert "How scores are made" in text
    assert "计分说明" not in text


def test_every_word_is_there_in_both_languages() -> None:
    from cs_match.reports.wording import _WORDS

    for key, (chinese, english) in _WORDS.items():
        assert chinese, key
        assert english, key
        assert sorted(re.findall(r"{\w+}", chinese)) == sorted(re.findall(r"{\w+}", english)), key


def test_a_table_without_criteria_has_a_language_too() -> None:
    assert wording_for(RequirementProfile("x.csv", ())).language == "en"


# ---------------------------------------------------------------- waterfall and rows


def test_each_step_begins_where_the_last_one_ended() -> None:
    drawing = waterfall(MATCHES[0], ZH)
    bars = [tuple(map(float, found)) for found in re.findall(
        r'class="got \w+" x="([\d.]+)" y="[\d.]+" height="13" width="([\d.]+)"', drawing)]  # fmt: skip
    assert len(bars) == 3, "gates that weigh nothing take no step"
    for (x, wide), (following, _) in itertools.pairwise(bars):
        assert following == pytest.approx(x + wide, abs=0.11)
    total = re.search(r'class="sum" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawing)
    assert total is not None
    assert float(total[1]) + float(total[2]) == pytest.approx(bars[-1][0] + bars[-1][1], abs=0.11)


def test_waterfall_escapes_labels() -> None:
    row = replace(MATCHES[0].contributions[1], label="<b>&")
    assert "<b>" not in waterfall(replace(MATCHES[0], contributions=(row,)), ZH)


@pytest.mark.parametrize("parts", [[], [0.0], [7.69] * 13, [0.05] * 7, [33.333, 33.333, 33.334], [12.34, 0.0, 5.55]])
def test_rounded_parts_add_up(parts: list[float]) -> None:
    shown = adds_up(parts)
    assert round(sum(shown), 6) == round(sum(parts), 1)
    assert all(abs(a - b) < 0.1 for a, b in zip(shown, parts, strict=True))


def test_reasons_begin_with_the_gate_that_failed() -> None:
    assert reasons(MATCHES[1], ZH)[0] == "不满足：学历:大专及以上"
    assert reasons(MATCHES[0], ZH)[0] == "抗压:大促日接待 300 人次以上仍保持稳定 +39.0"
    assert reasons(MATCHES[0], ZH, short=True) == ("抗压 +39.0", "熟练使用千牛等商家后台 +25.5")


def test_reasons_name_a_gate_that_is_open_or_half_met() -> None:
    gate, *rest = MATCHES[0].contributions
    for eligible, status, words in (("unknown", "unknown", "未知"), ("no", "partly", "部分满足")):
        match = replace(MATCHES[0], eligible=eligible, contributions=(replace(gate, status=status), *rest))
        assert reasons(match, ZH, short=True)[0] == f"{words}：学历"


def test_gist_names_each_open_point_once() -> None:
    doubled = replace(MATCHES[1], to_confirm=MATCHES[1].to_confirm * 2)
    assert gist(doubled) == ("抗压:大促日接待 300 人次以上仍保持稳定", "数据分析意识")


def test_a_quote_is_placed_in_the_document_that_holds_it() -> None:
    person = SCREENING.people[0]
    evidence = MATCHES[0].contributions[2].evidence[0]
    assert where(evidence, person, ZH) == "李晓芸.pdf · 第 1 页 · 工作经历"
    assert where(replace(evidence, quote="别处"), person, ZH) == "第 1 页 · 工作经历"


def test_document_rows_cover_leads_repeats_and_problems() -> None:
    fates = {row.source: (row.status, row.duplicate_of) for row in document_rows(SCREENING)}
    assert fates == {
        LEAD.source: ("ok", None),
        REPEAT.source: ("ok", LEAD.source),
        ENGLISH.source: ("ok", None),
        "简历/坏.pdf": ("corrupt", None),
        "简历/a.docx": ("encrypted", None),
    }


def test_run_counts_every_input_once() -> None:
    counted = run_object(SCREENING, RUN)["counts"]
    assert counted["inputs"] == 5 == sum(counted["status"].values())
    assert counted["people"] == 2
    assert counted["eligible"] == {"yes": 1, "unknown": 0, "no": 1}


# ---------------------------------------------------------------- terminal


@pytest.mark.parametrize("columns", [60, 80, 110])
def test_tables_fit_the_terminal(columns: int) -> None:
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=columns)
    long = replace(MATCHES[0], name="欧阳" * 40)
    console.print(ranking_table(replace(SCREENING, matches=(long, *MATCHES)), 2, columns))
    console.print(requirements_table(PROFILE))
    assert all(width(line) <= columns for line in out.getvalue().splitlines())
    assert "64.5" in out.getvalue()
    assert "其余 1 位见 ranking.csv" in out.getvalue()


def test_markup_in_a_name_is_not_obeyed() -> None:
    from rich.console import Console

    out = io.StringIO()
    odd = replace(MATCHES[0], name="[red]张三[/red]\x1b[31m")
    Console(file=out, width=100).print(ranking_table(replace(SCREENING, matches=(odd,)), 5, 100))
    assert "[red]张三" in out.getvalue()
    assert "\x1b[31m" not in out.getvalue()


def test_problems_are_named_on_a_terminal_and_counted_in_a_log() -> None:
    named = "\n".join(problem_lines(SCREENING.problems, ZH, named=1))
    assert "坏.pdf" in named
    assert "+1" in named
    counted = "\n".join(problem_lines(SCREENING.problems, ZH, named=0))
    assert "坏.pdf" not in counted
    assert "文件损坏 1" in counted
    assert not list(problem_lines((), ZH, named=5))


def test_text_is_cut_by_columns() -> None:
    assert fitted("客服CRM系统", 7) == "客服CR…"
    assert fitted("客服", 4) == "客服"
    assert width(fitted("客" * 100, 9)) <= 9
