"""pdfium's functions with plain numbers for pointers: a fraction of the cost a call of the generated binding.

They keep the interpreter's lock, as each of them takes less time than to hand it over. Those that are called for each
character or object of a page come in a second form, `swift`, that checks and converts nothing.
"""

from __future__ import annotations

import ctypes
from functools import cache
from types import SimpleNamespace
from typing import Any

__all__ = ["address", "calls", "place", "swift"]

_TYPES = {
    "p": ctypes.c_void_p, "n": ctypes.c_int, "s": ctypes.c_size_t, "u": ctypes.c_uint, "l": ctypes.c_ulong,
    "f": ctypes.c_float, "d": ctypes.c_double,
}  # fmt: skip
# Our name, pdfium's name, type of the result, types of the arguments.
_FUNCTIONS = """
    count FPDFText_CountChars n p
    unicode FPDFText_GetUnicode u pn
    origin FPDFText_GetCharOrigin n pnpp
    generated FPDFText_IsGenerated n pn
    loose FPDFText_GetLooseCharBox n pnp
    object FPDFText_GetTextObject p pn
    matrix FPDFText_GetMatrix n pnp
    font_size FPDFText_GetFontSize d pn
    fill FPDFText_GetFillColor n pnpppp
    mode FPDFTextObj_GetTextRenderMode n p
    font FPDFTextObj_GetFont p p
    font_name FPDFFont_GetBaseFontName s pps
    font_weight FPDFFont_GetWeight n p
    objects FPDFPage_CountObjects n p
    object_at FPDFPage_GetObject p pn
    form_objects FPDFFormObj_CountObjects n p
    form_object_at FPDFFormObj_GetObject p pl
    kind FPDFPageObj_GetType n p
    bounds FPDFPageObj_GetBounds n ppppp
    object_matrix FPDFPageObj_GetMatrix n pp
    object_fill FPDFPageObj_GetFillColor n ppppp
    object_stroke FPDFPageObj_GetStrokeColor n ppppp
    stroke_width FPDFPageObj_GetStrokeWidth n pp
    draw_mode FPDFPath_GetDrawMode n ppp
    segments FPDFPath_CountSegments n p
    segment_at FPDFPath_GetPathSegment p pn
    segment_point FPDFPathSegment_GetPoint n ppp
    segment_kind FPDFPathSegment_GetType n p
    set_active FPDFPageObj_SetIsActive n pn
    text_stroke FPDFText_GetStrokeColor n pnpppp
    sheer FPDFPageObj_HasTransparency n p
    marks FPDFPageObj_CountMarks n p
    mark_at FPDFPageObj_GetMark p pl
    mark_name FPDFPageObjMark_GetName n pplp
    mark_kind FPDFPageObjMark_GetParamValueType n pp
    mark_text FPDFPageObjMark_GetParamStringValue n ppplp
    forget FPDFPageObjMark_RemoveParam n ppp
    clip FPDFPageObj_GetClipPath p p
    clips FPDFClipPath_CountPaths n p
    clip_segments FPDFClipPath_CountPathSegments n pn
    clip_segment FPDFClipPath_GetPathSegment p pnn
    outline FPDFFont_GetGlyphPath p puf
    outline_segments FPDFGlyphPath_CountGlyphSegments n p
    outline_segment FPDFGlyphPath_GetGlyphPathSegment p pn
"""


@cache
def calls() -> Any:
    """The functions, looked up once (importing pypdfium2 costs time that other formats need not pay)."""
    import pypdfium2.raw as raw

    found = SimpleNamespace()
    for row in _FUNCTIONS.strip().splitlines():
        name, original, result, arguments = row.split()
        kind = ctypes.PYFUNCTYPE(_TYPES[result], *(_TYPES[one] for one in arguments))
        setattr(found, name, kind(address(getattr(raw, original))))
    return found


_SWIFT = """
    code FPDFText_GetUnicode u
    text FPDFText_GetText n
    thing FPDFText_GetTextObject s
    loose FPDFText_GetLooseCharBox -
    matrix FPDFText_GetMatrix -
    fill FPDFText_GetFillColor n
    object_at FPDFPage_GetObject s
"""


@cache
def swift() -> Any:
    """Functions that must be called with nothing but `ctypes.byref` (see `place`) and numbers below 2**31."""
    import pypdfium2.raw as raw

    found = SimpleNamespace()
    for row in _SWIFT.strip().splitlines():
        name, original, result = row.split()
        kind = ctypes.PYFUNCTYPE(_TYPES.get(result))
        setattr(found, name, kind(address(getattr(raw, original))))
    return found


def place(number: int) -> Any:
    """An address as an argument of the functions of `swift`."""
    return ctypes.byref(ctypes.c_char.from_address(number))


def address(pointer: Any) -> int:
    """The number behind a pointer of the generated binding."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
