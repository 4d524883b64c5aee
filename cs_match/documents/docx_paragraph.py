"""One paragraph of a DOCX while it is read: its lines so far, and the line and fields that are open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cs_match.documents.assembly import Piece, SourceLine
from cs_match.documents.docx_styles import Look

__all__ = ["Paragraph", "is_page_field"]

# What is left of a line that only numbers the pages.
_NUMBERED = re.compile(r"[\W\d]*(?:(?:page|seite|of|von|第|页|頁|共|p|pg)[\W\d]*){0,6}", re.IGNORECASE)
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it is read.

    Args:
        style: id of its style.
        origin: what its runs come from, as in `Run`.
        heading: whether its style or level makes it a heading.
        fill: shading under it.
        page: number of the page that its open line stands on.
    """

    style: str | None
    origin: str
    heading: bool
    fill: str | None
    page: int
    lines: list[SourceLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    size: float = 0.0
    plain: bool = False
    fields: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    numbers: bool = False

    def mark_field(self, kind: str | None) -> None:
        """A field begins (its code comes first), comes to its result, or ends."""
        if kind == "begin":
            self.fields.append("code")
            self.codes.append("")
        elif kind == "separate" and self.fields:
            self.fields[-1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()
            self.codes.pop()

    def shows(self) -> bool:
        """Whether text that comes now is shown: neither the code of a field nor a page number."""
        if any(map(is_page_field, self.codes)):
            self.numbers = True
            return False
        return "code" not in self.fields

    def add(self, text: str, look: Look) -> None:
        """Add visible text to the open line."""
        self.pieces.append(Piece(text, origin=self.origin))
        if text.strip():
            self.size = max(self.size, look.size)
            self.plain |= not look.bold

    def end_line(self) -> None:
        """End the open line; one that is empty, or only numbers the page, is dropped."""
        text = "".join(piece.text for piece in self.pieces)
        if text.strip() and not (self.numbers and _NUMBERED.fullmatch(text)):
            pieces = _tabs_once(self.pieces)
            self.lines.append(SourceLine(pieces, self.page, self.size, not self.plain, self.heading))
        self.pieces, self.size, self.plain = [], 0.0, False


def _tabs_once(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Several tabs in a row are one gap on the page."""
    kept: list[Piece] = []
    for piece in pieces:
        if not (piece.text == "\t" and kept and kept[-1].text == "\t"):
            kept.append(piece)
    return tuple(kept)


def is_page_field(code: str) -> bool:
    """Whether the code of a field makes a page number."""
    return bool(code.strip()) and code.split()[0].upper() in _PAGE_FIELDS
