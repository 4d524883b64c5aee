"""Results as pandas tables, for notebooks and analysts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cs_match.records import Candidate, Match, as_json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["candidates_frame", "contributions_frame", "matches_frame", "tags_frame"]

_MATCH_COLUMNS = ("rank", "candidate", "source", "name", "eligible", "score", "score_low", "score_high")
_FIELD_COLUMNS = (
    "name", "phone", "email", "education", "school", "major", "city", "birth_year", "years_service", "jobs",
)  # fmt: skip
_TAG_COLUMNS = ("source", "skill", "has", "level", "strength", "quote", "section", "page")
_ROW_COLUMNS = (
    "rank", "candidate", "name", "criterion", "label", "category", "priority", "weight", "must", "status",
    "satisfaction", "points", "max_points", "reason",
)  # fmt: skip


def matches_frame(matches: Iterable[Match]) -> pd.DataFrame:
    """One row a person, best first: place, eligibility, score and its bounds."""
    return _frame(({key: getattr(match, key) for key in _MATCH_COLUMNS} for match in matches), _MATCH_COLUMNS)


def contributions_frame(matches: Iterable[Match]) -> pd.DataFrame:
    """One row a person and criterion; the `points` of a person add up to the score.

    >>> contributions_frame([]).columns.tolist()[:4]
    ['rank', 'candidate', 'name', 'criterion']
    """
    rows = (
        {"rank": match.rank, "candidate": match.candidate, "name": match.name, **as_json(row)}
        for match in matches
        for row in match.contributions
    )
    return _frame(rows, _ROW_COLUMNS)


def candidates_frame(candidates: Iterable[Candidate]) -> pd.DataFrame:
    """One row a document with its facts; `jobs` is the number of jobs."""
    rows = (
        {"source": one.source, "language": one.language, **as_json(one.fields), "jobs": len(one.fields.jobs)}
        for one in candidates
    )
    return _frame(rows, ("source", "language", *_FIELD_COLUMNS))


def tags_frame(candidates: Iterable[Candidate]) -> pd.DataFrame:
    """One row a document and skill, with the first quote that decided."""
    return _frame((_tag_row(one.source, tag) for one in candidates for tag in one.tags), _TAG_COLUMNS)


def _tag_row(source: str, tag: Any) -> dict[str, Any]:
    first = tag.evidence[0] if tag.evidence else None
    place = {key: getattr(first, key, None) for key in ("quote", "section", "page")}
    return {"source": source, "skill": tag.skill, "has": tag.has, "level": tag.level, "strength": tag.strength, **place}


def _frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))
