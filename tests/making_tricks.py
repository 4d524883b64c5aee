"""PDFs that hide text in every way that test code can think of, and honest ones that look alike; written by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from making_pdf import HEIGHT, WIDTH, box, picture, text

__all__ = ["HONEST", "PLAIN", "SECRET", "TRICKS", "raw_pdf"]

SECRET = "Salesforce Zendesk expert"
PLAIN = "Plain words that everybody sees"
SEEN = text(50, 60, PLAIN)
_HELVETICA = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"


def raw_pdf(
    content: str, resources: str = "", parts: Sequence[str | bytes] = (), catalog: str = "", page: str = ""
) -> bytes:
    """A page with this content. `parts` are further objects, from number 10 on; the others are entries.

    Fonts: /H is Helvetica; a picture /P and the graphics state /Clear are there as in `making_pdf`.
    """
    shared = (
        "/Font <</H 4 0 R %F>> /XObject <</P 5 0 R %X>> /ExtGState <</Clear <</ca 0>> %G>> /Properties <<%P>> "
        "/Pattern <<%T>> /Shading <<%S>> /ColorSpace <<%C>>"
    )
    given = dict(entry.split("=", 1) for entry in resources.split("|") if entry)
    for name in "FXGPTSC":
        shared = shared.replace(f"%{name}", given.get(name, ""))
    fixed = [
        f"<</Type /Catalog /Pages 2 0 R {catalog}>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources <<{shared}>> /Contents 6 0 R {page}>>",
        _HELVETICA,
        "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1>>\n"
        "stream\n\x80\nendstream",
        stream("", content),
        "<</Title (Resume)>>", "null", "null",
    ]  # fmt: skip
    return _file([_bytes(part) for part in (*fixed, *parts)])


def stream(entries: str, content: str | bytes) -> bytes:
    """A stream object."""
    data = _bytes(content)
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (_bytes(entries), len(data), data)


def form(content: str, entries: str = "") -> bytes:
    """A form object with this content, as large as the page."""
    room = "" if "/BBox" in entries else f"/BBox [0 0 {WIDTH} {HEIGHT}]"
    return stream(f"/Type /XObject /Subtype /Form {room} /Resources <</Font <</H 4 0 R>>>> {entries}", content)


def _bytes(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("latin-1")


def _file(bodies: Sequence[bytes], info: int = 7) -> bytes:
    out, places, length = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(bodies, 1):
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        places.append(length)
        out.append(whole)
        length += len(whole)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*out, end % (len(places) + 1, table, len(places) + 1, info, length)])


# ---------------------------------------------------------------- fonts that say other than they show


def to_unicode(pairs: dict[int, str], width: int = 2) -> bytes:
    """A ToUnicode map from codes of that many bytes."""
    rows = "\n".join(f"<{code:0{2 * width}X}> <{said.encode('utf-16-be').hex()}>" for code, said in pairs.items())
    return stream(
        "",
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <{'00' * width}> <{'FF' * width}> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{rows}\nendbfchar endcmap end end",
    )


@cache
def font_bytes(name: str = "DejaVuSans") -> bytes:
    """A font that comes with matplotlib."""
    import matplotlib

    return (Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf").read_bytes()


def embedded(
    shown: str, said: str, *, at: int, data: bytes | None = None, blank: bool = False
) -> tuple[str, list[bytes]]:
    """Operand that shows `shown` in an embedded font whose map says `said`, and the font's five objects from `at` on."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data or font_bytes()))
    letters = sorted(set(shown) | {" "})
    subsetter = Subsetter(Options(notdef_outline=True, glyph_names=False, hinting=False, retain_gids=False))
    subsetter.populate(text="".join(letters))
    subsetter.subset(font)
    glyphs = {char: font.getGlyphID(name) for char, name in font.getBestCmap().items()}
    scale = 1000 / font["head"].unitsPerEm
    widths = {glyphs[ord(char)]: round(font["hmtx"][font.getBestCmap()[ord(char)]][0] * scale) for char in letters}
    if blank:
        for name in list(font["glyf"].glyphs):
            font["glyf"][name] = type(font["glyf"][name])()
    saved = io.BytesIO()
    del font["cmap"]
    font.save(saved)
    codes = {}
    for one, two in zip(shown, said, strict=True):
        codes.setdefault(glyphs[ord(one)], two)
    listed = " ".join(f"{glyph} [{width}]" for glyph, width in sorted(widths.items()))
    objects = [
        _bytes(
            f"<</Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Embedded /Encoding /Identity-H "
            f"/DescendantFonts [{at + 1} 0 R] /ToUnicode {at + 2} 0 R>>"
        ),
        _bytes(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Embedded /CIDToGIDMap /Identity "
            f"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /W [{listed}] "
            f"/FontDescriptor {at + 3} 0 R>>"
        ),
        to_unicode(codes),
        _bytes(
            "<</Type /FontDescriptor /FontName /AAAAAA+Embedded /Flags 4 /FontBBox [-1000 -300 2000 1000] "
            f"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {at + 4} 0 R>>"
        ),
        stream(f"/Length1 {len(saved.getvalue())}", saved.getvalue()),
    ]
    return "<" + "".join(f"{glyphs[ord(char)]:04X}" for char in shown) + ">", objects


