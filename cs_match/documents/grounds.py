"""What is painted below and above a text on a PDF page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cs_match.documents.sheet import Colour, Shape, Sheet
from cs_match.records import Box

__all__ = ["Grounds", "colour_distance", "grounds_of"]

_MOST = 2_000
_FEW = 64  # areas up to which looking at one after the other is the quicker way
_FAINT, _OPAQUE = 40, 200  # opacity, of 255: up to which nothing is seen, from which what lies below is covered
_LARGE = 72.0  # points: type that may cover other text
_COVERED = 0.6  # share of a text's box that is painted over


@dataclass(frozen=True, slots=True)
class Grounds:
    """Painted areas, in the order of painting, and their sides and places as columns of numbers."""

    areas: tuple[Shape, ...]
    sides: Any
    order: Any
    covering: Any

    def below(self, box: Box, z: int) -> Shape | None:
        """The topmost area that was painted before `z` under the middle of a box."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if len(self.areas) <= _FEW:
            return next((area for area in reversed(self.areas) if area.z < z and _holds(area.box, x, y)), None)
        x0, top, x1, bottom = self.sides
        found = ((self.order < z) & (x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)).nonzero()[0]
        return self.areas[found[-1]] if len(found) else None

    def covers(self, box: Box, z: int) -> bool:
        """Whether opaque areas that were painted after `z` cover most of a box together."""
        if not self.areas or z >= self.areas[-1].z:
            return False
        if len(self.areas) <= _FEW and not any(
            area.z > z and area.colour[3] > _OPAQUE and _meet(area.box, box) for area in self.areas
        ):
            return False
        x0, top, x1, bottom = self.sides
        across = (x1.clip(max=box.x1) - x0.clip(min=box.x0)).clip(min=0)
        down = (bottom.clip(max=box.bottom) - top.clip(min=box.top)).clip(min=0)
        area = (across * down)[(self.order > z) & self.covering].sum()
        return bool(area >= _COVERED * (box.x1 - box.x0) * (box.bottom - box.top))


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def grounds_of(sheet: Sheet) -> Grounds:
    """The areas painted on a page: filled shapes, pictures, thick lines, and letters as large as a hand."""
    from numpy import array

    areas = [shape for shape in sheet.shapes if shape.kind != "line" and shape.colour[3] > _FAINT]
    areas += [
        Shape("blob", sheet.frame.shown(span.box, span.turn), span.z, span.colour)
        for span in sheet.spans
        if span.size > _LARGE and span.mode not in (3, 7)
    ]
    areas = sorted(areas, key=lambda shape: shape.z)[-_MOST:]
    sides = array([(shape.box.x0, shape.box.top, shape.box.x1, shape.box.bottom) for shape in areas], dtype="float64")
    return Grounds(
        tuple(areas),
        sides.T,
        array([shape.z for shape in areas]),
        array([shape.colour[3] > _OPAQUE for shape in areas], dtype=bool),
    )


def colour_distance(one: Colour, two: Colour) -> float:
    """How far apart two colours look, 0 to 765: the weighted distance of Thiadmer Riemersma ("redmean")."""
    red = (one[0] + two[0]) / 2
    r, g, b = one[0] - two[0], one[1] - two[1], one[2] - two[2]
    return float(((2 + red / 256) * r * r + 4 * g * g + (2 + (255 - red) / 256) * b * b) ** 0.5)
