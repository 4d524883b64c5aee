"""Requirement tables and profiles: what each row becomes, what is refused, what is a fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import requirement_tables as tables

from cs_match.errors import RequirementsError
from cs_match.records import Criterion, RequirementProfile
from cs_match.requirements import load_requirements, load_weights, save_requirements
from cs_match.requirements.demands import understand
from cs_match.requirements.priorities import priority_of


def loaded(tmp_path: Path, text: str, name: str = "table.csv", **options: object) -> RequirementProfile:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_requirements(path, **options)  # type: ignore[arg-type]


def of_row(profile: RequirementProfile, row: int) -> list[Criterion]:
    return [c for c in profile.criteria if c.row == row]


def faults_of(tmp_path: Path, text: str, name: str = "table.csv", **options: object) -> list[str]:
    with pytest.raises(RequirementsError) as caught:
        loaded(tmp_path, text, name, **options)
    return [str(fault) for fault in caught.value.faults]


# ---------------------------------------------------------------- the example table


@pytest.fixture
def example(tmp_path: Path) -> RequirementProfile:
    return loaded(tmp_path, tables.EXAMPLE, "example.md")


def test_every_row_of_the_example_is_understood(example: RequirementProfile) -> None:
    assert {c.row for c in (*example.criteria, *example.inactive)} == set(range(1, 15))
    assert example.not_understood == ()
    assert not [c for c in example.criteria if c.kind == "text"]


def test_example_rows_mean_what_they_say(example: RequirementProfile) -> None:
    education, mandarin = of_row(example, 1)[0], of_row(example, 2)[0]
    assert (education.test.education, education.must, education.assessment) == ("associate", True, "学历证明")
    assert (mandarin.test.any_of, mandarin.test.level) == (("lang_mandarin",), "proficient")
    assert [c.test.any_of for c in of_row(example, 3)] == [("office",), ("crm",), ("ai_chatbot",)]
    assert [c.test.level for c in of_row(example, 3)] == ["proficient", "proficient", "aware"]
    assert set(of_row(example, 5)[0].test.all_of) == {"communication", "listening"}
    assert of_row(example, 6)[0].test.any_of == ("empathy",)
    assert of_row(example, 7)[0].test.any_of == ("problem_solving",)
    assert set(of_row(example, 12)[0].test.all_of) == {"teamwork", "knowledge_sharing"}


def test_brackets_switch_on_with_their_industry(tmp_path: Path, example: RequirementProfile) -> None:
    inactive = {c.applies_to: c for c in example.inactive}
    english = inactive["ind_ecommerce", "ind_cross_border"]
    assert (english.test.any_of, english.test.level, english.must) == (("lang_english",), "proficient", False)
    assert english.priority == "行业"
    finance = loaded(tmp_path, tables.EXAMPLE, "example.md", industries=["金融", "技术型"])
    assert finance.industries == ("ind_finance", "role_technical")
    assert of_row(finance, 4)[0].test.all_of == ("ind_finance", "risk_compliance")
    assert of_row(finance, 13)[0].test.any_of == ("api_basics", "database_basics")
    insured = loaded(tmp_path, tables.EXAMPLE, "example.md", industries=["insurance"])
    assert of_row(insured, 4), "insurance is part of finance"


def test_a_row_shares_its_weight_among_its_criteria(example: RequirementProfile) -> None:
    assert sum(c.weight for c in of_row(example, 3)) == pytest.approx(of_row(example, 1)[0].weight)


# ---------------------------------------------------------------- other tables


@pytest.mark.parametrize(
    ("text", "name", "kinds"),
    [
        (tables.BANK, "bank.csv", tables.BANK_KINDS),
        (tables.HOTEL, "hotel.md", tables.HOTEL_KINDS),
        (tables.SAAS, "saas.csv", tables.SAAS_KINDS),
        (tables.AIRLINE, "airline.csv", tables.AIRLINE_KINDS),
        (tables.TELECOM, "telecom.csv", tables.TELECOM_KINDS),
    ],
)
def test_kinds_of_real_shaped_tables(tmp_path: Path, text: str, name: str, kinds: dict[int, list[str]]) -> None:
    profile = loaded(tmp_path, text, name)
    found: dict[int, list[str]] = {}
    for criterion in profile.criteria:
        found.setdefault(criterion.row, []).append(criterion.kind)
    assert found == kinds


def test_bank_row_details(tmp_path: Path) -> None:
    bank = loaded(tmp_path, tables.BANK)
    grade = of_row(bank, 3)[1].test
    assert (grade.any_of, grade.value) == (("cert_putonghua",), 4.0)
    years = of_row(bank, 4)[0].test
    assert (years.years, years.scope) == (1.0, ("ind_finance", "ind_insurance", "channel_phone"))
    assert of_row(bank, 5)[0].test.words == "night"
    assert [(c.test.metric, c.test.value) for c in of_row(bank, 13)] == [("csat", 98.0), ("fcr", 85.0)]
    assert of_row(bank, 4)[0].category == "基本条件", "an empty cell means the one above"


def test_wishes_in_a_gate_row_are_no_gates(tmp_path: Path) -> None:
    hotel = loaded(tmp_path, tables.HOTEL, "hotel.md")
    assert [(c.test.education, c.must) for c in of_row(hotel, 1)] == [("high_school", True), ("bachelor", False)]


def test_headings_in_a_row_name_the_category(tmp_path: Path) -> None:
    airline = loaded(tmp_path, tables.AIRLINE)
    assert [of_row(airline, row)[0].category for row in (1, 7, 10)] == ["硬性要求", "业务能力", "软素质"]
    channels = of_row(airline, 9)[0].test
    assert (channels.any_of, channels.at_least) == (("channel_phone", "channel_chat", "channel_email"), 2)
    assert of_row(airline, 3)[0].test.any_of == ("cert_jlpt", "lang_korean")


def test_a_choice_of_products_is_one_demand(tmp_path: Path) -> None:
    saas = loaded(tmp_path, tables.SAAS)
    assert of_row(saas, 3)[0].test.any_of == ("zendesk", "freshdesk", "intercom")
    assert of_row(saas, 1)[0].weight == 10, "the table's own weight column"


def test_a_bracket_in_the_item_holds_for_the_row(tmp_path: Path) -> None:
    telecom = loaded(tmp_path, tables.TELECOM)
    assert {c.applies_to for c in telecom.inactive} == {("ind_government",)}
    assert of_row(telecom, 5)[0].priority == "★★★"


# ---------------------------------------------------------------- protected demands


@pytest.mark.parametrize(
    ("demand", "ground"),
    [
        ("限女性", "性别"), ("男士优先", "性别"), ("35岁以下", "年龄"), ("年龄18-30岁", "年龄"), ("未婚", "婚育"),
        ("本地户口优先", "户籍"), ("形象好", "外貌"), ("Female only", "sex"), ("under 35 years old", "age"),
        ("young and energetic", "age"), ("汉族", "民族"), ("无宗教信仰", "宗教"),
    ],
)  # fmt: skip
def test_protected_demands_are_refused_with_an_alternative(tmp_path: Path, demand: str, ground: str) -> None:
    profile = loaded(tmp_path, f"类别,关键项,具体要求,优先级\n条件,学历,大专,必需\n条件,其他,{demand},高\n")
    assert [c.row for c in profile.criteria] == [1]
    (note,) = profile.not_understood
    assert (note.row, note.text) == (2, demand)
    assert ground in note.why
    assert "可改为" in note.why or "Instead" in note.why


@pytest.mark.parametrize(
    "demand", ["能耐心服务60岁以上客户", "5年以上客服经验", "single point of contact", "独立处理投诉"]
)
def test_lawful_demands_are_not_refused(demand: str) -> None:
    from cs_match.requirements.protected import refusal

    assert refusal(demand) is None


def test_the_lawful_part_of_a_cell_still_counts(tmp_path: Path) -> None:
    profile = loaded(tmp_path, "关键项,具体要求,优先级\n其他,限女性，普通话标准,高\n")
    assert [c.test.any_of for c in profile.criteria] == [("lang_mandarin",)]
    assert [n.text for n in profile.not_understood] == ["限女性"]


# ---------------------------------------------------------------- demands


@pytest.mark.parametrize(
    ("text", "kind", "field", "value"),
    [
        ("半年以上呼入热线经验", "years", "years", 0.5),
        ("一年半以上客服经验", "years", "years", 1.5),
        ("3-5年呼叫中心经验", "years", "years", 3.0),
        ("at least two years of call center experience", "years", "years", 2.0),
        ("18 months in customer support", "years", "years", 1.5),
        ("本科及以上学历", "education", "education", "bachelor"),
        ("Bachelor's degree", "education", "education", "bachelor"),
        ("打字速度80字/分钟", "metric", "value", 80.0),
        ("日均接待200人以上", "metric", "value", 200.0),
        ("雅思6.5以上", "certificate", "value", 6.5),
        ("JLPT N1", "certificate", "value", 5.0),
        ("会说日语，能沟通", "language", "any_of", ("lang_japanese",)),
        ("B2 German", "language", "level", "proficient"),
        ("接受居家办公", "availability", "any_of", ("remote_work",)),
        ("有医疗行业背景", "industry", "any_of", ("ind_healthcare",)),
        ("base上海", "city", "city", "上海"),
    ],
)
def test_single_demands(text: str, kind: str, field: str, value: object) -> None:
    first = understand(text)[0]
    assert first.kind == kind
    assert getattr(first.test, field) == value


def test_full_and_half_width_read_alike() -> None:
    assert understand("打字 60 字/分钟")[0].test == understand("打字 ６０ 字／分钟")[0].test


def test_traditional_and_simplified_read_alike() -> None:
    assert understand("具備同理心與抗壓能力")[0].test == understand("具备同理心与抗压能力")[0].test


@pytest.mark.parametrize(
    ("cell", "word", "must"),
    [("必需", "必需", True), ("Must-have", "must", True), ("极高", "极高", False), ("nice to have", "low", False),
     ("视岗位", "视岗位", False), ("★★★☆☆", "★★★", False), ("必需/行业", "必需", True), ("P0", "P0", True)],
)  # fmt: skip
def test_priorities(cell: str, word: str, must: bool) -> None:
    found = priority_of(cell)
    assert found is not None
    assert (found[0].word, found[0].must) == (word, must)


def test_an_unknown_priority_is_counted_as_medium_and_said(tmp_path: Path) -> None:
    profile = loaded(tmp_path, "关键项,具体要求,优先级\n学历,大专,随缘\n")
    assert profile.criteria[0].must is False
    assert [(n.row, n.text) for n in profile.not_understood] == [(1, "随缘")]


def test_a_row_is_never_dropped(tmp_path: Path) -> None:
    profile = loaded(tmp_path, "关键项,具体要求,优先级\n,,高\n手语,会手语,中\n性别,不限,低\n")
    rows = {c.row for c in profile.criteria} | {n.row for n in profile.not_understood}
    assert rows == {1, 2, 3}
    assert [n.row for n in profile.not_understood] == [1, 3]
    assert profile.criteria[0].kind == "text"


def test_a_word_of_the_table_can_be_switched_on(tmp_path: Path) -> None:
    table = "关键项,具体要求,优先级\n学历,大专,必需\n宠物,【宠物医院】熟悉退换货,中\n"
    assert [c.row for c in loaded(tmp_path, table).criteria] == [1]
    assert [c.row for c in loaded(tmp_path, table, industries=["宠物医院"]).criteria] == [1, 2]


# ---------------------------------------------------------------- saved profiles


@pytest.mark.parametrize("name", ["profile.yaml", "profile.json"])
def test_round_trip(tmp_path: Path, name: str) -> None:
    profile = loaded(tmp_path, tables.EXAMPLE, "example.md", industries=["电商"])
    save_requirements(profile, tmp_path / name)
    assert load_requirements(tmp_path / name) == profile


def test_a_saved_profile_takes_further_industries(tmp_path: Path) -> None:
    profile = loaded(tmp_path, tables.EXAMPLE, "example.md")
    save_requirements(profile, tmp_path / "p.yaml")
    woken = load_requirements(tmp_path / "p.yaml", industries=["SaaS"])
    assert woken.industries == ("ind_saas",)
    assert any(c.test.any_of == ("ind_saas",) for c in woken.criteria)


def test_digest_is_of_the_content(tmp_path: Path) -> None:
    one = loaded(tmp_path, tables.BANK, "a.csv")
    other = loaded(tmp_path, tables.BANK, "b.csv")
    changed = loaded(tmp_path, tables.BANK.replace("50字", "60字"), "c.csv")
    assert one.digest == other.digest != changed.digest


def test_faults_of_a_profile_are_all_listed(tmp_path: Path) -> None:
    value = {"criteria": [
        {"id": "a", "kind": "skill", "test": {"any_of": ["nonsense"]}, "colour": 1},
        {"id": "a", "kind": "skill", "test": {}, "weight": -1},
    ]}  # fmt: skip
    found = faults_of(tmp_path, json.dumps(value), "p.json")
    assert len(found) == 4
    assert any("colour" in fault for fault in found)
    assert any("nonsense" in fault for fault in found)


# ---------------------------------------------------------------- weights


def test_weights_by_priority_category_and_criterion(tmp_path: Path) -> None:
    weights = {"priorities": {"极高": 10}, "categories": {"高价值素质": 4}, "criteria": {"r14-service-metrics": 7}}
    profile = loaded(tmp_path, tables.EXAMPLE, "example.md", weights=weights)
    by_id = {c.id: c for c in profile.criteria}
    assert by_id["r6-empathy"].weight == 10
    assert by_id["r14-service-metrics"].weight == 7
    assert sum(c.weight for c in profile.criteria if c.category == "高价值素质") == pytest.approx(4)


def test_weights_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("key,weight\n极高,9\n", encoding="utf-8")
    profile = loaded(tmp_path, tables.EXAMPLE, "e.md", weights=load_weights(tmp_path / "w.csv"))
    assert of_row(profile, 6)[0].weight == 9


def test_weight_faults_are_all_listed(tmp_path: Path) -> None:
    weights = {"极高": -1, "没有": 2, "高": "many"}
    found = faults_of(tmp_path, tables.EXAMPLE, "e.md", weights=weights)
    assert len(found) == 3
    assert any("negative" in fault for fault in found)
    assert any("unknown key" in fault for fault in found)


def test_all_weights_zero_is_a_fault(tmp_path: Path) -> None:
    table = "类别,关键项,具体要求,优先级\n条件,学历,大专,必需\n"
    assert "zero" in faults_of(tmp_path, table, weights={"必需": 0})[0]


# ---------------------------------------------------------------- faults of tables


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("类别,关键项,具体要求,优先级,星座\n条件,学历,大专,必需,天蝎\n", "t.csv", "unknown column '星座'"),
        ("a,b,c\n1,2,3\n", "t.csv", "no header row"),
        ("", "t.csv", "no table"),
        ("类别,关键项,具体要求,优先级\n", "t.csv", "no row stands under the header"),
        ("nothing here\n", "t.md", "no table"),
        ("关键项,具体要求,优先级\n学历,大专,必需\n", "t.pdf", "a file of kind"),
        ("关键项,具体要求,优先级\nItem,Requirement,Priority\n学历,大专,必需\n", "t.csv", "second header row"),
        ("关键项,具体要求,要求描述,优先级\n学历,大专,大专,必需\n", "t.csv", "stands twice"),
        ("关键项,具体要求,优先级,权重\n学历,大专,必需,-3\n", "t.csv", "a number from 0"),
        ("broken", "t.xlsx", "damaged"),
        ("broken", "t.docx", "damaged"),
    ],
)
def test_unusable_tables(tmp_path: Path, text: str, name: str, said: str) -> None:
    assert any(said in fault for fault in faults_of(tmp_path, text, name))


def test_unknown_industry_says_what_is_allowed(tmp_path: Path) -> None:
    found = faults_of(tmp_path, tables.EXAMPLE, "e.md", industries=["火星", "电商", "moon"])
    assert len(found) == 2
    assert "ind_finance" in found[0]


def test_missing_file() -> None:
    with pytest.raises(RequirementsError, match="no such file"):
        load_requirements("nowhere.csv")