def _embedded_pdf(shown: str, said: str, **more: object) -> bytes:
    operand, objects = embedded(shown, said, at=10, **more)  # type: ignore[arg-type]
    return raw_pdf(SEEN + _shown(operand, "E"), "F=/E 10 0 R", objects)


def _shown(operand: str, font: str = "H", more: str = "", x: float = 50, top: float = 200, size: float = 10) -> str:
    return f"q BT {more} /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - top} Tm {operand} Tj ET Q\n"


def _renamed() -> bytes:
    """Helvetica whose map exchanges the letters."""
    shown = "Worked as a baker at home"
    pairs = {ord(a): b for a, b in zip(shown[: len(SECRET)], SECRET, strict=True)}
    font = _HELVETICA.replace("/Encoding", "/ToUnicode 11 0 R /Encoding")
    return raw_pdf(SEEN + _shown(f"({shown})", "L"), "F=/L 10 0 R", [font, to_unicode(pairs, 1)])


def _one_letter() -> bytes:
    """A single dot whose map says a sentence."""
    font = _HELVETICA.replace("/Encoding", "/ToUnicode 11 0 R /Encoding")
    return raw_pdf(SEEN + _shown("(.)", "L"), "F=/L 10 0 R", [font, to_unicode({ord("."): SECRET}, 1)])


def _type3(glyph: str, matrix: str = "0.001 0 0 0.001 0 0") -> bytes:
    """All letters drawn by one procedure."""
    letters = sorted(set(SECRET))
    procedures = " ".join(f"/g{ord(char)} 11 0 R" for char in letters)
    names = " ".join(f"{ord(char)} /g{ord(char)}" for char in letters)
    widths = " ".join("600" if chr(code) in letters else "0" for code in range(32, 127))
    font = (
        f"<</Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [{matrix}] /FirstChar 32 /LastChar 126 "
        f"/Widths [{widths}] /CharProcs <<{procedures}>> /Encoding <</Type /Encoding /Differences [{names}]>> "
        "/Resources <<>> /ToUnicode 12 0 R>>"
    )
    pairs = {ord(char): char for char in letters}
    return raw_pdf(SEEN + _shown(f"({SECRET})", "D"), "F=/D 10 0 R", [font, stream("", glyph), to_unicode(pairs, 1)])


# ---------------------------------------------------------------- layers, masks, notes

_LAYER = "<</Type /OCG /Name (L)>>"


def _layered(
    content: str, config: str = "/D <</OFF [10 0 R]>>", mark: str = "10 0 R", parts: Sequence[str | bytes] = ()
) -> bytes:
    return raw_pdf(
        SEEN + content, f"P=/L {mark}|X=/Form 11 0 R", [_LAYER, *(parts or ["null"])],
        catalog=f"/OCProperties <</OCGs [10 0 R] {config}>>",
    )  # fmt: skip


