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

__all__ = ["GRADED", "best", "is_graded", "level_of", "stars_after"]

GRADED = frozenset({"system", "ai", "language", "office", "data", "technical"})
# Said of a person, a figure or an act, not a thing that one is good at by degrees.
_NOT_GRADED = frozenset({"bilingual", "service_metrics", "typing"})
_TESTS = frozenset(
    {"cert_cet4", "cert_cet6", "cert_tem", "cert_english_test", "cert_jlpt", "cert_topik", "cert_putonghua"}
)
_LISTS = frozenset({"skills", "languages", "header", "other"})
_STARS = re.compile(r"[\s:：(（|\t]{0,4}([★⭐●■◆▮▰█]{1,10})([☆○□◇▯▱░✩]{0,9})")
_SHARE = re.compile(r"[\s:：(（|\t]{0,4}(\d{1,3})\s?%")
_OUT_OF = re.compile(r"[\s:：(（|\t]{0,4}(\d{1,2})\s?/\s?(5|10|100)(?![\d/.])")
# The speaking and writing columns of a table of languages, out of ten.
_COLUMNS = re.compile(r"\t(10|\d)\t(10|\d)(?!\d)")
_STEPS = ((0.9, "expert"), (0.7, "proficient"), (0.5, "familiar"), (0.0, "aware"))


def is_graded(hit: Hit) -> bool:
    """Whether a text can say a level of a hit. Tests carry the level that is said beside them for their language."""
    if hit.skill in _TESTS:
        return True
    return hit.category in GRADED and hit.kind == "name" and hit.skill not in _NOT_GRADED


def level_of(hit: Hit, cues: Iterable[CueHit]) -> tuple[Level | None, tuple[CueHit, ...]]:
    """The level that the nearest level cue says of a hit, with that cue."""
    said = [cue for cue in cues if cue.cue.kind in LEVELS] if is_graded(hit) else []
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
    if not is_graded(hit) or hit.skill in _TESTS:
        return None, ""
    section = passages.section_at(hit.start)
    listed = section is None or section.kind in _LISTS
    for pattern, share_of in _MARKS if listed else _MARKS[:1]:
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


def _columns(found: re.Match[str]) -> float | None:
    return (int(found.group(1)) + int(found.group(2))) / 20


_MARKS = ((_STARS, _star_share), (_SHARE, _percent), (_OUT_OF, _fraction), (_COLUMNS, _columns))


def best(levels: Iterable[Level | None]) -> Level | None:
    """The highest of levels, or None where none was said."""
    said = [level for level in levels if level is not None]
    return max(said, key=LEVELS.index) if said else None
