"""Notes and form fields of a PDF page: which of them a reader of the page sees.

What is shown is drawn into the page before it is read. What is switched off (hidden, without a view on the screen) is
taken out and kept as hidden text, and so is what opens only in a window of its own.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Notes", "take_notes"]

_TEXT, _LINK, _FREE_TEXT, _STAMP, _POPUP, _WIDGET = 1, 2, 3, 13, 16, 20
_MARKUP = (9, 10, 11, 12)  # highlight, underline, squiggly, strikeout: one can read through them
_UNSEEN = 1 | 2 | 32  # invisible, hidden, no view
_MOST = 500
_LONGEST = 20_000


@dataclass(slots=True)
class Notes:
    """What the notes and fields of a page say.

    Args:
        drawn: whether some of them show text, which has to be drawn into the page.
        hidden: text of those that are not shown, with its kind.
        values: what the fields that are shown hold; it should stand on the page.
        covers: left, bottom, right and top of what is painted over the page.
    """

    drawn: bool = False
    hidden: list[tuple[str, str]] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    covers: list[tuple[float, float, float, float]] = field(default_factory=list)


def take_notes(page: Any) -> Notes:
    """Look at the notes of an open page (as pdfium has it), and take out those that are not to be seen."""
    import pypdfium2.raw as raw

    notes = Notes()
    gone: list[int] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note:
            if _take(raw, note, notes):
                gone.append(index)
            raw.FPDFPage_CloseAnnot(note)
    for index in reversed(gone):
        raw.FPDFPage_RemoveAnnot(page, index)
    return notes


def _take(raw: Any, note: Any, notes: Notes) -> bool:
    """Note what an annotation says; true where it has to go from the page."""
    kind, unseen = raw.FPDFAnnot_GetSubtype(note), bool(raw.FPDFAnnot_GetFlags(note) & _UNSEEN)
    value = _string(raw, note, b"V") if kind == _WIDGET else ""
    said = "" if kind in (_LINK, _POPUP, _WIDGET) else _string(raw, note, b"Contents")
    if unseen:
        notes.hidden += [(value, "hidden_field")] if value else [(said, "hidden_note")] if said else []
        return True
    if kind in (_WIDGET, _FREE_TEXT):
        notes.drawn = True
        if value and raw.FPDFAnnot_GetAP(note, 0, None, 0) > 2:
            notes.values.append(value)
    elif said:
        notes.hidden.append((said, "note"))
    if kind not in (_TEXT, _LINK, _POPUP, _WIDGET, _FREE_TEXT, *_MARKUP):
        _cover(raw, note, notes)
    return False


def _cover(raw: Any, note: Any, notes: Notes) -> None:
    sides = raw.FS_RECTF()
    if raw.FPDFAnnot_GetRect(note, sides):
        notes.covers.append((sides.left, sides.bottom, sides.right, sides.top))


def _string(raw: Any, note: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()
