"""Text boxes of a DOCX: where they stand on the page and in which order people read them.

A designed template is a heap of boxes: each is anchored in some paragraph, in the order in which the designer drew
them. Their reading order is in their places: first the cuts that split all boxes of a page into left and right or
upper and lower parts, then rows. A label and its value that stand side by side become cells of one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cs_match.documents.assembly import SourceLine
from cs_match.documents.package import Element
from cs_match.documents.rows import tabbed
from cs_match.records import Box

__all__ = ["Frame", "TextBox", "is_off_page", "place_of", "read_boxes"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700  # English metric units in a point
_LABEL = 8  # characters up to which a line may be a label of what stands beside it
_GUTTER = 6.0  # points between two columns
_MANY = 400  # boxes of which no page is made; they are left in the order of the file


@dataclass(frozen=True, slots=True)
class Frame:
    """What anchors refer to: the page's size and margins in points, and the top of the anchoring paragraph."""

    width: float = 595.0
    height: float = 842.0
    left: float = 90.0
    right: float = 90.0
    top: float = 72.0
    bottom: float = 72.0
    paragraph: float = 72.0


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box with its lines, and where it stands on the page, None for not known."""

    lines: tuple[SourceLine, ...]
    place: Box | None
    page: int = 1


# ---------------------------------------------------------------- places


def place_of(text: Element, frame: Frame) -> Box | None:
    """Where the shape around a ``w:txbxContent`` stands, through all groups it is part of; None for inline boxes."""
    shapes = list(text.iterancestors())
    for index, parent in enumerate(shapes):
        if parent.tag == _WP + "anchor":
            return _anchored(parent, shapes[:index], frame)
        if parent.tag == _WP + "inline":
            return None
        if parent.tag.startswith(_VML) and not _is_vml(shapes[index + 1 : index + 2]):
            return _vml_place(shapes[: index + 1], frame)
    return None


def _is_vml(parents: Sequence[Element]) -> bool:
    return any(parent.tag.startswith(_VML) for parent in parents)


def _anchored(anchor: Element, inner: Sequence[Element], frame: Frame) -> Box:
    extent = anchor.find(_WP + "extent")
    width, height = _points(extent, "cx"), _points(extent, "cy")
    x = _offset(anchor.find(_WP + "positionH"), width, _horizontal(frame))
    y = _offset(anchor.find(_WP + "positionV"), height, _vertical(frame))
    box, shape = None, Box(0.0, 0.0, width, height)
    for element in inner:  # from the box outwards
        transform = next((t for t in element.iterchildren() if t.tag.endswith(("}spPr", "}grpSpPr"))), None)
        transform = None if transform is None else transform.find(_A + "xfrm")
        if transform is None:
            continue
        if box is None:
            box = shape = _framed(transform, "off", "ext")
        else:
            shape = _into(shape, transform)
            box = _framed(transform, "off", "ext")
    if box is None or box is shape:
        return Box(x, y, x + width, y + height)
    return Box(x + shape.x0 - box.x0, y + shape.top - box.top, x + shape.x1 - box.x0, y + shape.bottom - box.top)


def _framed(transform: Element, offset: str, extent: str) -> Box:
    at, size = transform.find(_A + offset), transform.find(_A + extent)
    x, y = _points(at, "x"), _points(at, "y")
    return Box(x, y, x + _points(size, "cx"), y + _points(size, "cy"))


def _into(shape: Box, transform: Element) -> Box:
    """A rectangle in the coordinates of a group's children, in those of the group's own parent."""
    outer, inner = _framed(transform, "off", "ext"), _framed(transform, "chOff", "chExt")
    across = (outer.x1 - outer.x0) / ((inner.x1 - inner.x0) or 1.0)
    down = (outer.bottom - outer.top) / ((inner.bottom - inner.top) or 1.0)
    return Box(
        outer.x0 + (shape.x0 - inner.x0) * across,
        outer.top + (shape.top - inner.top) * down,
        outer.x0 + (shape.x1 - inner.x0) * across,
        outer.top + (shape.bottom - inner.top) * down,
    )


def _points(element: Element | None, name: str) -> float:
    try:
        return float(element.get(name)) / _EMU if element is not None else 0.0
    except (TypeError, ValueError):
        return 0.0


def _horizontal(frame: Frame) -> dict[str, tuple[float, float]]:
    inner = (frame.left, frame.width - frame.right)
    return {
        "page": (0.0, frame.width),
        "leftMargin": (0.0, frame.left),
        "rightMargin": (frame.width - frame.right, frame.width),
        "": inner,
    }


def _vertical(frame: Frame) -> dict[str, tuple[float, float]]:
    inner = (frame.top, frame.height - frame.bottom)
    return {
        "page": (0.0, frame.height),
        "margin": inner,
        "topMargin": (0.0, frame.top),
        "bottomMargin": (frame.height - frame.bottom, frame.height),
        "": (frame.paragraph, frame.paragraph + 14.0),
    }


def _offset(position: Element | None, size: float, frames: dict[str, tuple[float, float]]) -> float:
    if position is None:
        return frames[""][0]
    start, end = frames.get(position.get("relativeFrom", ""), frames[""])
    offset, align = position.findtext(_WP + "posOffset"), position.findtext(_WP + "align")
    if offset is not None and re.fullmatch(r"\s*-?\d{1,12}\s*", offset):
        return start + int(offset) / _EMU
    return {"center": (start + end - size) / 2, "right": end - size, "bottom": end - size}.get(align or "", start)


_STYLE = re.compile(r"([a-z-]{1,40})\s*:\s*([^;]{0,200})")
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{0,9})?)\s*(pt|in|cm|mm|px|pc)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0}


def _vml_place(shapes: Sequence[Element], frame: Frame) -> Box | None:
    """The same for the older drawing language; boxes inside a group take the place of the group plus their share."""
    chain = [shape for shape in shapes if shape.tag.startswith(_VML) and shape.get("style")]
    if not chain:
        return None
    outer = dict(_STYLE.findall(chain[-1].get("style")))
    if "absolute" not in outer.get("position", ""):
        return None
    across = _horizontal(frame).get(outer.get("mso-position-horizontal-relative", "").strip(), (frame.left, 0.0))
    down = _vertical(frame).get(outer.get("mso-position-vertical-relative", "").strip(), (frame.paragraph, 0.0))
    x, y = across[0] + _length(outer, "margin-left", "left"), down[0] + _length(outer, "margin-top", "top")
    group = Box(x, y, x + _length(outer, "width"), y + _length(outer, "height"))
    return group if len(chain) == 1 else _vml_share(chain, group)


def _vml_share(chain: Sequence[Element], group: Box) -> Box:
    """A box of a group; in between groups are taken as filling their parent, which only shifts their boxes alike."""
    own = dict(_STYLE.findall(chain[0].get("style")))
    size, origin = _pair(chain[1].get("coordsize"), 1000.0), _pair(chain[1].get("coordorigin"), 0.0)
    across, down = (group.x1 - group.x0) / (size[0] or 1.0), (group.bottom - group.top) / (size[1] or 1.0)
    x = group.x0 + (_length(own, "left") - origin[0]) * across
    y = group.top + (_length(own, "top") - origin[1]) * down
    return Box(x, y, x + _length(own, "width") * across, y + _length(own, "height") * down)


def _length(style: dict[str, str], *names: str) -> float:
    for name in names:
        found = _LENGTH.match(style.get(name, ""))
        if found:
            return float(found[1]) * _UNITS.get(found[2] or "pt", 1.0)
    return 0.0


def _pair(text: str | None, default: float) -> tuple[float, float]:
    found = re.fullmatch(r"\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*", text or "")
    return (float(found[1]), float(found[2])) if found else (default, default)


def is_off_page(place: Box, frame: Frame) -> bool:
    """Whether nothing of a box can be on the page; its height is only guessed where it hangs on a paragraph."""
    beside = place.x1 < 0 or place.x0 > frame.width
    return beside or place.bottom < -frame.height / 2 or place.top > 3 * frame.height


# ---------------------------------------------------------------- reading order


def read_boxes(boxes: Sequence[TextBox], column: int = 0) -> list[SourceLine]:
    """The lines of text boxes in reading order, each box with a column number of its own, counted from `column`."""
    ordered: list[TextBox] = []
    for page in sorted({box.page for box in boxes}):
        ordered += [_fitted(box) for box in boxes if box.page == page and box.lines]
    lines: list[SourceLine] = []
    for row in _cut(ordered):
        column += 1
        lines += [replace(line, column=column) for line in _row(row)]
    return lines


def _fitted(box: TextBox) -> TextBox:
    """The box shrunk to about the room that its text takes: designers draw boxes larger than their text."""
    if box.place is None:
        return box
    place = box.place
    size = max((line.size for line in box.lines), default=10.0) or 10.0
    widths = [_width(line.text) * size for line in box.lines]
    room = max(place.x1 - place.x0, size)
    height = sum(max(1.0, -(-width // room)) for width in widths) * size * 1.2
    width = min(room, max(widths, default=room) + 2 * size)
    return replace(box, place=Box(place.x0, place.top, place.x0 + width, place.top + height))


def _cut(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """Rows of boxes in reading order."""
    known = [box for box in boxes if box.place is not None]
    if len(known) < len(boxes) or not 1 < len(boxes) <= _MANY:
        return [[box] for box in boxes]
    for page in sorted({box.page for box in boxes}):
        others = [box for box in boxes if box.page != page]
        if others and len(others) < len(boxes):
            return _cut([box for box in boxes if box.page == page]) + _cut(others)
    halves = _columns(known) or _bands(known)
    return [row for half in halves for row in _cut(half)] if halves else _rows(known)


def _place(box: TextBox) -> Box:
    assert box.place is not None
    return box.place


def _columns(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """Left and right part, where a gutter runs from top to bottom and both sides hold more than labels."""
    ordered = sorted(boxes, key=lambda box: _place(box).x0)
    reach = 0.0
    for at, box in enumerate(ordered):
        left, right = ordered[:at], ordered[at:]
        if at and _place(box).x0 - reach > _GUTTER and _is_column(left) and _is_column(right) and _beside(left, right):
            return [left, right] if any(map(_is_paragraph, boxes)) else []
        reach = max(reach, _place(box).x1) if at else _place(box).x1
    return []


def _is_column(boxes: Sequence[TextBox]) -> bool:
    """Whether boxes are more than labels or dates beside what they belong to: they hold running text or many lines."""
    widths = [_width(line.text.strip()) for box in boxes for line in box.lines]
    return (len(boxes) > 1 and max(widths) > _LABEL + 1) or any(len(box.lines) > 3 for box in boxes)


def _is_paragraph(box: TextBox) -> bool:
    """Whether a box holds more than one line, as it is broken or as it is printed."""
    return len(box.lines) > 1 or _place(box).bottom - _place(box).top > 2 * max(line.size for line in box.lines)


def _width(text: str) -> float:
    """Width in ems: Han characters are as wide as the type is high, Latin ones about half."""
    return sum(1.0 if char > "\u2e80" else 0.5 for char in text)


def _beside(left: Sequence[TextBox], right: Sequence[TextBox]) -> bool:
    """Whether the two parts share a good deal of their height."""
    a, b = _hull(left), _hull(right)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > 0.3 * min(a.bottom - a.top, b.bottom - b.top)


def _hull(boxes: Iterable[TextBox]) -> Box:
    places = [_place(box) for box in boxes]
    hull = places[0]
    for place in places[1:]:
        hull = hull.union(place)
    return hull


def _bands(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """Parts one above the other, where nothing crosses the lines between them."""
    bands: list[list[TextBox]] = []
    reach = float("-inf")
    for box in sorted(boxes, key=lambda box: (_place(box).top, _place(box).x0)):
        if _place(box).top >= reach - 2.0:
            bands.append([])
        bands[-1].append(box)
        reach = max(reach, _place(box).bottom)
    return bands if len(bands) > 1 else []


def _rows(boxes: Sequence[TextBox]) -> list[list[TextBox]]:
    """Boxes that overlap so that no cut parts them: by the row they begin in, then from left to right."""
    rows: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda box: (_place(box).top, _place(box).x0)):
        if rows and _place(box).top - _place(rows[-1][0]).top < 7.0:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: _place(box).x0) for row in rows]


def _row(boxes: Sequence[TextBox]) -> list[SourceLine]:
    """Boxes side by side: as rows of cells where they have as many lines each and one holds labels, else in turn."""
    counts = {len(box.lines) for box in boxes}
    labels = any(all(len(line.text.strip()) <= _LABEL for line in box.lines) for box in boxes)
    if len(boxes) < 2 or len(counts) > 1 or not (labels or counts == {1}):
        return [line for box in boxes for line in box.lines]
    rows = zip(*(box.lines for box in boxes), strict=True)
    return [tabbed([[line] for line in row], "text_box") for row in rows]
