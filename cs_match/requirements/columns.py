"""Grids to rows of a requirement table: which column is which, what an empty or merged cell stands for.

The five columns are 类别 | 关键项 | 具体要求 | 优先级 | 评估方式, under the names of ``requirement_headers.csv``. A
line above the header (a title) is passed over; a heading that spans a row names the category of the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cs_match.errors import Fault, RequirementsError
from cs_match.lexicon import read_table
from cs_match.requirements.tables import Grid, GridRow
from cs_match.text import fold

__all__ = ["Row", "column_of", "read_rows"]

_COLUMNS = ("category", "item", "demand", "priority", "assessment", "weight", "ignored")
_CHINESE = {
    "category": "类别", "item": "关键项", "demand": "具体要求", "priority": "优先级", "assessment": "评估方式",
    "weight": "权重", "ignored": "序号/备注",
}  # fmt: skip
_TEXTS = ("category", "item", "demand", "priority", "assessment", "weight")
_HEADER_WITHIN = 10
_MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table as a person means it; `place` is where it stands in the file, `number` counts from 1."""

    number: int
    place: str
    category: str = ""
    item: str = ""
    demand: str = ""
    priority: str = ""
    assessment: str = ""
    weight: str = ""


def read_rows(grids: Sequence[Grid]) -> tuple[Row, ...]:
    """The rows of all tables of a file that have a header row, numbered through.

    Raises:
        RequirementsError: with all faults of header rows: none found, unknown columns, a column twice, no rows.
    """
    faults: list[Fault] = []
    rows: list[Row] = []
    for grid in grids:
        header = _header_at(grid)
        if header is not None:
            columns = _columns(grid, grid.rows[header], faults)
            rows += _rows_under(grid, header, columns, len(rows), faults)
    if not faults and not any(_header_at(grid) is not None for grid in grids):
        faults.append(Fault(_seen(grids[0]), "no header row was found", _allowed()))
    elif not faults and not rows:
        faults.append(Fault(_seen(grids[0]), "no row stands under the header"))
    elif len(rows) > _MOST_ROWS:
        faults.append(Fault(rows[_MOST_ROWS].place, f"{len(rows)} rows", f"at most {_MOST_ROWS}"))
    if faults:
        raise RequirementsError("the requirement table cannot be used", faults)
    return tuple(rows)


def _seen(grid: Grid) -> str:
    return f"{grid.name} {grid.rows[0].place}".strip()


def _allowed() -> str:
    names = "; ".join(f"{column} ({_CHINESE[column]})" for column in _COLUMNS)
    return f"columns named {names}, or synonyms in requirement_headers.csv"


@cache
def _headings() -> dict[str, str]:
    return {_bare(name): row["column"] for row in read_table("requirement_headers") for name in row["name"].split(";")}


def _bare(name: str) -> str:
    """A heading without brackets, blanks, marks and case: 具体要求/描述 (示例) is 具体要求描述."""
    plain = re.sub(r"[(（\[【].*?[)）\]】]", "", fold(name).text)
    return re.sub(r"[\s/*_·:.、&|\-]+", "", plain)


def column_of(name: str) -> str | None:
    """The column that a heading names; of a heading in two languages or with two words, the part that is known."""
    known = _headings()
    parts = [name, *re.split(r"[/／|\n]|\s{1,3}(?=[A-Za-z])|(?<=[A-Za-z])\s{1,3}(?=[\u4e00-\u9fff])", name, maxsplit=6)]
    whole = next((known[_bare(part)] for part in parts if part and _bare(part) in known), None)
    return whole or (_by_part(name) if len(name) <= 30 else None)


_BY_PART = ("assessment", "priority", "weight", "demand", "category", "item", "ignored")


def _by_part(name: str) -> str | None:
    folded = fold(name).text
    parts = {row["column"]: row["part"].split(";") for row in read_table("requirement_headers")}
    return next((column for column in _BY_PART if any(part and part in folded for part in parts[column])), None)


def _recognised(row: GridRow) -> set[str]:
    return {column for cell in row.cells if (column := column_of(cell))}


def _header_at(grid: Grid) -> int | None:
    """The first row of which two cells name columns, one of them the item or the demand."""
    for at, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        found = _recognised(row)
        short = all(len(cell) <= 40 for cell in row.cells)
        if short and len(found - {"ignored"}) >= 2 and found & {"item", "demand"}:
            return at
    return None


def _columns(grid: Grid, header: GridRow, faults: list[Fault]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, name in enumerate(header.cells):
        column = column_of(name) if name else "ignored"
        place = f"{header.place}, column {at + 1}"
        if column is None:
            faults.append(Fault(place, f"unknown column {name!r}", _allowed()))
        elif column in columns.values() and column != "ignored":
            _second(columns, at, column, Fault(place, f"column {name!r} stands twice ({column})"), faults)
        else:
            columns[at] = column
    return columns


def _second(columns: dict[int, str], at: int, column: str, fault: Fault, faults: list[Fault]) -> None:
    """Two columns of one meaning: 类别 and 指标 are category and item where no item is named."""
    if column == "category" and "item" not in columns.values():
        columns[at] = "item"
    elif column == "item" and "demand" not in columns.values():
        columns[at] = "demand"
    else:
        faults.append(fault)


def _rows_under(grid: Grid, header: int, columns: dict[int, str], before: int, faults: list[Fault]) -> Iterator[Row]:
    last = Row(0, "")
    number = before
    for row in grid.rows[header + 1 :]:
        if row.cells == grid.rows[header].cells:  # a header that is repeated on each page
            continue
        if _is_header(row, columns):
            faults.append(Fault(row.place, "a second header row", "one header row"))
            continue
        if _is_heading(row, columns):
            last = Row(0, row.place, category=_numberless(next(cell for cell in row.cells if cell)))
            continue
        number += 1
        last = _row(row, columns, last, number)
        yield last


def _is_header(row: GridRow, columns: dict[int, str]) -> bool:
    named = [column_of(row.cells[at]) == column for at, column in columns.items() if at < len(row.cells)]
    return sum(named) >= max(3, len(columns) - 2)


def _is_heading(row: GridRow, columns: dict[int, str]) -> bool:
    """Whether the row is one text over all its columns, or stands alone in the first."""
    texts = {cell for cell in row.cells if cell}
    alone = len(texts) == 1 and len(row.cells) > 2
    first = next((at for at, cell in enumerate(row.cells) if cell), 0)
    spans = sum(bool(cell) for cell in row.cells) > 2
    return alone and (spans or columns.get(first) in ("category", "ignored"))


def _numberless(text: str) -> str:
    return re.sub(r"^\s*([一二三四五六七八九十]{1,3}|\d{1,2}|[IVX]{1,4})\s*[、.．)）]\s*", "", text).strip()


def _row(row: GridRow, columns: dict[int, str], last: Row, number: int) -> Row:
    cells = {column: row.cells[at] for at, column in columns.items() if at < len(row.cells) and column != "ignored"}
    new = Row(number, row.place, **{column: cells.get(column, "") for column in _TEXTS})
    if not new.category:
        # An empty cell repeats the one above; so does the priority beside it, where it is empty too.
        new = replace(new, category=last.category, priority=new.priority or last.priority)
        new = replace(new, assessment=new.assessment or last.assessment)
    return new
