"""What a file is, told by its content. Its name may say otherwise: job boards sell HTML as ``.doc``."""

from __future__ import annotations

import re
from typing import Literal

from cs_match.documents.encoding import wide_encoding

__all__ = ["Kind", "kind_of", "name_of"]

Kind = Literal[
    "pdf", "zip", "odt", "ole", "rtf", "image", "html", "mail", "word_xml", "text", "archive", "binary", "empty"
]  # fmt: skip

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"PK\x07\x08")
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|table|div|p|span|style|script)\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package)\b")
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,20}){1,60}\r?\n")
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_NAMES = {
    "pdf": "a PDF file",
    "zip": "a ZIP archive",
    "odt": "an OpenDocument text",
    "ole": "an old Office file",
    "rtf": "an RTF file",
    "image": "a picture",
    "html": "a web page",
    "mail": "a mail or web archive",
    "word_xml": "a Word XML file",
    "text": "a text file",
    "archive": "a packed archive",
    "binary": "a binary file",
    "empty": "an empty file",
}


def name_of(kind: Kind) -> str:
    """What people call this kind of file."""
    return _NAMES[kind]


def kind_of(data: bytes) -> Kind:
    """What the bytes of a file are.

    >>> kind_of(b"%PDF-1.7 ...")
    'pdf'
    >>> kind_of(b"<html><body>resume</body></html>")
    'html'
    """
    return _by_magic(data) or _by_text(data)


def _by_magic(data: bytes) -> Kind | None:
    if not data.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf\xff\xfe"):
        return "empty"
    if data.startswith(b"PK\x03\x04"):
        return "odt" if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200] else "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if data.startswith(_IMAGES) or data[8:12] == b"WEBP":
        return "image"
    if data.startswith(_ARCHIVES):
        return "archive"
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    return "pdf" if b"%PDF-" in data[:1024] else None


def _by_text(data: bytes) -> Kind:
    head = data[:16_384]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(head):
        head = head.replace(b"\x00", b"")
    elif _is_binary(head):
        return "binary"
    begin = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MIME.search(begin[:8192]) and _HEADER.match(begin):
        return "mail"
    if _WORD_XML.search(head[:4096]):
        return "word_xml"
    return "html" if begin.startswith(b"<") and _HTML.search(head) else "text"


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return head.count(0) * 200 > len(head) or controls * 20 > len(head)
