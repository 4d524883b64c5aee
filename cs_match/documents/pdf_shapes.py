"""What is painted on a PDF page beside text, as pdfium tells it, and in which order."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cs_match.documents.pdf_calls import calls, place, swift
from cs_match.documents.pdf_claims import claims
from cs_match.documents.pdf_facts import Clips, Fact, Sides, clip_fact, on_layer, shared
from cs_match.documents.sheet import Colour, Frame, Shape
from cs_match.records import Box

__all__ = ["Shapes"]

_TEXT, _PATH, _IMAGE, _SHADE, _FORM = 1, 2, 3, 4, 5
_MOVE, _LINE = 2, 0
_THIN = 2.5  # points: a filled rectangle not thicker than this is a line
_MOST_OBJECTS = 40_000
_MOST_PATHS = 4_000
_MOST_SEGMENTS = 400
_MOST_CORNERS = 12  # of a path that may be a rectangle
_DEEPEST = 6

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the forms around an object do to it: where they put it, what they cut off, what is doubtful about them."""

    matrix: _Matrix = _PLAIN
    room: Sides | None = None
    fact: Fact | None = None
    depth: int = 0


@dataclass(slots=True)
class Shapes:
    """Walks the page objects of one page, forms included.

    After `walk`, `order` tells the place of each text object in the order of painting, `facts` what its state says
    about whether it is seen, `claims` the text objects with an ``ActualText``, and `shapes` what else is painted.

    Args:
        layered: whether the document may have layers that are switched off.
    """

    frame: Frame
    layered: bool = False
    shapes: list[Shape] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    facts: dict[int, Fact] = field(default_factory=dict)
    claims: list[int] = field(default_factory=list)
    _clips: Clips = field(default_factory=Clips)
    _z: int = 0
    _paths: int = 0

    def walk(self, page: int) -> None:
        """Walk the page at this address."""
        there, at = place(page), swift().object_at
        self._walk((at(there, index) for index in range(calls().objects(page))), _Around())

    def _walk(self, things: Iterable[int], around: _Around) -> None:
        call, order, matrix = calls(), self.order, around.matrix
        plain = around.room is None and around.fact is None  # most text: there may be an object for each letter
        for thing in things:
            if not thing or self._z > _MOST_OBJECTS:
                continue
            self._z += 1
            kind = call.kind(thing)
            if kind == _TEXT:
                order[thing] = self._z
                if not plain or call.marks(thing) or call.clips(call.clip(thing)) > 0 or call.sheer(thing):
                    self._text(thing, around, call)
            elif kind == _FORM and around.depth < _DEEPEST:
                inner = (call.form_object_at(thing, index) for index in range(call.form_objects(thing)))
                self._walk(inner, self._within(thing, around))
            elif self._paths < _MOST_PATHS:
                self._paths += 1
                self._note(kind, thing, matrix)

    def _text(self, thing: int, around: _Around, call: Any) -> None:
        if call.marks(thing) and claims(thing):
            self.claims.append(thing)
        room = self._room(thing, around)
        fact = around.fact
        if room is not None:
            page = (self.frame.width, self.frame.height)
            own = clip_fact(_sides(thing, around.matrix), *room, page)
            fact = own or fact
        if fact is None and call.sheer(thing):
            fact = ("transparent", False)
        if fact is None and self.layered and on_layer(thing):
            fact = ("layer_off", False)
        if fact is not None:
            self.facts[thing] = fact

    def _room(self, thing: int, around: _Around) -> tuple[Sides, bool] | None:
        """What clip paths leave of the page where an object stands, None for all of it."""
        room = self._clips.room(thing)
        if room is None:
            return None if around.room is None else (around.room, True)
        left, bottom, right, top = _bounds(*room[0], around.matrix)
        frame = self.frame
        if room[1] and around.room is None:
            wide = left <= frame.left and right >= frame.left + frame.width
            if wide and bottom <= frame.upper - frame.height and top >= frame.upper:
                return None
        sides = (left, bottom, right, top)
        return (sides if around.room is None else shared(sides, around.room)), room[1]

    def _within(self, thing: int, around: _Around) -> _Around:
        fact, room = around.fact, self._room(thing, around)
        if fact is None and calls().sheer(thing):
            fact = ("transparent", False)
        if fact is None and self.layered:
            fact = ("layer_off", False)
        if fact is None and room is not None and not room[1]:
            fact = ("clipped", False)
        matrix = _times(_matrix(thing), around.matrix)
        return _Around(matrix, None if room is None else room[0], fact, around.depth + 1)

    def _note(self, kind: int, thing: int, matrix: _Matrix) -> None:
        box = self._box(thing, matrix)
        if box is None:
            return
        if kind == _PATH:
            self._path(thing, box, matrix)
        elif kind in (_IMAGE, _SHADE):
            self.shapes.append(Shape("image" if kind == _IMAGE else "shade", box, self._z))

    def _box(self, thing: int, matrix: _Matrix) -> Box | None:
        four = (ctypes.c_float * 4)()
        at = ctypes.addressof(four)
        if not calls().bounds(thing, at, at + 4, at + 8, at + 12):
            return None
        return self.frame.box(*_bounds(four[0], four[1], four[2], four[3], matrix))

    def _path(self, thing: int, box: Box, matrix: _Matrix) -> None:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        calls().draw_mode(thing, ctypes.addressof(filled), ctypes.addressof(stroked))
        if filled.value:
            self._filled(thing, box, matrix)
        elif stroked.value:
            self._stroked(thing, box, matrix)

    def _filled(self, thing: int, box: Box, matrix: _Matrix) -> None:
        known = _colour(calls().object_fill, thing)
        colour = known or (0, 0, 0, 255)
        if min(box.x1 - box.x0, box.bottom - box.top) <= _THIN:
            self.shapes.append(Shape("line", box, self._z, colour))
            return
        few = calls().segments(thing) <= _MOST_CORNERS
        points = list(self._points(thing, matrix)) if few else []
        upright = (
            known is not None
            and len(points) >= 4
            and all(kind in (_MOVE, _LINE) and _corner(x, y, box) for kind, x, y in points)
        )
        self.shapes.append(Shape("fill" if upright else "blob", box, self._z, colour))

    def _stroked(self, thing: int, box: Box, matrix: _Matrix) -> None:
        half = _half_width(thing, matrix)
        if half > _THIN:
            around = Box(box.x0 - half, box.top - half, box.x1 + half, box.bottom + half)
            self.shapes.append(Shape("blob", around, self._z, _colour(calls().object_stroke, thing) or (0, 0, 0, 255)))
        x, y, begun = 0.0, 0.0, False
        for kind, x1, y1 in self._points(thing, matrix):
            if kind == _LINE and begun and (abs(x1 - x) < 1 or abs(y1 - y) < 1):
                self.shapes.append(Shape("line", Box(min(x, x1), min(y, y1), max(x, x1), max(y, y1)), self._z))
            x, y, begun = x1, y1, True

    def _points(self, thing: int, matrix: _Matrix) -> Iterator[tuple[int, float, float]]:
        call, x, y = calls(), ctypes.c_float(), ctypes.c_float()
        whole = _times(_matrix(thing), matrix)
        for index in range(min(call.segments(thing), _MOST_SEGMENTS)):
            segment = call.segment_at(thing, index)
            call.segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
            at_x, at_y = _moved(x.value, y.value, whole)
            box = self.frame.box(at_x, at_y, at_x, at_y)
            yield call.segment_kind(segment), box.x0, box.top


