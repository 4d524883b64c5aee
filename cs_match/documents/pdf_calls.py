"""pdfium's functions with plain numbers for pointers: half the cost a call of the generated binding."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

__all__ = ["address", "calls"]


@cache
def calls() -> Any:
    """The functions, looked up once (importing pypdfium2 costs time that other formats need not pay)."""
    import pypdfium2.raw as raw

    pointer, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t

    def plain(name: str, result: Any, *arguments: Any) -> Any:
        return ctypes.CFUNCTYPE(result, *arguments)(address(getattr(raw, name)))

    four = (pointer,) * 4

    class Calls:
        count = plain("FPDFText_CountChars", number, pointer)
        unicode = plain("FPDFText_GetUnicode", ctypes.c_uint, pointer, number)
        origin = plain("FPDFText_GetCharOrigin", number, pointer, number, pointer, pointer)
        generated = plain("FPDFText_IsGenerated", number, pointer, number)
        loose = plain("FPDFText_GetLooseCharBox", number, pointer, number, pointer)
        object = plain("FPDFText_GetTextObject", pointer, pointer, number)
        matrix = plain("FPDFText_GetMatrix", number, pointer, number, pointer)
        font_size = plain("FPDFText_GetFontSize", ctypes.c_double, pointer, number)
        fill = plain("FPDFText_GetFillColor", number, pointer, number, *four)
        mode = plain("FPDFTextObj_GetTextRenderMode", number, pointer)
        font = plain("FPDFTextObj_GetFont", pointer, pointer)
        font_name = plain("FPDFFont_GetBaseFontName", size, pointer, pointer, size)
        font_weight = plain("FPDFFont_GetWeight", number, pointer)
        objects = plain("FPDFPage_CountObjects", number, pointer)
        object_at = plain("FPDFPage_GetObject", pointer, pointer, number)
        form_objects = plain("FPDFFormObj_CountObjects", number, pointer)
        form_object_at = plain("FPDFFormObj_GetObject", pointer, pointer, ctypes.c_ulong)
        kind = plain("FPDFPageObj_GetType", number, pointer)
        bounds = plain("FPDFPageObj_GetBounds", number, pointer, *four)
        object_matrix = plain("FPDFPageObj_GetMatrix", number, pointer, pointer)
        object_fill = plain("FPDFPageObj_GetFillColor", number, pointer, *four)
        object_stroke = plain("FPDFPageObj_GetStrokeColor", number, pointer, *four)
        stroke_width = plain("FPDFPageObj_GetStrokeWidth", number, pointer, pointer)
        draw_mode = plain("FPDFPath_GetDrawMode", number, pointer, pointer, pointer)
        segments = plain("FPDFPath_CountSegments", number, pointer)
        segment_at = plain("FPDFPath_GetPathSegment", pointer, pointer, number)
        segment_point = plain("FPDFPathSegment_GetPoint", number, pointer, pointer, pointer)
        segment_kind = plain("FPDFPathSegment_GetType", number, pointer)
        set_active = plain("FPDFPageObj_SetIsActive", number, pointer, number)

    return Calls


def address(pointer: Any) -> int:
    """The number behind a pointer of the generated binding."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
