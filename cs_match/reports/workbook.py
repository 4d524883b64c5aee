"""The ranking as a workbook: who stands where, every point behind it, what to confirm, what became of each file."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cs_match.records import Contribution, Match, Person, Screening
from cs_match.reports.cells import safe_cell, width
from cs_match.reports.rows import DocumentRow, document_rows, gist, people_by_id, reasons
from cs_match.reports.run import RunRecord
from cs_match.reports.wording import Wording, wording_for

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["workbook_bytes"]

_FONT = "Microsoft YaHei"
_RULE = "#D9DDE3"
_MOST_LINES = 12
_LONGEST = 32_000  # characters; a cell takes 32,767
_COLOURS = {
    "met": "#CFE8D5", "partly": "#E6F0CF", "unmet": "#F3D2CE", "unknown": "#F6E7BE",
    "yes": "#CFE8D5", "no": "#F3D2CE",
}  # fmt: skip


def workbook_bytes(screening: Screening, run: RunRecord) -> bytes:
    """The content of `ranking.xlsx`; the same screening gives the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Workbooks carry their date; the run's own day keeps the bytes the same.
    book.set_properties({"created": datetime(run.as_of.year, run.as_of.month, run.as_of.day)})
    sheets = _Sheets(book, wording_for(screening.requirements))
    _ranking(sheets, screening)
    _matrix(sheets, screening)
    _confirm(sheets, screening)
    _files(sheets, screening)
    _requirements(sheets, screening)
    book.close()
    return out.getvalue()


class _Sheets:
    """Writes tables of one look: a frozen header with filters, wrapped cells, a colour for each status."""

    def __init__(self, book: Workbook, wording: Wording) -> None:
        self.book = book
        self.wording = wording
        look = {
            "font_name": _FONT,
            "font_size": 10,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": _RULE,
        }
        head = {"bold": True, "bg_color": "#24425C", "font_color": "#FFFFFF", "valign": "vcenter"}
        self.plain = book.add_format(look)
        self.head = book.add_format({**look, **head})
        self.whole = book.add_format({**look, "align": "center"})
        self.number = book.add_format({**look, "num_format": "0.0", "text_wrap": False})
        self.tinted = {key: book.add_format({**look, "bg_color": colour}) for key, colour in _COLOURS.items()}
        self.tinted_number = {
            key: book.add_format({**look, "bg_color": colour, "num_format": "0.0"}) for key, colour in _COLOURS.items()
        }

    def table(self, title: str, columns: Sequence[tuple[str, float]], fixed: int = 1) -> Worksheet:
        """A new sheet with its header: `columns` are (words, width in characters), `fixed` of them stay in view."""
        sheet = self.book.add_worksheet(safe_cell(title)[:31])
        for index, (words, wide) in enumerate(columns):
            sheet.set_column(index, index, wide)
            sheet.write_string(0, index, safe_cell(words), self.head)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, fixed)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def fill(self, sheet: Worksheet, rows: Iterable[Sequence[Any]], columns: Sequence[tuple[str, float]]) -> None:
        """Write `rows` under the header and put the filters on. A cell is a value or (value, status)."""
        last = 0
        for last, row in enumerate(rows, start=1):
            cells = [cell if isinstance(cell, tuple) else (cell, None) for cell in row]
            for index, (value, tint) in enumerate(cells):
                self._cell(sheet, (last, index), value, tint)
            sheet.set_row(last, _height([value for value, _ in cells], [wide for _, wide in columns]))
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet: Worksheet, at: tuple[int, int], value: Any, tint: str | None) -> None:
        if isinstance(value, (int, float)):
            sheet.write_number(*at, value, self._number_look(value, tint))
        else:
            text = safe_cell("" if value is None else str(value))[:_LONGEST]
            sheet.write_string(*at, text, self.tinted.get(tint or "", self.plain))

    def _number_look(self, value: float, tint: str | None) -> Format:
        return self.tinted_number.get(tint or "", self.whole if isinstance(value, int) else self.number)


def _height(values: Sequence[Any], widths: Sequence[float]) -> float:
    """Points that a row needs for its wrapped cells: not every program works that out by itself."""
    lines = [
        sum(max(1, math.ceil(width(line) * 1.05 / wide)) for line in value[:_LONGEST].split("\n"))
        for value, wide in zip(values, widths, strict=True)
        if isinstance(value, str)
    ]
    return 4 + 14.0 * min(max(lines, default=1), _MOST_LINES)