def _colour(get: Callable[..., int], thing: int) -> Colour | None:
    four = (ctypes.c_uint * 4)()
    at = ctypes.addressof(four)
    return (four[0], four[1], four[2], four[3]) if get(thing, at, at + 4, at + 8, at + 12) else None


def _half_width(thing: int, matrix: _Matrix) -> float:
    width = ctypes.c_float()
    calls().stroke_width(thing, ctypes.addressof(width))
    own = _times(_matrix(thing), matrix)
    return 0.5 * width.value * max(abs(own[0]) + abs(own[1]), abs(own[2]) + abs(own[3]))


def _sides(thing: int, matrix: _Matrix) -> Sides:
    four = (ctypes.c_float * 4)()
    at = ctypes.addressof(four)
    calls().bounds(thing, at, at + 4, at + 8, at + 12)
    return _bounds(four[0], four[1], four[2], four[3], matrix)


def _corner(x: float, y: float, box: Box) -> bool:
    return min(abs(x - box.x0), abs(x - box.x1)) < 1 and min(abs(y - box.top), abs(y - box.bottom)) < 1


def _matrix(thing: int) -> _Matrix:
    six = (ctypes.c_float * 6)()
    if not calls().object_matrix(thing, ctypes.addressof(six)):
        return _PLAIN
    return six[0], six[1], six[2], six[3], six[4], six[5]


def _moved(x: float, y: float, m: _Matrix) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    """The matrix that does `one` first, then `two`."""
    a, b, c, d, e, f = one
    return (
        a * two[0] + b * two[2], a * two[1] + b * two[3], c * two[0] + d * two[2], c * two[1] + d * two[3],
        *_moved(e, f, two),
    )  # fmt: skip


def _bounds(left: float, bottom: float, right: float, top: float, matrix: _Matrix) -> tuple[float, float, float, float]:
    if matrix == _PLAIN:
        return left, bottom, right, top
    corners = [_moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
