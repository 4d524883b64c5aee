"""Bullets that are drawn and not written."""

from __future__ import annotations

from cs_match.documents.bullets import drawn_bullets
from cs_match.documents.order import read_order
from cs_match.documents.sheet import Frame, Shape, Sheet, Span
from cs_match.records import Box


def span(text: str, x: float, baseline: float, size: float = 10.0) -> Span:
    return Span(list(text), [x + 5.0 * at for at in range(len(text) + 1)], baseline, size)


def dot(x: float, baseline: float, side: float = 4.0) -> Shape:
    return Shape("blob", Box(x, baseline - 3 - side / 2, x + side, baseline - 3 + side / 2), 1)


def sheet_of(spans: list[Span], shapes: list[Shape]) -> Sheet:
    return Sheet(1, Frame(0, 0, 600, 800), spans, shapes)


def texts(sheet: Sheet) -> list[str]:
    return [segment.text for strip in read_order(sheet, sheet.spans) for cell in strip.cells for segment in cell]


def test_dots_before_lines_are_bullets() -> None:
    sheet = sheet_of([span("Zendesk", 60, 100), span("Excel", 60, 112)], [dot(50, 100), dot(50, 112)])
    assert texts(sheet) == ["• Zendesk", "• Excel"]


def test_one_dot_large_boxes_and_rows_of_dots_are_not() -> None:
    line = [span("Zendesk", 60, 100), span("Excel", 60, 112)]
    assert not drawn_bullets(sheet_of(line, [dot(50, 100)]), line)
    assert not drawn_bullets(sheet_of(line, [dot(40, 100, 12), dot(40, 112, 12)]), line)
    rating = [dot(at, 100) for at in (30, 38, 46, 54)]
    assert not drawn_bullets(sheet_of(line, rating), line)


def test_a_list_beside_a_paragraph_is_read_as_columns() -> None:
    left = [span("Settled claims of passengers by", 40, 103 + 12 * at) for at in range(3)]
    right = [span(f"Skill {at}", 400, 100 + 12 * at) for at in range(5)]
    sheet = sheet_of(left + right, [dot(390, 100 + 12 * at) for at in range(5)])
    assert texts(sheet) == [*[s.text for s in left], *[f"• Skill {at}" for at in range(5)]]
