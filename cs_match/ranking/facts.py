"""Education, years of work, figures and place against the facts of a person."""

from __future__ import annotations

import re

from cs_match.ranking.judgement import Finding, FindingState, Judgement, every
from cs_match.ranking.settings import Settings
from cs_match.ranking.skills import skill_finding
from cs_match.ranking.view import Seen, Spell, evidence_of, months_of
from cs_match.records import Criterion, Evidence
from cs_match.requirements.demands import EDUCATIONS
from cs_match.requirements.figures import figures, metrics
from cs_match.requirements.vocabulary import SERVICE, categories
from cs_match.text import fold

__all__ = ["judge_city", "judge_education", "judge_metric", "judge_years"]

# Upper secondary school is one level, whether general or vocational.
_RANKS = {education: rank for rank, education in enumerate(EDUCATIONS)} | {"vocational": 1}
_MONTH = 1 / 12


def judge_education(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """At least the education that was asked for. A degree under way counts as the candidate's facts count it."""
    least, has = criterion.test.education, seen.education
    if has is None or least is None:
        return every([Finding("education", "silent", settings.unknown, open=True)])
    if _RANKS[has] >= _RANKS[least]:
        return every([Finding("education", "shown", 1.0, has)])
    return every([Finding("education", "absent", 0.0, has)])


def judge_years(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """Years in service work, in any work, or in work that shows some skills."""
    needed = criterion.test.years or 0.0
    scope = criterion.test.scope or (SERVICE,)
    years, evidence = _years(scope, seen)
    if years is None:
        return every([Finding("years", "silent", settings.unknown, open=True)])
    detail = f"{years:.1f}"
    if years > 0 and years + _MONTH >= needed:
        return every([Finding("years", "shown", settings.demonstrated, detail, evidence)])
    credit = settings.demonstrated * years / needed if needed else 0.0
    found = every([Finding("years", "short" if years else "absent", credit, detail, evidence)])
    # As a gate, too few years are too few.
    return Judgement(found.status, found.satisfaction, found.low, found.high, "no", found.findings)


def _years(scope: tuple[str, ...], seen: Seen) -> tuple[float | None, tuple[Evidence, ...]]:
    if scope == (SERVICE,):
        return seen.years_service, ()
    if scope == ("total",):
        return (months_of(seen.spells) / 12 if seen.spells else seen.years_service), ()
    groups = _groups(scope)
    held = [[skill for skill in group if seen.has(skill)] for group in groups]
    evidence = evidence_of(seen.tags[skill] for group in held for skill in group[:2])
    if not all(held):
        return (0.0 if seen.full else None), evidence
    told = [spell for spell in seen.spells if all(_tells(spell, group, seen) for group in held)]
    if told:
        return months_of(told) / 12, evidence
    # The skills are there, but no dated job tells of them all: the service years are the best estimate.
    return seen.years_service, evidence


def _groups(scope: tuple[str, ...]) -> list[list[str]]:
    """Skills of one category are alternatives; trades, channels and tasks must come together."""
    groups: dict[str, list[str]] = {}
    for skill in scope:
        if skill not in (SERVICE, "total"):
            groups.setdefault("industry" if categories().get(skill) == "industry" else "work", []).append(skill)
    return list(groups.values())


def _tells(spell: Spell, skills: list[str], seen: Seen) -> bool:
    start, end = spell.text_start, spell.text_end
    if start is None or end is None:
        return False
    return any(start <= piece.start < end for skill in skills for piece in seen.tags[skill].evidence)


def judge_metric(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """A figure at a threshold, from the best figure of its kind in the resume."""
    test = criterion.test
    metric = metrics().get(test.metric or "")
    if metric is None or not test.value:
        return every([Finding(test.metric or "metric", "silent", settings.unknown, open=True)])
    tag = skill_finding(metric.skill, None, seen, settings)
    found = [f for f in figures(seen.text, metric.id) if _comparable(f.value, test.value)]
    if not found:
        denied = tag.state == "denied"
        credit = 0.0 if denied else max(settings.unknown, 0.5 * tag.credit)
        state: FindingState = "denied" if denied else "silent"
        return every([Finding(metric.id, state, credit, "", tag.evidence, open=not denied)])
    best = (max if metric.higher_is_better else min)(found, key=lambda figure: figure.value)
    ratio = best.value / test.value if metric.higher_is_better else test.value / max(best.value, 1e-9)
    place = (Evidence(seen.text[best.start : best.end], best.start, best.end),)
    shown = Finding(metric.id, "shown" if ratio >= 1 else "short", settings.demonstrated * min(1.0, ratio),
                    f"{best.value:g}", place)  # fmt: skip
    judged = every([shown])
    return judged if ratio >= 1 else Judgement("partly", judged.satisfaction, judged.low, judged.high, "no", (shown,))


def _comparable(value: float, wanted: float) -> bool:
    """Whether a figure can be of the kind that was asked for: 12 visits a day say nothing about 300 chats."""
    return wanted / 5 <= value <= wanted * 20


def judge_city(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """The place of work against the place where the person lives or wants to work; another place is to be asked."""
    wanted, has = _place(criterion.test.city or ""), _place(seen.city or "")
    if has and wanted and (has in wanted or wanted in has):
        return every([Finding("city", "shown", settings.demonstrated, seen.city or "")])
    return every([Finding("city", "silent", settings.unknown * (0.5 if has else 1.0), seen.city or "", open=True)])


def _place(name: str) -> str:
    return re.sub(r"[市省区县\s]|city$", "", fold(name).text)
