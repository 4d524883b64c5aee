"""One hit judged: does the person have it, how well, by which cues and how strong the evidence is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cs_match.records import Level, Strength
from cs_match.tagging.cues import CueFinder, CueHit, Scopes
from cs_match.tagging.levels import GRADED, level_of, stars_after
from cs_match.tagging.passages import Passages
from cs_match.tagging.strength import strength_of
from cs_match.tagging.terms import Hit

__all__ = ["Judged", "judge", "taken_back"]

# What a person is like is told in stories full of other people's words and deeds.
_CHARACTER = frozenset({"core", "value"})
_BESIDE = 4
_LISTED = frozenset({"system", "ai", "language", "office", "data", "technical"})
DENYING = ("negation", "refusal", "wish", "learning", "other")


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit and what the text says with it. `refused` marks a present refusal (不再接受夜班)."""

    hit: Hit
    has: bool
    refused: bool
    level: Level | None
    strength: Strength
    cues: tuple[str, ...]


def judge(passages: Passages, hits: Sequence[Hit], finder: CueFinder) -> tuple[Judged, ...]:
    """Judge each hit by the cues that reach it, in the order of hits."""
    reached = Scopes(passages, hits, finder.find(passages, hits)).reached()
    with_cues = [(hit, reached.get(index, [])) for index, hit in enumerate(hits)]
    return tuple(
        _judged(hit, cues, passages)
        for hit, cues in with_cues
        if not any(cue.cue.kind == "ignored" for cue in cues)
    )  # fmt: skip


def _judged(hit: Hit, cues: Sequence[CueHit], passages: Passages) -> Judged:
    against = [cue for cue in cues if cue.cue.kind in DENYING and _bears_on(cue, hit)]
    has = not against
    level, by = level_of(hit, cues) if has else (None, ())
    words = [cue.text for cue in (*against, *by)]
    if has and level is None and hit.category in GRADED:
        level, stars = stars_after(hit, passages)
        words += [stars] if stars else []
    refused = any(cue.cue.kind == "refusal" for cue in against)
    section = passages.section_at(hit.start)
    return Judged(hit, has, refused, level, strength_of(hit, section), tuple(dict.fromkeys(words)))


def _bears_on(cue: CueHit, hit: Hit) -> bool:
    """Whether a cue can be said of a hit's category; of what a person is like, only when it stands right beside it."""
    if cue.cue.on and not _is_said_of(cue.cue.on, hit):
        return False
    if hit.category in _CHARACTER:
        return cue.cue.kind in ("negation", "wish", "learning") and _distance(cue, hit) <= _BESIDE
    return True


def _is_said_of(on: Sequence[str], hit: Hit) -> bool:
    if on[0].startswith("!"):
        return f"!{hit.category}" not in on and f"!{hit.skill}" not in on
    return hit.category in on or hit.skill in on


def _distance(cue: CueHit, hit: Hit) -> int:
    return max(cue.start - hit.end, hit.start - cue.end, 0)


def taken_back(had: Sequence[Judged], not_had: Sequence[Judged]) -> bool:
    """Whether a denial outweighs the places that say the contrary.

    Availability: a present refusal, unless another kind of shift is accepted (可轮班，大夜班不考虑). Tools, languages
    and tests: a plain denial, where all that stands against it is a bare word in a list.
    """
    category = had[0].hit.category
    if category == "availability":
        accepted = any(one.strength == "claimed" for one in had)
        return any(one.refused for one in not_had) and not accepted
    return category in _LISTED and all(one.strength == "claimed" and one.level is None for one in had)
