"""What a reader of the page sees: text that the file holds but does not show is told apart, with the trick's kind.

Cheap checks of the page's objects come first: type size, place, drawing mode, opacity, clip paths, layers, fonts that
say other than they draw, the colour of the text beside the colour painted below it, and what is painted over it. Where
these leave doubt, the page is painted with and without the text in question: what changes no pixel is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from cs_match.documents.grounds import Grounds, colour_distance, grounds_of
from cs_match.documents.sheet import Colour, Sheet, Span
from cs_match.records import Box

__all__ = ["Sight", "told_again", "told_apart"]

_TINY = 3.0  # points
_SQUEEZED, _LETTERS = 0.12, 4  # width of a letter in parts of its size, of texts with at least so many letters
_FAINT = 40  # opacity, of 255, up to which text is not seen
_UNDRAWN = (3, 7)  # drawing modes: neither filled nor stroked
_CLOSE_COLOURS = 75.0  # distance of two colours (of 0 to 765) up to which an eye may not tell them apart
_WHITE: Colour = (255, 255, 255, 255)
_TILED: Colour = (191, 191, 191, 255)  # what pdfium says of ink that is a pattern
_PAGE_SHARE = 0.5  # share of the page from which an image counts as a scan
_LAYER_SHARE = 0.7  # share of the page's letters that are invisible, where they are the layer of a scan
_COARSE, _FINE = 0.5, 1.5  # pixels a point
_PIXEL_CHANGE = 24  # of 255: what a pixel must change by to be seen
_CHANGE_SHARE = 0.005  # share of a text's pixels that must change
_MOST_PAINTED = 3000
_FAR, _STANDS_OUT = 96, 0.9  # of 255: channels that differ so much are colours apart; share of a text's box
_LARGEST = 72.0  # points: larger letters are part of what other text lies on

Paint = Callable[..., Any]  # see `cs_match.documents.pdf_pdfium.Leaf.paint`


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
    grounds = grounds_of(sheet)
    doubts: list[tuple[Span, str]] = []
    for span in sheet.spans:
        layer = scanned and span.mode in _UNDRAWN
        kind = _plainly_hidden(sheet, span, layer)
        doubt = None if kind or layer else _doubt(sheet, span, grounds)
        if kind:
            sight.hidden.append((span, kind))
        elif doubt:
            doubts.append((span, doubt))
    unseen = _confirmed(sheet, doubts, paint) if paint else _without_painting(sheet, doubts, grounds)
    sight.hidden.extend((span, kind) for span, kind in doubts if id(span) in unseen)
    if scanned and paint:
        sight.hidden.extend(_beside_the_scan(sheet, sight.hidden, paint))
    return _parted(sheet, sight)


def told_again(second: Sheet, first: Sight, paint: Paint) -> Sight:
    """The same for another reading of the page, of which the painting can only show where nothing is seen.

    Args:
        second: the other reading.
        first: what the first reading of the page told apart.
        paint: paints the page.
    """
    sight = told_apart(second)
    gone = {id(span) for span, _ in sight.hidden}
    whole = paint((), _FINE)
    for span in second.spans:
        if id(span) in gone:
            continue
        kind = next((kind for other, kind in first.hidden if _lies_on(span.box, other.box)), None)
        if kind is None and _is_flat(whole, _place(second, span), _FINE):
            kind = "not_drawn"
        if kind:
            sight.hidden.append((span, kind))
    return _parted(second, sight)


def _parted(sheet: Sheet, sight: Sight) -> Sight:
    gone = {id(span) for span, _ in sight.hidden}
    seen = [span for span in sheet.spans if id(span) not in gone]
    return replace(sight, seen=seen, hidden=_without_doubles(sight.hidden, seen))


# ---------------------------------------------------------------- certain without a painting


def _is_scan_layer(sheet: Sheet) -> bool:
    """Whether most text is an invisible layer over an image of the page, as text recognition leaves it."""
    letters = sum(len(span.chars) for span in sheet.spans)
    layer = sum(len(span.chars) for span in sheet.spans if span.mode in _UNDRAWN)
    if not letters or layer < _LAYER_SHARE * letters:
        return False
    width, height = sheet.frame.displayed
    images = [shape.box for shape in sheet.shapes if shape.kind == "image"]
    return any((box.x1 - box.x0) * (box.bottom - box.top) > _PAGE_SHARE * width * height for box in images)


def _plainly_hidden(sheet: Sheet, span: Span, layer: bool) -> str | None:
    if span.mode in _UNDRAWN and not layer:
        return "not_drawn"
    if span.fact is not None and span.fact[1] and not layer:
        return span.fact[0]
    if span.size < _TINY or (not layer and _is_squeezed(span)):
        return "tiny"
    if span.colour[3] <= _FAINT and not layer:
        return "transparent"
    return "off_page" if _off_page(sheet, _place(sheet, span)) else None


def _is_squeezed(span: Span) -> bool:
    letters = len(span.chars)
    if letters < _LETTERS or span.x1 - span.x0 >= _SQUEEZED * letters * span.size:
        return False
    # Letters of other scripts join, stack and may have no width of their own.
    return sum(char.isascii() or "\u3400" <= char <= "\u9fff" for char in span.chars) > 0.5 * letters


def _place(sheet: Sheet, span: Span) -> Box:
    return span.box if span.turn == 0 else sheet.frame.shown(span.box, span.turn)


def _off_page(sheet: Sheet, box: Box) -> bool:
    width, height = sheet.frame.displayed
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return not (-1 <= x <= width + 1 and -1 <= y <= height + 1)


# ---------------------------------------------------------------- doubts


def _doubt(sheet: Sheet, span: Span, grounds: Grounds) -> str | None:
    """Why a span might not be seen, judged by its own state and by what is painted around it."""
    if span.fact is not None:
        return span.fact[0]
    if span.colour == _TILED:
        return "same_colour"
    light = colour_distance(span.colour, _WHITE) < _CLOSE_COLOURS
    if not grounds.areas:
        return "same_colour" if light else None
    box = _place(sheet, span)
    if grounds.covers(box, span.z):
        return "covered"
    ground = grounds.below(box, span.z)
    if ground is None:
        return "same_colour" if light else None
    near = ground.kind in ("image", "shade") or colour_distance(span.colour, ground.colour) < _CLOSE_COLOURS
    return "same_colour" if near or (light and ground.kind != "fill") else None


def _without_painting(sheet: Sheet, doubts: Sequence[tuple[Span, str]], grounds: Grounds) -> set[int]:
    """Ids of the spans whose colour is that of the bare page or of a plain box below them."""
    unseen = set()
    for span, kind in doubts:
        ground = grounds.below(_place(sheet, span), span.z)
        if kind == "same_colour" and (ground is None or ground.kind == "fill"):
            unseen.add(id(span))
    return unseen


# ---------------------------------------------------------------- what the painted page says


def _confirmed(sheet: Sheet, doubts: Sequence[tuple[Span, str]], paint: Paint) -> set[int]:
    """Ids of the spans without which the page looks the same.

    A painting of the page without any text settles most: what has another colour than all that lies there is seen.
    Then a coarse painting with the text in question beside one without it, and a fine one for the rest.
    """
    left = _in_doubt(sheet, doubts[:_MOST_PAINTED], paint)
    objects = [thing for span in left for thing in span.objects]
    for scale in (_COARSE, _FINE):
        if left:
            area = _area(sheet, left)
            whole, without = paint((), scale, area), paint(objects, scale, area)
            left = [span for span in left if not _changes(whole, without, _place(sheet, span), scale)]
    return {id(span) for span in left}


def _in_doubt(sheet: Sheet, doubts: Sequence[tuple[Span, str]], paint: Paint) -> list[Span]:
    """The spans that may have the colour of what lies under them, or that something else is doubtful about."""
    plain = {id(span) for span, kind in doubts if kind == "same_colour" and _is_plain(span)}
    if not plain:
        return [span for span, _ in doubts]
    words = [thing for span in sheet.spans if span.size <= _LARGEST for thing in span.objects]
    ground = paint(words, _COARSE, _area(sheet, [span for span, _ in doubts if id(span) in plain]))
    return [s for s, _ in doubts if id(s) not in plain or not _stands_out(ground, _place(sheet, s), s.colour)]


def _area(sheet: Sheet, spans: Sequence[Span]) -> Box:
    """The box that holds all of these spans as far as they stand on the page."""
    width, height = sheet.frame.displayed
    box = reduce(Box.union, (_place(sheet, span) for span in spans))
    return Box(*(max(0.0, min(side, end)) for side, end in zip(
        (box.x0, box.top, box.x1, box.bottom), (width, height, width, height), strict=True)))  # fmt: skip


def _is_plain(span: Span) -> bool:
    """Whether a span is filled with one colour that lets nothing through."""
    return span.fact is None and span.mode == 0 and span.colour[3] == 255 and span.colour != _TILED


def _stands_out(ground: Any, box: Box, colour: Colour) -> bool:
    """Whether a colour is far from almost all that is painted in a box."""
    part = _part(ground, box, _COARSE)
    if not part.size:
        return False
    far = abs(part - part.dtype.type(colour[2::-1])) > _FAR  # painted pixels are blue, green, red
    return float(far.any(axis=2).mean()) >= _STANDS_OUT


def _changes(one: Any, two: Any, box: Box, scale: float) -> bool:
    """Whether two pictures of a page differ to the eye within a box."""
    before, after = _part(one, box, scale), _part(two, box, scale)
    return bool(before.size) and float((abs(before - after) > _PIXEL_CHANGE).any(axis=2).mean()) > _CHANGE_SHARE


def _part(pixels: Any, box: Box, scale: float) -> Any:
    top, bottom = max(0, int(box.top * scale)), int(box.bottom * scale) + 1
    left, right = max(0, int(box.x0 * scale)), int(box.x1 * scale) + 1
    return pixels[top:bottom, left:right, :3].astype("int16")


def _is_flat(pixels: Any, box: Box, scale: float) -> bool:
    """Whether a box of a painted page shows nothing at all."""
    part = _part(pixels, box, scale)
    if not part.size:
        return True
    spread = abs(part - part.reshape(-1, part.shape[2])[0]).max(axis=2)
    return float((spread > _PIXEL_CHANGE).mean()) <= _CHANGE_SHARE


def _beside_the_scan(sheet: Sheet, hidden: Sequence[tuple[Span, str]], paint: Paint) -> list[tuple[Span, str]]:
    """Parts of an invisible layer under which the scan shows nothing; visible text is taken off the page before."""
    gone = {id(span) for span, _ in hidden}
    layer = [span for span in sheet.spans if span.mode in _UNDRAWN and id(span) not in gone]
    drawn = [thing for span in sheet.spans if span.mode not in _UNDRAWN for thing in span.objects]
    bare = paint(drawn, 1.0)
    flat = [span for span in layer if _is_flat(bare, _place(sheet, span), 1.0)]
    # A page that shows nothing at all but its picture is left to the eye of a person.
    return [(span, "not_drawn") for span in flat] if drawn or len(flat) < len(layer) else []


def _lies_on(inner: Box, outer: Box) -> bool:
    width = min(outer.x1, inner.x1) - max(outer.x0, inner.x0)
    height = min(outer.bottom, inner.bottom) - max(outer.top, inner.top)
    whole = (inner.x1 - inner.x0) * (inner.bottom - inner.top)
    return width > 0 and height > 0 and width * height >= 0.6 * whole


def _without_doubles(hidden: list[tuple[Span, str]], seen: list[Span]) -> list[tuple[Span, str]]:
    """Hidden spans but for those that also stand in sight at the same place: a shadow, or type set twice.

    What is clipped may stand in sight anywhere: templates leave their own words behind in a box that is too small.
    """
    places: dict[str, list[Span]] = {}
    for span in seen:
        places.setdefault(span.text, []).append(span)
    return [(span, kind) for span, kind in hidden if not any(_beside(span, s, kind) for s in places.get(span.text, ()))]


def _beside(one: Span, two: Span, kind: str) -> bool:
    return kind == "clipped" or (abs(one.x0 - two.x0) < two.size and abs(one.baseline - two.baseline) < two.size)
