"""Strips of a page to lines: cells parted by tabs, wrapped lines marked, page numbers and repeated margins dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from cs_match.documents.assembly import Piece, SourceLine
from cs_match.documents.order import Strip
from cs_match.documents.segments import Segment, first_width, is_bullet
from cs_match.documents.sheet import Sheet

__all__ = ["drop_margins", "lines_of"]

# A line that begins like this begins something new.
_FRESH = re.compile(
    r"\s*(?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[(（]\d{1,2}[)）]|[①-⑳【]|(?:19|20)\d\d\s*[-–./年~]|[^\s，。,;；：:]{1,12}[：:])"
)
_ENDED = re.compile(r"[。！？!?；;：:.]\s*$")
_CONTACT = re.compile(r"\+?[\d()（）][\d()（） \-]{7,}$|[\w.+\-]{1,64}@[\w\-]{1,64}\.")
_CONTACT_END = re.compile(r"@[\w.\-]{1,64}\.[a-zA-Z]{2,6}$|^\W{0,3}[+(]?\d[\d() \-]{7,}$")
_HAN = re.compile("[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—·|/~\[(（第]*(?:page|p\.?|seite|página|页码)?[\s|:：]*\d{1,3}\s*"
    r"(?:(?:of|/|共|页|／|,|，|-|–|—|\|)\s*){0,4}(?:\d{1,3})?\s*页?[\s\-–—·|~\])）]*",
    re.IGNORECASE,
)
_WIDE_LINE, _LONG_LINE, _FULL_LINES = 25, 9, 4  # type sizes, type sizes, lines: see `_Writer._full`
_MARGIN = 0.09  # share of the page's height at its top and bottom where page numbers and running heads stand


def lines_of(sheet: Sheet, strips: Sequence[Strip], base: int = 0, ocr: bool = False) -> list[SourceLine]:
    """The lines of a page."""
    lines: list[SourceLine] = []
    for column, group in groupby(strips, key=_column):
        writer = _Writer(sheet, base + column, list(group), "ocr" if ocr else "")
        lines.extend(writer.lines())
    return lines


def _column(strip: Strip) -> int:
    return strip.column


class _Writer:
    """The lines of neighbouring strips of one column."""

    def __init__(self, sheet: Sheet, column: int, strips: list[Strip], origin: str) -> None:
        self.sheet, self.column, self.strips, self.origin = sheet, column, strips, origin
        self.right = max(strip.right for strip in strips)
        segments = [segment for strip in strips for cell in strip.cells for segment in cell]
        self.pitch = _pitch(segments)
        long = [segment for segment in segments if _is_long(segment)]
        self.full_lines = sum(segment.x1 > self.right - 2 * segment.size for segment in long)

    def lines(self) -> Iterator[SourceLine]:
        before: Segment | None = None
        for strip in self.strips:
            cells = [cell for cell in strip.cells if cell]
            inner = any(len(cell) > 1 for cell in cells[:-1])
            head = cells if inner else [*cells[:-1], cells[-1][:1]]
            alone = len(head) == 1 and len(head[0]) == 1
            wrapped = alone and before is not None and self._wraps(before, head[0][0])
            yield self._line(head, strip, wrapped)
            before = cells[-1][-1] if inner else head[-1][-1]
            for segment in () if inner else cells[-1][1:]:
                yield self._line([[segment]], strip, self._wraps(before, segment))
                before = segment

    def _line(self, cells: list[list[Segment]], strip: Strip, wrapped: bool) -> SourceLine:
        pieces: list[Piece] = []
        for cell in cells:
            for index, segment in enumerate(cell):
                between = "\t" if index == 0 else _joint(cell[index - 1], segment)
                if pieces and between:
                    pieces.append(Piece(between))
                pieces.extend(self._pieces(segment, self.origin or strip.origin))
        segments = [segment for cell in cells for segment in cell]
        weight = {True: 0, False: 0}
        for segment in segments:
            for span in segment.spans:
                weight[span.bold] += len(span.chars)
        size = max(segment.size for segment in segments)
        return SourceLine(
            tuple(pieces), self.sheet.number, round(size, 1), weight[True] > weight[False], False, self.column, wrapped
        )

    def _pieces(self, segment: Segment, origin: str) -> Iterator[Piece]:
        for joint, span in zip(segment.joints, segment.spans, strict=True):
            if joint:
                yield Piece(joint)
            if span.area is not None:
                yield Piece(span.text, span.area, (), origin)
            elif span.turn:
                yield Piece(span.text, self.sheet.frame.shown(span.box, span.turn), (), origin)
            else:
                yield Piece(span.text, span.box, tuple(span.edges), origin)

    def _wraps(self, before: Segment, segment: Segment) -> bool:
        """Whether a line goes on with the sentence of the line before it in the same column."""
        size = segment.size
        drop = segment.baseline - before.baseline
        return (
            abs(size - before.size) <= 0.1 * size
            and 0.8 * size < drop <= min(2.2 * size, 1.3 * self.pitch)
            and before.spans[-1].bold == segment.spans[0].bold
            and self._full(before, segment)
            and -2.7 * size <= segment.x0 - _text_start(before) <= 1.2 * size
            and not _fresh(segment)
            and not _ENDED.search(before.text)
            and not _contact(before, segment)
        )

    def _full(self, before: Segment, segment: Segment) -> bool:
        """Whether the next line's beginning had no room left on the line before.

        Where a column ends is known for sure only if it is wide or several lines end there; elsewhere its longest
        line would always seem full, so that the next one must also look like the middle of a sentence.
        """
        if before.x1 + first_width(segment) <= self.right - 0.3 * before.size:
            return False
        sure = before.x1 - before.x0 >= _WIDE_LINE * before.size or self.full_lines >= _FULL_LINES
        return sure or (self.full_lines > 1 and _is_middle(segment.text) and _is_long(before))


def _contact(before: Segment, segment: Segment) -> bool:
    """Whether one line ends with, or the next is, a telephone number or an address: entries of a list of contacts."""
    return bool(_CONTACT_END.search(before.text) or _CONTACT.match(segment.text))


def _is_middle(words: str) -> bool:
    return bool(_HAN.match(words)) or words[:1].islower() or words[:1].isdigit()


def _is_long(segment: Segment) -> bool:
    return segment.x1 - segment.x0 >= _LONG_LINE * segment.size


def _pitch(segments: list[Segment]) -> float:
    """Usual distance of two lines that follow each other."""
    lines = sorted((segment.baseline, segment.size) for segment in segments)
    steps = sorted(b - a for (a, _), (b, size) in pairwise(lines) if b - a > 0.9 * size)
    return steps[len(steps) // 4] if steps else 1000.0


def _fresh(segment: Segment) -> bool:
    first = segment.spans[0]
    bullet = is_bullet(first.chars[0], alone=False) and first.chars[0] not in "-–—"
    return bullet or _bullet_end(segment) is not None or _FRESH.match(segment.text) is not None


def _text_start(segment: Segment) -> float:
    """Left edge of a line's words, after a bullet or a number."""
    end = _bullet_end(segment)
    return segment.x0 if end is None else end


