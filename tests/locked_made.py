"""Locked files, made by hand: a PDF by the oldest scheme (RC4 with 40 bits), a DOCX by Office's own."""

from __future__ import annotations

import hashlib
import io

from making_pdf import rc4

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_RIGHTS = -44  # no printing, no copying
_ID = b"0123456789abcdef"


def locked_pdf(text: str, user: str = "", owner: str = "owner") -> bytes:
    """A PDF of one line that opens with `user`; with an empty one it opens for all, and only rights are withheld."""
    padded = (user.encode() + _PAD)[:32]
    by_owner = rc4(hashlib.md5((owner.encode() + _PAD)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + by_owner + _RIGHTS.to_bytes(4, "little", signed=True) + _ID).digest()[:5]
    content = rc4(hashlib.md5(key + b"\x04\0\0\0\0").digest()[:10], f"BT /F 12 Tf 20 99 Td ({text}) Tj ET".encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>"
        % (by_owner.hex().encode(), rc4(key, _PAD).hex().encode(), _RIGHTS),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + table
    ids = _ID.hex().encode()
    out += b"trailer<</Size 7/Root 1 0 R/Encrypt 6 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF" % (ids, ids, start)
    return bytes(out)


def locked_docx(data: bytes, password: str) -> bytes:
    """The DOCX `data`, locked."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()
