"""Table rows to lines: cells of data side by side, columns of a layout one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cs_match.documents.assembly import Piece, SourceLine

__all__ = ["row_lines", "tabbed"]

_TALLEST = 8  # characters of a title that may stand below each other
_ONE_HAN = re.compile("\\s*[\u3400-\u9fff]\\s*")
_SHORT = 24  # characters of a line that may share a cell with another one


def row_lines(cells: Sequence[Sequence[SourceLine]], column: int) -> list[SourceLine]:
    """The lines of one table row.

    Where every cell holds one line (or two short ones), the row is one line with tabs between its cells. Where cells
    hold more, they are columns of a layout, and are read one after the other, each with a column number of its own
    (from ``column + 1``).
    """
    cells = [_upright(cell) for cell in cells]
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    if all(map(_is_short, filled)) and sum(map(len, filled)) <= len(filled) + 2:
        return [tabbed(cells)]
    return [
        line if line.column else replace(line, column=column + number)
        for number, cell in enumerate(filled, 1)
        for line in cell
    ]


def _upright(cell: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """A title whose characters stand below each other in a narrow cell, as one line."""
    if not 2 <= len(cell) <= _TALLEST or not all(_ONE_HAN.fullmatch(line.text) for line in cell):
        return cell
    return [replace(cell[0], pieces=tuple(piece for line in cell for piece in line.pieces))]


def _is_short(cell: Sequence[SourceLine]) -> bool:
    return len(cell) == 1 or (len(cell) == 2 and all(len(x.text) <= _SHORT and "\t" not in x.text for x in cell))


def tabbed(cells: Sequence[Sequence[SourceLine]], origin: str = "table") -> SourceLine:
    """One line of the cells, tabs between them; lines of one cell follow each other with a blank."""
    pieces: list[Piece] = []
    for index, cell in enumerate(cells):
        pieces += [Piece("\t", origin=origin)] if index else []
        for number, line in enumerate(cell):
            pieces += [Piece(" ", origin=origin), *line.pieces] if number else line.pieces
    lines = [line for cell in cells for line in cell]
    return replace(
        lines[0],
        pieces=tuple(pieces),
        size=max(line.size for line in lines),
        bold=all(line.bold for line in lines),
        heading=any(line.heading for line in lines),
    )
