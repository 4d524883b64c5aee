"""The words of the priority column: what a row weighs, and whether it is a gate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["Priority", "known_words", "priority_of"]


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority: its word, the weight of a row (not negative), whether it is a gate.

    `scope` is ``industry`` or ``role`` for words that speak of the parts of a row that count only somewhere.
    """

    word: str
    weight: float
    must: bool
    scope: str = ""


@cache
def _table() -> dict[str, Priority]:
    return {
        _bare(row["term"]): Priority(row["word"], float(row["weight"]), row["must"] == "yes", row["scope"])
        for row in read_table("priorities")
    }


def known_words() -> tuple[str, ...]:
    """All words that a priority column may use, in the order of the table."""
    return tuple(dict.fromkeys(priority.word for priority in _table().values()))


def _bare(word: str) -> str:
    return re.sub(r"[\s\-_.。:：!！]+", "", re.sub(r"[(（].*?[)）]", "", fold(word).text))


def priority_of(cell: str) -> tuple[Priority, Priority | None] | None:
    """The priority of a row's common parts and that of its industry or role parts, where the cell names one apart.

    None where the cell is not understood.

    >>> common, apart = priority_of("必需/行业")
    >>> common.word, common.must, apart.word
    ('必需', True, '行业')
    """
    table = _table()
    whole = table.get(_bare(cell)) or table.get(_bare(_stars(cell)))
    if whole:
        return whole, whole if whole.scope else None
    found = [table[_bare(part)] for part in re.split(r"[/／、,，;；+\n]|或|以及|和", cell) if _bare(part) in table]
    common = [priority for priority in found if not priority.scope]
    apart = [priority for priority in found if priority.scope]
    if not found:
        return None
    return (common or apart)[0], apart[0] if apart else None


def _stars(cell: str) -> str:
    """Stars as a number of full ones: ★★★☆☆ is ★★★."""
    full = sum(cell.count(mark) for mark in "★⭐*")
    return "★" * full if full and not re.search(r"[\w]", cell) else cell
