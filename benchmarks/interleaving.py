"""Whether the columns of a page were read into each other.

The measure: text that stands on one line (boxes of characters less than 1.2 type sizes apart) is a fragment. A page has
two columns where some upright strip of 8 points is crossed by no fragment over at least eight lines on both sides, and
both sides have at least three places where a sentence runs on: a fragment that reaches the right end of its column (to
three type sizes), with the next one below it in the same type, at the same left edge, no farther than two type sizes,
that begins with no bullet or number. Between the two parts of such a sentence nothing from the other side may stand in
the text; each such place is a jump that was not necessary. Tables read row by row pass, as long as their cells do.

Boxes come from pdfium; the order to be judged is a number for each fragment (an offset in the text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Fragment", "fragments_of", "unnecessary_jumps"]

_STRIP, _ROWS, _RUNS_ON = 8.0, 8, 3
_FRESH = re.compile(r"\s*(?:[•·●○■□◆◇▪➢⚫※★\-–—*]|\d{1,2}[.、)）]|[(（]\d|(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text on one line: its box (from the page's top), type size, words, and its place in the order to be judged."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    text: str
    place: int


def fragments_of(letters: Sequence[Fragment]) -> list[Fragment]:
    """Fragments that single letters or words make."""
    rows: list[list[Fragment]] = []
    for one in sorted(letters, key=lambda f: (f.bottom, f.x0)):
        if rows and one.bottom - rows[-1][0].bottom <= 0.3 * min(one.size, rows[-1][0].size):
            rows[-1].append(one)
        else:
            rows.append([one])
    found: list[Fragment] = []
    for row in rows:
        row.sort(key=lambda f: f.x0)
        group = [row[0]]
        for before, one in pairwise(row):
            if one.x0 - before.x1 > 1.2 * max(one.size, before.size):
                found.append(_whole(group))
                group = []
            group.append(one)
        found.append(_whole(group))
    return found


def _whole(group: Sequence[Fragment]) -> Fragment:
    return Fragment(
        group[0].x0, min(f.top for f in group), max(f.x1 for f in group), max(f.bottom for f in group),
        max(f.size for f in group), "".join(f.text for f in group), min(f.place for f in group),
    )  # fmt: skip


def unnecessary_jumps(fragments: Sequence[Fragment]) -> tuple[int, int] | None:
    """Places where a sentence runs on within a column, and how many of them the other column breaks up.

    None where the page has no two columns of running text.
    """
    best: tuple[int, int] | None = None
    for x in sorted({round(fragment.x0, 0) for fragment in fragments}):
        found = _at(fragments, x)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


def _at(fragments: Sequence[Fragment], x: float) -> tuple[int, int] | None:
    best: list[Fragment] = []
    band: list[Fragment] = []
    for fragment in [*sorted(fragments, key=lambda f: f.bottom), None]:
        if fragment is None or (fragment.x0 < x - 0.5 and fragment.x1 > x - _STRIP):
            best = max(best, band, key=len)
            band = []
        else:
            band.append(fragment)
    left, right = [f for f in best if f.x0 < x - 0.5], [f for f in best if f.x0 >= x - 0.5]
    if min(len(left), len(right)) < _ROWS:
        return None
    one, two = _running_on(left), _running_on(right)
    if min(len(one), len(two)) < _RUNS_ON:
        return None
    broken = sum(any(a.place < f.place < b.place for f in right) for a, b in one)
    broken += sum(any(a.place < f.place < b.place for f in left) for a, b in two)
    return len(one) + len(two), broken


def _running_on(side: Sequence[Fragment]) -> list[tuple[Fragment, Fragment]]:
    ends = sorted(fragment.x1 for fragment in side)
    edge = ends[int(0.9 * (len(ends) - 1))]
    lines = sorted(side, key=lambda f: f.bottom)
    return [
        (a, b) for a, b in pairwise(lines)
        if 0.8 * a.size < b.bottom - a.bottom <= 2 * a.size and abs(a.size - b.size) <= 0.1 * a.size
        and abs(a.x0 - b.x0) <= 1.5 * a.size and a.x1 >= edge - 3 * a.size and not _FRESH.match(b.text)
    ]  # fmt: skip
