"""Tables of schools: a head such as `Course | Institution | Year`, and a row for each education."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cs_match.candidates.dates import periods
from cs_match.candidates.degrees import level_in
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.candidates.majors import major_in
from cs_match.candidates.places import is_place
from cs_match.candidates.schools import school_in
from cs_match.sections import heading_kind
from cs_match.text import fold

__all__ = ["TableEntry", "is_table_head", "table_entries"]

_OF_EDUCATION = ("school", "education", "major")
_LONGEST_SCHOOL = 80  # characters


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A row of a table of schools; `last` is the last month it names (months since year 0), `row` its number."""

    level: Fact | None
    school: Fact | None
    major: Fact | None
    last: int
    row: Row


def _columns(row: Row) -> list[str | None]:
    """What the cells of a head say that their columns hold."""
    found = [label_of(cell.text) for cell in row.cells]
    if "school" in found or not found:
        return found
    if found.count("education") == 2:
        found[found.index("education")] = "school"
    elif found[0] is None and heading_kind(row.cells[0].text, styled=True) == "education":
        found[0] = "school"  # `Education | From–To | Level`: the first column has the schools
    return found


def is_table_head(row: Row) -> bool:
    """Is a row the head of a table of schools?"""
    if len(row.cells) < 2 or any(len(cell.text) > 32 for cell in row.cells):
        return False
    columns = _columns(row)
    known = [field for field in columns if field]
    if all(columns[::2]) and not any(columns[1::2]):  # `学历 | 大专 | 专业 | 护理`: labels and values in turn
        return False
    if not any(field in _OF_EDUCATION for field in known) or any(f in ("company", "title", "name") for f in known):
        return False
    return len(known) >= 2 and len(columns) - len(known) <= max(1, len(columns) // 3)


def table_entries(sheet: Sheet) -> list[TableEntry]:
    """The rows of all tables of schools in a document."""
    found: list[TableEntry] = []
    head: Row | None = None
    for row in sheet.rows:
        if is_table_head(row):
            head = row
        elif head and 2 <= len(row.cells) <= len(head.cells) and _below(head, row, found):
            found += _entry(head, row)
        else:
            head = None
    return found


def _below(head: Row, row: Row, found: Sequence[TableEntry]) -> bool:
    near = max([head.index, *(one.row.index for one in found)])
    return row.index - near <= 3 and label_of(row.cells[0].text) is None


def _entry(head: Row, row: Row) -> Iterator[TableEntry]:
    cells = dict(_by_field(head, row))
    about, place, subject = cells.get("education"), cells.get("school"), cells.get("major")
    level = level_in(about.text) if about else None
    school = _school(place) if place else None
    major = Fact(subject.text, subject.start, subject.end) if subject and len(subject.text) > 1 else None
    if major is None and about:
        major = major_in(about.text, about.start, None, level)
    spans = periods(row.folded)
    last = max((one.last.months if one.last else 99999 for one in spans), default=0)
    if (level or school) and about is not None:
        fact = Fact(level[0], about.start + level[1], about.start + level[2]) if level else None
        yield TableEntry(fact, school, major, last, row)
    elif school:
        yield TableEntry(None, school, major, last, row)


def _by_field(head: Row, row: Row) -> Iterator[tuple[str, Value]]:
    """The cells by what their column holds; of two columns of schools the one that is not the board's wins."""
    pairs = [(field, cell, title) for field, cell, title in zip(_columns(head), row.cells, head.cells, strict=False)]
    pairs.sort(key=lambda one: "board" not in fold(one[2].text).text)
    for field, cell, _ in pairs:
        if field:
            yield field, cell


def _school(cell: Value) -> Fact | None:
    found = school_in(cell.text, cell.start)
    if found or is_place(cell.text) or len(cell.text) > _LONGEST_SCHOOL or not any(c.isalpha() for c in cell.text):
        return found
    return Fact(cell.text, cell.start, cell.end)
