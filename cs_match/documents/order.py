"""Reading order: from the spans of a page to its lines, as a reader would read them.

A page is cut into bands of lines: bands whose white strips part columns are read column by column, bands whose strips
part the cells of a table row by row. Tables that rules draw are read by their cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

from cs_match.documents.bullets import drawn_bullets
from cs_match.documents.columns import below_white, find_gutter, means_columns
from cs_match.documents.grids import Cell, Grid, fill_grids, find_grids, flat_rules
from cs_match.documents.segments import Segment, goes_on, rows_of, segments_of
from cs_match.documents.sheet import Shape, Sheet, Span

__all__ = ["Strip", "read_order"]

_DEEPEST = 12
_Rule = tuple[float, float, float]  # height, left and right end
_CELL_GAP = 0.5  # parts of the type size that part the cells of a table without rules


@dataclass(slots=True)
class Strip:
    """What is read in one go: the cells of one row, each with its lines; most often one cell with one line.

    Args:
        column: tells the strips of different columns and cells apart.
        right: right edge of the column or cell.
        origin: ``body`` or ``table``.
    """

    cells: list[list[Segment]]
    column: int = 0
    right: float = 0.0
    origin: str = "body"


@dataclass(slots=True)
class _Reader:
    shapes: Sequence[Shape]
    rules: Sequence[_Rule]
    columns: Iterator[int] = field(default_factory=count)

    def region(self, segments: list[Segment], grids: Sequence[Grid] = (), depth: int = 0) -> Iterator[Strip]:
        """The strips of a part of the page, from top to bottom."""
        rows = rows_of(segments)
        for grid in grids:
            above = [row for row in rows if row[0].baseline < grid.box.top]
            yield from self.rows(above, depth)
            yield from self.grid(grid, depth)
            rows = rows[len(above) :]
        yield from self.rows(rows, depth)

    def rows(self, rows: list[list[Segment]], depth: int) -> Iterator[Strip]:
        if not rows:
            return
        gutter = find_gutter(rows) if depth < _DEEPEST else None
        if gutter is None:
            yield from self.flow(rows)
            return
        first, x = gutter.first, gutter.x
        columns = self.columns_in(rows[first : gutter.last], x)
        lower = below_white(rows[first : gutter.last], x) if columns else 0
        if lower and not self.columns_in(rows[first + lower : gutter.last], x):  # but for what stands far above
            first, columns = first + lower, False
        yield from self.rows(rows[:first], depth + 1)
        band = rows[first : gutter.last]
        if columns:
            for side in _sides(band, x):
                yield from self.rows(rows_of(side), depth + 1)
        else:
            yield from self.table(band, x)
        yield from self.rows(rows[gutter.last :], depth + 1)

    def columns_in(self, band: list[list[Segment]], x: float) -> bool:
        """Whether what stands left and right of `x` is to be read one after the other."""
        if not all(_sides(band, x)):
            return True
        return not _ruled_rows(band, x, self.rules) and means_columns(band, x, self.shapes)

    def flow(self, rows: list[list[Segment]]) -> Iterator[Strip]:
        """Plain lines; what stands apart on one line becomes its cells."""
        column, right = next(self.columns), max(row[-1].x1 for row in rows)
        for row in rows:
            yield Strip([[segment] for segment in row], column, right)

    def table(self, band: list[list[Segment]], x: float) -> Iterator[Strip]:
        """Rows of a table whose cells no rules part; rules between its rows, if there are any, tell the rows."""
        column, edges = next(self.columns), _cell_edges(band)
        right = max(s.x1 for row in band for s in row)
        rows = _ruled_rows(band, x, self.rules) or _grouped(band, edges, right)
        for row in rows:
            cells = [_by_cell(line, edges) for line in row]
            yield Strip([[s for line in cells for s in line[at]] for at in range(len(edges))], column, right, "table")

    def grid(self, grid: Grid, depth: int) -> Iterator[Strip]:
        """Rows of a table with rules."""
        row: list[Cell] = []
        for cell in grid.cells:
            if row and cell.row != row[0].row:
                yield from self.cells(row, depth)
                row = []
            row.append(cell)
        yield from self.cells(row, depth)

    def cells(self, row: list[Cell], depth: int) -> Iterator[Strip]:
        """One row of a table with rules: short cells side by side, long ones as a block of lines each."""
        filled = [cell for cell in row if not cell.empty]
        blocks = [list(self.region(segments_of(cell.spans), cell.grids, depth + 1)) for cell in filled]
        for cell, block in zip(filled, blocks, strict=True):
            for strip in block:
                strip.right = max(strip.right, cell.box.x1 - 6)
                strip.origin = "table"
        yield from _side_by_side(blocks)


def _sides(band: list[list[Segment]], x: float) -> tuple[list[Segment], list[Segment]]:
    left = [segment for row in band for segment in row if segment.x0 < x - 0.5]
    right = [segment for row in band for segment in row if segment.x0 >= x - 0.5]
    return left, right


def _cell_edges(band: list[list[Segment]]) -> list[float]:
    """Left edges of the columns of a table without rules."""
    spans = sorted((segment.x0, segment.x1, segment.size) for row in band for segment in row)
    edges, reach = [spans[0][0]], spans[0][1]
    for x0, x1, size in spans:
        if x0 - reach > _CELL_GAP * size:
            edges.append(x0)
        reach = max(reach, x1)
    return edges


def _by_cell(row: list[Segment], edges: list[float]) -> list[list[Segment]]:
    cells: list[list[Segment]] = [[] for _ in edges]
    for segment in row:
        cell = cells[max(i for i, x in enumerate(edges) if segment.x0 >= x - 0.5)]
        if cell:
            cell[0].take(segment, "\t")
        else:
            cell.append(segment)
    return cells


def _grouped(band: list[list[Segment]], edges: list[float], right: float) -> list[list[list[Segment]]]:
    """Lines of a table's rows: one that leaves the first cell empty, or wraps in each cell, goes on with a row."""
    rows: list[list[list[Segment]]] = []
    above: list[Segment | None] = []
    tight = _tight_step(band)
    for at, line in enumerate(band):
        cells = _by_cell([replace(s, spans=[*s.spans], joints=[*s.joints]) for s in line], edges)
        here = [cell[0] if cell else None for cell in cells]
        close = at > 0 and line[0].baseline - band[at - 1][0].baseline <= tight
        if rows and (_continues(above, here) or (close and _wrapped(above, here, [*edges[1:], right]))):
            rows[-1].append(line)
            above = [now or before for before, now in zip(above, here, strict=True)]
        else:
            rows.append([line])
            above = here
    return rows


