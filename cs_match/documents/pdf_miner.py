"""The second PDF reader: pdfminer.six, slower, for pages that the first reads wrong."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any

from cs_match.documents.sheet import Colour, Frame, Sheet, Span
from cs_match.records import Box

__all__ = ["read_again"]

_CLOSE, _BACK = 0.11, -0.6
_TOPMOST = 1 << 40  # what lies below a text is all there is, where the order of painting is not known


def read_again(data: bytes, first: Sheet, password: str | None = None) -> Sheet | None:
    """The page that `first` is a reading of, read by pdfminer.six; None where that fails.

    Shapes are those of the first reading.
    """
    try:
        characters = list(_characters(data, first.number, password or ""))
    except Exception:  # whatever a broken file makes the library raise: the first reading stays
        return None
    return Sheet(
        first.number,
        first.frame,
        _spans(characters, first.frame),
        first.shapes,
        texts=first.texts,
        unmapped=sum(character.get_text().startswith("(cid:") for character in characters),
    )


def _characters(data: bytes, number: int, password: str) -> Iterator[Any]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    pages = PDFPage.get_pages(io.BytesIO(data), {number - 1}, password=password, check_extractable=False)
    for page in pages:
        page.rotate = 0  # the frame turns the page
        interpreter.process_page(page)
        yield from _leaves(device.get_result(), *page.mediabox[:2])


def _leaves(container: Any, left: float, bottom: float) -> Iterator[Any]:
    from pdfminer.layout import LTChar, LTContainer

    for item in container:
        if isinstance(item, LTChar):
            item.set_bbox((item.x0 + left, item.y0 + bottom, item.x1 + left, item.y1 + bottom))
            yield item
        elif isinstance(item, LTContainer):
            yield from _leaves(item, left, bottom)


def _spans(characters: list[Any], frame: Frame) -> list[Span]:
    spans: list[Span] = []
    blank = False
    for character in characters:
        text = character.get_text()
        if not text.strip():
            blank = True
            continue
        new = _span(character, "\ufffd" if text.startswith("(cid:") else text, frame)
        if spans and _follows(spans[-1], new):
            _append(spans[-1], new, blank)
        else:
            spans.append(new)
        blank = False
    return spans


def _span(character: Any, text: str, frame: Frame) -> Span:
    a, b = character.matrix[:2]
    quarters = round(math.atan2(b, a) / (math.pi / 2)) % 4
    box = Box(
        character.x0 - frame.left, frame.upper - character.y1, character.x1 - frame.left, frame.upper - character.y0
    )
    box = frame.turned(box, quarters)
    size = max(0.01, (box.bottom - box.top) if quarters == 0 else character.size)
    step = (box.x1 - box.x0) / len(text)
    edges = [box.x0 + step * at for at in range(len(text) + 1)]
    bold = any(word in character.fontname.lower() for word in ("bold", "heavy", "black", "simhei"))
    colour = _colour(getattr(character.graphicstate, "ncolor", None))
    return Span(
        list(text), edges, box.bottom - 0.22 * size, size, bold, colour, 0, (quarters - frame.rotation) % 4, _TOPMOST
    )


def _colour(value: Any) -> Colour:
    parts = [value] if isinstance(value, (int, float)) else list(value or ())
    if not all(isinstance(part, (int, float)) for part in parts):
        return (0, 0, 0, 255)
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    red, green, blue = (max(0, min(255, round(255 * part))) for part in parts) if len(parts) == 3 else (0, 0, 0)
    return (red, green, blue, 255)


def _follows(span: Span, new: Span) -> bool:
    return (
        span.turn == new.turn
        and abs(span.baseline - new.baseline) < 0.1 * new.size
        and abs(span.size - new.size) < 0.1 * new.size
        and span.bold == new.bold
        and span.colour == new.colour
        and _BACK < (new.x0 - span.x1) / new.size <= 0.5
    )


def _append(span: Span, new: Span, blank: bool) -> None:
    if blank or new.x0 - span.x1 > _CLOSE * new.size:
        span.chars.append(" ")
    else:
        span.edges.pop()
    span.chars.extend(new.chars)
    span.edges.extend(new.edges)
