"""Ranking: rows that add up, bounds that hold, gates, and nothing protected in any score."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
import requirement_tables as tables

from cs_match.ranking import Settings, rank
from cs_match.records import (
    Candidate,
    Contribution,
    Criterion,
    Evidence,
    Fields,
    Job,
    Level,
    Match,
    Person,
    RequirementProfile,
    Strength,
    Tag,
    Test,
)
from cs_match.requirements import load_requirements

DAY = date(2026, 6, 30)
TEXT = """林小雨
女，1996年3月生，未婚，现居武汉
2021.03-至今 云帆热线服务有限公司 客服专员
接听呼入热线，日均接听120通，三班倒值过夜班，用工单系统记录，安抚辱骂的来电人
2019.01-2021.02 晴川百货 导购
技能：打字 80字/分，普通话二级甲等，Udesk
自我评价：学习能力强，愿意轮班
"""


def tag(
    skill: str, *, has: bool = True, level: Level | None = None, strength: Strength = "demonstrated", quote: str = ""
) -> Tag:
    at = max(TEXT.find(quote), 0)
    return Tag(skill, has, level, strength if has else None, (Evidence(quote, at, at + len(quote)),))


def candidate(*tags: Tag, text: str = TEXT, language: str = "zh", **facts: object) -> Candidate:
    jobs = (
        Job("云帆热线服务有限公司", "客服专员", "2021-03", "present", True),
        Job("晴川百货", "导购", "2019-01", "2021-02", False),
    )
    fields = Fields(name="林小雨", education="associate", city="武汉", birth_year=1996, years_service=5.3, jobs=jobs)
    return Candidate(
        source="a.txt", sha256="0" * 64, bytes=1, language=language, text=text,  # type: ignore[arg-type]
        fields=replace(fields, **facts), tags=tags,
    )  # fmt: skip


def person(*tags: Tag, **facts: object) -> Person:
    return Person("p1", candidate(*tags, **facts))  # type: ignore[arg-type]


def criterion(kind: str, test: Test, *, must: bool = False, weight: float = 1.0, name: str = "c1") -> Criterion:
    return Criterion(name, "要求", "核心", "高", weight, must, kind, test, assessment="面试", row=1)  # type: ignore[arg-type]


def profile(*criteria: Criterion) -> RequirementProfile:
    return RequirementProfile("t", criteria)


def one(kind: str, test: Test, who: Person, **options: bool) -> tuple[Contribution, Match]:
    match = rank([who], profile(criterion(kind, test, **options)), as_of=DAY)[0]
    return match.contributions[0], match


def status(kind: str, test: Test, who: Person) -> str:
    return one(kind, test, who)[0].status


# ---------------------------------------------------------------- arithmetic


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> RequirementProfile:
    path = tmp_path_factory.mktemp("tables") / "bank.csv"
    path.write_text(tables.BANK, encoding="utf-8")
    return load_requirements(path)


def people() -> list[Person]:
    tags = [
        tag("channel_phone", quote="接听呼入热线"), tag("shift_work", quote="三班倒值过夜班"),
        tag("ticketing", quote="工单系统"), tag("emotion_management", quote="安抚辱骂"), tag("typing"),
        tag("cert_putonghua", quote="普通话二级甲等"), tag("ind_finance"), tag("learning_agility", strength="claimed"),
    ]  # fmt: skip
    found = [Person(f"p{n}", replace(candidate(*tags[:n]), sha256=f"{n:064x}", source=f"{n}.txt")) for n in range(9)]
    denied = replace(candidate(tag("shift_work", has=False), *tags[:1]), sha256="f" * 64)
    return [*found, Person("p9", denied)]


def test_points_add_up_and_bounds_hold(bank: RequirementProfile) -> None:
    for match in rank(people(), bank, as_of=DAY):
        rows = match.contributions
        assert math.isclose(math.fsum(row.points for row in rows), match.score, abs_tol=1e-9)
        assert math.isclose(math.fsum(row.max_points for row in rows), 100.0, abs_tol=1e-9)
        assert math.isclose(math.fsum(row.weight for row in rows), 1.0, abs_tol=1e-9)
        assert 0 <= match.score_low <= match.score <= match.score_high <= 100 + 1e-9
        assert all(0 <= row.satisfaction <= 1 for row in rows)
        assert all(math.isclose(row.points, row.max_points * row.satisfaction) for row in rows)
        assert len(rows) == len(bank.criteria)
        assert all(row.reason for row in rows)


def test_the_order_is_total_and_independent_of_input_order(bank: RequirementProfile) -> None:
    first = rank(people(), bank, as_of=DAY)
    second = rank(people()[::-1], bank, as_of=DAY)
    assert first == second
    assert [m.rank for m in first] == list(range(1, len(first) + 1))
    order = [("yes", "unknown", "no").index(m.eligible) for m in first]
    assert order == sorted(order)


def test_a_score_does_not_depend_on_who_else_applies(bank: RequirementProfile) -> None:
    together = {m.candidate: replace(m, rank=0) for m in rank(people(), bank, as_of=DAY)}
    for who in people():
        assert replace(rank([who], bank, as_of=DAY)[0], rank=0) == together[who.id]


def test_weights_of_zero_are_no_division_by_zero() -> None:
    match = rank([person()], profile(criterion("education", Test(education="bachelor"), must=True, weight=0.0)))[0]
    assert (match.score, match.eligible) == (0.0, "no")


# ---------------------------------------------------------------- nothing protected


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"name": "王大力"}, TEXT.replace("林小雨", "王大力")),
        ({"birth_year": 1971}, TEXT.replace("1996年", "1971年")),
        ({}, TEXT.replace("女，", "男，")),
        ({}, TEXT.replace("未婚", "已婚已育")),
        ({"school": "清华大学"}, TEXT),
    ],
)
def test_swapping_protected_facts_moves_no_score(bank: RequirementProfile, facts: dict[str, object], text: str) -> None:
    words = criterion("text", Test(words="林小雨未婚女士优先沟通"), name="w")
    both = replace(bank, criteria=(*bank.criteria, words))
    tags = people()[8].lead.tags
    before = rank([person(*tags)], both, as_of=DAY)[0]
    after = rank([person(*tags, text=text, **facts)], both, as_of=DAY)[0]
    assert [c.points for c in before.contributions] == [c.points for c in after.contributions]
    assert (before.score, before.eligible) == (after.score, after.eligible)


def test_scorers_see_no_identity() -> None:
    from cs_match.ranking.view import Seen

    assert not {"name", "phone", "email", "birth_year", "school", "sex"} & set(Seen.__slots__)


# ---------------------------------------------------------------- skills


def test_strengths_earn_descending_credit() -> None:
    test = Test(any_of=("zendesk",))
    shown, claimed = person(tag("zendesk")), person(tag("zendesk", strength="claimed"))
    related, none, denied = person(tag("udesk")), person(), person(tag("zendesk", has=False))
    credits = [one("skill", test, who)[0].satisfaction for who in (shown, claimed, related, none)]
    assert credits == sorted(credits, reverse=True)
    assert credits[0] == Settings().demonstrated
    assert credits[1] == Settings().claimed
    assert [status("skill", test, who) for who in (shown, claimed, related, none, denied)] == [
        "met", "met", "partly", "unmet", "unmet",
    ]  # fmt: skip


def test_silence_about_abilities_is_unknown_and_to_be_confirmed() -> None:
    row, match = one("skill", Test(any_of=("empathy",)), person())
    assert (row.status, row.satisfaction) == ("unknown", Settings().unknown)
    assert (match.score_low, match.score_high) == (0.0, 100.0)
    assert [(c.criterion, c.assessment) for c in match.to_confirm] == [("c1", "面试")]


def test_a_task_near_an_ability_raises_the_guess_only() -> None:
    row, match = one("skill", Test(any_of=("empathy",)), person(tag("complaint_handling")))
    assert row.status == "unknown"
    assert row.satisfaction > Settings().unknown
    assert match.score_high == pytest.approx(100)


def test_levels() -> None:
    test = Test(any_of=("excel_advanced",), level="proficient")
    expert, familiar = person(tag("excel_advanced", level="expert")), person(tag("excel_advanced", level="familiar"))
    assert status("skill", test, expert) == "met"
    assert status("skill", test, familiar) == "partly"


def test_all_of_and_at_least() -> None:
    both = Test(all_of=("ticketing", "call_center_platform"))
    assert status("skill", both, person(tag("ticketing"), tag("call_center_platform"))) == "met"
    assert status("skill", both, person(tag("ticketing"))) == "partly"
    two = Test(any_of=("channel_phone", "channel_chat", "channel_email"), at_least=2)
    assert status("skill", two, person(tag("channel_phone"), tag("channel_email"))) == "met"
    assert status("skill", two, person(tag("channel_phone"))) == "partly"
    assert status("skill", two, person()) == "unmet"


def test_a_claim_with_high_weight_is_to_be_tested() -> None:
    match = rank([person(tag("zendesk", strength="claimed"))],
                 profile(criterion("skill", Test(any_of=("zendesk",)), weight=5.0)), as_of=DAY)[0]  # fmt: skip
    assert match.to_confirm[0].why == "只有自述，没有经历佐证"


# ---------------------------------------------------------------- languages, certificates, availability


def test_language_of_the_resume_counts() -> None:
    english = Test(any_of=("lang_english",), level="expert")
    assert status("language", english, person(language="en")) == "met"
    assert status("language", english, person(language="zh")) == "unmet"
    assert status("language", Test(any_of=("lang_mandarin",), level="proficient"), person()) == "unknown"


@pytest.mark.parametrize(
    ("level", "wanted", "eligible"),
    [("expert", "expert", "yes"), ("proficient", "expert", "unknown"), ("aware", "expert", "no"),
     ("familiar", "proficient", "unknown"), ("proficient", "proficient", "yes")],
)  # fmt: skip
def test_language_levels(level: Level, wanted: Level, eligible: str) -> None:
    who = person(tag("lang_english", level=level))
    assert one("language", Test(any_of=("lang_english",), level=wanted), who, must=True)[1].eligible == eligible


def test_a_test_proves_a_level() -> None:
    text = TEXT + "英语：IELTS 7.5\n"
    at = text.find("IELTS")
    cert = Tag("cert_english_test", True, None, "demonstrated", (Evidence("IELTS 7.5", at, at + 9),))
    who = person(tag("lang_english"), cert, text=text)
    assert status("language", Test(any_of=("lang_english",), level="expert"), who) == "met"


@pytest.mark.parametrize(("grade", "wanted"), [(4.0, "met"), (5.0, "partly")])
def test_certificate_grades(grade: float, wanted: str) -> None:
    test = Test(any_of=("cert_putonghua",), metric="cert_putonghua", value=grade)
    assert status("certificate", test, person(tag("cert_putonghua", quote="普通话二级甲等"))) == wanted


@pytest.mark.parametrize(
    ("line", "quote", "wanted"),
    [("可以上夜班", "可以上夜班", "met"), ("愿意轮班", "愿意轮班", "unknown"),
     ("可接受轮班，不接受通宵", "可接受轮班", "unmet"), ("四班两倒三年", "四班两倒", "met")],
)  # fmt: skip
def test_nights_are_asked_for_by_name(line: str, quote: str, wanted: str) -> None:
    text = "张三\n2021.03-至今 甲公司 客服\n" + "接听热线电话，处理工单。\n" * 10 + line + "\n"
    at = text.find(quote)
    shift = Tag("shift_work", True, None, "claimed", (Evidence(quote, at, at + len(quote)),))
    assert status("availability", Test(any_of=("shift_work",), words="night"), person(shift, text=text)) == wanted


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("has", "wanted", "eligible"),
    [("bachelor", "associate", "yes"), ("vocational", "associate", "no"), (None, "associate", "unknown"),
     ("high_school", "vocational", "yes"), ("vocational", "high_school", "yes"), ("junior_high", "high_school", "no")],
)  # fmt: skip
def test_education_gate(has: str | None, wanted: str, eligible: str) -> None:
    _, match = one("education", Test(education=wanted), person(education=has), must=True)  # type: ignore[arg-type]
    assert match.eligible == eligible


def test_years_of_service_and_of_all_work() -> None:
    service, total = Test(years=3.0, scope=("service",)), Test(years=7.0, scope=("total",))
    assert status("years", service, person()) == "met"
    assert status("years", total, person()) == "met"
    assert status("years", service, person(years_service=1.5)) == "partly"
    assert one("years", service, person(years_service=1.5), must=True)[1].eligible == "no"


def test_years_count_where_the_skill_was_used() -> None:
    phone = tag("channel_phone", quote="接听呼入热线")
    retail = tag("ind_retail", quote="晴川百货")
    row, _ = one("years", Test(years=1.0, scope=("channel_phone",)), person(phone))
    assert "5.2" in row.reason
    row, _ = one("years", Test(years=3.0, scope=("ind_retail",)), person(retail))
    assert row.status == "partly"
    assert "2.1" in row.reason
    assert status("years", Test(years=1.0, scope=("ind_finance",)), person(phone)) == "unmet"


def test_figures_are_read_from_the_resume() -> None:
    test = Test(metric="typing", value=60.0, unit="字/分钟")
    row, _ = one("metric", test, person())
    assert (row.status, row.evidence[0].quote) == ("met", "打字 80字")
    assert status("metric", replace(test, value=100.0), person()) == "partly"
    assert status("metric", Test(metric="csat", value=95.0), person()) == "unknown"
    assert status("metric", Test(metric="contacts_per_day", value=100.0), person()) == "met"


def test_place_of_work() -> None:
    assert status("city", Test(city="武汉"), person()) == "met"
    assert status("city", Test(city="北京"), person()) == "unknown"


def test_words_are_the_weaker_kind() -> None:
    row, _ = one("text", Test(words="安抚辱骂的来电人"), person())
    assert 0 < row.satisfaction <= Settings().text
    assert "证据较弱" in row.reason
    assert status("text", Test(words="会手语"), person()) == "unknown"


# ---------------------------------------------------------------- people with repeats


def test_tags_of_repeats_join_and_the_lead_wins() -> None:
    lead = candidate(tag("zendesk", has=False), tag("sql", strength="claimed"))
    repeat = replace(candidate(tag("zendesk"), tag("sql"), tag("python")), source="b.txt", sha256="1" * 64)
    who = Person("p1", lead, (repeat,))
    assert status("skill", Test(any_of=("zendesk",)), who) == "unmet"
    assert status("skill", Test(any_of=("python",)), who) == "met"
    assert one("skill", Test(any_of=("sql",)), who)[0].satisfaction == Settings().demonstrated


# ---------------------------------------------------------------- reasons


def test_reasons_speak_the_language_of_the_table() -> None:
    english = replace(criterion("skill", Test(any_of=("zendesk",))), label="Zendesk experience")
    chinese = criterion("skill", Test(any_of=("zendesk",)))
    who = person(tag("zendesk"))
    assert rank([who], profile(english), as_of=DAY)[0].contributions[0].reason == "shown in the resume: Zendesk."
    assert rank([who], profile(chinese), as_of=DAY)[0].contributions[0].reason == "经历中体现：Zendesk。"
