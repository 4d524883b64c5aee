"""Characters of a PDF page, as pdfium tells them, gathered into spans.

A page may have thousands, and a call for each of them is what reading costs: so all that is asked for each character
is asked first, and what follows from it is computed for all characters at once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from typing import Any

from cs_match.documents.pdf_calls import calls, place, swift
from cs_match.documents.pdf_facts import Fact
from cs_match.documents.pdf_types import Type, Types
from cs_match.documents.sheet import Frame, Span
from cs_match.records import Box

__all__ = ["Characters"]

_BLANKS = frozenset((0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_HYPHENS = frozenset((0x02, 0xFFFE))  # how pdfium marks a hyphen that ends a line
_HIGH, _LOW, _AFTER_LOW = 0xD800, 0xDC00, 0xE000  # surrogates
# Gaps, in parts of the type size, up to which a character goes on with the span before it.
_CLOSE, _BLANK, _BLANK_HAN, _BACK = 0.11, 0.75, 0.19, -0.6
_DOUBTFUL = 3.0  # points
_SOFT = 1  # a blank that is not in the file: pdfium's guess
_HAN_FROM = 0x2E80
_AT_ONCE = 4096  # characters whose boxes are read in one go


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

    def spans(self) -> list[Span]:
        """The page's spans in the order of painting."""
        import numpy as np

        codes = _codes(self.text)
        things = np.fromiter(map(swift().thing, repeat(place(self.text)), range(len(codes))), "uint64", len(codes))
        classes = _classes()[np.minimum(codes, 0xFFFF)]
        kept = ((classes != _BLANK_SIGN) & (classes != _LOW_SIGN) & (things != 0)).nonzero()[0]
        if not len(kept):
            self._blanks(codes, classes, kept)
            return []
        _join_surrogates(codes, classes, kept)
        blanks = self._blanks(codes, classes, kept)
        codes[classes == _HYPHEN_SIGN] = 0x2D
        codes[(classes == _NO_SIGN) | (codes > 0x10FFFF)] = 0xFFFD
        self.unmapped += int((classes == _NO_SIGN).sum())
        return self._gathered(codes[kept], things[kept], kept, blanks)

    def _blanks(self, codes: Any, classes: Any, kept: Any) -> Any:
        """For each character that is kept, the blank before it: 0 for none, `_SOFT` for a guess, else its code."""
        from numpy import zeros

        generated, text = calls().generated, self.text
        blanks = [0] * (len(kept) + 1)
        at = (classes == _BLANK_SIGN).nonzero()[0]
        for index, code, before in zip(at.tolist(), codes[at].tolist(), kept.searchsorted(at).tolist(), strict=True):
            guessed = code < 0x20 or (code == 0x20 and generated(text, index))
            self.blanks += not guessed
            blanks[before] = blanks[before] or _SOFT if guessed else code
        found = zeros(len(kept), "int64")
        found[:] = blanks[:-1]
        return found

    def _gathered(self, codes: Any, things: Any, indices: Any, blanks: Any) -> list[Span]:
        """The spans that these characters make; `indices` are their places in pdfium's list."""
        import numpy as np

        boxes = _boxes(self.text, indices.tolist())
        first = np.ones(len(codes), dtype=bool)  # of a text object
        first[1:] = things[1:] != things[:-1]
        heights = np.abs(boxes[:, 1] - boxes[:, 3])
        types = Types(self.text, self.frame, self.facts)
        setting = types.setting(indices[first].tolist(), things[first].tolist(), heights[first])
        self.han_fonts = self.han_fonts or types.han_fonts
        owners = first.cumsum() - 1
        kinds = setting.numbers[owners]
        stated = np.array([kind.size for kind in setting.types])[kinds]
        size = np.where(stated > _DOUBTFUL, stated, np.maximum(stated, 0.8 * heights))  # Type 3 may scale it up again
        left, right = self._sides(boxes, kinds, setting.types)
        letters = _Letters(codes, left, np.maximum(left, right), size, blanks)
        fresh = letters.fresh(kinds, setting.baselines[owners])
        starts = (fresh | letters.apart()).nonzero()[0]
        texts, edges = letters.written(starts)
        objects = things[first].tolist()
        spans = []
        for at, end, text, lefts in zip(starts.tolist(), [*starts[1:].tolist(), len(codes)], texts, edges, strict=True):
            kind, owner = setting.types[kinds[at]], int(owners[at])
            baseline = float(setting.baselines[owner]) if fresh[at] else types.origin(int(indices[at]), kind)
            own = objects[owner : owners[end - 1] + 1]
            spans.append(kind.span(text, lefts, baseline, own, self.order.get(own[0], 0)))
            spans[-1].size = float(size[at])
        return spans

    def _sides(self, boxes: Any, kinds: Any, types: Sequence[Type]) -> tuple[Any, Any]:
        """Left and right edges of characters in the direction that their text runs in."""
        left, right = boxes[:, 0] - self.frame.left, boxes[:, 2] - self.frame.left
        for number, kind in enumerate(types):
            for at in (kinds == number).nonzero()[0].tolist() if kind.quarters else ():
                left[at], right[at] = self._along(boxes[at].tolist(), kind.quarters)
        return left, right

    def _along(self, sides: Sequence[float], quarters: int) -> tuple[float, float]:
        x0, top, x1, bottom = sides
        frame = self.frame
        box = frame.turned(Box(x0 - frame.left, frame.upper - top, x1 - frame.left, frame.upper - bottom), quarters)
        return box.x0, box.x1