def _note(kind: str, flags: int, entries: str = "", appearance: str = SECRET) -> bytes:
    look = form(f"BT /H 10 Tf 0 g 2 5 Td ({appearance}) Tj ET", "/BBox [0 0 300 20]")
    note = (
        f"<</Type /Annot /Subtype /{kind} /Rect [50 600 350 620] /F {flags} {entries} "
        f"{'/AP <</N 11 0 R>>' if appearance else ''}>>"
    )
    fields = "/AcroForm <</Fields [10 0 R] /DR <</Font <</H 4 0 R>>>> /DA (/H 10 Tf 0 g)>>" if kind == "Widget" else ""
    return raw_pdf(SEEN, "", [note, look], catalog=fields, page="/Annots [10 0 R]")


_FIELD = f"/FT /Tx /T (a) /DA (/H 10 Tf 0 g) /V ({SECRET})"
_SECRET = text(50, 200, SECRET)
_WHITE_IMAGE = (
    "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1>>\n"
    "stream\n%s\nendstream"
)
_PLACE = f"{WIDTH - 80} 0 0 60 40 {HEIGHT - 230} cm"
_MASK = "/SMask <</Type /Mask /S /Luminosity /G 10 0 R>>"
_GROUP = "/Group <</S /Transparency /CS /DeviceGray>>"
_SHADING = (
    f"<</ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 {WIDTH} 0] /Extend [true true] "
    "/Function <</FunctionType 2 /Domain [0 1] /C0 [%s] /C1 [%s] /N 1>>>>"
)
_TILE = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] /XStep 5 /YStep 5 /Resources <<>>"


def _metadata(key: str) -> bytes:
    whole = raw_pdf(SEEN)
    return whole.replace(
        b"/Title (Resume)", b"/Title (Resume) /%s (%s, %s)" % (key.encode(), SECRET.encode(), SECRET.encode())
    )


def clip(x: float, y: float, width: float, height: float) -> str:
    """An operator that cuts all that follows to a rectangle."""
    return f"q {x} {y} {width} {height} re W n "


