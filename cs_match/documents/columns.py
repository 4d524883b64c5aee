"""Columns or rows: where a strip of white parts a page, and which of the two it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cs_match.documents.segments import Segment, first_width, goes_on, is_bullet
from cs_match.documents.sheet import Shape

__all__ = ["Gutter", "below_white", "find_gutter", "means_columns"]

Rows = Sequence[list[Segment]]

_STRIP = 5.0  # points that a gutter is wide at least
_LEVEL, _NEAR = 1.5, 5.0  # points by which baselines of one table row may differ; of dates set beside text
_ALIGNED, _STRAY = 0.85, 0.5  # shares of level lines (or of short ones) that settle the matter
_SHORT, _NARROW = 9.0, 0.36  # of a label: its width in type sizes, and of all labels as a share of the band
_RUNNING = 14.0  # type sizes that a column of running text is wide
_ITEM, _FEW_LINES = re.compile(r"[^\w\s]\s?[^\W\d_]"), 4  # of a list: how an item begins, lines at least
_WHITE = 3.0  # type sizes of white across the page that part what stands above from columns
_CELLS = 1.5  # stretches a line, from which a side is a table itself
_TALL = 0.6  # share of a band's height that a coloured box or rule must have to part columns


@dataclass(frozen=True, slots=True)
class Gutter:
    """Rows `first` to `last` (half open) leave a strip free that ends at `x`."""

    x: float
    first: int
    last: int
    weight: int


def find_gutter(rows: Rows) -> Gutter | None:
    """The gutter with most lines on its weaker side, and most lines at all; None where two sides cannot be told."""
    found = [g for x in _candidates(rows) for g in _runs(rows, x)]
    return max(found, key=_rank, default=None)


def _rank(gutter: Gutter) -> tuple[float, float]:
    return gutter.weight + 0.25 * (gutter.last - gutter.first), -gutter.x


def _candidates(rows: Rows) -> list[float]:
    """Left edges that have something to their left; close ones are one."""
    lefts = sorted(segment.x0 for row in rows for segment in row)
    outer = lefts[0] if lefts else 0.0
    kept: list[float] = []
    for x in lefts:
        if x > outer + 2 * _STRIP and (not kept or x - kept[-1] > 1.0):
            kept.append(x)
    return kept


def _runs(rows: Rows, x: float) -> Iterator[Gutter]:
    """Maximal runs of rows that leave the strip left of `x` free."""
    first = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or any(s.x0 < x - 0.5 and s.x1 > x - _STRIP for s in rows[at]):
            yield from _trimmed(rows, x, first, at)
            first = at + 1


def _trimmed(rows: Rows, x: float, first: int, last: int) -> Iterator[Gutter]:
    right = [at for at in range(first, last) if rows[at][-1].x0 >= x - 0.5]
    left = [at for at in range(first, last) if rows[at][0].x0 < x - 0.5]
    if len(right) < 2 or len(left) < 2:
        return
    # Rows above the first on the right read the same either way. Below the last one, short lines belong to the left
    # column only if it runs on to the end, or a sentence of it runs on; before a full line they are what follows the
    # columns.
    start, end = first, last
    first = right[0]
    if last < len(rows):
        last = _runs_on(rows, [at for at in left if at >= first], right[-1] + 1, last)
    # A label of two lines beside one line of text stands half a line above and below it.
    while first > start and _half_line(rows[first - 1][0], rows[first][-1]):
        first -= 1
    while last < end and _half_line(rows[last - 1][-1], rows[last][0]):
        last += 1
    # Only lines beside lines of the other side say that there are two sides.
    beside_left = sum(right[0] <= at <= right[-1] for at in left)
    beside_right = sum(left[0] <= at <= left[-1] for at in right)
    if min(beside_left, beside_right) >= 2:
        yield Gutter(x, first, last, min(beside_left, beside_right))


def below_white(band: Rows, x: float) -> int:
    """The first row on the right of `x` below lines that stand alone there, far above the rest: a motto, a date.

    0 where there are none.
    """
    right = [at for at, row in enumerate(band) if row[-1].x0 >= x - 0.5]
    for above, at in pairwise(right):
        if band[above][0].x0 < x - 0.5:
            break
        if any(_white(band[row], band[row + 1]) for row in range(above, at)):
            return at
    return 0


def _white(above: list[Segment], below: list[Segment]) -> bool:
    return min(s.top for s in below) - max(s.bottom for s in above) > _WHITE * max(s.size for s in (*above, *below))


def _runs_on(rows: Rows, left: Sequence[int], at: int, end: int) -> int:
    """The row to which the left column, whose lines stand in the rows `left`, runs on below the last line of the right.

    It does if a sentence has to be broken there, and then goes on as far as its lines follow each other closely.
    """
    above = [rows[row][0] for row in left if row < at]
    if at == end or len(above) < 2:
        return at
    begin, edge = min(line.x0 for line in above) - 1, max(line.x1 for line in above)
    drop = rows[at][0].baseline - above[-1].baseline
    full = above[-1].x1 + first_width(rows[at][0]) > edge - 0.3 * above[-1].size
    if not full or drop > 2 * above[-1].size:
        return at
    for line in (row[0] for row in rows[at:end]):
        before = above[-1]
        if line.x0 < begin or line.size > 1.2 * before.size or line.baseline - before.baseline > 1.1 * drop:
            break
        above.append(line)
        at += 1
    return at


def _half_line(above: Segment, below: Segment) -> bool:
    return below.baseline - above.baseline < 0.95 * below.size


def means_columns(band: Rows, x: float, shapes: Sequence[Shape]) -> bool:
    """Whether the text left and right of `x` is two columns, to be read one after the other, or rows of a table.

    A coloured box that ends between the two sides makes columns, and so does a list on the right, unless its items are
    paired with what stands left of them. Else sides whose lines are level are rows, unless the right one has headings
    of its own; a rule between them outweighs that only where neither side is labels or dates.
    """
    left = [segment for row in band for segment in row if segment.x0 < x - 0.5]
    right = [segment for row in band for segment in row if segment.x0 >= x - 0.5]
    by_box, by_rule = _parted(left, right, shapes)
    labels_left, labels_right = _labels(left, left, right), _labels(right, left, right)
    own_heading = _has_own_heading(right, left)
    level = _level_share(left, right, _LEVEL)
    paired = level >= _ALIGNED and (labels_left or abs(len(_heights(left)) - len(_heights(right))) <= 1)
    if by_box or (_is_list(right) and (_is_list(left) or not paired)):
        return True
    if level >= _ALIGNED and (labels_left or labels_right or not by_rule):
        running = not (labels_left or labels_right) and _side_by_side(band, x)
        return own_heading or running or _clash(left, right) or _clash(right, left)
    if by_rule:
        return True
    if labels_right and not own_heading and _level_share(left, right, _NEAR) >= _ALIGNED:
        return False
    return level <= _STRAY or not labels_left


def _parted(left: Sequence[Segment], right: Sequence[Segment], shapes: Sequence[Shape]) -> tuple[bool, bool]:
    """Whether a coloured box ends, and whether a rule runs, between the two sides."""
    both = [*left, *right]
    top, bottom = min(s.top for s in both), max(s.bottom for s in both)
    inner, outer = max(s.x1 for s in left) - 1, min(s.x0 for s in right) + 1
    kinds = set()
    for shape in shapes:
        box = shape.box
        if min(box.bottom, bottom) - max(box.top, top) < _TALL * (bottom - top) or shape.kind == "image":
            continue
        if inner <= box.x0 <= outer or inner <= box.x1 <= outer:
            kinds.add(shape.kind == "line")
    return False in kinds, True in kinds


def _level_share(left: Sequence[Segment], right: Sequence[Segment], reach: float) -> float:
    """Share of the lines of the sparser side, headings aside, that are level with one of the other."""
    one, two = sorted((_heights(_plain(left)), _heights(right)), key=len)
    return _share(sum(any(abs(a - b) <= reach for b in two) for a in one), len(one))


def _share(part: int, whole: int) -> float:
    """A share that overlooks one stray among four or more."""
    return min(1.0, part / (whole - 1)) if whole >= 4 else part / whole


def _side_by_side(band: Rows, x: float) -> bool:
    """Whether six lines or more stand beside each other, almost none alone: columns whose lines happen to be level."""
    left = [at for at, row in enumerate(band) if row[0].x0 < x - 0.5]
    right = [at for at, row in enumerate(band) if row[-1].x0 >= x - 0.5]
    common = range(max(left[0], right[0]), min(left[-1], right[-1]) + 1)
    both = sum(band[at][0].x0 < x - 0.5 <= band[at][-1].x0 for at in common)
    return both >= 6 and both >= 0.8 * len(common)


def _clash(side: Sequence[Segment], other: Sequence[Segment]) -> bool:
    """Whether lines begin beside the middle of other sentences, as they do only in columns of running text."""
    edge = max(segment.x1 for segment in side)
    lines = sorted(side, key=lambda segment: segment.baseline)
    width = edge - min(segment.x0 for segment in side)
    if width < _RUNNING * lines[0].size or len(side) > _CELLS * len(_heights(side)):
        return False
    middle = [
        now for before, now in pairwise(lines) if goes_on(before, now, edge) and not is_bullet(now.text[:1], False)
    ]
    starts, last = _starts(other), max(segment.baseline for segment in other)
    clashes = sum(any(abs(now.baseline - at) <= _LEVEL for at in starts) for now in middle)
    return clashes >= max(2, 0.5 * sum(now.baseline <= last + 1 for now in middle))


def _starts(side: Sequence[Segment]) -> list[float]:
    """Heights of the lines of one side that begin something: with a capital letter, or with room left above."""
    edge = max(segment.x1 for segment in side)
    lines = sorted(side, key=lambda segment: segment.baseline)
    begun = [now for before, now in pairwise(lines) if now.text[:1].isupper() or not goes_on(before, now, edge)]
    return [segment.baseline for segment in (lines[0], *begun)]


def _is_list(side: Sequence[Segment]) -> bool:
    """Whether all lines of a side begin with bullets or hang below one."""
    lines = sorted(side, key=lambda segment: segment.baseline)
    items = [segment for segment in lines if _ITEM.match(segment.text) and is_bullet(segment.text[0], alone=False)]
    if len(lines) < _FEW_LINES or not items or items[0] is not lines[0]:
        return False
    edge = items[0].x0
    aligned = all(abs(segment.x0 - edge) <= 1 for segment in items)
    return aligned and all(s.x0 > edge + 0.3 * s.size for s in lines if s not in items)


def _plain(side: Sequence[Segment]) -> list[Segment]:
    usual = median(segment.size for segment in side)
    return [segment for segment in side if segment.size <= 1.1 * usual]


def _heights(side: Sequence[Segment]) -> list[float]:
    return sorted({round(segment.baseline, 1) for segment in side})


def _has_own_heading(side: Sequence[Segment], other: Sequence[Segment]) -> bool:
    """Whether a line below the first one is set larger than its side, and what is level with it is not."""
    usual = median(segment.size for segment in side)
    first = min(segment.baseline for segment in side)
    for segment in side:
        if segment.baseline > first + 1 and segment.size > 1.12 * usual:
            beside = [s for s in other if abs(s.baseline - segment.baseline) < segment.size]
            if all(s.size < 0.95 * segment.size for s in beside):
                return True
    return False


def _labels(side: Sequence[Segment], left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether one side is narrow and almost all of it short: labels or dates of what stands beside them."""
    short = sum(segment.x1 - segment.x0 <= _SHORT * segment.size for segment in side)
    width = max(segment.x1 for segment in side) - min(segment.x0 for segment in side)
    whole = max(segment.x1 for segment in right) - min(segment.x0 for segment in left)
    return _share(short, len(side)) >= _ALIGNED and width <= _NARROW * whole
