"""The denial model: what it sees of a place, and that its network says the same of a place alone or among others."""

from __future__ import annotations

import pytest

from cs_match.lexicon import load_lexicon
from cs_match.tagging.cues import CueFinder
from cs_match.tagging.denial_features import Spot, linear_features, masked, spots_of
from cs_match.tagging.denial_model import load_denial_model
from cs_match.tagging.judgement import judge
from cs_match.tagging.passages import passages
from cs_match.tagging.speech import KINDS, kinds_in
from cs_match.tagging.terms import TermFinder


def spots(text: str) -> dict[str, Spot]:
    view = passages(text)
    hits = TermFinder(load_lexicon()).find(view)
    return {hit.skill: spot for hit, spot in zip(hits, spots_of(view, hits, range(len(hits))), strict=True)}


def held(text: str, skill: str) -> bool:
    lexicon = load_lexicon()
    view = passages(text)
    judged = judge(view, TermFinder(lexicon).find(view), CueFinder(lexicon.cues), load_denial_model())
    return any(one.has for one in judged if one.hit.skill == skill)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("报表是小林做的", "name"),
        ("那是数据组的活", "team"),
        ("my husband set it up", "kin"),
        ("The rota was for Janice", "capital"),
        ("Janice", ""),
        ("从没碰过", "no"),
    ],
)
def test_kinds_of_words(text: str, kind: str) -> None:
    kinds = {found for _, _, found in kinds_in(text.lower(), text)}
    assert kinds <= set(KINDS)
    assert kind in kinds or not (kind or kinds)


def test_other_skills_are_masked_and_products_names_are_not_learnt() -> None:
    here = spots("Zendesk和Freshdesk都没碰过，只用Excel 2016。")
    assert masked(here["zendesk"]) == ("", "和§都没碰过,只用§")
    features = linear_features(here["zendesk"])
    assert not any(name.startswith("M") for name in features)
    assert features["R和§都"] == 1.0


def test_tokens_hold_the_nearest_words_and_the_sentence_ends() -> None:
    spot = spots("我做外呼。SQL？那是数据组的事")["sql"]
    assert [token.word for token in spot.left][-3:] == ["做", "§", "。"]
    assert [token.word for token in spot.right][:3] == ["?", "那", "是"]


def test_a_place_is_judged_alike_alone_and_among_others() -> None:
    model = load_denial_model()
    assert model is not None
    found = list(spots("不会SQL，Python刚报名，Excel每天用，Zendesk是客户的系统").values())
    together = model.judge(found)
    alone = [model.judge([spot])[0].margin for spot in found]
    assert [one.margin for one in together] == pytest.approx(alone, abs=1e-4)
    assert model.judge([]) == []


@pytest.mark.parametrize(
    ("text", "skill", "has"),
    [
        ("Someone else in the office does my pivot tables for me.", "excel_advanced", False),
        ("Built pivot tables every Monday for the floor.", "excel_advanced", True),
        ("工单系统Zendesk是总部的人在用，我没有账号", "zendesk", False),
        ("用Zendesk回复客户", "zendesk", True),
        ("Handled tickets in Zendesk", "zendesk", True),
        ("用Salesforce记录每一次来电", "salesforce", True),
        ("Python课上个月刚报名，还没开始", "python", False),
    ],
)
def test_denials_without_a_listed_cue(text: str, skill: str, has: bool) -> None:
    assert held(text, skill) is has