def _tricks() -> dict[str, bytes]:
    baker = "Worked as a baker at home"
    return {
        "clipped elsewhere": raw_pdf(SEEN + clip(400, 100, 50, 50) + _SECRET + " Q"),
        "clipped to nothing": raw_pdf(SEEN + clip(0, 0, 0, 0) + _SECRET + " Q"),
        "clipped to a hair": raw_pdf(SEEN + clip(50, 641, 400, 0.3) + _SECRET + " Q"),
        "clipped by a triangle": raw_pdf(SEEN + "q 300 100 m 400 100 l 350 200 l h W n " + _SECRET + " Q"),
        "clipped twice": raw_pdf(SEEN + clip(0, 600, 300, 100) + clip(400, 0, 100, 842) + _SECRET + " Q Q"),
        "clipped by a form's box": raw_pdf(SEEN + "/Form Do", "X=/Form 10 0 R", [form(_SECRET, "/BBox [0 0 100 100]")]),
        "clipped outside of a form": raw_pdf(
            SEEN + clip(0, 0, 90, 90) + "/Form Do Q\n", "X=/Form 10 0 R", [form(_SECRET)]
        ),
        "layer off": _layered(f"/OC /L BDC {_SECRET} EMC"),
        "layer off by default": _layered(f"/OC /L BDC {_SECRET} EMC", "/D <</BaseState /OFF>>"),
        "layer by membership": _layered(
            f"/OC /L BDC {_SECRET} EMC", mark="11 0 R", parts=["<</Type /OCMD /OCGs [10 0 R] /P /AllOn>>"]
        ),
        "layer of a form": _layered("/Form Do", parts=[form(_SECRET, "/OC 10 0 R")]),
        "layer off around a form": _layered("/OC /L BDC /Form Do EMC", parts=[form(_SECRET)]),
        "ActualText other": raw_pdf(SEEN + f"/Span <</ActualText ({SECRET})>> BDC {text(50, 200, baker)} EMC"),
        "ActualText of one dot": raw_pdf(SEEN + f"/Span <</ActualText ({SECRET})>> BDC {text(50, 200, '.')} EMC"),
        "ActualText in a list": raw_pdf(
            SEEN + f"/Span /A BDC {text(50, 200, baker)} EMC", f"P=/A <</ActualText ({SECRET})>>"
        ),
        "ToUnicode of a standard font": _renamed(),
        "ToUnicode of an embedded font": _embedded_pdf(baker, SECRET),
        "ToUnicode of a monospaced font": _embedded_pdf(baker, SECRET, data=font_bytes("DejaVuSansMono")),
        "ToUnicode of one letter": _one_letter(),
        "blank glyphs": _embedded_pdf(SECRET, SECRET, blank=True),
        "hidden note": _note("FreeText", 2, f"/Contents ({SECRET}) /DA (/H 10 Tf)"),
        "note without view": _note("FreeText", 32, f"/Contents ({SECRET}) /DA (/H 10 Tf)"),
        "text of a pop-up note": _note("Text", 4, f"/Contents ({SECRET})", ""),
        "hidden field": _note("Widget", 2, _FIELD),
        "field without view": _note("Widget", 32, _FIELD),
        "field without look": _note("Widget", 2, _FIELD, ""),
        "field that looks other": _note("Widget", 4, _FIELD, "Plain value"),
        "keywords": _metadata("Keywords"),
        "subject": _metadata("Subject"),
        "soft mask": raw_pdf(SEEN + f"q /M gs {_SECRET} Q", f"G=/M <<{_MASK}>>", [form("0 g 0 0 600 900 re f", _GROUP)]),
        "form with alpha 0": raw_pdf(
            SEEN + "q /Clear gs /Form Do Q\n", "X=/Form 10 0 R", [form(_SECRET, "/Group <</S /Transparency>>")]
        ),
        "alpha 4 percent": raw_pdf(SEEN + f"q /Faint gs {_SECRET} Q", "G=/Faint <</ca 0.04 /CA 0.04>>"),
        "under a form's box": raw_pdf(SEEN + _SECRET + "/Form Do", "X=/Form 10 0 R", [form("1 g 40 600 500 80 re f")]),
        "under a shading": raw_pdf(
            SEEN + _SECRET + clip(40, 600, 500, 80) + "/S sh Q\n", f"S=/S {_SHADING % ('1 1 1', '1 1 1')}"
        ),
        "under a drawn outline": raw_pdf(
            SEEN + _SECRET + "q 1 g 30 600 m 500 600 l 510 640 l 500 680 l 30 680 l h f Q"
        ),
        "under many strips": raw_pdf(
            SEEN + _SECRET + "q 1 g " + " ".join(f"{40 + 5 * at} 600 5.2 80 re f" for at in range(90)) + " Q"
        ),
        "under a thick line": raw_pdf(SEEN + _SECRET + "q 1 G 40 w 30 643 m 500 643 l S Q"),
        "under a note": raw_pdf(
            SEEN + _SECRET, "",
            ["<</Type /Annot /Subtype /Square /Rect [40 600 540 680] /F 4 /IC [1 1 1] /AP <</N 11 0 R>>>>",
             form("1 g 0 0 500 80 re f", "/BBox [0 0 500 80]")],
            page="/Annots [10 0 R]",
        ),
        "white shading as ink": raw_pdf(
            SEEN + _shown(f"({SECRET})", more="/Pattern cs /T scn"),
            f"T=/T <</PatternType 2 /Shading {_SHADING % ('1 1 1', '1 1 1')}>>",
        ),
        "white tiles as ink": raw_pdf(
            SEEN + _shown(f"({SECRET})", more="/Pattern cs /T scn"), "T=/T 10 0 R", [stream(_TILE, "1 g 0 0 5 5 re f")]
        ),
        "Type3 without ink": _type3("600 0 0 0 500 700 d1"),
        "Type3 in white": _type3("600 0 d0 1 g 0 0 500 700 re f"),
        "near-white": raw_pdf(SEEN + text(50, 200, SECRET, more="0.94 g")),
        "near-white on near-white": raw_pdf(
            SEEN + box(40, 180, 400, 220, "0.95 0.95 0.95") + text(50, 200, SECRET, more="0.99 g")
        ),
        "ink of a gradient on it": raw_pdf(
            clip(0, 0, WIDTH, HEIGHT) + "/S sh Q\n" + SEEN + text(50, 200, SECRET, more="0.2 0.3 0.6 rg"),
            f"S=/S {_SHADING % ('0.2 0.3 0.6', '0.2 0.3 0.62')}",
        ),
        "ink of a picture on it": raw_pdf(SEEN + picture(40, 180, 400, 220) + text(50, 200, SECRET, more="0.5 g")),
        "black on a black picture": raw_pdf(
            SEEN + f"q {_PLACE} /Black Do Q\n" + _SECRET, "X=/Black 10 0 R", [_WHITE_IMAGE % "\x00"]
        ),
        "white on a white picture": raw_pdf(
            SEEN + f"q {_PLACE} /White Do Q\n" + text(50, 200, SECRET, more="1 g"), "X=/White 10 0 R", [_WHITE_IMAGE % "\xff"]
        ),
        "invisible over a white picture": raw_pdf(
            f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /White Do Q\n" + SEEN + text(50, 200, 5 * SECRET, more="3 Tr"),
            "X=/White 10 0 R", [_WHITE_IMAGE % "\xff"],
        ),
        "white in Lab": raw_pdf(
            SEEN + text(50, 200, SECRET, more="/Lab cs 100 0 0 scn"),
            "C=/Lab [/Lab <</WhitePoint [0.9505 1 1.089] /Range [-100 100 -100 100]>>]",
        ),
        "white in a separation": raw_pdf(
            SEEN + text(50, 200, SECRET, more="/Sep cs 0 scn"),
            "C=/Sep [/Separation /Spot /DeviceCMYK <</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1>>]",
        ),
        "white stroke alone": raw_pdf(SEEN + text(50, 200, SECRET, more="0 g 1 G 1 Tr")),
        "white by letters": raw_pdf(
            SEEN + "".join(text(50 + 6 * at, 200, char, more="1 g") for at, char in enumerate(SECRET) if char != " ")
        ),
        "white and upright": raw_pdf(SEEN + f"q 1 g BT /H 10 Tf 0 1 -1 0 200 300 Tm ({SECRET}) Tj ET Q"),
        "white in a form": raw_pdf(SEEN + "/Form Do", "X=/Form 10 0 R", [form("1 g 0 0 600 700 re f " + text(50, 200, SECRET, more="1 g"))]),
        "dark on a form's dark box": raw_pdf(
            SEEN + "/Form Do " + text(50, 200, SECRET, more="0.1 0.2 0.3 rg"),
            "X=/Form 10 0 R", [form("0.1 0.2 0.3 rg 40 600 500 80 re f")],
        ),
        "squeezed by its scale": raw_pdf(SEEN + text(50, 200, SECRET, more="2 Tz")),
        "squeezed by a matrix": raw_pdf(SEEN + f"q BT /H 10 Tf 0.02 0 0 1 50 642 Tm ({SECRET}) Tj ET Q"),
        "flattened by a matrix": raw_pdf(SEEN + f"q BT /H 10 Tf 1 0 0 0.02 50 642 Tm ({SECRET}) Tj ET Q"),
        "flattened by matrices": raw_pdf(SEEN + f"q 1 0 0 0.05 50 642 cm BT /H 10 Tf ({SECRET}) Tj ET Q"),
        "small by a form's matrix": raw_pdf(
            SEEN + "/Form Do", "X=/Form 10 0 R", [form(f"BT /H 10 Tf 0 0 Td ({SECRET}) Tj ET", "/Matrix [0.1 0 0 0.1 50 642]")]
        ),
        "all letters in one place": raw_pdf(SEEN + text(50, 200, SECRET, more="-5.5 Tc")),
        "raised off the page": raw_pdf(SEEN + text(50, 200, SECRET, more="400 Ts")),
        "outside of the crop box": raw_pdf(SEEN + text(50, 700, SECRET), page=f"/CropBox [0 400 {WIDTH} {HEIGHT}]"),
        "outside of a turned page": raw_pdf(SEEN + text(50, HEIGHT + 50, SECRET), page="/Rotate 90"),
        "white after a forced second reading": raw_pdf(
            SEEN + text(50, 200, SECRET, more="3 Tr") + _shown("(aaaaaaaaaaaaaaaaaaaa)", "L", top=300),
            "F=/L 10 0 R", [_HELVETICA.replace("/Encoding", "/ToUnicode 11 0 R /Encoding"), to_unicode({97: "\ue097"}, 1)],
        ),
    }  # fmt: skip


