"""Paragraphs, rows and tables of a DOCX that are put where nobody sees them: off the page, or into no room at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cs_match.documents.docx_boxes import Frame, is_off_page
from cs_match.documents.package import Element
from cs_match.records import Box

__all__ = ["hidden_box", "row_hides", "table_hides", "unseen_paragraph"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FLAT = 3.0  # points: what is no higher shows no letters
_SMALLEST = 25_400  # English metric units: two points
_NO_SIZE = re.compile(r"(?:^|;)(?:width|height):0(?:\.0{1,9})?(?:pt|in|cm|mm|px)?(?:;|$)")
_FAR = 300.0  # points left of the page from which a line does not reach it


def unseen_paragraph(props: Iterable[Element | None], frame: Frame) -> str | None:
    """Why a paragraph can't be seen, or None.

    Args:
        props: its properties, those of its styles first.
        frame: the page.
    """
    kind = None
    for one in props:
        if one is not None and len(one):
            kind = _indented(one.find(_W + "ind"), frame, kind)
            kind = _flat(one.find(_W + "spacing"), kind)
            kind = _framed(one.find(_W + "framePr"), frame, kind)
    return kind


def _indented(indent: Element | None, frame: Frame, kind: str | None) -> str | None:
    if indent is None:
        return kind
    left = _points(indent, "left", _points(indent, "start", 0.0))
    start = frame.left + left + _points(indent, "firstLine", 0.0) - _points(indent, "hanging", 0.0)
    if start > frame.width or start < -_FAR:
        return "off_page"
    return None if kind == "off_page" else kind


def _flat(spacing: Element | None, kind: str | None) -> str | None:
    if spacing is None or spacing.get(_W + "line") is None:
        return kind
    if spacing.get(_W + "lineRule") == "exact" and _points(spacing, "line", 12.0) < _FLAT:
        return "clipped"
    return None if kind == "clipped" else kind


def _framed(made: Element | None, frame: Frame, kind: str | None) -> str | None:
    if made is None:
        return kind
    width, height = _points(made, "w", 100.0), _points(made, "h", 100.0)
    exact = made.get(_W + "hRule") == "exact"
    if (exact and height < _FLAT) or (width < _FLAT and exact):
        return "no_size"
    x, y = _points(made, "x", 0.0), _points(made, "y", 0.0)
    return "off_page" if _outside(x, y, width, frame) else kind


def _outside(x: float, y: float, width: float, frame: Frame) -> bool:
    return x + width < 0 or x > frame.width or y < -frame.height or y > 2 * frame.height


def row_hides(props: Element | None) -> bool:
    """Whether a row of a table has a set height that leaves no room for letters."""
    height = None if props is None else props.find(_W + "trHeight")
    return height is not None and height.get(_W + "hRule") == "exact" and _points(height, "val", 12.0) < _FLAT


def table_hides(props: Element | None, frame: Frame) -> bool:
    """Whether a table is put beside the page."""
    place = None if props is None else props.find(_W + "tblpPr")
    if place is not None:
        return _outside(_points(place, "tblpX", 0.0), _points(place, "tblpY", 0.0), frame.width, frame)
    indent = None if props is None else props.find(_W + "tblInd")
    start = 0.0 if indent is None or indent.get(_W + "type", "dxa") != "dxa" else _points(indent, "w", 0.0)
    return not -frame.width - frame.left < start < frame.width


def _points(element: Element, name: str, default: float) -> float:
    """A length in points; the file counts in twentieths."""
    try:
        return float(element.get(_W + name, "")) / 20
    except ValueError:
        return default


def hidden_box(text: Element, place: Box | None, frame: Frame) -> str | None:
    """Why the text box around a ``w:txbxContent`` can't be seen, or None."""
    for parent in text.iterancestors():
        if parent.tag == _W + "r":
            break
        props = next((child for child in parent if child.tag.endswith("}docPr")), None)
        style = parent.get("style", "").replace(" ", "").lower()
        if (props is not None and props.get("hidden") in ("1", "true")) or "visibility:hidden" in style:
            return "hidden_box"
        extent = next((child for child in parent if child.tag.endswith("}extent")), None)
        if (extent is not None and _is_nothing(extent)) or _NO_SIZE.search(style):
            return "no_size"
        if place is not None and extent is not None and _is_beside(parent, place, frame):
            return "off_page"
    return "off_page" if place is not None and is_off_page(place, frame) else None


def _is_nothing(extent: Element) -> bool:
    try:
        return min(int(extent.get("cx")), int(extent.get("cy"))) < _SMALLEST
    except (TypeError, ValueError):
        return False


def _is_beside(anchor: Element, place: Box, frame: Frame) -> bool:
    """Whether a box that is placed against the page itself lies above or below it."""
    vertical = next((child for child in anchor if child.tag.endswith("}positionV")), None)
    known = vertical is not None and vertical.get("relativeFrom") in ("page", "margin", "topMargin")
    return known and (place.bottom < 0 or place.top > frame.height)
