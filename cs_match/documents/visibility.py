"""What a reader of the page sees: text that the file holds but does not show is told apart, with the trick's kind.

Cheap checks of the page's objects come first: type size, place, drawing mode, opacity, the colour of the text beside
the colour painted below it, and what is painted over it. Where colour or cover leave doubt, the page is painted with
and without the text in question: what changes no pixel is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from cs_match.documents.sheet import Colour, Shape, Sheet, Span
from cs_match.records import Box

__all__ = ["Sight", "told_apart"]

_TINY = 3.0  # points
_OPAQUE = 200  # opacity, of 255, from which an area covers what lies below
_FAINT = 40  # opacity, of 255, up to which text is not seen
_UNDRAWN = (3, 7)  # drawing modes: neither filled nor stroked
_CLOSE_COLOURS = 40.0  # distance of two colours (weighted, of 0 to 765) that no eye tells apart in small type
_WHITE: Colour = (255, 255, 255, 255)
_MOST_SHAPES = 400
_PAGE_SHARE = 0.5  # share of the page from which an image counts as a scan
_COARSE, _FINE = 0.5, 1.5  # pixels a point
_PIXEL_CHANGE = 24  # of 255: what a pixel must change by to be seen
_CHANGE_SHARE = 0.005  # share of a text's pixels that must change
_MOST_PAINTED = 3000

Paint = Callable[[Sequence[int], float], Any]


@dataclass(slots=True)
class Sight:
    """The spans of a page that are seen, those that are not with the reason, and whether they are a scan's layer."""

    seen: list[Span]
    hidden: list[tuple[Span, str]]
    scanned: bool = False


def told_apart(sheet: Sheet, paint: Paint | None = None) -> Sight:
    """Tell what is seen on a page from what is hidden.

    Args:
        sheet: the page.
        paint: paints the page without some text objects at a scale; without it, plain colours decide.
    """
    scanned = _is_scan_layer(sheet)
    sight = Sight([], [], scanned)
    grounds = _grounds(sheet)
    doubts: list[tuple[Span, str]] = []
    for span in sheet.spans:
        kind = _plainly_hidden(sheet, span, scanned)
        doubt = None if kind or scanned else _doubt(sheet, span, grounds)
        if kind:
            sight.hidden.append((span, kind))
        elif doubt:
            doubts.append((span, doubt))
    unseen = _confirmed(sheet, doubts, paint) if paint else _without_painting(sheet, doubts, grounds)
    sight.hidden.extend((span, kind) for span, kind in doubts if id(span) in unseen)
    gone = {id(span) for span, _ in sight.hidden}
    sight.seen = [span for span in sheet.spans if id(span) not in gone]
    sight.hidden = _without_doubles(sight.hidden, sight.seen)
    return sight


def _is_scan_layer(sheet: Sheet) -> bool:
    """Whether all text is an invisible layer over an image of the page, as text recognition leaves it."""
    if not sheet.spans or any(span.mode not in _UNDRAWN for span in sheet.spans):
        return False
    width, height = sheet.frame.displayed
    images = [shape.box for shape in sheet.shapes if shape.kind == "image"]
    return any((box.x1 - box.x0) * (box.bottom - box.top) > _PAGE_SHARE * width * height for box in images)


def _plainly_hidden(sheet: Sheet, span: Span, scanned: bool) -> str | None:
    if span.mode in _UNDRAWN and not scanned:
        return "not_drawn"
    if span.size < _TINY:
        return "tiny"
    if span.colour[3] <= _FAINT:
        return "transparent"
    return "off_page" if _off_page(sheet, _place(sheet, span)) else None


def _place(sheet: Sheet, span: Span) -> Box:
    return span.box if span.turn == 0 else sheet.frame.shown(span.box, span.turn)


def _off_page(sheet: Sheet, box: Box) -> bool:
    width, height = sheet.frame.displayed
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return not (-1 <= x <= width + 1 and -1 <= y <= height + 1)


# ---------------------------------------------------------------- what lies below and above


