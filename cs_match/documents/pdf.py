"""PDF to `Document`: read each page, keep what is seen, put it in reading order.

pdfium reads first. Where its text looks wrong, pdfminer.six reads the page again and the better reading stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from cs_match.documents.assembly import Origin, SourceLine, assemble
from cs_match.documents.flow import drop_margins, lines_of
from cs_match.documents.hiding import hiding_notices
from cs_match.documents.limits import ReadLimits
from cs_match.documents.order import read_order
from cs_match.documents.pdf_doubt import looks_wrong, worth
from cs_match.documents.pdf_miner import read_again
from cs_match.documents.pdf_pdfium import Leaf, OpenPdf, open_pdf
from cs_match.documents.scans import ScanReader, why_scanned
from cs_match.documents.sheet import Sheet, Span
from cs_match.documents.stacks import set_upright
from cs_match.documents.visibility import Sight, told_again, told_apart
from cs_match.errors import DocumentError
from cs_match.records import Document, Hidden, Notice

__all__ = ["read_pdf"]

_COLUMNS_PER_PAGE = 10_000


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
    reading = _Reading(data, limits, password)
    with open_pdf(data, password) as pdf:
        reading.read(pdf)
    return assemble(
        list(drop_margins(reading.pages)),
        [sheet.frame.displayed for sheet, _ in reading.pages],
        origin=Origin.of(source, "pdf", data),
        hidden=reading.hidden,
        warnings=[*reading.warnings, *hiding_notices(reading.hidden)],
        characters=limits.characters,
    )


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    data: bytes
    limits: ReadLimits
    password: str | None
    pages: list[tuple[Sheet, list[SourceLine]]] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    characters: int = 0
    scans: ScanReader | None = None

    def read(self, pdf: OpenPdf) -> None:
        if pdf.pages > self.limits.pages:
            raise DocumentError("too_many_pages", f"the PDF has {pdf.pages} pages, more than {self.limits.pages}")
        self.hidden += [Hidden(text, "metadata", 1) for text in pdf.metadata() if text.strip()]
        for number in range(1, pdf.pages + 1):
            with pdf.leaf(number) as leaf:
                self._page(leaf)
        if all(sheet.broken for sheet, _ in self.pages):
            raise DocumentError("corrupt", "no page of the PDF can be read")

    def _page(self, leaf: Leaf) -> None:
        sheet, sight = leaf.sheet, told_apart(leaf.sheet, leaf.paint)
        if looks_wrong(sheet):
            sheet, sight = self._again(leaf, sight)
        why = why_scanned(leaf, sheet, sight)
        if why:
            sheet, sight = self._recognised(leaf, sheet, sight, why)
        self._count(sheet)
        strips = read_order(sheet, set_upright(sight.seen))
        lines = lines_of(sheet, strips, _COLUMNS_PER_PAGE * sheet.number, sight.scanned)
        self.pages.append((sheet, lines))
        self.hidden.extend(_hidden(sheet, sight))

    def _again(self, leaf: Leaf, sight: Sight) -> tuple[Sheet, Sight]:
        """The better of two readings of a page."""
        sheet = leaf.sheet
        second = read_again(self.data, sheet, self.password)
        if second is None or worth(second.spans) <= worth(sheet.spans):
            return sheet, sight
        detail = f"the second reader gave {worth(second.spans)} readable characters, the first {worth(sheet.spans)}"
        self.warnings.append(Notice("two_readings", detail, sheet.number))
        return second, told_again(second, sight, leaf.paint)

    def _recognised(self, leaf: Leaf, sheet: Sheet, sight: Sight, why: str) -> tuple[Sheet, Sight]:
        """A scanned page with what was recognised on it, where that is more than what the file says."""
        self.scans = self.scans or ScanReader(self.limits)
        spans, notice = self.scans.recognised(leaf, why)
        more = worth(spans) > worth(sight.seen)
        if more or not (spans and sight.seen):
            self.warnings.append(notice)
        if not more:
            return sheet, sight
        return replace(sheet, spans=spans), Sight(spans, sight.hidden, scanned=True)

    def _count(self, sheet: Sheet) -> None:
        self.characters += sum(len(span.chars) for span in sheet.spans)
        if self.characters > self.limits.characters:
            raise DocumentError("too_large", f"the PDF holds more than {self.limits.characters:,} characters of text")


def _hidden(sheet: Sheet, sight: Sight) -> Iterator[Hidden]:
    """Hidden spans that follow each other with the same reason, as one."""
    for kind, group in groupby(sight.hidden, key=lambda pair: pair[1]):
        spans = [span for span, _ in group]
        box = spans[0].box
        for span in spans[1:]:
            box = box.union(span.box)
        yield Hidden(_joined(spans), kind, sheet.number, box)
    for text, kind in sheet.unsaid:
        yield Hidden(text, kind, sheet.number)


def _joined(spans: list[Span]) -> str:
    text = spans[0].text
    for before, span in pairwise(spans):
        near = abs(span.baseline - before.baseline) < 0.5 * span.size and span.x0 - before.x1 < 0.14 * span.size
        text += ("" if near else " ") + span.text
    return text