def _tight_step(band: list[list[Segment]]) -> float:
    """The step from line to line within a row, where rows stand further apart than the lines of one; else 0."""
    steps = [below[0].baseline - above[0].baseline for above, below in pairwise(band)]
    return 1.08 * min(steps) if steps and max(steps) > 1.15 * min(steps) else 0.0


def _continues(above: list[Segment | None], here: list[Segment | None]) -> bool:
    return here[0] is None and all(before for before, now in zip(above, here, strict=True) if now)


def _wrapped(above: list[Segment | None], here: list[Segment | None], ends: list[float]) -> bool:
    """Whether each cell of a line goes on with a line that was full; all but the last end before the next cell."""
    pairs = [(before, now, end) for before, now, end in zip(above, here, ends, strict=True) if now]
    return all(before is not None and goes_on(before, now, end) for before, now, end in pairs) and len(pairs) > 1


def _ruled_rows(band: list[list[Segment]], x: float, rules: Sequence[_Rule]) -> list[list[list[Segment]]]:
    """Lines of a table's rows where each row has a rule below or above it; none where the rules mean something else."""
    top, bottom = band[0][0].top, band[-1][0].bottom
    heights = [at for at, start, end in rules if top < at < bottom and start < x - 5 and end > x + 5]
    if not heights:
        return []
    rows: list[list[list[Segment]]] = [[] for _ in range(len(heights) + 1)]
    for line in band:
        rows[sum(at < line[0].baseline for at in heights)].append(line)
    rows = [row for row in rows if row]
    return rows if all(_is_row(row, x) for row in rows) else []


def _is_row(row: list[list[Segment]], x: float) -> bool:
    """Whether lines between two rules are one row: something on both sides, in one size, and no list of labels."""
    left = [s for line in row for s in line if s.x0 < x - 0.5]
    sizes = [s.size for line in row for s in line]
    return 0 < len(left) <= 4 and len(left) < len(sizes) and max(sizes) <= 1.12 * min(sizes)


def _side_by_side(blocks: list[list[Strip]]) -> Iterator[Strip]:
    """The blocks of one row as strips: short ones share a line, a long last one goes on below it."""
    single = [_paragraph(block) for block in blocks]
    if not blocks:
        return
    if all(cell is not None for cell in single[:-1]) and _leads(single, blocks):
        first, *rest = blocks[-1] if single[-1] is None else [replace(blocks[-1][0], cells=[single[-1]])]
        yield replace(first, cells=[*(cell for cell in single[:-1] if cell), *first.cells])
        yield from rest
    else:
        for block, lines in zip(blocks, single, strict=True):
            yield from block if lines is None else [replace(block[0], cells=[lines])]


def _leads(single: list[list[Segment] | None], blocks: list[list[Strip]]) -> bool:
    """Whether what stands before the last block goes on its first line: not where it is the heading of a long one."""
    if single[-1] is not None or len(single) != 2:
        return True
    return any(char.isdigit() for segment in single[0] or () for char in segment.text)


def _paragraph(block: list[Strip]) -> list[Segment] | None:
    """The lines of a block that is one paragraph, or None."""
    if any(len(strip.cells) > 1 for strip in block):
        return None
    lines = [segment for strip in block for cell in strip.cells for segment in cell]
    return lines if _stacked(lines) or _wraps(lines, block[0].right) else None


def _stacked(lines: list[Segment]) -> bool:
    """One line, or a word whose characters stand below each other."""
    return len(lines) == 1 or all(len(line.text) <= 2 for line in lines)


def _wraps(lines: list[Segment], right: float) -> bool:
    return all(goes_on(before, line, right) for before, line in pairwise(lines))


def read_order(sheet: Sheet, spans: Sequence[Span]) -> list[Strip]:
    """The strips of a page in reading order; text that is turned comes last."""
    upright = [span for span in spans if span.turn == 0]
    upright += drawn_bullets(sheet, upright)
    grids, outside = fill_grids(find_grids(sheet.shapes), upright)
    reader = _Reader(sheet.shapes, flat_rules(sheet.shapes))
    strips = list(reader.region(segments_of(outside), grids))
    for turn in (1, 2, 3):
        turned = [span for span in spans if span.turn == turn]
        strips.extend(reader.region(segments_of(turned)) if turned else ())
    return strips
