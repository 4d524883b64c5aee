"""Pages of a PDF that are pictures: told apart from those that have text, and recognised where that is possible."""

from __future__ import annotations

import time
from dataclasses import dataclass

from cs_match.documents.confinement import seconds_left
from cs_match.documents.limits import ReadLimits
from cs_match.documents.ocr import can_read_pictures, picture_spans
from cs_match.documents.pdf_pdfium import Leaf
from cs_match.documents.sheet import Sheet, Span
from cs_match.documents.visibility import Sight
from cs_match.records import Notice

__all__ = ["ScanReader", "why_scanned"]

_FEW = 60  # letters that stand on a scan beside it: a stamp of the scanning program, a page number
_SHARE = 0.5  # of the page that pictures cover
_INK, _INKED = 40, 0.002  # of 255, by which a sign differs from its ground; share of the page that signs cover
_SIDE = 1700.0  # pixels of the longer side that a page is painted with: about 145 a inch for A4
_ROOM = 2.0  # the next page may take so many times as long as the slowest so far
_LEFT = 1.0  # seconds for the rest of the work


def why_scanned(leaf: Leaf, sheet: Sheet, sight: Sight) -> str | None:
    """Why a page should be recognised rather than read, or None where it has text of its own or a layer of it.

    Args:
        leaf: the open page.
        sheet: the better reading of it.
        sight: what of its text is seen.
    """
    seen = sight.seen
    if sheet.broken or sight.scanned or sum(char.isalnum() for span in seen for char in span.chars) > _FEW:
        return None
    if seen and _pictured(sheet) >= _SHARE and not _is_plain(leaf, seen):
        return "the page is a picture"
    if not seen and any(shape.kind == "image" for shape in sheet.shapes):
        return "the page is a picture without text"
    return "the page draws signs that stand for no text" if sheet.texts and not sheet.spans else None


def _is_plain(leaf: Leaf, seen: list[Span]) -> bool:
    """Whether the picture below a few words is one colour: a ground, no scan."""
    pixels = leaf.paint([thing for span in seen for thing in span.objects], 0.5)[:, :, :3].astype("int16")
    return bool((abs(pixels - pixels[len(pixels) // 2, pixels.shape[1] // 2]).max(axis=2) > _INK).mean() < _INKED)


def _pictured(sheet: Sheet) -> float:
    """Share of the page that pictures cover; scanners cut a page into strips, which do not overlap."""
    width, height = sheet.frame.displayed
    boxes = [shape.box for shape in sheet.shapes if shape.kind == "image"]
    inside = (
        max(0.0, min(box.x1, width) - max(box.x0, 0.0)) * max(0.0, min(box.bottom, height) - max(box.top, 0.0))
        for box in boxes
    )
    return sum(inside) / (width * height) if width > 0 and height > 0 else 0.0


@dataclass(slots=True)
class ScanReader:
    """Recognises the scanned pages of one document, as many as there may be and as there is time for."""

    limits: ReadLimits
    read: int = 0
    slowest: float = 0.0

    def recognised(self, leaf: Leaf, why: str) -> tuple[list[Span], Notice]:
        """What was recognised on a page, and what a person should know about it."""
        obstacle = self._obstacle()
        if obstacle:
            return [], Notice("scanned_page", f"{why}; {obstacle}", leaf.sheet.number)
        began = time.monotonic()
        width, height = leaf.sheet.frame.displayed
        scale = min(3.0, _SIDE / max(width, height))
        pixels = leaf.paint((), scale)
        spans = picture_spans(pixels[:, :, :3], 1 / scale)
        self.read += 1
        self.slowest = max(self.slowest, time.monotonic() - began)
        if not spans:
            return [], Notice("scanned_page", f"{why}; nothing was recognised in it", leaf.sheet.number)
        return spans, Notice("scanned_page", f"{why}; its text was recognised and may hold errors", leaf.sheet.number)

    def _obstacle(self) -> str | None:
        if not can_read_pictures():
            return "the 'ocr' extra can read it"
        if self.read >= self.limits.ocr_pages:
            return "it was not recognised: no more pages may be"
        if seconds_left() < _ROOM * self.slowest + _LEFT:
            return "it was not recognised: there was no time left"
        return None