def _bullet_end(segment: Segment) -> float | None:
    """Where the words after a bullet begin, or None where there is no bullet."""
    first = segment.spans[0]
    if len(segment.spans) > 1 and is_bullet(first.text):
        return segment.spans[1].x0
    mark, blank, _ = first.text.partition(" ")
    return first.edges[len(mark) + 1] if blank and is_bullet(mark) else None


def _joint(before: Segment, after: Segment) -> str:
    return "" if _HAN.match(before.text[-1:]) or _HAN.match(after.text[:1]) else " "


def drop_margins(pages: Sequence[tuple[Sheet, list[SourceLine]]]) -> Iterator[SourceLine]:
    """The lines of all pages without page numbers, and with what stands in the margin of several pages once."""
    seen: set[str] = set()
    for sheet, lines in pages:
        for line in lines:
            text = re.sub(r"\s+", "", line.text)
            if _in_margin(sheet, line):
                if _PAGE_NUMBER.fullmatch(line.text.strip()) and _plausible(line.text, sheet.number, len(pages)):
                    continue
                if text in seen:
                    continue
                seen.add(text)
            yield line


def _in_margin(sheet: Sheet, line: SourceLine) -> bool:
    box = line.pieces[0].box
    height = sheet.frame.displayed[1]
    return box is not None and (box.bottom < _MARGIN * height or box.top > (1 - _MARGIN) * height)


def _plausible(text: str, number: int, pages: int) -> bool:
    figures = [int(figure) for figure in re.findall(r"\d+", text)]
    return figures[0] <= max(number, pages) + 20
