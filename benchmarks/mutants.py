"""Damaged copies of files, each determined by its seed: what `fuzz_documents.py` and a test feed the readers with."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable

__all__ = ["MUTATIONS", "mutant"]

Mutation = Callable[[random.Random, bytes, bytes], bytes]
_MOST = 3_000_000  # bytes of a mutant
_NUMBERS = (
    b"0", b"-1", b"1", b"255", b"65535", b"65536", b"-32769", b"2147483647", b"-2147483648", b"4294967296",
    b"99999999999999999999", b"1e38", b"0.0000001", b"-0.5", b"NaN", b"", b"1.5.5",
)  # fmt: skip


def mutant(seed: int, data: bytes, donor: bytes) -> tuple[str, bytes]:
    """A damaged copy of `data`, with parts of `donor` in some: what was done to it, and its bytes.

    >>> mutant(7, b"%PDF-1.4 1 0 obj", b"x") == mutant(7, b"%PDF-1.4 1 0 obj", b"x")
    True
    """
    dice = random.Random(seed)
    names = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        name = dice.choice(_fitting(data))
        names.append(name)
        data = MUTATIONS[name](dice, data, donor)[:_MOST]
    return "+".join(names), data


def _fitting(data: bytes) -> list[str]:
    """Names of the mutations that suit a file, those of its own format five times as often."""
    own = [name for name in MUTATIONS if _FORMATS[name.partition("_")[0]](data)]
    return [name for name in MUTATIONS if name.startswith("any_")] + 5 * [n for n in own if not n.startswith("any_")]


_FORMATS: dict[str, Callable[[bytes], bool]] = {
    "any": lambda data: True,
    "pdf": lambda data: b"%PDF-" in data[:1024],
    "zip": lambda data: data.startswith(b"PK\x03\x04"),
    "rtf": lambda data: data[:64].lstrip().startswith(b"{\\rtf"),
    "xml": lambda data: b"<" in data[:512] and b"%PDF" not in data[:1024] and not data.startswith(b"PK"),
}


def _spot(dice: random.Random, data: bytes) -> int:
    return dice.randrange(len(data) + 1)


def _stretch(dice: random.Random, data: bytes) -> tuple[int, int]:
    start = _spot(dice, data)
    return start, min(len(data), start + int(2 ** dice.uniform(0, 14)))


# ---------------------------------------------------------------- any file


def any_flip(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Bits flipped here and there."""
    changed = bytearray(data)
    for _ in range(int(2 ** dice.uniform(0, 7)) if data else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def any_truncate(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """The end is missing."""
    return data[: _spot(dice, data)]


def any_delete(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """A stretch is missing."""
    start, end = _stretch(dice, data)
    return data[:start] + data[end:]


def any_repeat(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """A stretch comes many times."""
    start, end = _stretch(dice, data)
    return data[:start] + data[start:end] * dice.choice((2, 3, 20, 200)) + data[end:]


def any_overwrite(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """A stretch is overwritten with one byte or with noise."""
    start, end = _stretch(dice, data)
    with_what = dice.choice((b"\x00", b"\xff", b" ", b"9", b""))
    filling = with_what * (end - start) if with_what else dice.randbytes(end - start)
    return data[:start] + filling + data[end:]


def any_splice(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: _spot(dice, data)] + donor[_spot(dice, donor) :]


def any_insert(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """A stretch of another file in the middle of this."""
    at = _spot(dice, data)
    start, end = _stretch(dice, donor)
    return data[:at] + donor[start:end] + data[at:]


def any_number(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Numbers that are written out become odd ones."""
    return _some(dice, data, re.compile(rb"-?\d{1,12}(?:\.\d{1,9})?"), lambda _: dice.choice(_NUMBERS))


def _some(dice: random.Random, data: bytes, what: re.Pattern[bytes], new: Callable[[bytes], bytes]) -> bytes:
    """`data` with a few of the places that `what` finds replaced."""
    places = [found.span() for found in what.finditer(data[:2_000_000])]
    chosen = sorted(dice.sample(places, min(len(places), int(2 ** dice.uniform(0, 5)))), reverse=True)
    for start, end in chosen:
        data = data[:start] + new(data[start:end]) + data[end:]
    return data


# ---------------------------------------------------------------- PDF

_REFERENCE = re.compile(rb"\b\d{1,7} \d{1,3} R\b")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]{0,24}")
_OBJECT = re.compile(rb"\b\d{1,7} \d{1,3} obj\b.{0,20000}?endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.{1,200000}?)\r?\nendstream", re.DOTALL)
_XREF = re.compile(rb"\bxref\b|\btrailer\b|\bstartxref\s+\d+|\d{10} \d{5} [nf]")


def pdf_reference(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """References lead to other objects: to nothing, to themselves, in circles."""
    known = _REFERENCE.findall(data[:2_000_000]) or [b"1 0 R"]
    return _some(dice, data, _REFERENCE, lambda _: dice.choice([*known, b"0 0 R", b"99999 0 R", b"null"]))


def pdf_name(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Names change places."""
    known = _NAME.findall(data[:2_000_000]) or [b"/Kids"]
    return _some(dice, data, _NAME, lambda _: dice.choice(known))


def pdf_object(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """Objects are left out, doubled, or taken from another file."""
    others = _OBJECT.findall(donor[:500_000]) or [b"7 0 obj null endobj"]
    change = dice.choice((lambda _: b"", lambda own: own + b"\n" + own, lambda _: dice.choice(others)))
    return _some(dice, data, _OBJECT, change)


def pdf_xref(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """The table of objects lies."""
    return _some(dice, data, _XREF, lambda own: dice.choice((b"", own[::-1], b"startxref\n0", b"0000000017 00000 n")))


def pdf_nesting(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Something stands in very many brackets."""
    depth = dice.choice((10, 600, 20_000))
    opening, closing = dice.choice(((b"[", b"]"), (b"<</A", b">>"), (b"(", b")"), (b"q ", b" Q"), (b"[", b"")))
    at = _spot(dice, data)
    return data[:at] + opening * depth + closing * depth + data[at:]


def pdf_stream(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """A stream is opened, damaged inside and packed again."""
    return _some_one(dice, data, _STREAM, lambda packed: _in_stream(dice, packed, donor))


def _some_one(dice: random.Random, data: bytes, what: re.Pattern[bytes], new: Callable[[bytes], bytes]) -> bytes:
    places = [found.span(1) for found in what.finditer(data[:2_000_000])]
    if not places:
        return any_flip(dice, data, b"")
    start, end = dice.choice(places)
    return data[:start] + new(data[start:end]) + data[end:]


def _in_stream(dice: random.Random, packed: bytes, donor: bytes) -> bytes:
    content = zlib.decompressobj()
    try:
        plain = content.decompress(packed, 1_000_000)
    except zlib.error:
        return MUTATIONS[dice.choice(_INSIDE)](dice, packed, donor)
    return zlib.compress(MUTATIONS[dice.choice(_INSIDE)](dice, plain, donor), 1)


_OPERATOR = re.compile(
    rb"(?<=[\s\])>])(?:T[a-zA-Z*]|c[ms]|re|[qQmlhfSWnkKgGj]|Do|BT|ET|rg|RG|scn?|gs|sh|BDC|EMC)(?=\s)"
)


def pdf_operator(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Operators change places (inside a stream, mostly)."""
    known = _OPERATOR.findall(data[:500_000]) or [b"Tj"]
    return _some(dice, data, _OPERATOR, lambda _: dice.choice([*known, b"q", b"Q", b"ET", b"BI", b"Do", b"T*"]))


_INSIDE = ("any_flip", "any_delete", "any_repeat", "any_number", "pdf_operator", "pdf_operator", "pdf_nesting")


# ---------------------------------------------------------------- ZIP


def zip_part(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """One part is damaged inside."""
    return _repacked(dice, data, donor, _damaged_part)


def zip_swap(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """Parts are left out, change places, come twice or come from another file."""
    return _repacked(dice, data, donor, _swapped_part)


_Parts = list[tuple[str, bytes]]


def _repacked(
    dice: random.Random, data: bytes, donor: bytes, change: Callable[[random.Random, _Parts, _Parts], None]
) -> bytes:
    parts, others = _parts(data), _parts(donor)
    if not parts:
        return any_flip(dice, data, donor)
    change(dice, parts, others or parts)
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def _parts(data: bytes) -> _Parts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            small = [info for info in archive.infolist() if info.file_size < 3_000_000]
            return [(info.filename, archive.read(info)) for info in small[:60]]
    except Exception:
        return []


def _damaged_part(dice: random.Random, parts: _Parts, others: _Parts) -> None:
    written = [at for at, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))] or [0]
    main = [at for at in written if "document" in parts[at][0] or "styles" in parts[at][0]]
    at = dice.choice(main or written) if dice.random() < 0.7 else dice.choice(written)
    name, content = parts[at]
    change = dice.choice(
        [n for n in MUTATIONS if n.startswith("xml_")] * 2 + ["any_flip", "any_truncate", "any_number"]
    )
    parts[at] = (name, MUTATIONS[change](dice, content, dice.choice(others)[1]))


def _swapped_part(dice: random.Random, parts: _Parts, others: _Parts) -> None:
    at, what = dice.randrange(len(parts)), dice.randrange(5)
    name, content = parts[at]
    if what == 0 and len(parts) > 1:
        parts.pop(at)
    elif what == 1:
        parts.append((name, content))
    elif what == 2:
        parts[at] = (name, next((c for n, c in others if n == name), others[0][1]))
    elif what == 3:
        other = dice.randrange(len(parts))
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    else:
        parts[at] = (dice.choice((name.upper(), "../" + name, name + "/", "/" + name, "word\\document.xml")), content)


# ---------------------------------------------------------------- XML and HTML

_VALUE = re.compile(rb"(?<==)\"[^\"<>]{0,200}\"|(?<==)'[^'<>]{0,200}'")
_TAG = re.compile(rb"</?[A-Za-z][\w:.-]{0,40}[^<>]{0,400}>")
_ELEMENT = re.compile(rb"<([A-Za-z][\w:.-]{0,40})[^<>/]{0,400}>.{0,3000}?</\1\s*>", re.DOTALL)


def xml_value(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Values of attributes become odd or change places."""
    known = _VALUE.findall(data[:1_000_000]) or [b'""']
    odd = [b'"' + number + b'"' for number in _NUMBERS] + [b'"\xef\xbf\xbd"', b'"' + b"9" * 5000 + b'"', b'"&#0;"']
    return _some(dice, data, _VALUE, lambda _: dice.choice(dice.choice((known, odd))))


def xml_tag(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Tags are left out, doubled or change places."""
    known = _TAG.findall(data[:1_000_000]) or [b"<p>"]
    return _some(dice, data, _TAG, lambda own: dice.choice((b"", own + own, dice.choice(known))))


def xml_element(dice: random.Random, data: bytes, donor: bytes) -> bytes:
    """Elements are left out, put many times, put into each other or taken from another file."""
    known = [found[0] for found in _ELEMENT.finditer(data[:500_000])] or [b"<p>a</p>"]
    others = [found[0] for found in _ELEMENT.finditer(donor[:200_000])] or known

    def new(own: bytes) -> bytes:
        inner = own.find(b">") + 1
        nested = own[:inner] + dice.choice(known) + own[inner:]
        return dice.choice((b"", own * dice.choice((2, 50)), nested, dice.choice(others)))

    return _some(dice, data, _ELEMENT, new)


def xml_nesting(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """An element stands in itself very many times."""
    places = [found.span() for found in _ELEMENT.finditer(data[:500_000])]
    if not places:
        return any_flip(dice, data, b"")
    start, end = dice.choice(places)
    depth = dice.choice((20, 300, 5000))
    opening = data[start : data.find(b">", start) + 1]
    closing = b"</" + re.split(rb"[\s>/]", opening[1:], maxsplit=1)[0] + b">"
    return data[:start] + opening * depth + data[start:end] + closing * depth + data[end:]


def xml_doctype(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Entities are declared and used."""
    head = b'<!DOCTYPE x [<!ENTITY a "' + b"b" * 1000 + b'"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    at = max(0, data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0)
    return data[:at] + head + _some(dice, data[at:], re.compile(rb">(?=[^<\s])"), lambda own: own + b"&c;&#xFFFF;")


def xml_style(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Style of an element or of the page is odd."""
    odd = (b"color:rgb(", b"font-size:1e99px", b"position:absolute;left:-9e9px", b"width:calc(((((",
           b"font-size:NaNpt", b"color:#zzz;background:url(", b"display:none;" * 500, b"opacity:--1", b"/*",
           b"}}}{{{", b"font:0/0 a")  # fmt: skip
    return _some(dice, data, re.compile(rb"(?<=<[a-z])(?=[\s>])"), lambda _: b' style="' + dice.choice(odd) + b'"')


# ---------------------------------------------------------------- RTF

_WORD = re.compile(rb"\\[a-z]{1,20}-?\d{0,10}")


def rtf_word(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Control words change places or get odd numbers."""
    known = _WORD.findall(data[:1_000_000]) or [b"\\par"]
    odd = [b"\\bin99999999", b"\\u-70000", b"\\u99999?", b"\\uc9999999999", b"\\fs-1", b"\\cf99999", b"\\f-1",
           b"\\cell", b"\\row", b"\\trowd", b"\\page", b"\\*", b"\\ansicpg99999", b"\\'", b"\\'zz", b"\\v",
           b"\\nestcell"]  # fmt: skip
    return _some(
        dice, data, _WORD, lambda own: dice.choice((dice.choice(odd), dice.choice(known), own.rstrip(b"0123456789")))
    )


def rtf_group(dice: random.Random, data: bytes, _: bytes) -> bytes:
    """Braces are lost, doubled, or nest very deep."""
    many = dice.choice((2, 50, 20_000))
    return _some(dice, data, re.compile(rb"[{}]"), lambda own: dice.choice((b"", own * 2, own * many)))


MUTATIONS: dict[str, Mutation] = {
    made.__name__: made
    for made in (
        any_flip, any_truncate, any_delete, any_repeat, any_overwrite, any_splice, any_insert, any_number,
        pdf_reference, pdf_name, pdf_object, pdf_xref, pdf_nesting, pdf_stream, pdf_operator, zip_part, zip_swap,
        xml_value, xml_tag, xml_element, xml_nesting, xml_doctype, xml_style, rtf_word, rtf_group,
    )
}  # fmt: skip
