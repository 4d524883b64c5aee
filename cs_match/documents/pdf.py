"""PDF to `Document`."""

from __future__ import annotations

from cs_match.documents.assembly import Origin, assemble
from cs_match.documents.flow import drop_margins, lines_of
from cs_match.documents.limits import ReadLimits
from cs_match.documents.order import read_order
from cs_match.documents.pdf_pdfium import open_pdf
from cs_match.errors import DocumentError
from cs_match.records import Document

__all__ = ["read_pdf"]


def read_pdf(data: bytes, source: str, limits: ReadLimits, password: str | None = None) -> Document:
    """The text of a PDF in reading order, with what it hides kept apart.

    Args:
        data: the file's bytes.
        source: name of the file, for the document only.
        limits: the most pages and characters it may have.
        password: opens an encrypted file.

    Raises:
        DocumentError: ``encrypted``, ``corrupt``, ``too_many_pages`` or ``too_large``.
    """
    with open_pdf(data, password) as pdf:
        if pdf.pages > limits.pages:
            raise DocumentError("too_many_pages", f"the PDF has {pdf.pages} pages, more than {limits.pages}")
        read = []
        for number in range(1, pdf.pages + 1):
            with pdf.leaf(number) as leaf:
                sheet = leaf.sheet
                read.append((sheet, lines_of(sheet, read_order(sheet, sheet.spans), 1000 * number)))
    return assemble(
        list(drop_margins(read)),
        [sheet.frame.displayed for sheet, _ in read],
        origin=Origin.of(source, "pdf", data),
        characters=limits.characters,
    )
