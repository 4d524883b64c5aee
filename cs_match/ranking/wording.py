"""Reasons in the language of the table: what was found, in one sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from cs_match.lexicon import read_table
from cs_match.ranking.judgement import Finding, FindingState, Judgement
from cs_match.records import Criterion, RequirementProfile
from cs_match.requirements.figures import metrics
from cs_match.text import han_share

__all__ = ["Tongue", "confirm_why", "reason", "tongue_of"]

Tongue = Literal["zh", "en"]

_STATES: dict[FindingState, tuple[str, str]] = {
    "shown": ("经历中体现：{}", "shown in the resume: {}"),
    "claimed": ("仅为自述：{}", "only claimed: {}"),
    "written": ("简历所用语言：{}", "the resume is written in it: {}"),
    "short": ("未达要求：{}", "less than asked for: {}"),
    "related": ("相近经历：{}", "something near it: {}"),
    "denied": ("简历中否认或不接受：{}", "the resume denies or refuses it: {}"),
    "absent": ("经历中没有：{}", "nothing of it in a full resume: {}"),
    "silent": ("简历未提及：{}", "the resume does not say: {}"),
}
_FACTS = {
    "education": ("学历", "education"),
    "years": ("年限", "years"),
    "city": ("工作地点", "place of work"),
    "text": ("要求的内容", "what was asked for"),
}
_DETAILS = {
    "junior_high": ("初中", "junior high school"), "high_school": ("高中", "high school"),
    "vocational": ("中专/职高", "vocational school"), "associate": ("大专", "associate degree"),
    "bachelor": ("本科", "bachelor's degree"), "master": ("硕士", "master's degree"), "doctor": ("博士", "doctorate"),
    "expert": ("精通", "expert"), "proficient": ("熟练", "proficient"), "familiar": ("熟悉", "familiar"),
    "aware": ("了解", "basic"),
}  # fmt: skip


@cache
def _names() -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["zh"], row["en"]) for row in read_table("skills")}


def tongue_of(profile: RequirementProfile) -> Tongue:
    """The language that a profile is written in."""
    return "zh" if han_share("".join(c.label for c in profile.criteria)) > 0.3 else "en"


def _pick(pair: tuple[str, str], tongue: Tongue) -> str:
    return pair[0] if tongue == "zh" else pair[1]


def reason(criterion: Criterion, judgement: Judgement, tongue: Tongue) -> str:
    """Why the criterion stands as it does, in one sentence."""
    parts = []
    for state, pattern in _STATES.items():
        named = [_named(f, tongue) for f in judgement.findings if f.state == state]
        if named:
            parts.append(_pick(pattern, tongue).format(("、" if tongue == "zh" else ", ").join(dict.fromkeys(named))))
    if criterion.kind == "text":
        parts.append(_pick(("（按文字相近程度，证据较弱）", "(by likeness of words, weaker evidence)"), tongue))
    return ("；" if tongue == "zh" else "; ").join(parts) + ("。" if tongue == "zh" else ".")


def _named(finding: Finding, tongue: Tongue) -> str:
    known = metrics()
    if finding.subject in known:
        metric = known[finding.subject]
        name = _pick((metric.zh, metric.en), tongue)
        return f"{name} {finding.detail} {metric.unit}" if finding.detail else name
    name = _pick(_FACTS.get(finding.subject) or _names().get(finding.subject) or (finding.subject,) * 2, tongue)
    return name + _bracket(finding, tongue)


def _bracket(finding: Finding, tongue: Tongue) -> str:
    detail = finding.detail
    if finding.subject == "years" and detail:
        detail = f"{detail} 年" if tongue == "zh" else f"{detail} years"
    shown = _pick(_DETAILS.get(detail) or _names().get(detail) or (detail, detail), tongue)
    if not shown:
        return ""
    return f"（{shown}）" if tongue == "zh" else f" ({shown})"


def confirm_why(judgement: Judgement, tongue: Tongue) -> str:
    """Why a person has to ask or test."""
    names = _open_names(judgement.findings, tongue)
    if judgement.status == "unknown" or names:
        start = _pick(("简历无法判断", "the documents cannot tell"), tongue)
    elif judgement.only_claimed:
        start = _pick(("只有自述，没有经历佐证", "only claimed, no work shows it"), tongue)
    else:
        start = _pick(("只满足一部分", "only partly met"), tongue)
    return f"{start}：{names}" if names and tongue == "zh" else f"{start}: {names}" if names else start


def _open_names(findings: Sequence[Finding], tongue: Tongue) -> str:
    names = [_named(f, tongue).split("（")[0].split(" (")[0] for f in findings if f.open]
    return ("、" if tongue == "zh" else ", ").join(dict.fromkeys(names))
