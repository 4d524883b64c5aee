"""Documents to tags: what is had, shown, claimed, implied, and where it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from cs_match.lexicon import load_lexicon
from cs_match.records import Box, Document, Page, Run, Section, Tag
from cs_match.tagging.tagger import Tagger


@cache
def tagger() -> Tagger:
    return Tagger(load_lexicon(), ner=False)


def document(*parts: tuple[str, str]) -> tuple[Document, Sequence[Section]]:
    """A document of (section kind, text) parts, each under its own heading."""
    text, sections = "", []
    for kind, body in parts:
        start = len(text)
        text += f"{kind}\n{body}\n"
        sections.append(Section(kind, kind, start, len(text)))
    run = Run(0, len(text), 1, Box(0, 0, 100, 10))
    return Document("cv.pdf", "pdf", "", len(text), text, (Page(1, 595, 842, 0, len(text)),), (), (run,)), sections


def tags(*parts: tuple[str, str], language: str = "zh") -> dict[str, Tag]:
    found, sections = document(*parts)
    return {tag.skill: tag for tag in tagger().tag(found, sections, language=language).tags}


def test_evidence_is_verbatim_and_in_its_place() -> None:
    found, sections = document(("work", "在Ｚｅｎｄｅｓｋ系統處理工單，日均80單"), ("skills", "SQL：不会"))
    for tag in tagger().tag(found, sections, language="zh").tags:
        for one in tag.evidence:
            assert found.text[one.start : one.end] == one.quote
            assert one.page == 1
            assert one.box == Box(0, 0, 100, 10)
            assert one.section in ("work", "skills")
    assert tags(("skills", "SQL：不会"))["sql"].evidence[0].cues == ("不会",)


def test_a_skill_had_anywhere_is_had() -> None:
    found = tags(("work", "用千牛接待买家，日均200人"), ("self_evaluation", "想学SQL"), ("other", "SQL、Python零基础"))
    assert found["qianniu"].has
    assert not found["sql"].has
    assert found["sql"].strength is None


def test_a_denial_outweighs_a_bare_word_in_a_list_but_not_work() -> None:
    assert not tags(("skills", "Zendesk、Excel"), ("self_evaluation", "说明：Zendesk没用过"))["zendesk"].has
    assert tags(("work", "用Zendesk处理工单三年"), ("other", "新版Zendesk没用过"))["zendesk"].has


@pytest.mark.parametrize(
    ("now", "has"),
    [("不再接受夜班", False), ("可以上晚班，通宵不考虑", True), ("夜班没问题", True), ("只上白班", False)],
)
def test_present_refusal_of_shifts(now: str, has: bool) -> None:
    assert tags(("work", "四班三倒，大夜班每月8个"), ("self_evaluation", now))["shift_work"].has is has


def test_strength_by_section() -> None:
    assert tags(("work", "用Zendesk回复客户"))["zendesk"].strength == "demonstrated"
    assert tags(("skills", "Zendesk"))["zendesk"].strength == "claimed"
    assert tags(("self_evaluation", "抗压能力强"))["stress_tolerance"].strength == "claimed"
    assert tags(("skills", "CET-6 580"))["cert_cet6"].strength == "demonstrated"


def test_implied_tags_carry_their_reason() -> None:
    found = tags(("skills", "精通Zendesk"))
    assert found["crm"].has
    assert found["crm"].level == "expert"
    assert found["ticketing"].evidence[0].cues[-1] == "→zendesk"
    assert "crm" not in tags(("skills", "没用过Zendesk"))


def test_certificates_set_their_language() -> None:
    assert tags(("certificates", "CET-6 520"))["lang_english"].level is None
    assert tags(("certificates", "日语N1"))["lang_japanese"].has
    assert not tags(("certificates", "CET-4 430"), ("skills", "英语不会说"))["lang_english"].has


def test_three_channels_are_omnichannel() -> None:
    assert "omnichannel" not in tags(("work", "接听客服热线，回复邮件"))
    assert tags(("work", "接听客服热线，回复客户邮件，在线客服聊天接待"))["omnichannel"].has


def test_two_working_languages_are_bilingual() -> None:
    assert tags(("languages", "粤语母语，普通话流利"))["bilingual"].has
    assert "bilingual" not in tags(("certificates", "CET-4 430分"))
    assert tags(("languages", "English (C1), French (native)"), language="en")["bilingual"].has


def test_objective_and_references_do_not_count() -> None:
    assert not tags(("objective", "Zendesk客服"), ("references", "Zendesk经理 张三"))


def test_no_text_and_much_text() -> None:
    assert tags(("other", "")) == {}
    # Far beyond any resume: one repeated word, and one clause that never ends.
    assert tags(("work", "投诉处理" * 50_000))["complaint_handling"].has
    assert len(tags(("work", "没有用过" * 20_000))) == 0


def test_same_input_same_tags() -> None:
    parts = ("work", "带16人小组，负责400热线，处理升级投诉，CSAT 96%"), ("skills", "Excel熟练、Zendesk、SQL入门")
    assert tags(*parts) == tags(*parts)


def test_traditional_and_full_width_read_the_same() -> None:
    plain = "处理客户投诉，熟练使用CRM系统，精通Excel"
    for other in ("處理客戶投訴，熟練使用CRM系統，精通Excel", "处理客户投诉，熟练使用ＣＲＭ系统，精通Ｅｘｃｅｌ"):
        assert [(m.skill, m.has, m.level) for m in tagger().find(other)] == [
            (m.skill, m.has, m.level) for m in tagger().find(plain)
        ]
