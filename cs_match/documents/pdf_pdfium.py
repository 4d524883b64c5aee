"""The first PDF reader: pdfium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cs_match.documents.pdf_calls import address, calls
from cs_match.documents.pdf_characters import Characters
from cs_match.documents.pdf_shapes import Shapes
from cs_match.documents.pdf_words import part_words
from cs_match.documents.sheet import Frame, Sheet
from cs_match.errors import DocumentError

__all__ = ["Leaf", "OpenPdf", "open_pdf"]

_WRONG_PASSWORD, _UNKNOWN_SECURITY = 4, 5
_WIDGET, _FREE_TEXT = 20, 3
_MOST_ANNOTATIONS = 500
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
        yield OpenPdf(document, pages)
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
    """An open PDF and its number of pages."""

    document: Any
    pages: int

    @contextmanager
    def leaf(self, number: int) -> Iterator[Leaf]:
        """Page `number` (from 1), open as long as the context lasts; a broken one is an empty sheet."""
        import pypdfium2 as pdfium

        page: Any = None
        try:
            page = self._page(number)
            text = page.get_textpage()
        except pdfium.PdfiumError:
            if page is not None:
                page.close()
            yield Leaf(Sheet(number, Frame(0, 0, 0, 0), broken=True))
            return
        try:
            yield Leaf(_sheet(number, page, text), page)
        finally:
            text.close()
            page.close()

    def _page(self, number: int) -> Any:
        """The page, with what stands in form fields and notes on it put into its content."""
        import pypdfium2.raw as raw

        page = self.document[number - 1]
        if _has_form_text(raw, page.raw) and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == 1:
            page.close()
            page = self.document[number - 1]
        return page


def _has_form_text(raw: Any, page: Any) -> bool:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (_WIDGET, _FREE_TEXT):
            return True
    return False


def _sheet(number: int, page: Any, text: Any) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, top, right - left, top - bottom, page.get_rotation() // 90)
    shapes = Shapes(frame)
    shapes.walk(address(page.raw))
    characters = Characters(address(text.raw), frame, shapes.order)
    spans = characters.spans()
    if not characters.blanks and len(shapes.order) > _BY_LETTER * sum(len(span.chars) for span in spans):
        spans = part_words(spans)
    return Sheet(
        number,
        frame,
        spans,
        shapes.shapes,
        texts=len(shapes.order),
        unmapped=characters.unmapped,
        han_fonts=characters.han_fonts,
    )


@dataclass(slots=True)
class Leaf:
    """One open page."""

    sheet: Sheet
    _page: Any = None

    def paint(self, without: Sequence[int] = (), scale: float = 1.5) -> Any:
        """The page as it looks without these text objects: rows, columns, colour channels (numpy)."""
        for thing in without:
            calls().set_active(thing, 0)
        try:
            bitmap = self._page.render(scale=scale, may_draw_forms=False)
            pixels = bitmap.to_numpy().copy()
            bitmap.close()
        finally:
            for thing in without:
                calls().set_active(thing, 1)
        return pixels
