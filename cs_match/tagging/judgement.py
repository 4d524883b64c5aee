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

__all__ = ["Judged", "judge"]

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
    return tuple(_judged(hit, reached.get(index, ()), passages) for index, hit in enumerate(hits))


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
    """A refusal is said of availability, channels and tasks; nobody refuses a language or a product."""
    return hit.category != "industry" or cue.cue.kind in ("negation", "wish")