@dataclass(slots=True)
class _Letters:
    """Columns of what is known of each character: code, left and right edge, type size, blank before it (numpy)."""

    codes: Any
    left: Any
    right: Any
    size: Any
    blanks: Any

    def gaps(self) -> Any:
        """Distance of each character from the one before it, in type sizes."""
        from numpy import zeros

        gaps = zeros(len(self.codes))
        gaps[1:] = (self.left[1:] - self.right[:-1]) / self.size[1:]
        return gaps

    def fresh(self, kinds: Any, baselines: Any) -> Any:
        """Which characters are of another type or on another line than those before them."""
        import numpy as np

        fresh = np.ones(len(self.codes), dtype=bool)
        fresh[1:] = kinds[1:] != kinds[:-1]
        fresh[1:] |= np.abs(baselines[1:] - baselines[:-1]) >= 0.1 * self.size[1:]
        return fresh

    def apart(self) -> Any:
        """Which characters stand farther from those before them than a blank."""
        from numpy import where

        gaps = self.gaps()
        return ~((gaps > _BACK) & (gaps <= where(self.blanks > 0, _BLANK, _CLOSE)))

    def written(self, starts: Any) -> tuple[list[list[str]], list[list[float]]]:
        """Characters, and left edges with the last right edge, of the spans that begin at `starts`; blanks included."""
        import numpy as np

        blank = self._blank_before()
        blank[starts] = False
        at = blank.nonzero()[0]
        codes = np.insert(self.codes, at, np.where(self.blanks[at] == _SOFT, 0x20, self.blanks[at]))
        lefts = np.insert(self.left, at, self.right[at - 1]).tolist()
        text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        begins = (starts + blank.cumsum()[starts]).tolist()
        ends, last = [*begins[1:], len(text)], self.right[[*(starts[1:] - 1), -1]].tolist()
        return (
            [list(text[begin:end]) for begin, end in zip(begins, ends, strict=True)],
            [[*lefts[begin:end], edge] for begin, end, edge in zip(begins, ends, last, strict=True)],
        )

    def _blank_before(self) -> Any:
        """Which characters have a blank before them: one that the file does not have only where the gap is wide."""
        import numpy as np

        han = self.codes >= _HAN_FROM
        han[1:] &= han[:-1].copy()
        wide = self.gaps() > np.where(han, _BLANK_HAN, _CLOSE)
        return (self.blanks > _SOFT) | ((self.blanks == _SOFT) & wide)


# ---------------------------------------------------------------- what pdfium says of each character

_PLAIN_SIGN, _BLANK_SIGN, _HYPHEN_SIGN, _LOW_SIGN, _NO_SIGN = range(5)


@cache
def _classes() -> Any:
    """What kind of sign each code point of the basic plane is."""
    from numpy import zeros

    classes = zeros(0x10000, dtype="uint8")
    classes[:0x20] = _NO_SIGN
    classes[sorted(_HYPHENS)] = _HYPHEN_SIGN
    classes[_LOW:_AFTER_LOW] = _LOW_SIGN
    classes[sorted(_BLANKS)] = _BLANK_SIGN
    return classes


def _codes(text: int) -> Any:
    """The code of each character of a text page: in one go where the text has a place for each, else one by one."""
    import numpy as np

    count, page = calls().count(text), place(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    if count > 0 and swift().text(page, 0, count, ctypes.byref(buffer)) == count + 1:
        codes = np.frombuffer(buffer, "uint16", count).astype("int64")
        if not ((codes >= _HIGH) & (codes < _AFTER_LOW)).any():
            return codes
    return np.fromiter(map(swift().code, repeat(page), range(count)), "int64", max(count, 0))


def _join_surrogates(codes: Any, classes: Any, kept: Any) -> None:
    """Write a character that comes in two halves into the place of the first."""
    for index in (classes == _LOW_SIGN).nonzero()[0].tolist():
        before = kept.searchsorted(index) - 1
        if before >= 0 and _HIGH <= codes[kept[before]] < _LOW:
            codes[kept[before]] = 0x10000 + ((codes[kept[before]] - _HIGH) << 10) + (codes[index] - _LOW)


def _boxes(text: int, indices: Sequence[int]) -> Any:
    """Left, top, right and bottom of the characters, with room for the tallest letter of their font."""
    import numpy as np

    read, page = swift().loose, place(text)
    buffer, places = _box_buffer()
    parts = []
    for at in range(0, len(indices), _AT_ONCE):
        part = indices[at : at + _AT_ONCE]
        ctypes.memset(buffer, 0, ctypes.sizeof(buffer))
        for _ in map(read, repeat(page), part, places):
            pass
        parts.append(np.frombuffer(buffer, "float32", 4 * len(part)).astype("float64"))
    return np.concatenate(parts).reshape(-1, 4)


@cache
def _box_buffer() -> tuple[Any, list[Any]]:
    buffer = (ctypes.c_float * (4 * _AT_ONCE))()
    return buffer, [ctypes.byref(buffer, 16 * at) for at in range(_AT_ONCE)]
