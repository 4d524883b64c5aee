"""Characters of a PDF page, as pdfium tells them, gathered into spans."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cs_match.documents.pdf_calls import calls
from cs_match.documents.sheet import Colour, Frame, Span
from cs_match.records import Box

__all__ = ["Characters"]

_BLANKS = frozenset((0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_HYPHENS = frozenset((0x02, 0xFFFE))  # how pdfium marks a hyphen that ends a line
_BOLD_NAMES = ("bold", "heavy", "black", "demi", "simhei", "-w7", "-w8", "-w9")
_BOLD_WEIGHT = 600
# Gaps, in parts of the type size, up to which a character goes on with the span before it.
_CLOSE, _BLANK, _BLANK_HAN, _BACK = 0.14, 0.75, 0.19, -0.6
_SMALLEST = 0.01
_SOFT = 1  # a blank that is not in the file: pdfium's guess
_HAN_FROM = "\u2e80"


@dataclass(slots=True)
class _Type:
    """What all characters of one text object share."""

    key: tuple[object, ...]
    size: float
    baseline: float
    turn: int
    bold: bool
    colour: Colour
    mode: int


@dataclass(slots=True)
class Characters:
    """Reads the characters of one page into spans.

    Args:
        text: address of pdfium's text page.
        frame: how the page's own coordinates become those of a sheet.
        order: place of each text object in the order of painting.
    """

    text: int
    frame: Frame
    order: Mapping[int, int]
    unmapped: int = 0
    _fonts: dict[int, bool] = field(default_factory=dict)
    _six: ctypes.Array[ctypes.c_float] = field(default_factory=lambda: (ctypes.c_float * 6)())
    _four: ctypes.Array[ctypes.c_uint] = field(default_factory=lambda: (ctypes.c_uint * 4)())

    def spans(self) -> list[Span]:
        """The page's spans in the order of painting."""
        spans: list[Span] = []
        span: Span | None = None
        owner, kind, turn, left = 0, None, 0, self.frame.left
        for index, code, thing, x0, x1, blank in self._glyphs():
            if thing != owner or kind is None:
                owner, former, kind = thing, kind, self._type(index, thing)
                turn = (kind.turn + self.frame.rotation) % 4
                if former is None or not _alike(former, kind):
                    span = None
                elif span is not None:
                    span.objects.append(thing)
            if turn:
                x0, x1 = self._along(index, turn)
            else:
                x0, x1 = x0 - left, x1 - left
            if span is None or not _follows(span, x0, blank):
                again = span is not None and span.objects[-1] == thing
                span = self._begin(index, thing, kind, x0, again)
                spans.append(span)
            _append(span, chr(code), x0, x1, blank)
        return spans

    def _glyphs(self) -> Iterator[tuple[int, int, int, float, float, int]]:
        """Index, code point, text object, left and right edge in PDF coordinates, and the blank before, if any."""
        call, text, blank = calls(), self.text, 0
        unicode, thing_of, loose = call.unicode, call.object, call.loose
        rectangle = (ctypes.c_float * 4)()
        place = ctypes.addressof(rectangle)
        for index in range(call.count(text)):
            code = unicode(text, index)
            if code in _BLANKS:
                guessed = code < 0x20 or (code == 0x20 and call.generated(text, index))
                blank = blank or _SOFT if guessed else code
                continue
            thing = thing_of(text, index)
            if not thing:
                continue
            if code < 0x20 or code in _HYPHENS:
                code = self._control(code)
            loose(text, index, place)
            yield index, code, thing, rectangle[0], rectangle[2], blank
            blank = 0

    def _control(self, code: int) -> int:
        if code in _HYPHENS:
            return 0x2D
        self.unmapped += 1
        return 0xFFFD

    def _along(self, index: int, quarters: int) -> tuple[float, float]:
        """Left and right edge of a character in the direction that turned text runs in."""
        rectangle = (ctypes.c_float * 4)()
        calls().loose(self.text, index, ctypes.addressof(rectangle))
        x0, top, x1, bottom = rectangle
        frame = self.frame
        box = frame.turned(Box(x0 - frame.left, frame.upper - top, x1 - frame.left, frame.upper - bottom), quarters)
        return box.x0, box.x1

    def _type(self, index: int, thing: int) -> _Type:
        call, six, four = calls(), self._six, self._four
        call.matrix(self.text, index, ctypes.addressof(six))
        a, b, c, d, e, f = six
        size = max(_SMALLEST, call.font_size(self.text, index) * (abs(d) if c == 0 else math.hypot(c, d)))
        at = ctypes.addressof(four)
        known = call.fill(self.text, index, at, at + 4, at + 8, at + 12)
        colour = (four[0], four[1], four[2], four[3]) if known else (0, 0, 0, 255)
        font, mode = call.font(thing), call.mode(thing)
        bold = self._fonts[font] if font in self._fonts else self._note_font(font)
        quarters = 0 if b == 0 and a > 0 else round(math.atan2(b, a) / (math.pi / 2)) % 4
        turn = (quarters - self.frame.rotation) % 4
        key = (round(size, 1), bold, colour, mode, turn)
        return _Type(key, size, self._baseline(e, f, quarters), turn, bold or mode == 2, colour, mode)

    def _baseline(self, x: float, y: float, quarters: int) -> float:
        frame = self.frame
        if quarters == 0:
            return frame.upper - y
        x, y = x - frame.left, frame.upper - y
        return frame.turned(Box(x, y, x, y), quarters).top

    def _note_font(self, font: int) -> bool:
        name = ctypes.create_string_buffer(128)
        calls().font_name(font, ctypes.addressof(name), 128)
        bold = calls().font_weight(font) >= _BOLD_WEIGHT or any(
            word in name.value.decode("latin-1").lower() for word in _BOLD_NAMES
        )
        self._fonts[font] = bold
        return bold

    def _begin(self, index: int, thing: int, kind: _Type, x0: float, again: bool) -> Span:
        baseline = kind.baseline
        if again:  # vertical type, or a wide gap inside one object: the object's own place does not tell
            x, y = ctypes.c_double(), ctypes.c_double()
            calls().origin(self.text, index, ctypes.addressof(x), ctypes.addressof(y))
            baseline = self._baseline(x.value, y.value, (kind.turn + self.frame.rotation) % 4)
        return Span(
            [],
            [x0],
            baseline,
            kind.size,
            kind.bold,
            kind.colour,
            kind.mode,
            kind.turn,
            self.order.get(thing, 0),
            [thing],
        )


def _alike(one: _Type, other: _Type) -> bool:
    return one.key == other.key and abs(one.baseline - other.baseline) < 0.1 * other.size


def _follows(span: Span, x0: float, blank: int) -> bool:
    return _BACK < (x0 - span.edges[-1]) / span.size <= (_BLANK if blank else _CLOSE)


def _append(span: Span, char: str, x0: float, x1: float, blank: int) -> None:
    edges = span.edges
    if blank == _SOFT and span.chars:
        han = char >= _HAN_FROM and span.chars[-1] >= _HAN_FROM
        blank = 0x20 if x0 - edges[-1] > (_BLANK_HAN if han else _CLOSE) * span.size else 0
    if blank and span.chars:
        span.chars.append(chr(blank))
        edges.append(x0)
    span.chars.append(char)
    edges[-1] = x0
    edges.append(x1 if x1 > x0 else x0)
