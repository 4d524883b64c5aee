"""Whether the letters that a PDF font is said to draw are those that it draws.

The text of a PDF is what a table in the file says of each glyph, and the table may lie. What the glyph shows is told
without reading it: how many outlines a Latin letter is made of (one for C, two for A, three for B), whether it hangs
below the line and whether it stands higher than an x hardly differ from font to font. pdfium looks an outline up by
what the table says, so that asking it for an "A" gives the glyph that claims to be an A.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cs_match.documents.pdf_calls import calls

__all__ = ["Glyphs"]

_ONE, _TWO, _THREE = "CEFGHIJKLMNSTUVWXYZcfhklmnrstuvwxyz12357", "ADOPQRabdeijopq0469", "Bg8"
_OUTLINES = {
    **dict.fromkeys(_ONE, (1,)),
    **dict.fromkeys(_TWO, (2,)),
    **dict.fromkeys(_THREE, (3,)),
    "g": (2, 3), "4": (1, 2), "Q": (1, 2, 3), "a": (2, 3), "0": (2, 3),
}  # fmt: skip
_LOW = frozenset("gjpqy")
_SHORT = frozenset("acegmnopqrsuvwxyz")
_HANGS, _MAY_HANG = -0.11, frozenset("QJf,;")  # parts of the em
_TALL, _NOT_TALL = 0.64, 0.57
_ENOUGH, _MOST = 5, 16  # letters of a font that are looked at
_FIRST = 8  # of these, how many settle it where they all look as they should
_LIES = 0.35  # share of its letters from which a font is taken to lie
_MOST_SEGMENTS = 300
_MOVE = 2


@dataclass(frozen=True, slots=True)
class _Glyph:
    """What an outline looks like: its number of closed lines, how far down and up it reaches (in ems)."""

    outlines: int
    low: float
    high: float


@dataclass(slots=True)
class Glyphs:
    """Looks at the fonts of one document."""

    _known: dict[tuple[int, str], _Glyph | None] = field(default_factory=dict)

    def doubt(self, font: int, letters: Iterable[str]) -> str | None:
        """What is wrong with a font that is said to have drawn these characters.

        ``blank`` where it seems to draw nothing, ``text_mismatch`` where it draws other letters, else None.
        """
        if not _is_named(font):  # Type 3: its glyphs are little drawings, which only a painting shows
            return "blank"
        latin = [char for char in sorted(set(letters)) if char in _OUTLINES]
        step = max(1, len(latin) // _MOST)
        latin = latin[::step]
        if len(latin) > _FIRST and self._is_honest(font, latin[:: -(-len(latin) // _FIRST)]):
            return None
        glyphs = {char: self._glyph(font, char) for char in latin}
        if len(glyphs) < _ENOUGH:
            return None
        drawn = {char: glyph for char, glyph in glyphs.items() if glyph is not None}
        if not drawn:
            return "blank"
        if len(set(drawn.values())) < 0.5 * len(drawn):  # one box for all: the letters were not found
            return None
        return "text_mismatch" if len(drawn) >= _ENOUGH and _unlike(drawn) >= _LIES else None

    def _is_honest(self, font: int, letters: Iterable[str]) -> bool:
        """Whether each of these letters is drawn and looks like itself: then no more of them need be looked at."""
        glyphs = [(char, self._glyph(font, char)) for char in letters]
        return all(
            glyph is not None and (_fits(char, glyph) or _fits(char.swapcase(), glyph)) for char, glyph in glyphs
        )

    def _glyph(self, font: int, char: str) -> _Glyph | None:
        key = (font, char)
        if key not in self._known:
            self._known[key] = _look(font, char)
        return self._known[key]


def _is_named(font: int) -> bool:
    return bool(calls().font_name(font, None, 0) > 1)


def _look(font: int, char: str) -> _Glyph | None:
    call, x, y = calls(), ctypes.c_float(), ctypes.c_float()
    path = call.outline(font, ord(char), 1.0)
    count = min(call.outline_segments(path), _MOST_SEGMENTS) if path else 0
    outlines, begun, ys = 0, 0, []
    for at in range(count):
        segment = call.outline_segment(path, at)
        call.segment_point(segment, ctypes.addressof(x), ctypes.addressof(y))
        ys.append(y.value)
        if call.segment_kind(segment) == _MOVE:
            outlines += at > begun + 1  # what is only a place without a line to it does not count
            begun = at
    outlines += count > begun + 1
    return _Glyph(outlines, min(ys), max(ys)) if ys else None


def _unlike(glyphs: Mapping[str, _Glyph]) -> float:
    """Share of the glyphs that do not look like their letters, neither like small ones nor like capitals."""
    wrong = sum(not (_fits(char, glyph) or _fits(char.swapcase(), glyph)) for char, glyph in glyphs.items())
    return wrong / len(glyphs)


def _fits(char: str, glyph: _Glyph) -> bool:
    if glyph.outlines not in _OUTLINES.get(char, ()):
        return False
    if char.isdigit():  # old-style figures hang and rise
        return True
    if char in _LOW and glyph.low > _HANGS:
        return False
    if char not in _LOW and char not in _MAY_HANG and glyph.low < _HANGS:
        return False
    return glyph.high <= _TALL if char in _SHORT else glyph.high >= _NOT_TALL
