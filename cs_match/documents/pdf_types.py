"""How the text of a PDF page is set: size, weight, colour and direction of its text objects, as pdfium tells them.

There may be an object for each letter, so that what few of them change is asked for only where it can have changed.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cs_match.documents.pdf_calls import calls, place, swift
from cs_match.documents.pdf_facts import Fact
from cs_match.documents.sheet import Colour, Frame, Span
from cs_match.records import Box

__all__ = ["Setting", "Type", "Types"]

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
_BLACK = struct.pack("4I", 0, 0, 0, 255)
_LOOK = struct.Struct("6f4I")  # a matrix, and the colour that the eye sees
_STATE = [0, 1, 2, 3, 6, 7, 8, 9]  # of it, what is not the place
_STROKED, _OUTLINED = frozenset((1, 2, 5, 6)), (1, 5)  # drawing modes
_SMALLEST = 0.01  # points


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: what text objects of one look share."""

    size: float
    bold: bool
    colour: Colour
    mode: int
    quarters: int  # counter-clockwise, in the page that is not turned
    turn: int  # the same on the displayed page
    fact: Fact | None = None

    def span(self, chars: list[str], edges: list[float], baseline: float, objects: list[int], z: int) -> Span:
        """Characters set so."""
        return Span(
            chars, edges, baseline, self.size, self.bold, self.colour, self.mode, self.turn, z, objects, self.fact
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """The types of a page's text, and for each of its text objects the number of its type and its baseline."""

    types: Sequence[Type]
    numbers: Any
    baselines: Any


@dataclass(slots=True)
class Types:
    """Looks at the text objects of one page.

    Args:
        text: address of pdfium's text page.
        frame: how the page's own coordinates become those of a sheet.
        facts: what is known about whether a text object is seen.
    """

    text: int
    frame: Frame
    facts: Mapping[int, Fact] = field(default_factory=dict)
    han_fonts: bool = False
    _fonts: dict[int, bool] = field(default_factory=dict)
    _types: dict[Type, int] = field(default_factory=dict)

    def setting(self, indices: Sequence[int], things: Sequence[int], heights: Any) -> Setting:
        """How text objects are set.

        Args:
            indices: for each object, the index of one of its characters.
            things: the objects' addresses.
            heights: heights of those characters' loose boxes (numpy); they change with the size of the type.
        """
        import numpy as np

        call = calls()
        looks = _Looks(list(map(call.mode, things)), list(map(self.facts.get, things)))
        rows = np.frombuffer(looks.read(self.text, indices), "int32").reshape(-1, 10)
        fonts = list(map(call.font, things))
        new = _differs(rows[:, _STATE]).any(axis=1)
        for column in (fonts, looks.modes, looks.fact_numbers()):
            new |= _differs(np.array(column, "int64"))
        ask = new | _differs(heights.round(3))
        numbers, size = [], 0.0
        for at in ask.nonzero()[0].tolist():
            before, size = size, call.font_size(self.text, indices[at])
            if new[at] or size != before:
                number = self._number(rows[at].tobytes(), size, fonts[at], looks.modes[at], looks.facts[at])
            numbers.append(number)
        whole = np.array(numbers, "int64")[ask.cumsum() - 1]
        places = rows.view("float32").astype("float64")
        return Setting(list(self._types), whole, self._baselines(places[:, 4], places[:, 5], whole))

    def _number(self, look: bytes, font_size: float, font: int, mode: int, fact: Fact | None) -> int:
        a, b, c, d, _, _, *colour = _LOOK.unpack(look)
        size = max(_SMALLEST, abs(font_size) * math.hypot(c, d))
        quarters = round(math.atan2(b, a) / (math.pi / 2)) % 4
        bold = self._fonts[font] if font in self._fonts else self._note_font(font)
        turn = (quarters - self.frame.rotation) % 4
        kind = Type(round(size, 2), bold or mode == 2, (*colour,), mode, quarters, turn, fact)
        return self._types.setdefault(kind, len(self._types))

    def _baselines(self, xs: Any, ys: Any, numbers: Any) -> Any:
        baselines = self.frame.upper - ys
        for number, kind in enumerate(self._types):
            for at in (numbers == number).nonzero()[0].tolist() if kind.quarters else ():
                baselines[at] = self.baseline(float(xs[at]), float(ys[at]), kind)
        return baselines

    def origin(self, index: int, kind: Type) -> float:
        """Baseline of one character: in vertical type, each character of a text object has its own."""
        x, y = ctypes.c_double(), ctypes.c_double()
        calls().origin(self.text, index, ctypes.addressof(x), ctypes.addressof(y))
        return self.baseline(x.value, y.value, kind)

    def baseline(self, x: float, y: float, kind: Type) -> float:
        """Baseline of text of this type that begins at a point of the page."""
        frame = self.frame
        if kind.quarters == 0:
            return frame.upper - y
        x, y = x - frame.left, frame.upper - y
        return frame.turned(Box(x, y, x, y), kind.quarters).top

    def _note_font(self, font: int) -> bool:
        buffer = ctypes.create_string_buffer(128)
        calls().font_name(font, ctypes.addressof(buffer), 128)
        name = buffer.value.decode("latin-1").lower()
        self.han_fonts = self.han_fonts or any(word in name for word in _HAN_NAMES)
        bold = calls().font_weight(font) >= _BOLD_WEIGHT or any(word in name for word in _BOLD_NAMES)
        self._fonts[font] = bold
        return bold


@dataclass(slots=True)
class _Looks:
    """Drawing mode of each text object, and what is known about whether it is seen."""

    modes: list[int]
    facts: list[Fact | None]

    def read(self, text: int, indices: Sequence[int]) -> bytes:
        """Matrix and colour of each text object, one after the other; outlines without a fill give their own colour."""
        buffer = ctypes.create_string_buffer(_LOOK.size)
        matrix, red, green, blue, alpha = (ctypes.byref(buffer, at) for at in (0, 24, 28, 32, 36))
        get_matrix, get_fill, page = swift().matrix, swift().fill, place(text)
        fill = ctypes.addressof(buffer) + 24
        read: list[bytes] = []
        for index, mode in zip(indices, self.modes, strict=True):
            get_matrix(page, index, matrix)
            if not get_fill(page, index, red, green, blue, alpha):
                ctypes.memmove(fill, _BLACK, 16)
            if mode in _STROKED:
                self.facts[len(read)] = _stroke(text, index, mode, fill) or self.facts[len(read)]
            read.append(buffer.raw)
        return b"".join(read)

    def fact_numbers(self) -> list[int]:
        """A number for each fact, the same for equal ones."""
        known: dict[Fact | None, int] = {None: 0}
        return [known.setdefault(fact, len(known)) for fact in self.facts] if any(self.facts) else [0] * len(self.facts)


def _differs(rows: Any) -> Any:
    """Of each row, what differs from the row before; of the first, everything."""
    import numpy as np

    differs = np.ones(rows.shape, dtype=bool)
    differs[1:] = rows[1:] != rows[:-1]
    return differs


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
