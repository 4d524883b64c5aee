"""How strong the evidence is: *demonstrated* was done or tested, *claimed* is only said.

    | where it stands                | name (a tool, a language) | act, duty    | trait        |
    | ------------------------------ | ------------------------- | ------------ | ------------ |
    | a job, project, school, award  | demonstrated              | demonstrated | demonstrated |
    | a list of skills or languages  | claimed                   | act only     | claimed      |
    | self-evaluation                | claimed                   | tasks only   | claimed      |
    | summary, header, other         | systems only              | demonstrated | claimed      |

A certificate and an industry are a matter of record wherever they stand. Availability is demonstrated where shifts
were worked, and claimed where somebody says that they would.
"""

from __future__ import annotations

from cs_match.records import Section, Strength
from cs_match.tagging.terms import Hit

__all__ = ["strength_of"]

_DONE = frozenset({"work", "projects", "education", "training", "awards", "certificates"})
_LISTS = frozenset({"skills", "languages", "objective", "hobbies"})
_ON_RECORD = frozenset({"certificate", "industry"})
_TASKS = frozenset({"task", "channel"})
_USED = frozenset({"system", "ai", "data", "technical"})


def strength_of(hit: Hit, section: Section | None) -> Strength:
    """The strength of one hit by its kind, its skill's category and its section (None: a text without sections)."""
    kind = section.kind if section is not None else "other"
    if hit.category in _ON_RECORD or kind in _DONE:
        return "demonstrated"
    if hit.kind == "trait":
        return "claimed"
    if kind in _LISTS:
        return "demonstrated" if hit.kind == "act" else "claimed"
    if kind == "self_evaluation":
        return "demonstrated" if hit.category in _TASKS else "claimed"
    return "demonstrated" if _is_telling(hit, kind) else "claimed"


def _is_telling(hit: Hit, kind: str) -> bool:
    """Whether a hit in running text outside a job tells of something done."""
    if hit.kind == "name":
        return hit.category in _USED and kind != "summary"
    return hit.category != "availability"