def _honest() -> dict[str, bytes]:
    return {
        "clipped to the page": raw_pdf(SEEN + clip(0, 0, WIDTH, HEIGHT) + _SECRET + " Q"),
        "clipped to its line": raw_pdf(SEEN + clip(48, 638, 300, 12) + _SECRET + " Q"),
        "layer on": _layered(f"/OC /L BDC {_SECRET} EMC", "/D <</ON [10 0 R]>>"),
        "form on a layer that is on": _layered("/Form Do", "/D <<>>", parts=[form(_SECRET, "/OC 10 0 R")]),
        "ActualText the same": raw_pdf(SEEN + f"/Span <</ActualText ({SECRET})>> BDC {_SECRET} EMC"),
        "embedded font": _embedded_pdf(SECRET, SECRET),
        "embedded serif font": _embedded_pdf(SECRET, SECRET, data=font_bytes("DejaVuSerif-Italic")),
        "embedded bold monospaced font": _embedded_pdf(SECRET, SECRET, data=font_bytes("DejaVuSansMono-Bold")),
        "embedded capitals for small letters": _embedded_pdf(SECRET.upper(), SECRET),
        "shown note": _note("FreeText", 4, f"/Contents ({SECRET}) /DA (/H 10 Tf)"),
        "shown field": _note("Widget", 4, _FIELD),
        "half transparent": raw_pdf(SEEN + f"q /Half gs {_SECRET} Q", "G=/Half <</ca 0.6>>"),
        "soft mask that lets through": raw_pdf(
            SEEN + f"q /M gs {_SECRET} Q", f"G=/M <<{_MASK}>>", [form("1 g 0 0 600 900 re f", _GROUP)]
        ),
        "multiplied": raw_pdf(SEEN + f"q /B gs {_SECRET} Q", "G=/B <</BM /Multiply>>"),
        "white on a form's dark box": raw_pdf(
            SEEN + "/Form Do " + text(50, 200, SECRET, more="1 g"), "X=/Form 10 0 R", [form("0.1 0.2 0.3 rg 40 600 500 80 re f")]
        ),
        "white on a dark shading": raw_pdf(
            clip(40, 600, 500, 80) + "/S sh Q\n" + SEEN + text(50, 200, SECRET, more="1 g"), f"S=/S {_SHADING % ('0 0 0.5', '0 0.4 0.4')}"
        ),
        "dark shading as ink": raw_pdf(
            SEEN + _shown(f"({SECRET})", more="/Pattern cs /T scn"),
            f"T=/T <</PatternType 2 /Shading {_SHADING % ('0 0 0', '1 0 0')}>>",
        ),
        "black outlines, white inside": raw_pdf(SEEN + text(50, 200, SECRET, 14, more="1 g 0 G 0.7 w 2 Tr")),
        "Type3 with ink": _type3("600 0 0 0 500 700 d1 0 0 500 700 re f"),
        "a scan's layer": raw_pdf(
            f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Scan Do Q\n" + text(50, 60, PLAIN, 12, more="3 Tr") + text(50, 200, SECRET, 12, more="3 Tr"),
            "X=/Scan 10 0 R",
            [stream("/Type /XObject /Subtype /Image /Width 60 /Height 842 /ColorSpace /DeviceGray /BitsPerComponent 8",
                    b"".join((b"\xff\x00" if at % 3 else b"\xff\xff") * 30 for at in range(842)))],
        ),
        "eight points in grey": raw_pdf(SEEN + text(50, 800, SECRET, 8, more="0.55 g")),
        "condensed": raw_pdf(SEEN + text(50, 200, SECRET, more="70 Tz")),
        "over a table's dark cell": raw_pdf(SEEN + box(40, 185, 400, 210, "0.2 0.2 0.5") + text(50, 200, SECRET, more="1 1 1 rg")),
    }  # fmt: skip


TRICKS = _tricks()
HONEST = _honest()