@dataclass(frozen=True, slots=True)
class _Grounds:
    """Painted areas, in the order of painting."""

    areas: tuple[Shape, ...]
    last: int  # place of the topmost area

    def below(self, box: Box, z: int) -> Shape | None:
        """The topmost area that was painted before `z` under the middle of a box."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        return next((s for s in reversed(self.areas) if s.z < z and _holds(s.box, x, y)), None)

    def covers(self, box: Box, z: int) -> bool:
        """Whether something opaque was painted over the box after `z`."""
        if z >= self.last:
            return False
        later = takewhile(lambda shape: shape.z > z, reversed(self.areas))
        return any(shape.colour[3] > _OPAQUE and _spans(shape.box, box) for shape in later)


def _grounds(sheet: Sheet) -> _Grounds:
    areas = [shape for shape in sheet.shapes if shape.kind != "line" and shape.colour[3] > _FAINT]
    return _Grounds(tuple(areas[-_MOST_SHAPES:]), areas[-1].z if areas else 0)


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _spans(outer: Box, inner: Box) -> bool:
    """Whether most of the inner box, and its middle, lie in the outer one."""
    width = min(outer.x1, inner.x1) - max(outer.x0, inner.x0)
    height = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    whole = (inner.x1 - inner.x0) * (inner.bottom - inner.top)
    return width > 0 and height > 0 and width * height >= 0.6 * whole


def _doubt(sheet: Sheet, span: Span, grounds: _Grounds) -> str | None:
    """Why a span might not be seen, judged by what is painted around it."""
    light = _distance(span.colour, _WHITE) < _CLOSE_COLOURS
    if not grounds.areas:
        return "same_colour" if light else None
    box = _place(sheet, span)
    if grounds.covers(box, span.z):
        return "covered"
    ground = grounds.below(box, span.z)
    if ground is None:
        return "same_colour" if light else None
    if ground.kind == "fill":
        return "same_colour" if _distance(span.colour, ground.colour) < _CLOSE_COLOURS else None
    return "same_colour" if light or _distance(span.colour, ground.colour) < _CLOSE_COLOURS else None


def _without_painting(sheet: Sheet, doubts: Sequence[tuple[Span, str]], grounds: _Grounds) -> set[int]:
    """Ids of the spans whose colour is that of the bare page or of a plain box below them."""
    unseen = set()
    for span, _ in doubts:
        ground = grounds.below(_place(sheet, span), span.z)
        if ground is None or ground.kind == "fill":
            unseen.add(id(span))
    return unseen


def _distance(one: Colour, two: Colour) -> float:
    """How far apart two colours look: the weighted distance of Thiadmer Riemersma ("redmean")."""
    red = (one[0] + two[0]) / 2
    r, g, b = one[0] - two[0], one[1] - two[1], one[2] - two[2]
    return float(((2 + red / 256) * r * r + 4 * g * g + (2 + (255 - red) / 256) * b * b) ** 0.5)


# ---------------------------------------------------------------- what the painted page says


def _confirmed(sheet: Sheet, doubts: Sequence[tuple[Span, str]], paint: Paint) -> set[int]:
    """Ids of the spans without which the page looks the same: a coarse painting settles most, a fine one the rest."""
    left = [span for span, _ in doubts][:_MOST_PAINTED]
    objects = [thing for span in left for thing in span.objects]
    for scale in (_COARSE, _FINE):
        if left:
            whole, without = paint((), scale), paint(objects, scale)
            left = [span for span in left if not _changes(whole, without, _place(sheet, span), scale)]
    return {id(span) for span in left}


def _changes(one: Any, two: Any, box: Box, scale: float) -> bool:
    """Whether two pictures of a page differ to the eye within a box."""
    before, after = _part(one, box, scale), _part(two, box, scale)
    return bool(before.size) and float((abs(before - after) > _PIXEL_CHANGE).any(axis=2).mean()) > _CHANGE_SHARE


def _part(pixels: Any, box: Box, scale: float) -> Any:
    top, bottom = max(0, int(box.top * scale)), int(box.bottom * scale) + 1
    left, right = max(0, int(box.x0 * scale)), int(box.x1 * scale) + 1
    return pixels[top:bottom, left:right, :3].astype("int16")


def _without_doubles(hidden: list[tuple[Span, str]], seen: list[Span]) -> list[tuple[Span, str]]:
    """Hidden spans but for those that also stand in sight at the same place: a shadow, or type set twice."""
    places: dict[str, list[Span]] = {}
    for span in seen:
        places.setdefault(span.text, []).append(span)
    return [(span, kind) for span, kind in hidden if not any(_beside(span, s) for s in places.get(span.text, ()))]


def _beside(one: Span, two: Span) -> bool:
    return abs(one.x0 - two.x0) < two.size and abs(one.baseline - two.baseline) < two.size
