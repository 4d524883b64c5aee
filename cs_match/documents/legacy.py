"""Old Word files (DOC, WPS), OpenDocument texts and Word's flat XML, with the help of programs that may be installed.

LibreOffice turns them into DOCX, which keeps tables and text boxes; catdoc gives the bare text of a DOC.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from cs_match.documents.assembly import Origin
from cs_match.documents.confinement import forbid_programs
from cs_match.documents.docx import read_docx
from cs_match.documents.limits import ReadLimits
from cs_match.documents.locked import unlocked
from cs_match.documents.plain import text_document
from cs_match.documents.programs import catdoc, libreoffice, run_program
from cs_match.errors import DocumentError
from cs_match.records import Document

__all__ = ["read_legacy"]

_OLE = b"\xd0\xcf"
_SECTOR = 512
_ENCRYPTED = 0x0100  # bit of the flags in the first block of a Word file


def read_legacy(data: bytes, source: str, limits: ReadLimits, password: str | None = None) -> Document:
    """The document in an old Office file, or in a locked new one.

    Raises:
        DocumentError: ``encrypted``; ``unsupported`` for other Office files and where no program can read it.
    """
    origin = Origin.of(source, "doc", data)
    if _utf16("EncryptedPackage") in data:
        forbid_programs()
        document = read_docx(unlocked(data, password), source, limits)
        return replace(document, sha256=origin.sha256, bytes=origin.size)
    word = _utf16("WordDocument") in data or not data.startswith(_OLE)
    if not word:
        raise DocumentError("unsupported", "this is an old Office file, but no text document")
    document = _converted(unlocked(data, password) if _is_locked(data) else data, source, limits)
    return replace(document, format="doc", sha256=origin.sha256, bytes=origin.size)


def _converted(data: bytes, source: str, limits: ReadLimits) -> Document:
    document = _by_libreoffice(data, source, limits) or _by_catdoc(data, source, limits)
    if document is None and (libreoffice() or (data.startswith(_OLE) and catdoc())):
        raise DocumentError("corrupt", "the file is damaged: it cannot be converted")
    if document is None:
        raise DocumentError(
            "unsupported", "files of this kind need LibreOffice (or, for DOC, catdoc): install it, or save as DOCX"
        )
    return document


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _is_locked(data: bytes) -> bool:
    """Whether the first block of the Word stream, which begins a sector, carries the mark of encryption."""
    for at in range(_SECTOR, min(len(data), 4_000_000), _SECTOR):
        if data[at : at + 2] == b"\xec\xa5":
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & _ENCRYPTED)
    return False


def _by_libreoffice(data: bytes, source: str, limits: ReadLimits) -> Document | None:
    program = libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="cs-match-") as folder:
        (Path(folder) / "in.doc").write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        filters = ["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"]
        run_program([program, profile, *filters, "--outdir", folder, str(Path(folder) / "in.doc")], limits)
        made = Path(folder) / "in.docx"
        converted = _start_of(made, limits.bytes) if made.exists() else None
    if converted is None:
        return None
    forbid_programs()
    return read_docx(converted, source, limits)


def _start_of(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _by_catdoc(data: bytes, source: str, limits: ReadLimits) -> Document | None:
    program = catdoc()
    if program is None or not data.startswith(_OLE):
        return None
    with tempfile.TemporaryDirectory(prefix="cs-match-") as folder:
        (Path(folder) / "in.doc").write_bytes(data)
        text = run_program([program, "-d", "utf-8", "-s", "cp936", "-w", str(Path(folder) / "in.doc")], limits)
    forbid_programs()
    return text_document(text.decode("utf-8", "replace"), Origin.of(source, "doc", data), limits) if text else None
