"""Files to grids of cells: CSV, TSV, XLSX, Markdown and DOCX tables, merged cells filled in.

A grid is what a person sees: one list of cells a row, each with the place by which a person finds it again (`Sheet1
B3`, `line 4`). What the columns mean is no concern of this module.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cs_match.errors import Fault, RequirementsError

__all__ = ["TABLE_SUFFIXES", "Grid", "GridRow", "read_grids"]

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".md", ".markdown", ".docx")
_MOST_BYTES = 20_000_000
_MOST_ROWS = 5000
_MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its cells, where it stands, and which columns only repeat a merged cell that began further up."""

    place: str
    cells: tuple[str, ...]
    continued: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a file: its name for messages, and its rows that hold anything."""

    name: str
    rows: tuple[GridRow, ...]


def read_grids(path: Path) -> tuple[Grid, ...]:
    """All tables of a file, in its order.

    Raises:
        RequirementsError: where the file cannot be read, is of no known kind, or holds no table.
    """
    suffix = path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise _unusable(path, f"a file of kind {suffix or 'without ending'!r}", ", ".join(TABLE_SUFFIXES))
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else None
    except OSError as error:
        raise _unusable(path, error.strerror or "cannot be read") from error
    if data is None:
        raise _unusable(path, "the file is larger than 20 MB")
    grids = tuple(grid for grid in _grids(path, suffix, data) if grid.rows)
    if not grids:
        raise _unusable(path, "it holds no table", "a table with a header row")
    if sum(len(grid.rows) for grid in grids) > _MOST_ROWS:
        raise _unusable(path, f"more than {_MOST_ROWS} rows", "a requirement table of some dozen rows")
    return grids


def _unusable(path: Path, problem: str, allowed: str = "") -> RequirementsError:
    return RequirementsError("the requirement table cannot be read", [Fault(path.name, problem, allowed)])


def _grids(path: Path, suffix: str, data: bytes) -> list[Grid]:
    try:
        if suffix in (".xlsx", ".xlsm"):
            return list(_workbook(data))
        if suffix == ".docx":
            return list(_word(data))
    except RequirementsError:
        raise
    except Exception as error:  # openpyxl and python-docx raise what zipfile, lxml and their own code raise
        raise _unusable(path, f"it is damaged or not of its kind ({type(error).__name__})") from error
    text = _decoded(path, data)
    markdown = list(_markdown(text)) if suffix in (".md", ".markdown", ".txt") else []
    return markdown or ([] if suffix in (".md", ".markdown") else [_separated(text)])


def _decoded(path: Path, data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unusable(path, "it is not text in UTF-8, UTF-16 or GB18030")


# ---------------------------------------------------------------- text


def _separated(text: str) -> Grid:
    lines = text.splitlines()
    if lines and re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE):  # a hint that Excel writes for itself
        text = "\n".join(lines[1:])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines))
    rows: list[GridRow] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(f"line {reader.line_num}", cells))  # noqa: PERF401, line_num moves with the loop
    except csv.Error as error:
        fault = Fault(f"line {reader.line_num}", str(error))
        raise RequirementsError("the requirement table cannot be read", [fault]) from error
    return Grid("", tuple(rows))


def _delimiter(lines: list[str]) -> str:
    """The mark that stands in most of the first lines, and most often."""
    sample = [line for line in lines if line.strip()][:10]
    return max(",\t;|，", key=lambda mark: (sum(mark in line for line in sample), "".join(sample).count(mark)))


def _row(place: str, cells: list[str], continued: frozenset[int] = frozenset()) -> GridRow:
    return GridRow(place, tuple(cell.strip() for cell in cells[:_MOST_COLUMNS]), continued)


_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")


def _markdown(text: str) -> Iterator[Grid]:
    rows: list[GridRow] = []
    for at, line in enumerate([*text.splitlines(), ""], start=1):
        if "|" not in line:
            if len(rows) > 1:
                yield Grid(f"table before line {at}", tuple(rows))
            rows = []
        elif not _RULE.fullmatch(line):
            rows.append(_row(f"line {at}", _pipe_cells(line)))


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = re.split(r"(?<!\\)\|", inner)
    return [re.sub(r"<br\s?/?>", "\n", cell).replace("\\|", "|").replace("**", "").replace("`", "") for cell in cells]


# ---------------------------------------------------------------- XLSX and DOCX


def _workbook(data: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    formulas = [Fault(f"{s.title} {c.coordinate}", "a formula", "its value") for s in book for c in _formulas(s)]
    if formulas:
        raise RequirementsError("the requirement table holds formulas", formulas)
    for sheet in book:
        if sheet.sheet_state == "visible" and (sheet.max_row or 0) <= _MOST_ROWS * 2:
            yield Grid(sheet.title, tuple(_sheet_rows(sheet)))


def _formulas(sheet: Any) -> Iterator[Any]:
    rows = sheet.iter_rows() if hasattr(sheet, "iter_rows") else ()
    return (cell for row in rows for cell in row if cell.data_type == "f")


def _sheet_rows(sheet: Any) -> Iterator[GridRow]:
    origin = {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, min(merged.max_row, _MOST_ROWS) + 1)
        for column in range(merged.min_col, min(merged.max_col, _MOST_COLUMNS) + 1)
    }
    for number in range(1, sheet.max_row + 1):
        columns = range(1, min(sheet.max_column, _MOST_COLUMNS) + 1)
        cells = [_shown(sheet.cell(*origin.get((number, column), (number, column)))) for column in columns]
        above = frozenset(c - 1 for c in columns if origin.get((number, c), (number, c))[0] < number)
        if any(cells):
            yield _row(f"{sheet.title} row {number}", cells, above)


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, float) and "%" in (cell.number_format or ""):
        return f"{value * 100:g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _word(data: bytes) -> Iterator[Grid]:
    from docx import Document

    for at, table in enumerate(Document(io.BytesIO(data)).tables, start=1):
        yield Grid(f"table {at}", tuple(_word_rows(table, f"table {at}")))


def _word_rows(table: Any, name: str) -> Iterator[GridRow]:
    above: list[Any] = []
    for number, row in enumerate(table.rows, start=1):
        cells = list(row.cells)
        same = frozenset(at for at, cell in enumerate(cells) if at < len(above) and cell._tc is above[at])
        above = [cell._tc for cell in cells]
        if any(cell.text.strip() for cell in cells):
            yield _row(f"{name} row {number}", [cell.text for cell in cells], same)
