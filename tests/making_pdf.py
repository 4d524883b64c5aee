"""Small PDFs for tests, written by hand: text in Helvetica and in a Chinese font, boxes, pictures, passwords."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from itertools import count

WIDTH, HEIGHT = 595, 842
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def text(x: float, top: float, words: str, size: float = 10, *, bold: bool = False, more: str = "") -> str:
    """Words whose baseline begins `x` from the left and `top` from the top; `more` are operators set before them."""
    font, shown = ("H", f"({_escaped(words)})") if words.isascii() else ("C", f"<{words.encode('utf-16-be').hex()}>")
    font = "B" if bold and font == "H" else font
    return f"q BT {more} /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - top} Tm {shown} Tj ET Q\n"


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def lines(x: float, top: float, rows: Sequence[str], size: float = 10, pitch: float = 14) -> str:
    """Lines below each other."""
    return "".join(text(x, top + pitch * at, row, size) for at, row in enumerate(rows))


def box(x0: float, top: float, x1: float, bottom: float, colour: str = "0 0 0") -> str:
    """A filled rectangle."""
    return f"q {colour} rg {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f Q\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A thin line."""
    return f"q 0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S Q\n"


def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The lines of a table."""
    flat = "".join(rule(xs[0], y, xs[-1], y) for y in ys)
    return flat + "".join(rule(x, ys[0], x, ys[-1]) for x in xs)


def picture(x0: float, top: float, x1: float, bottom: float) -> str:
    """A grey picture."""
    return f"q {x1 - x0} 0 0 {bottom - top} {x0} {HEIGHT - bottom} cm /P Do Q\n"


def pdf(*pages: str, extra: str = "", password: str | None = None) -> bytes:
    """A PDF whose pages have these contents.

    Args:
        extra: entries for each page, such as ``/Rotate 90``.
        password: encrypts the file (40 bit RC4); an empty one stands for owner-only protection.
    """
    lock = _Lock(password) if password is not None else None
    bodies = _objects(pages, extra)
    out, places = [b"%PDF-1.5\n"], []
    length = len(out[0])
    for number, body in enumerate(bodies, 1):
        if lock and b"stream\n" in body:
            head, content = body.split(b"stream\n", 1)
            content = content.removesuffix(b"\nendstream")
            body = head + b"stream\n" + lock.hidden(content, number) + b"\nendstream"
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        places.append(length)
        out.append(whole)
        length += len(whole)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    secret = lock.entries if lock else b""
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*out, end % (len(places) + 1, table, len(places) + 1, secret, length)])


def _objects(pages: Sequence[str], extra: str) -> list[bytes]:
    shared = [
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>",
        "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R]>>",
        "<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 4>> /FontDescriptor 7 0 R>>",
        "<</Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80>>",
        "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1>>\n"
        "stream\n\x80\nendstream",
        "<</Font <</H 3 0 R /B 4 0 R /C 5 0 R>> /XObject <</P 8 0 R>> /ExtGState <</Clear <</ca 0>>>>>>",
    ]
    first = 3 + len(shared)
    numbers = list(zip(range(len(pages)), count(first, 2), strict=False))
    kids = " ".join(f"{number} 0 R" for _, number in numbers)
    bodies = ["<</Type /Catalog /Pages 2 0 R>>", f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>", *shared]
    for at, number in numbers:
        bodies.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources 9 0 R "
            f"/Contents {number + 1} 0 R {extra}>>"
        )
        bodies.append(f"<</Length {len(pages[at].encode('latin-1'))}>>\nstream\n{pages[at]}\nendstream")
    return [body.encode("latin-1") for body in bodies]


class _Lock:
    """Encryption of PDF 1.3 (revision 2), after algorithms 1 to 4 of the PDF reference."""

    def __init__(self, password: str) -> None:
        user = (password.encode() + _PAD)[:32]
        owner = rc4(hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5], user)
        allowed = struct.pack("<i", -44)
        self.key = hashlib.md5(user + owner + allowed + b"id").digest()[:5]
        mark = rc4(self.key, _PAD)
        self.entries = b"/ID [<6964> <6964>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s>>>" % (
            owner.hex().encode(),
            mark.hex().encode(),
        )

    def hidden(self, content: bytes, number: int) -> bytes:
        return rc4(hashlib.md5(self.key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], content)


def rc4(key: bytes, data: bytes) -> bytes:
    """The stream cipher of old locked PDFs."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
