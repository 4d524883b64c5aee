"""The door of this room: a file, whatever it is, to a `Document`.

The content of a file decides how it is read, not its name. Nothing here guards against files that hang, crash or eat
memory: for that, `cs_match.documents.isolation` runs `read_document` in a child process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cs_match.documents.archives import Member, member_at, member_bytes
from cs_match.documents.assembly import Origin
from cs_match.documents.confinement import forbid_programs
from cs_match.documents.limits import ReadLimits
from cs_match.documents.passwords import Passwords
from cs_match.documents.plain import text_document
from cs_match.documents.sniffing import Kind, kind_of, name_of
from cs_match.documents.suspicion import suspicions
from cs_match.errors import DocumentError
from cs_match.records import Document

__all__ = ["Passwords", "ReadLimits", "read_bytes", "read_document", "read_member", "read_text"]

_BY_PROGRAMS: tuple[Kind, ...] = ("ole", "odt", "word_xml")


def read_document(
    path: Path | str,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008
    password: str | Passwords | None = None,
) -> Document:
    """The text of a file in reading order, with what is hidden kept apart and what is odd said in `warnings`.

    Args:
        path: a PDF, DOCX, HTML, MHT, RTF, TXT or Markdown file, or, with help of other programs, DOC or a picture;
            or one in a ZIP archive, as ``archive.zip/resume.pdf``.
        limits: how large the file and its text may be.
        password: opens an encrypted file; of several, the one that fits.

    Raises:
        DocumentError: where the file cannot be read, or has no text; its `kind` says why.
    """
    member = None if Path(path).is_file() else member_at(path, limits)
    if member is not None:
        return read_member(member, limits=limits, password=password)
    return read_bytes(_load(Path(path), limits), str(path), limits=limits, password=password)


def read_member(
    member: Member,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008
    password: str | Passwords | None = None,
) -> Document:
    """As `read_document`, for a file in an archive."""
    return read_bytes(member_bytes(member, limits), member.source, limits=limits, password=password)


def read_bytes(
    data: bytes,
    source: str,
    *,
    limits: ReadLimits = ReadLimits(),  # noqa: B008
    password: str | Passwords | None = None,
) -> Document:
    """As `read_document`, for a file that is already in memory; `source` is what it is called."""
    if len(data) > limits.bytes:
        raise DocumentError("too_large", f"the file is larger than {limits.bytes:,} bytes")
    kind = kind_of(data)
    if kind not in _BY_PROGRAMS:
        forbid_programs()
    document = _unlocked(data, source, kind, limits, _words(password, source))
    document = replace(document, warnings=(*document.warnings, *suspicions(document)))
    if not document.text.strip():
        raise DocumentError("empty", _why_empty(document), warnings=document.warnings)
    return document


def read_text(text: str, source: str = "text", markdown: bool = False) -> Document:
    """The document that a text in memory makes.

    >>> read_text("# 小明\\n**客服**", markdown=True).text
    '小明\\n客服\\n'
    """
    data = text.encode("utf-8", "surrogatepass")
    document = text_document(text, Origin.of(source, "md" if markdown else "txt", data), ReadLimits())
    return replace(document, warnings=(*document.warnings, *suspicions(document)))


def _words(password: str | Passwords | None, source: str) -> tuple[str, ...]:
    if isinstance(password, Passwords):
        return password.for_file(source)
    return () if password is None else (password,)


def _unlocked(data: bytes, source: str, kind: Kind, limits: ReadLimits, passwords: tuple[str, ...]) -> Document:
    """The document, read without a password or with the first that opens it."""
    for password in (None, *passwords):
        try:
            return _reader(kind, limits, password)(data, source)
        except DocumentError as error:
            if error.kind != "encrypted" or not passwords:
                raise
    raise DocumentError("encrypted", "none of the passwords given for it opens the file")


def _load(path: Path, limits: ReadLimits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes + 1)
    except OSError as error:
        raise DocumentError("corrupt", f"the file cannot be opened: {error.strerror or type(error).__name__}") from None


def _why_empty(document: Document) -> str:
    kinds = {notice.kind for notice in document.warnings}
    if "scanned_page" in kinds and document.format == "docx":
        return "the document holds pictures but no text; saved as a PDF, its pages can be read with the 'ocr' extra"
    if "scanned_page" in kinds:
        return "the file holds pictures of pages but no text; the 'ocr' extra can read them"
    if "hidden_text" in kinds:
        return "the file holds no text that a reader can see"
    return "the file holds no text"


# ---------------------------------------------------------------- one reader per kind of content

_Reader = Callable[[bytes, str], Document]


def _reader(kind: Kind, limits: ReadLimits, password: str | None) -> _Reader:
    """The reader for a kind of content. Its libraries are loaded only when a file needs them."""
    if kind == "pdf":
        from cs_match.documents.pdf import read_pdf

        return lambda data, source: read_pdf(data, source, limits, password)
    if kind == "zip":
        from cs_match.documents.docx import read_docx

        return lambda data, source: read_docx(data, source, limits)
    return _marked_up(kind, limits) or _by_others(kind, limits, password) or _refuse(kind)


def _marked_up(kind: Kind, limits: ReadLimits) -> _Reader | None:
    if kind in ("html", "mail"):
        from cs_match.documents.html import read_html, read_mail

        read = read_html if kind == "html" else read_mail
        return lambda data, source: read(data, source, limits)
    if kind == "rtf":
        from cs_match.documents.rtf import read_rtf

        return lambda data, source: read_rtf(data, source, limits)
    if kind == "text":
        from cs_match.documents.plain import read_plain

        return lambda data, source: read_plain(data, source, limits)
    return None


def _by_others(kind: Kind, limits: ReadLimits, password: str | None) -> _Reader | None:
    if kind in _BY_PROGRAMS:
        from cs_match.documents.legacy import read_legacy

        return lambda data, source: read_legacy(data, source, limits, password)
    if kind == "image":
        from cs_match.documents.ocr import read_image

        return lambda data, source: read_image(data, source, limits)
    return None


def _refuse(kind: Kind) -> _Reader:
    def refuse(data: bytes, source: str) -> Document:
        if kind == "empty":
            raise DocumentError("empty", "the file is empty")
        raise DocumentError("unsupported", f"this is {name_of(kind)}, which holds no resume that can be read")

    return refuse
