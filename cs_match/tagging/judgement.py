"""One hit judged: does the person have it, how well, by which cues and how strong the evidence is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cs_match.records import Level, Strength
from cs_match.tagging.cues import DENYING, CueFinder, CueHit
from cs_match.tagging.levels import level_of, stars_after
from cs_match.tagging.passages import Passages
from cs_match.tagging.scopes import Scopes
from cs_match.tagging.strength import strength_of
from cs_match.tagging.terms import Hit

__all__ = ["Judged", "judge", "taken_back"]

# What a person is like is told in stories full of other people's words and deeds.
_CHARACTER = frozenset({"core", "value"})
_RETRACTABLE = frozenset({"system", "ai", "data", "technical"})
_BESIDE = 4
_IN_PASSING = 2
_READY = re.compile(
    r"接受|可|能|愿|没问题|都行|适应|服从|配合|不限|ok|\bcan\b|available|willing|flexible|open to|happy to|comfortable"
    r"|no problem"
)
_LISTED = frozenset({"system", "ai", "language", "office", "data", "technical"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit and what the text says with it. `denied` is said outright, not only wished for or someone else's;
    `accepted` marks a claimed readiness (可以上夜班).
    """

    hit: Hit
    has: bool
    denied: bool
    accepted: bool
    level: Level | None
    strength: Strength
    cues: tuple[str, ...]


def judge(passages: Passages, hits: Sequence[Hit], finder: CueFinder) -> tuple[Judged, ...]:
    """Judge each hit by the cues that reach it, in the order of hits."""
    cues = finder.find(passages, hits)
    reached = Scopes(passages, hits, cues).reached()
    with_cues = [(hit, reached.get(index, [])) for index, hit in enumerate(hits)]
    judged = [
        _judged(hit, near, passages)
        for hit, near in with_cues
        if not any(cue.cue.kind == "ignored" for cue in near)
    ]  # fmt: skip
    retraction = next((cue.text for cue in cues if cue.cue.kind == "retraction"), None)
    return tuple(judged if retraction is None else (_retracted(one, passages, retraction) for one in judged))


def _retracted(one: Judged, passages: Passages, retraction: str) -> Judged:
    """What a text says of its own list of skills (大部分系统只是听说过) holds for the bare words in the list."""
    section = passages.section_at(one.hit.start)
    bare = one.strength == "claimed" and one.level is None and one.hit.category in _RETRACTABLE
    if not bare or section is None or section.kind != "skills":
        return one
    return replace(one, has=False, denied=True, cues=(*one.cues, retraction))


def _judged(hit: Hit, cues: Sequence[CueHit], passages: Passages) -> Judged:
    against = [cue for cue in cues if cue.cue.kind in DENYING and _bears_on(cue, hit)]
    has = not against
    level, by = level_of(hit, cues) if has else (None, ())
    words = [*hit.because, *(cue.text for cue in (*against, *by))]
    if has and level is None:
        level, stars = stars_after(hit, passages)
        words += [stars] if stars else []
    denied = any(cue.cue.kind in ("negation", "refusal") for cue in against)
    strength = strength_of(hit, passages.section_at(hit.start))
    return Judged(hit, has, denied, _is_accepted(hit, passages), level, strength, tuple(dict.fromkeys(words)))


def _is_accepted(hit: Hit, passages: Passages) -> bool:
    if hit.category != "availability":
        return False
    clause = passages.clauses[passages.clause_at(hit.start)]
    return _READY.search(passages.text, clause.start, max(clause.end, hit.end)) is not None


def _bears_on(cue: CueHit, hit: Hit) -> bool:
    """Whether a cue can be said of a hit's category; of what a person is like, only when it stands right beside it."""
    if hit.category in _CHARACTER:
        return cue.cue.kind in ("negation", "wish", "learning") and _distance(cue, hit) <= _BESIDE
    return True


def _distance(cue: CueHit, hit: Hit) -> int:
    return max(cue.start - hit.end, hit.start - cue.end, 0)


def taken_back(had: Sequence[Judged], not_had: Sequence[Judged]) -> bool:
    """Whether a denial outweighs the places that say the contrary.

    Availability: a present refusal, unless another kind of shift is accepted (可轮班，大夜班不考虑). Tools, languages
    and tests: a plain denial, where all that stands against it is a bare word in a list, or, for a language, in
    passing.
    """
    category = had[0].hit.category
    if category == "availability":
        return not any(one.accepted for one in had)
    if category == "language" and len(had) <= _IN_PASSING and all(one.level is None for one in had):
        return any(one.denied for one in not_had)
    return category in _LISTED and all(one.strength == "claimed" and one.level is None for one in had)
