"""Pictures of text, read by rapidocr where it is installed (the ``ocr`` extra). It works offline."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.confinement import make_room_for_ocr
from cs_match.documents.limits import ReadLimits
from cs_match.errors import DocumentError
from cs_match.records import Box, Document, Notice

__all__ = ["can_read_pictures", "picture_lines", "read_image"]

_PIXELS = 60_000_000


def can_read_pictures() -> bool:
    """Whether the packages for it are installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "PIL", "numpy"))


def read_image(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in a picture such as PNG or JPEG.

    Raises:
        DocumentError: ``unsupported`` without the extra, ``corrupt`` or ``too_large`` for the picture itself.
    """
    if not can_read_pictures() or not limits.ocr_pages:
        raise DocumentError("unsupported", "this is a picture; reading it needs the 'ocr' extra of cs-match")
    picture = _opened(data)
    lines = list(picture_lines(picture))
    notice = Notice("scanned_page", "the text was read from a picture", 1)
    size = (float(picture.width), float(picture.height))
    return assemble(
        lines, [size], origin=Origin.of(source, "image", data), warnings=[notice], characters=limits.characters
    )


def _opened(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > _PIXELS:
            raise DocumentError("too_large", f"the picture has more than {_PIXELS:,} pixels")
        return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise DocumentError("corrupt", "the picture is damaged") from None


@cache
def _engine() -> Any:
    make_room_for_ocr()
    engine = importlib.import_module("rapidocr").RapidOCR
    threads = {
        f"EngineConfig.onnxruntime.{which}_op_num_threads": 1 for which in ("intra", "inter")
    }  # files run abreast
    return engine(params={"Global.log_level": "error", **threads})


def picture_lines(picture: Any, *, scale: float = 1.0, page: int = 1) -> Iterator[SourceLine]:
    """The lines of text in a picture (a PIL image), from top to bottom.

    Args:
        picture: the image in RGB.
        scale: points of the page per pixel.
        page: number of the page it shows.
    """
    import numpy

    found = _engine()(numpy.asarray(picture))
    boxes, texts = found.boxes, found.txts
    words = [] if boxes is None or not texts else [(_box(b, scale), t) for b, t in zip(boxes, texts, strict=True)]
    for row in _rows(words):
        pieces: list[Piece] = []
        for box, text in row:
            pieces += [Piece("\t", origin="ocr")] if pieces else []
            pieces.append(Piece(text, box, origin="ocr"))
        yield SourceLine(tuple(pieces), page=page, size=max(box.bottom - box.top for box, _ in row))


def _box(corners: Any, scale: float) -> Box:
    across, down = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
    return Box(min(across), min(down), max(across), max(down))


def _rows(words: list[tuple[Box, str]]) -> Iterator[list[tuple[Box, str]]]:
    """Words whose middles lie within one another's height make a row, read from left to right."""
    rows: list[list[tuple[Box, str]]] = []
    for box, text in sorted(words, key=lambda word: (word[0].top + word[0].bottom, word[0].x0)):
        middle = (box.top + box.bottom) / 2
        if rows and rows[-1][0][0].top < middle < rows[-1][0][0].bottom:
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    for row in rows:
        yield sorted(row, key=lambda word: word[0].x0)
