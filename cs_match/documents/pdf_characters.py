"""Characters of a PDF page, as pdfium tells them, gathered into spans."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cs_match.documents.pdf_calls import calls
from cs_match.documents.pdf_facts import Fact
from cs_match.documents.sheet import Colour, Frame, Span
from cs_match.records import Box

__all__ = ["Characters"]

_BLANKS = frozenset((0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_HYPHENS = frozenset((0x02, 0xFFFE))  # how pdfium marks a hyphen that ends a line
_LOW_SURROGATES = frozenset(range(0xDC00, 0xE000))
_SPECIAL = _BLANKS | _HYPHENS | _LOW_SURROGATES | frozenset(range(0x20))
_BOLD_NAMES = ("bold", "heavy", "black", "demi", "simhei", "-w7", "-w8", "-w9")
_HAN_NAMES = (
    "simsun",
    "simhei",
    "songti",
    "heiti",
    "kaiti",
    "fangsong",
    "yahei",
    "pingfang",
    "cjk",
    "sourcehan",
    "dengxian",
)
_BOLD_WEIGHT = 600
# Gaps, in parts of the type size, up to which a character goes on with the span before it.
_CLOSE, _BLANK, _BLANK_HAN, _BACK = 0.11, 0.75, 0.19, -0.6
_BLACK = struct.pack("4I", 0, 0, 0, 255)
_TWO_FLOATS = struct.Struct("2f")
_STROKED, _OUTLINED = frozenset((1, 2, 5, 6)), (1, 5)  # drawing modes
_SMALLEST, _DOUBTFUL = 0.01, 3.0  # points
_SOFT = 1  # a blank that is not in the file: pdfium's guess
_HAN_FROM = "\u2e80"


@dataclass(frozen=True, slots=True)
class _Type:
    """How text is set: what text objects of one look share."""

    size: float
    bold: bool
    colour: Colour
    mode: int
    quarters: int  # counter-clockwise, in the page that is not turned
    turn: int  # the same on the displayed page
    fact: Fact | None = None


@dataclass(slots=True)
class Characters:
    """Reads the characters of one page into spans.

    Args:
        text: address of pdfium's text page.
        frame: how the page's own coordinates become those of a sheet.
        order: place of each text object in the order of painting.
        facts: what is known about whether a text object is seen.
    """

    text: int
    frame: Frame
    order: Mapping[int, int]
    facts: Mapping[int, Fact] = field(default_factory=dict)
    unmapped: int = 0
    blanks: int = 0
    han_fonts: bool = False
    _fonts: dict[int, bool] = field(default_factory=dict)
    _types: dict[tuple[object, ...], _Type] = field(default_factory=dict)
    _alike: dict[_Type, _Type] = field(default_factory=dict)

    def spans(self) -> list[Span]:
        """The page's spans in the order of painting."""
        call, text, left = calls(), self.text, self.frame.left
        unicode, thing_of, loose, look = call.unicode, call.object, call.loose, self._looker()
        rectangle = (ctypes.c_float * 4)()
        place = ctypes.addressof(rectangle)
        spans: list[Span] = []
        span: Span | None = None
        owner, blank, kind, baseline = 0, 0, None, 0.0
        for index in range(call.count(text)):
            code = unicode(text, index)
            if code in _SPECIAL:
                code, blank = self._special(index, code, blank, span)
                if not code:
                    continue
            thing = thing_of(text, index)
            if thing != owner and thing:
                owner, former, below = thing, kind, baseline
                kind, baseline = look(index, thing)
                if kind is not former or abs(baseline - below) >= 0.1 * kind.size:
                    span = None
                elif span is not None:
                    span.objects.append(thing)
            if kind is None or not thing:
                continue
            loose(text, index, place)
            x0, x1 = rectangle[0] - left, rectangle[2] - left
            if kind.quarters:
                x0, x1 = self._along(rectangle, kind.quarters)
            if span is None or not _BACK < (x0 - span.edges[-1]) / span.size <= (_BLANK if blank else _CLOSE):
                again = span is not None and span.objects[-1] == thing
                span = self._begin(thing, kind, self._origin(index, kind) if again else baseline, rectangle)
                span.edges.append(x0)
                spans.append(span)
            elif blank:
                _part(span, chr(code), x0, blank)
            span.chars.append(chr(code))
            span.edges[-1] = x0
            span.edges.append(x1 if x1 > x0 else x0)
            blank = 0
        return spans

    def _begin(self, thing: int, kind: _Type, baseline: float, rectangle: ctypes.Array[ctypes.c_float]) -> Span:
        size = kind.size if kind.size > _DOUBTFUL else _drawn_size(kind.size, rectangle)
        z = self.order.get(thing, 0)
        return Span([], [], baseline, size, kind.bold, kind.colour, kind.mode, kind.turn, z, [thing], kind.fact)

    def _special(self, index: int, code: int, blank: int, span: Span | None) -> tuple[int, int]:
        """What a code that is no plain character means: a code point, or 0 for none, and the blank so far."""
        if code in _BLANKS:
            guessed = code < 0x20 or (code == 0x20 and calls().generated(self.text, index))
            self.blanks += not guessed
            return 0, blank or _SOFT if guessed else code
        if code in _HYPHENS:
            return 0x2D, blank
        if code in _LOW_SURROGATES:
            if span is not None and "\ud800" <= span.chars[-1] <= "\udbff":
                pair = span.chars[-1] + chr(code)
                span.chars[-1] = pair.encode("utf-16", "surrogatepass").decode("utf-16")
            return 0, blank
        self.unmapped += 1
        return 0xFFFD, blank

    def _along(self, rectangle: ctypes.Array[ctypes.c_float], quarters: int) -> tuple[float, float]:
        """Left and right edge of a character in the direction that turned text runs in."""
        x0, top, x1, bottom = rectangle
        frame = self.frame
        box = frame.turned(Box(x0 - frame.left, frame.upper - top, x1 - frame.left, frame.upper - bottom), quarters)
        return box.x0, box.x1

    def _looker(self) -> Callable[[int, int], tuple[_Type, float]]:
        """A function that tells the type and the baseline of a text object, fast: there may be one a character."""
        call, text, types, upper = calls(), self.text, self._types, self.frame.upper
        get_matrix, get_size, get_fill = call.matrix, call.font_size, call.fill
        get_font, get_mode, fact_of = call.font, call.mode, self.facts.get
        buffer = ctypes.create_string_buffer(40)  # six floats, four unsigned integers
        at = ctypes.addressof(buffer)
        red, green, blue, alpha = at + 24, at + 28, at + 32, at + 36

        def look(index: int, thing: int) -> tuple[_Type, float]:
            get_matrix(text, index, at)
            if not get_fill(text, index, red, green, blue, alpha):
                ctypes.memmove(red, _BLACK, 16)
            mode, fact = get_mode(thing), fact_of(thing)
            if mode in _STROKED:
                fact = _stroke(text, index, mode, red) or fact
            raw = buffer.raw
            key = (raw[:16], raw[24:], get_size(text, index), get_font(thing), mode, fact)
            kind = types.get(key)
            if kind is None:
                kind = types[key] = self._type(*key)
            x, y = _TWO_FLOATS.unpack_from(raw, 16)
            return kind, self._baseline(x, y, kind.quarters) if kind.quarters else upper - y

        return look

    def _type(self, *key: Any) -> _Type:
        matrix, colour, font_size, font, mode, fact = key
        a, b, c, d = struct.unpack("4f", matrix)
        size = max(_SMALLEST, abs(font_size) * math.hypot(c, d))
        quarters = round(math.atan2(b, a) / (math.pi / 2)) % 4
        bold = self._fonts[font] if font in self._fonts else self._note_font(font)
        turn = (quarters - self.frame.rotation) % 4
        kind = _Type(round(size, 2), bold or mode == 2, struct.unpack("4I", colour), mode, quarters, turn, fact)
        return self._alike.setdefault(kind, kind)

    def _origin(self, index: int, kind: _Type) -> float:
        """Baseline of one character: in vertical type, each character of a text object has its own."""
        x, y = ctypes.c_double(), ctypes.c_double()
        calls().origin(self.text, index, ctypes.addressof(x), ctypes.addressof(y))
        return self._baseline(x.value, y.value, kind.quarters)

    def _baseline(self, x: float, y: float, quarters: int) -> float:
        frame = self.frame
        if quarters == 0:
            return frame.upper - y
        x, y = x - frame.left, frame.upper - y
        return frame.turned(Box(x, y, x, y), quarters).top

    def _note_font(self, font: int) -> bool:
        buffer = ctypes.create_string_buffer(128)
        calls().font_name(font, ctypes.addressof(buffer), 128)
        name = buffer.value.decode("latin-1").lower()
        self.han_fonts = self.han_fonts or any(word in name for word in _HAN_NAMES)
        bold = calls().font_weight(font) >= _BOLD_WEIGHT or any(word in name for word in _BOLD_NAMES)
        self._fonts[font] = bold
        return bold