def _ranking(sheets: _Sheets, screening: Screening) -> None:
    say = sheets.wording.say
    columns = [
        (say("rank"), 6), (say("name"), 16), (say("eligible"), 13), (say("score"), 8), (say("low"), 8),
        (say("high"), 8), (say("reasons"), 44), (say("to_confirm"), 36), (say("education"), 11),
        (say("years_service"), 10), (say("city"), 10), (say("phone"), 16), (say("email"), 26),
        (say("file"), 40), (say("repeats"), 30), (say("candidate_id"), 18),
    ]  # fmt: skip
    sheet = sheets.table(say("ranking"), columns, fixed=2)
    people = people_by_id(screening)
    rows = (_ranking_row(match, people[match.candidate], sheets.wording) for match in screening.matches)
    sheets.fill(sheet, rows, columns)
    sheet.print_area(0, 0, len(screening.matches), 8)
    if screening.matches:
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#8FB4D4", "min_type": "num", "max_type": "num"}
        sheet.conditional_format(1, 3, len(screening.matches), 3, {**bar, "min_value": 0, "max_value": 100})


def _ranking_row(match: Match, person: Person, wording: Wording) -> list[Any]:
    fields = person.lead.fields
    return [
        match.rank,
        match.name or wording.say("no_name"),
        (wording.one_of("eligible", match.eligible), match.eligible),
        *(float(value) for value in (match.score, match.score_low, match.score_high)),
        wording.join(reasons(match, wording)),
        wording.join(gist(match)),
        wording.one_of("education", fields.education),
        fields.years_service,
        fields.city,
        fields.phone,
        fields.email,
        match.source,
        wording.join([repeat.source for repeat in person.repeats]),
        match.candidate,
    ]


def _matrix(sheets: _Sheets, screening: Screening) -> None:
    """Person by criterion: two columns a criterion, points and status, so that both can be filtered and added up."""
    say = sheets.wording.say
    columns: list[tuple[str, float]] = [(say("rank"), 6), (say("name"), 16), (say("score"), 8)]
    for row in screening.requirements.criteria:
        gate = f"[{say('must')}] " if row.must else ""
        columns += [(f"{gate}{row.label} · {say('points')}", 13), (f"{row.label} · {say('status')}", 11)]
    sheet = sheets.table(say("matrix"), columns, fixed=2)
    sheet.set_row(0, 62)
    sheets.fill(sheet, (_matrix_row(match, screening, sheets.wording) for match in screening.matches), columns)


def _matrix_row(match: Match, screening: Screening, wording: Wording) -> list[Any]:
    rows = {row.criterion: row for row in match.contributions}
    cells: list[Any] = [match.rank, match.name or wording.say("no_name"), float(match.score)]
    for criterion in screening.requirements.criteria:
        cells += _pair(rows.get(criterion.id), wording)
    return cells


def _pair(row: Contribution | None, wording: Wording) -> list[Any]:
    if row is None:
        return [None, None]
    return [(float(row.points), row.status), (wording.one_of("status", row.status), row.status)]


def _confirm(sheets: _Sheets, screening: Screening) -> None:
    say = sheets.wording.say
    columns = [(say("rank"), 6), (say("name"), 16), (say("criterion"), 34), (say("how"), 26), (say("why"), 60)]
    rows = (
        [match.rank, match.name or say("no_name"), item.label, item.assessment, item.why]
        for match in screening.matches
        for item in match.to_confirm
    )
    sheets.fill(sheets.table(say("to_confirm"), columns, fixed=2), rows, columns)


def _files(sheets: _Sheets, screening: Screening) -> None:
    say, wording = sheets.wording.say, sheets.wording
    columns = [
        (say("file"), 52), (say("status"), 14), (say("why"), 40), (say("candidate_id"), 18),
        (say("duplicate_of"), 40), (say("reason"), 40), (say("warnings"), 40),
    ]  # fmt: skip
    rows = (_file_row(row, wording) for row in document_rows(screening))
    sheets.fill(sheets.table(say("files"), columns), rows, columns)


def _file_row(row: DocumentRow, wording: Wording) -> list[Any]:
    colon = wording.say("colon")
    return [
        row.source,
        (wording.one_of("problem", row.status), "no" if row.problem else "yes"),
        row.problem.detail if row.problem else None,
        row.person.id if row.person else None,
        row.duplicate_of,
        row.duplicate_reason,
        wording.join([f"{wording.one_of('notice', notice.kind)}{colon}{notice.detail}" for notice in row.warnings]),
    ]


def _requirements(sheets: _Sheets, screening: Screening) -> None:
    say, profile = sheets.wording.say, screening.requirements
    columns = [
        (say("row"), 6), (say("category"), 14), (say("criterion"), 44), (say("priority"), 12), (say("weight"), 9),
        (say("gates"), 10), (say("applies_to"), 20), (say("assessment"), 28), (say("status"), 40),
    ]  # fmt: skip
    rows = [
        [
            row.row, row.category, row.label, row.priority, float(row.weight), say("must") if row.must else "",
            " ".join(row.applies_to), row.assessment, say("inactive") if row in profile.inactive else "",
        ]
        for row in (*profile.criteria, *profile.inactive)
    ]  # fmt: skip
    rows += [
        [part.row, None, part.text, None, None, None, None, None, f"{say('not_understood')}{say('colon')}{part.why}"]
        for part in profile.not_understood
    ]
    sheets.fill(sheets.table(say("requirements"), columns), rows, columns)
