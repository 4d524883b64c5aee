"""Cues: the words near a skill that say whether the person has it, and how well. What a cue reaches: `scopes`.

Rules are data (``cues.csv``): what a cue is, where the skill stands seen from it, and how far it reaches. The way of
reading them follows NegEx and ConText (W. W. Chapman et al., 2001; H. Harkema et al., 2009); a pseudo-cue ("not only",
没有一次投诉) is no cue at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cs_match.lexicon import Cue
from cs_match.tagging.matcher import Matcher
from cs_match.tagging.passages import Passages
from cs_match.tagging.terms import Hit

__all__ = ["DENYING", "TOLD", "CueFinder", "CueHit"]

# Kinds of cues that say that the person has not got it.
DENYING = frozenset({"negation", "refusal", "wish", "learning", "other"})
# Terms that tell something in words of their own, denials included (从不迟到).
TOLD = frozenset({"act", "trait"})


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in folded text."""

    cue: Cue
    start: int
    end: int
    text: str

    @property
    def wide(self) -> bool:
        """Whether the cue is made of two parts that stand around what they speak of (由…负责)."""
        return "…" in self.cue.cue


class CueFinder:
    """Finds the cues of a lexicon, and frees them from each other: the longest wins, pseudo-cues suspend."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        self._matcher = Matcher([cue.cue for cue in cues])

    def find(self, passages: Passages, hits: Sequence[Hit]) -> tuple[CueHit, ...]:
        """The cues that stand, pseudo-cues among them, in the order of the text; a word of a term is no cue."""
        text = passages.text
        found = [CueHit(self._cues[i], start, end, text[start:end]) for i, start, end in self._matcher.find(text)]
        found.sort(key=lambda c: (c.start - c.end, c.cue.kind != "pseudo", c.start, c.cue.cue))
        kept: list[CueHit] = []
        taken: dict[int, CueHit] = {}
        for cue in found:
            if not cue.wide:
                _settle(cue, kept, taken)
        suspended = {at for c in kept if c.cue.kind == "pseudo" for at in range(c.start, c.end)}
        frames = [cue for cue in found if cue.wide and cue.cue.kind == "pseudo"]
        kept = [c for c in kept if not any(f.start <= c.start and c.end <= f.end for f in frames)]
        kept += [cue for cue in found if cue.wide and cue.start not in suspended]
        spoken = _spoken_for(hits)
        standing = (c for c in kept if c.cue.kind == "pseudo" or not _is_spoken_for(c, spoken))
        return tuple(sorted((*standing, *frames), key=lambda c: (c.start, c.end, c.cue.cue)))


# What a term tells in its own words says nothing of others, but for who did it and what is only wished for.
_OUTSPOKEN = frozenset({"other", "wish", "learning", "ignored", "contrast"})


def _is_spoken_for(cue: CueHit, spoken: set[int]) -> bool:
    return cue.cue.kind not in _OUTSPOKEN and spoken.issuperset(range(cue.start, cue.end))


def _settle(cue: CueHit, kept: list[CueHit], taken: dict[int, CueHit]) -> None:
    """Keep a cue unless a longer one covers it; one of the same kind that looks elsewhere stands beside it."""
    others = {id(o): o for at in range(cue.start, cue.end) if (o := taken.get(at)) is not None}
    if not others:
        kept.append(cue)
        taken.update(dict.fromkeys(range(cue.start, cue.end), cue))
        return
    longer = next(iter(others.values()))
    if len(others) > 1 or (_family(longer) != _family(cue) and not _look_apart(longer, cue)):
        return
    if longer.cue.direction in ("both", cue.cue.direction) and longer.cue.on in ((), cue.cue.on):
        return
    if longer.cue.on != cue.cue.on or longer.cue.kind != cue.cue.kind or _is_narrow(longer) or _is_narrow(cue):
        kept.append(cue)
    elif longer.cue.direction not in ("both", cue.cue.direction):
        scope = "list" if "list" in (longer.cue.scope, cue.cue.scope) else longer.cue.scope
        wider = replace(longer, cue=replace(longer.cue, direction="both", scope=scope))
        kept[kept.index(longer)] = wider
        taken.update({at: wider for at in range(longer.start, longer.end) if taken.get(at) is longer})


def _family(cue: CueHit) -> str:
    return "denial" if cue.cue.kind in DENYING else cue.cue.kind


def _look_apart(one: CueHit, other: CueHit) -> bool:
    """Whether two readings of the same words exclude each other by where they look ('some Python', 'Python: some')."""
    same = (one.start, one.end) == (other.start, other.end)
    return same and _is_narrow(one) and _is_narrow(other) and one.cue.direction != other.cue.direction


def _is_narrow(cue: CueHit) -> bool:
    return cue.cue.scope == "end" or cue.cue.scope.isdigit()


def _spoken_for(hits: Sequence[Hit]) -> set[int]:
    """Characters of terms that are told in words of their own: what looks like a cue inside them is part of them."""
    return {
        at for hit in hits if hit.kind in TOLD and "…" not in hit.term for at in range(hit.start, hit.end)
    }  # fmt: skip