def _stroke(text: int, index: int, mode: int, fill: int) -> Fact | None:
    """Put the colour of the outlines in place of the fill where there is no fill, and doubt a fill under another line.

    Args:
        fill: address of four unsigned integers: red, green, blue, alpha.
    """
    stroke = ctypes.create_string_buffer(16)
    at = ctypes.addressof(stroke)
    if not calls().text_stroke(text, index, at, at + 4, at + 8, at + 12):
        return None
    if mode in _OUTLINED:
        ctypes.memmove(fill, stroke, 16)
    elif ctypes.string_at(fill, 16) != stroke.raw[:16]:
        return "same_colour", False
    return None


def _drawn_size(size: float, rectangle: ctypes.Array[ctypes.c_float]) -> float:
    """Size of type whose stated size is tiny: drawn fonts (Type 3) may scale it up again."""
    _, top, _, bottom = rectangle
    return max(size, 0.8 * abs(top - bottom))


def _part(span: Span, char: str, x0: float, blank: int) -> None:
    """Put a blank before the next character; one that the file itself does not have only where the gap is wide."""
    if blank == _SOFT:
        han = char >= _HAN_FROM and span.chars[-1] >= _HAN_FROM
        if x0 - span.edges[-1] <= (_BLANK_HAN if han else _CLOSE) * span.size:
            return
        blank = 0x20
    span.chars.append(chr(blank))
    span.edges.append(x0)
