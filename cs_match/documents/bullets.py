"""Bullets that a PDF draws as shapes: without them, the items of a list run into each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from cs_match.documents.sheet import Shape, Sheet, Span

__all__ = ["drawn_bullets"]

# In parts of the type size: sides of a bullet, its middle above the baseline, its distance from the words.
_SMALLEST, _LARGEST = 0.15, 0.6
_LOWEST, _HIGHEST = 0.1, 0.55
_NEAREST, _FARTHEST = 0.2, 2.0
_FAINT = 40  # opacity, of 255, up to which a shape is not seen
_LARGEST_TYPE = 30.0  # points


def drawn_bullets(sheet: Sheet, spans: Sequence[Span]) -> list[Span]:
    """A bullet for each small round or square shape that stands before a line as bullets do.

    There must be two or more of one size on the page, and no other of them close by on the same line: rows of dots
    rate a skill.
    """
    shapes = _alike(sheet.shapes)
    if not shapes:
        return []
    lines = sorted((span for span in spans if span.turn == 0), key=_height)
    heights = [span.baseline for span in lines]
    found = []
    for shape in shapes:
        middle = (shape.box.top + shape.box.bottom) / 2
        first, last = bisect_left(heights, middle), bisect_right(heights, middle + _HIGHEST * _LARGEST_TYPE)
        line = min((span for span in lines[first:last] if _before(shape, span)), key=_left, default=None)
        if line is not None and not _in_a_row(shape, shapes, line.size):
            found.append(_bullet(shape, line))
    return found


def _height(span: Span) -> float:
    return span.baseline


def _left(span: Span) -> float:
    return span.x0


def _alike(shapes: Sequence[Shape]) -> list[Shape]:
    small = [(shape, size) for shape, size in _small(shapes)]
    counts = Counter(size for _, size in small)
    return [shape for shape, size in small if counts[size] > 1]


def _small(shapes: Sequence[Shape]) -> Iterator[tuple[Shape, float]]:
    """Shapes about as wide as high that may be bullets of some type size, and their size to half a point."""
    for shape in shapes:
        width, height = shape.box.x1 - shape.box.x0, shape.box.bottom - shape.box.top
        fits = 1.0 <= width <= _LARGEST * _LARGEST_TYPE and abs(width - height) <= 0.25 * width
        if fits and shape.kind in ("blob", "fill", "line") and shape.colour[3] > _FAINT:
            yield shape, round(2 * width)


def _before(shape: Shape, span: Span) -> bool:
    box, size = shape.box, span.size
    above = span.baseline - (box.top + box.bottom) / 2
    return (
        _SMALLEST * size <= box.x1 - box.x0 <= _LARGEST * size
        and _LOWEST * size <= above <= _HIGHEST * size
        and _NEAREST * size <= span.x0 - box.x1 <= _FARTHEST * size
    )


def _in_a_row(shape: Shape, shapes: Sequence[Shape], size: float) -> bool:
    box = shape.box
    return any(
        abs(other.box.top - box.top) < 0.3 * size and 0 < abs(other.box.x0 - box.x0) < 2.5 * size for other in shapes
    )


def _bullet(shape: Shape, line: Span) -> Span:
    edges = [shape.box.x0, shape.box.x1]
    return Span(["•"], edges, line.baseline, line.size, line.bold, shape.colour, 0, 0, shape.z)
