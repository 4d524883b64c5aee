"""How strong the evidence is: *demonstrated* was done or tested, *claimed* is only said."""

from __future__ import annotations

from cs_match.records import Section, Strength
from cs_match.tagging.terms import Hit

__all__ = ["strength_of"]

_DONE = frozenset({"work", "projects", "education", "training", "awards", "certificates", "header"})
_LISTS = frozenset({"skills", "languages", "self_evaluation", "summary", "personal", "hobbies", "objective", "other"})
# What is a matter of record wherever it stands: a certificate, an industry worked in.
_ON_RECORD = frozenset({"certificate", "industry"})


def strength_of(hit: Hit, section: Section | None) -> Strength:
    """The strength of one hit by its kind, its skill's category and its section (None: a text without sections)."""
    if hit.category in _ON_RECORD or hit.kind == "act":
        return "demonstrated"
    if hit.kind == "trait":
        return "claimed"
    if section is None or section.kind in _LISTS:
        return "claimed"
    return "demonstrated"
