"""The first PDF reader: pdfium."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cs_match.documents.pdf_calls import address, calls
from cs_match.documents.pdf_characters import Characters
from cs_match.documents.pdf_claims import differs, take_claim
from cs_match.documents.pdf_facts import is_layered
from cs_match.documents.pdf_glyphs import Glyphs
from cs_match.documents.pdf_notes import Notes, take_notes
from cs_match.documents.pdf_shapes import Shapes
from cs_match.documents.pdf_words import part_words
from cs_match.documents.sheet import Frame, Shape, Sheet, Span
from cs_match.errors import DocumentError
from cs_match.records import Box

__all__ = ["Leaf", "OpenPdf", "open_pdf"]

_WRONG_PASSWORD, _UNKNOWN_SECURITY = 4, 5
_ON_TOP = 1 << 40
_BY_LETTER = 0.7  # text objects a character, from which each letter was set by itself


@contextmanager
def open_pdf(data: bytes, password: str | None = None) -> Iterator[OpenPdf]:
    """The PDF in `data`, open for reading.

    Raises:
        DocumentError: ``encrypted`` where the password is missing or wrong, ``corrupt`` where it is no PDF.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data, password=password)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise _failure(error) from error
    try:
        yield OpenPdf(document, pages, is_layered(data))
    finally:
        document.close()


def _failure(error: Exception) -> DocumentError:
    code = getattr(error, "err_code", None)
    if code == _WRONG_PASSWORD or "assword" in str(error):
        return DocumentError("encrypted", "the PDF opens only with a password")
    if code == _UNKNOWN_SECURITY or "ecurity" in str(error):
        return DocumentError("encrypted", "the PDF is protected in a way that is not supported")
    return DocumentError("corrupt", "the file is not a readable PDF")


@dataclass(slots=True)
class OpenPdf:
    """An open PDF, its number of pages, and whether it may have layers that are switched off."""

    document: Any
    pages: int
    layered: bool = False
    glyphs: Glyphs = field(default_factory=Glyphs)

    def metadata(self) -> list[str]:
        """What the file says of itself beside its pages, as far as programs leave it to the writer."""
        return [self.document.get_metadata_value(key) for key in ("Subject", "Keywords")]

    @contextmanager
    def leaf(self, number: int) -> Iterator[Leaf]:
        """Page `number` (from 1), open as long as the context lasts; a broken one is an empty sheet."""
        import pypdfium2 as pdfium

        page: Any = None
        try:
            page, notes = self._page(number)
            text = page.get_textpage()
        except pdfium.PdfiumError:
            if page is not None:
                page.close()
            yield Leaf(Sheet(number, Frame(0, 0, 0, 0), broken=True))
            return
        open_page = _Page(number, page, self.layered, self.glyphs)
        try:
            yield Leaf(open_page.sheet(text, notes), page)
        finally:
            text.close()
            page.close()

    def _page(self, number: int) -> tuple[Any, Notes]:
        """The page, with what stands in form fields and notes on it put into its content."""
        import pypdfium2.raw as raw

        page = self.document[number - 1]
        notes = take_notes(page.raw)
        if notes.drawn and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == 1:
            page.close()
            page = self.document[number - 1]
        return page, notes


@dataclass(slots=True)
class _Page:
    """Reads one open page."""

    number: int
    page: Any
    layered: bool
    glyphs: Glyphs

    def sheet(self, text: Any, notes: Notes) -> Sheet:
        """The sheet of the page; `text` is its text page."""
        left, bottom, right, top = self.page.get_bbox()
        frame = Frame(left, top, right - left, top - bottom, self.page.get_rotation() // 90)
        shapes = Shapes(frame, self.layered)
        shapes.walk(address(self.page.raw))
        spans, characters = _read(text, shapes)
        unsaid = list(notes.hidden)
        if shapes.claims:
            spans, claims = self._against_claims(spans, shapes)
            unsaid += claims
        self._doubt_fonts(spans)
        whole = "".join(span.text for span in spans)
        unsaid += [(value, "field_value") for value in notes.values if differs(value, whole)]
        shapes.shapes += [Shape("blob", frame.box(*sides), _ON_TOP) for sides in notes.covers]
        return Sheet(
            self.number,
            frame,
            spans,
            shapes.shapes,
            len(shapes.order),
            characters.unmapped,
            unsaid,
            characters.han_fonts,
        )

    def _against_claims(self, spans: list[Span], shapes: Shapes) -> tuple[list[Span], list[tuple[str, str]]]:
        """The spans, read again from their glyphs if a claim says something else, and what such claims said."""
        said: dict[str, list[int]] = {}
        for thing in shapes.claims:
            said.setdefault(take_claim(thing), []).append(thing)
        text = self.page.get_textpage()
        try:
            drawn, _ = _read(text, shapes)
        finally:
            text.close()
        by_object: dict[int, list[str]] = {}
        for span in drawn:
            for thing in span.objects:
                by_object.setdefault(thing, []).append(span.text)
        lies = [
            claim
            for claim, things in said.items()
            if differs(claim, "".join(part for thing in things for part in by_object.get(thing, ())))
        ]
        return (drawn, [(claim, "text_mismatch") for claim in lies]) if lies else (spans, [])

    def _doubt_fonts(self, spans: list[Span]) -> None:
        """Mark the spans of fonts that draw nothing or other letters than they say."""
        font_of = calls().font
        letters: dict[int, set[str]] = {}
        fonts = [{font_of(thing) for thing in span.objects} for span in spans]
        for span, used in zip(spans, fonts, strict=True):
            if len(used) == 1:
                letters.setdefault(min(used), set()).update(span.chars)
        for font, chars in letters.items():
            kind = self.glyphs.doubt(font, chars)
            for span, used in zip(spans, fonts, strict=True):
                if kind and font in used and span.fact is None:
                    span.fact = (kind, kind == "text_mismatch")


def _read(text: Any, shapes: Shapes) -> tuple[list[Span], Characters]:
    characters = Characters(address(text.raw), shapes.frame, shapes.order, shapes.facts)
    spans = characters.spans()
    if not characters.blanks and len(shapes.order) > _BY_LETTER * sum(len(span.chars) for span in spans):
        spans = part_words(spans)
    return spans, characters


@dataclass(slots=True)
class Leaf:
    """One open page."""

    sheet: Sheet
    _page: Any = None

    def paint(self, without: Sequence[int] = (), scale: float = 1.5, within: Box | None = None) -> Any:
        """The page as it looks without these text objects: rows, columns, colour channels (numpy).

        What lies outside of the box `within` is left out, which saves time.
        """
        set_active = calls().set_active
        for thing in without:
            set_active(thing, 0)
        try:
            return self._painted(scale, within)
        finally:
            for thing in without:
                set_active(thing, 1)

    def _painted(self, scale: float, within: Box | None) -> Any:
        from numpy import zeros

        width, height = (math.ceil(side * scale) for side in self._page.get_size())
        left, top, right, bottom = 0, 0, 0, 0
        if within is not None:  # margins in pixels
            left, top = max(0, int(within.x0 * scale) - 2), max(0, int(within.top * scale) - 2)
            right, bottom = width - int(within.x1 * scale) - 3, height - int(within.bottom * scale) - 3
        crop = [max(0, margin - 0.5) / scale for margin in (left, bottom, right, top)]
        bitmap = self._page.render(scale=scale, crop=(*crop,), may_draw_forms=False)
        part = bitmap.to_numpy()
        pixels = zeros((height, width, part.shape[2]), part.dtype)
        pixels[top : top + part.shape[0], left : left + part.shape[1]] = part
        bitmap.close()
        return pixels
