"""Pictures of text, read by rapidocr where it is installed (the ``ocr`` extra). It works offline.

What is recognised becomes spans of a sheet, so that a scan is put in reading order as any other page is.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

from cs_match.documents.assembly import Origin, assemble
from cs_match.documents.confinement import make_room_for_ocr
from cs_match.documents.flow import lines_of
from cs_match.documents.limits import ReadLimits
from cs_match.documents.order import read_order
from cs_match.documents.sheet import Frame, Sheet, Span
from cs_match.errors import DocumentError
from cs_match.records import Document, Notice

__all__ = ["can_read_pictures", "picture_spans", "read_image"]

_PIXELS = 60_000_000
_SIDE = 2400  # pixels of the longer side from which a picture is made smaller
_POINTS = 842.0  # of the longer side of a picture, which is taken as a photo of an A4 page
_SURE = 0.5  # of 0 to 1: less than so sure, and it is no text
_TYPE, _DEPTH = 0.88, 0.2  # type size and depth below the baseline, in parts of the height of a recognised line
_GAP = 0.4  # parts of the line's height between Han and other characters that may be a blank
_STEP = 1.45  # of the usual step from one Han character to the next, from which there may be a blank between them
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def can_read_pictures() -> bool:
    """Whether the packages for it are installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "PIL", "numpy"))


def read_image(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in a picture such as PNG or JPEG.

    Raises:
        DocumentError: ``unsupported`` without the extra, ``corrupt`` or ``too_large`` for the picture itself.
    """
    if not can_read_pictures() or not limits.ocr_pages:
        raise DocumentError("unsupported", "this is a picture; reading it needs the 'ocr' extra of cs-match")
    picture = _opened(data)
    scale = _POINTS / max(picture.size)
    sheet = Sheet(1, Frame(0.0, 0.0, picture.width * scale, picture.height * scale))
    sheet.spans = picture_spans(_pixels(picture), scale)
    return assemble(
        lines_of(sheet, read_order(sheet, sheet.spans), ocr=True),
        [sheet.frame.displayed],
        origin=Origin.of(source, "image", data),
        warnings=[Notice("scanned_page", "the text was recognised in a picture and may hold errors", 1)],
        characters=limits.characters,
    )


def _opened(data: bytes) -> Any:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > _PIXELS:
            raise DocumentError("too_large", f"the picture has more than {_PIXELS:,} pixels")
        turned = ImageOps.exif_transpose(picture)  # photos say how the camera was held
        return _on_white(turned)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise DocumentError("corrupt", "the picture is damaged") from None


def _on_white(picture: Any) -> Any:
    """What is transparent shows the paper."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    from PIL import Image

    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def _pixels(picture: Any) -> Any:
    """Rows, columns and channels (blue, green, red)."""
    import numpy

    return numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1])


@cache
def _engine() -> Any:
    engine = importlib.import_module("rapidocr").RapidOCR
    threads = {
        f"EngineConfig.onnxruntime.{which}_op_num_threads": 1 for which in ("intra", "inter")
    }  # files run abreast
    return engine(params={"Global.log_level": "error", **threads})


def picture_spans(pixels: Any, scale: float) -> list[Span]:
    """The stretches of text in a picture, each with the place of its characters, from top to bottom.

    Args:
        pixels: rows, columns and channels (blue, green, red) of one byte, as numpy has them.
        scale: points of the page per pixel.
    """
    step = -(-max(pixels.shape[:2]) // _SIDE)
    if step > 1:
        pixels, scale = _smaller(pixels, step), scale * step
    make_room_for_ocr()
    found = _engine()(pixels, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or not found.txts:
        return []
    lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
    return [
        span
        for box, text, sure, chars in lines
        if sure >= _SURE and text.strip()
        for span in _spans(text, _sides(box, scale), _places(text, chars, scale))
    ]


def _smaller(pixels: Any, step: int) -> Any:
    """The picture with each square of `step` by `step` pixels made one."""
    import numpy

    height, width = (side // step * step for side in pixels.shape[:2])
    squares = pixels[:height, :width].reshape(height // step, step, width // step, step, -1)
    return numpy.ascontiguousarray(squares.mean(axis=(1, 3)).astype("uint8"))


_Sides = tuple[float, float, float, float]  # left, top, right, bottom


def _sides(corners: Any, scale: float) -> _Sides:
    across, down = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _places(text: str, chars: Sequence[Any], scale: float) -> list[tuple[float, float]] | None:
    """Left and right edge of each character of a line that is no blank, or None where they do not fit the text."""
    letters = "".join(text.split())
    if "".join(char[0] for char in chars).replace(" ", "") != letters or len(chars) != len(letters):
        return None
    sides = [_sides(char[2], scale) for char in chars]
    return [(left, right) for left, _, right, _ in sides]


def _spans(text: str, sides: _Sides, places: list[tuple[float, float]] | None) -> Iterator[Span]:
    """The spans of a recognised line: it is cut where a gap may be a blank that recognising has lost."""
    left, top, right, bottom = sides
    height = bottom - top
    places = places or _evenly("".join(text.split()), left, right)
    chars, edges, ends = text.strip(), *_laid_out(text.strip(), places)
    cuts = [0, *_gaps(chars, edges, ends, height), len(chars)]
    for start, end in pairwise(cuts):
        yield Span(
            [" " if char.isspace() else char for char in chars[start:end]],
            [*edges[start:end], ends[end - 1]],
            bottom - _DEPTH * height,
            _TYPE * height,
        )


def _evenly(letters: str, left: float, right: float) -> list[tuple[float, float]]:
    wide = (right - left) / len(letters)
    return [(left + at * wide, left + (at + 1) * wide) for at in range(len(letters))]


def _laid_out(text: str, places: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Left and right edges of all characters, none before another's; a blank takes no room."""
    starts: list[float] = []
    ends: list[float] = []
    following = iter(places)
    for char in text:
        last = ends[-1] if ends else places[0][0]
        start, end = (last, last) if char.isspace() else next(following)
        starts.append(max(start, starts[-1]) if starts else start)
        ends.append(max(end, starts[-1]))
    return starts, ends


def _gaps(chars: str, starts: list[float], ends: list[float], height: float) -> Iterator[int]:
    """Where a line of Chinese leaves room for a blank that recognising has lost."""
    han = [_HAN.match(char) is not None for char in chars]
    steps = [starts[at] - starts[at - 1] for at in range(1, len(chars)) if han[at - 1] and han[at]]
    usual = median(steps) if steps else height
    for at in range(1, len(chars)):
        if han[at - 1] and han[at]:
            wide = starts[at] - starts[at - 1] > _STEP * usual
        else:
            wide = (han[at - 1] or han[at]) and starts[at] - ends[at - 1] > _GAP * height
        if wide and not (chars[at - 1].isspace() or chars[at].isspace()):
            yield at
