"""Tables with rules: the cells that drawn lines make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cs_match.documents.sheet import Shape, Span
from cs_match.records import Box

__all__ = ["Cell", "Grid", "fill_grids", "find_grids", "flat_rules"]

_TOUCH = 1.6  # points within which rules meet
_SHORTEST = 6.0
_MOST_LINES = 120
_MOST_RULES = 3000


@dataclass(slots=True)
class Cell:
    """One cell: its place in the grid and what stands in it, tables within it included."""

    row: int
    column: int
    box: Box
    spans: list[Span] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.spans and not self.grids


@dataclass(slots=True)
class Grid:
    """A table that rules draw; `cells` from the top, each row from the left, empty ones included."""

    box: Box
    cells: list[Cell]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in any cell."""
        return all(cell.empty for cell in self.cells)

    @property
    def area(self) -> float:
        """Of the whole table."""
        return (self.box.x1 - self.box.x0) * (self.box.bottom - self.box.top)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell that holds a point."""
        if not _holds(self.box, x, y):
            return None
        return next((cell for cell in self.cells if _holds(cell.box, x, y)), None)


def fill_grids(grids: Sequence[Grid], spans: Sequence[Span]) -> tuple[list[Grid], list[Span]]:
    """Put spans into the cells that hold them, and tables that stand in a cell into that cell.

    Returns:
        The tables that stand in no other and hold something, from the top, and the spans outside of all tables.
    """
    inside_out = sorted(grids, key=_area)
    outside = [span for span in spans if not _put(span, inside_out)]
    outer = [grid for at, grid in enumerate(inside_out) if not grid.empty and not _nest(grid, inside_out[at + 1 :])]
    return sorted((grid for grid in outer if not grid.empty), key=_place), outside


def _area(grid: Grid) -> float:
    return grid.area


def _place(grid: Grid) -> tuple[float, float]:
    return grid.box.top, grid.box.x0


def _put(span: Span, grids: Sequence[Grid]) -> bool:
    x, y = (span.x0 + span.x1) / 2, span.baseline - 0.3 * span.size
    cell = next(filter(None, (grid.cell_at(x, y) for grid in grids)), None)
    if cell is not None:
        cell.spans.append(span)
    return cell is not None


def _nest(grid: Grid, larger: Sequence[Grid]) -> bool:
    box = grid.box
    middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    cell = next(filter(None, (other.cell_at(*middle) for other in larger)), None)
    if cell is not None:
        cell.grids.append(grid)
    return cell is not None


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


@dataclass(slots=True)
class _Rule:
    """A straight line: `at` across its run, `start` to `end` along it."""

    at: float
    start: float
    end: float
    flat: bool


def find_grids(shapes: Sequence[Shape]) -> list[Grid]:
    """The tables of two or more cells that the lines among these shapes draw."""
    rules = [_rule(shape.box) for shape in shapes if shape.kind == "line"][:_MOST_RULES]
    long = [rule for rule in rules if rule.end - rule.start >= _SHORTEST]
    flat = _lines([rule for rule in long if rule.flat])
    upright = _lines([rule for rule in long if not rule.flat])
    grids = [_grid(group) for group in _groups(flat, upright)]
    return [grid for grid in grids if grid is not None]


def flat_rules(shapes: Sequence[Shape]) -> list[tuple[float, float, float]]:
    """The level lines among these shapes, dotted ones too: height, left and right end, from the top."""
    rules = [_rule(shape.box) for shape in shapes if shape.kind == "line"][:_MOST_RULES]
    return sorted((line.at, line.start, line.end) for line in _lines([rule for rule in rules if rule.flat]))


def _rule(box: Box) -> _Rule:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width >= height:
        return _Rule((box.top + box.bottom) / 2, box.x0, box.x1, True)
    return _Rule((box.x0 + box.x1) / 2, box.top, box.bottom, False)


def _lines(rules: list[_Rule]) -> list[_Rule]:
    """Rules that go on from each other on one line become one."""
    lines: list[_Rule] = []
    open_at: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        open_at = [line for line in open_at if rule.at - line.at <= 1.5]
        same = next((line for line in open_at if rule.start - line.end <= _TOUCH), None)
        if same is not None:
            same.end = max(same.end, rule.end)
        else:
            lines.append(rule)
            open_at.append(rule)
    return lines


def _meet(flat: _Rule, upright: _Rule) -> bool:
    return (
        flat.start - _TOUCH <= upright.at <= flat.end + _TOUCH
        and upright.start - _TOUCH <= flat.at <= upright.end + _TOUCH
    )


def _groups(flat: list[_Rule], upright: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Lines that meet, directly or through others."""
    if len(flat) < 2 or len(upright) < 2 or max(len(flat), len(upright)) > _MOST_LINES:
        return []
    group = list(range(len(flat) + len(upright)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, one in enumerate(flat):
        for j, two in enumerate(upright):
            if _meet(one, two):
                group[root(len(flat) + j)] = root(i)
    roots = sorted({root(i) for i in range(len(flat))})
    return [
        (
            [rule for i, rule in enumerate(flat) if root(i) == r],
            [rule for j, rule in enumerate(upright) if root(len(flat) + j) == r],
        )
        for r in roots
    ]


def _grid(group: tuple[list[_Rule], list[_Rule]]) -> Grid | None:
    flat, upright = group
    ys, xs = _places(flat), _places(upright)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    cells = _cells(xs, ys, flat, upright)
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), cells) if len(cells) > 1 else None


def _places(rules: list[_Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _TOUCH:
            places.append(at)
    return places


def _drawn(rules: list[_Rule], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(rule.at - at) <= _TOUCH and rule.start <= middle <= rule.end for rule in rules)


def _cells(xs: list[float], ys: list[float], flat: list[_Rule], upright: list[_Rule]) -> list[Cell]:
    """Meshes of the grid, joined where no rule parts them."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and not _drawn(upright, xs[right], ys[row], ys[row + 1]):
                right += 1
            below = row + 1
            while below < len(ys) - 1 and not _drawn(flat, ys[below], xs[column], xs[column + 1]):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, right))
            cells.append(Cell(row, column, Box(xs[column], ys[row], xs[right], ys[below])))
    return cells
