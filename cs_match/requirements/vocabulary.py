"""What the words of a demand mean: skills, languages, certificates, levels, industries.

Three sources speak: ``requirement_terms.csv`` (how demands are worded), the names in ``skills.csv``, and the tagger's
own terms, which know the products. Of overlapping words the longest wins, the demand's own wording first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cs_match.lexicon import read_table
from cs_match.records import LEVELS, Level
from cs_match.requirements.phrases import find_all
from cs_match.text import fold

__all__ = ["SERVICE", "Meant", "categories", "least_level", "meanings"]

# Stands for service work as such, where a demand names the trade and no skill (三年客服经验).
SERVICE = "service"


_NAMED = ("system", "ai", "language", "certificate", "office", "technical")


@dataclass(frozen=True, slots=True)
class Meant:
    """Words of a demand, `start` to `end` of the folded text, and the skills of which they ask for one."""

    skills: tuple[str, ...]
    start: int
    end: int
    gapped: bool = False


@cache
def categories() -> dict[str, str]:
    """The category of each skill id."""
    return {row["id"]: row["category"] for row in read_table("skills")}


@cache
def _terms() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    rows = [(row["term"], tuple(row["skills"].split()), row["kind"]) for row in read_table("requirement_terms")]
    return tuple((term, (SERVICE,) if kind == "service" else skills, kind) for term, skills, kind in rows)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    named = [(name.strip(), row["id"]) for row in read_table("skills") for name in _split(row["zh"], row["en"])]
    return tuple((name, skill) for name, skill in named if len(name) > 1 and "(" not in name)


def _split(*cells: str) -> Iterator[str]:
    for cell in cells:
        yield from cell.split(" / ")


@cache
def _tagger() -> Any:
    from cs_match.lexicon import load_lexicon
    from cs_match.tagging.tagger import Tagger

    return Tagger(load_lexicon(), ner=False)


def meanings(text: str, *, item: bool = False) -> tuple[Meant, ...]:
    """The skills that `text` asks for, in text order.

    Args:
        item: whether the text is the short name of a row (关键项) and not the demand itself.

    >>> [m.skills for m in meanings("共情能力与倾听")]
    [('empathy',), ('listening',)]
    """
    folded = fold(text)
    barred = "demand" if item else "item"
    own = [m for term, skills, kind in _terms() if kind != barred for m in _meant(term, skills, folded.text)]
    names = [m for name, skill in _names() for m in _meant(_plain(name), (skill,), folded.text)]
    tagged = [Meant((m.skill,), m.start, m.end) for m in _tagger().find(text)]
    if own or names:
        # How a resume tells of acts and traits says little about a demand that its own words already explain.
        tagged = [m for m in tagged if categories().get(m.skills[0]) in _NAMED]
    kept = [meant for meant in _without_overlaps(own, names, tagged) if meant.skills]
    return tuple(sorted(kept, key=lambda m: (m.start, m.end)))


def _plain(name: str) -> str:
    return "".join(char for char in name if char not in "(){}|…")


def _meant(term: str, skills: tuple[str, ...], folded: str) -> Iterator[Meant]:
    for found in find_all(term, folded):
        yield Meant(skills, found.start, found.end, found.gapped)


# What a phrase with a gap does not cover: in "train … staff" the words between may name a task or a tool of their own.
_STANDS_ALONE = ("task", "system", "ai", "language", "certificate", "industry")


def _without_overlaps(*sources: list[Meant]) -> list[Meant]:
    """Matches that no longer one covers, and none from an earlier source."""
    kept: list[Meant] = []
    for source in sources:
        for meant in sorted(source, key=lambda m: (m.start - m.end, m.start, m.skills)):
            if not any(_covers(other, meant) for other in kept):
                kept.append(meant)
    return kept


def _covers(other: Meant, meant: Meant) -> bool:
    alone = categories().get(meant.skills[0] if meant.skills else "", "") in _STANDS_ALONE
    return _overlap(meant, other) and not (other.gapped and alone) and not (meant.gapped and not other.gapped)


def _overlap(one: Meant, other: Meant) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _level_terms() -> tuple[tuple[str, Level], ...]:
    known: dict[str, Level] = {level: level for level in LEVELS}
    return tuple((row["term"], known[row["level"]]) for row in read_table("requirement_levels"))


def least_level(text: str) -> Level | None:
    """The lowest level that the words of a demand name, or None where they name none.

    >>> least_level("英语读写流畅,口语可沟通"), least_level("会用千牛"), least_level("按时到岗")
    ('proficient', 'familiar', None)
    """
    folded = fold(text).text
    found = [(f.start, f.end, level) for term, level in _level_terms() for f in find_all(term, folded)]
    named = [level for start, end, level in found if not any(_inside((start, end), other[:2]) for other in found)]
    return min(named, key=LEVELS.index, default=None)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]
