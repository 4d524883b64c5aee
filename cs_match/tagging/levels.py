"""How well: the level words that a text says of a skill, on one scale, and figures and stars that say the same.

Levels are said of things one can be good at by degrees (tools, languages); a soft skill or a task has none.
The CEFR steps follow the Council of Europe's own names: A basic, B independent, C proficient user.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from cs_match.records import LEVELS, Level
from cs_match.tagging.cues import CueHit
from cs_match.tagging.passages import Passages
from cs_match.tagging.terms import Hit

__all__ = ["GRADED", "best", "level_of", "stars_after"]

GRADED = frozenset({"system", "ai", "language", "office", "data", "technical"})
_STARS = re.compile(r"[\s:：(（|\t]{0,4}([★⭐●■◆▮▰█]{1,10})([☆○□◇▯▱░✩]{0,9})")
_SHARE = re.compile(r"[\s:：(（|\t]{0,4}(\d{1,3})\s?%")
_OUT_OF = re.compile(r"[\s:：(（|\t]{0,4}(\d{1,2})\s?/\s?(5|10|100)(?![\d/.])")
_STEPS = ((0.9, "expert"), (0.7, "proficient"), (0.5, "familiar"), (0.0, "aware"))


def level_of(hit: Hit, cues: Iterable[CueHit]) -> tuple[Level | None, tuple[CueHit, ...]]:
    """The level that the nearest level cue says of a hit, with that cue."""
    if hit.category not in GRADED or hit.kind == "trait":
        return None, ()
    said = [cue for cue in cues if cue.cue.kind in LEVELS]
    if not said:
        return None, ()
    nearest = min(said, key=lambda cue: (_distance(hit, cue), cue.start))
    return cast(Level, nearest.cue.kind), (nearest,)


def _distance(hit: Hit, cue: CueHit) -> int:
    return max(cue.start - hit.end, hit.start - cue.end, 0)


def stars_after(hit: Hit, passages: Passages) -> tuple[Level | None, str]:
    """The level that stars, a bar or a share right after a hit stand for, with what stands there.

    >>> from cs_match.tagging.passages import passages
    >>> stars_after(Hit("crm", 0, 3, "name", "crm", "system"), passages("CRM ★★★★☆"))
    ('proficient', '★★★★☆')
    """
    if hit.category not in GRADED:
        return None, ""
    for pattern, share_of in ((_STARS, _star_share), (_SHARE, _percent), (_OUT_OF, _fraction)):
        found = pattern.match(passages.text, hit.end, hit.end + 24)
        if found and (share := share_of(found)) is not None:
            level = next(name for least, name in _STEPS if share >= least)
            return cast(Level, level), found.group().strip(" :：(（|\t")
    return None, ""


def _star_share(found: re.Match[str]) -> float | None:
    full, empty = len(found.group(1)), len(found.group(2))
    return full / max(full + empty, 5) if full + empty > 1 else None


def _percent(found: re.Match[str]) -> float | None:
    return int(found.group(1)) / 100


def _fraction(found: re.Match[str]) -> float | None:
    return int(found.group(1)) / int(found.group(2))


def best(levels: Iterable[Level | None]) -> Level | None:
    """The highest of levels, or None where none was said."""
    said = [level for level in levels if level is not None]
    return max(said, key=LEVELS.index) if said else None
