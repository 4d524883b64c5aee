"""Which scorer judges which kind of criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cs_match.ranking.facts import judge_city, judge_education, judge_metric, judge_years
from cs_match.ranking.judgement import Judgement
from cs_match.ranking.settings import Settings
from cs_match.ranking.skills import judge_availability, judge_certificate, judge_language, judge_skills
from cs_match.ranking.view import Seen
from cs_match.ranking.words import judge_text
from cs_match.records import Criterion, CriterionKind

__all__ = ["judge"]

_SCORERS: Mapping[CriterionKind, Callable[[Criterion, Seen, Settings], Judgement]] = {
    "skill": judge_skills,
    "industry": judge_skills,
    "availability": judge_availability,
    "language": judge_language,
    "certificate": judge_certificate,
    "education": judge_education,
    "years": judge_years,
    "metric": judge_metric,
    "city": judge_city,
    "text": judge_text,
}


def judge(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """What the documents of a person say about one criterion."""
    return _SCORERS[criterion.kind](criterion, seen, settings)
