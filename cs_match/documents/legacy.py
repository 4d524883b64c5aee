"""Old Word files (DOC, WPS), OpenDocument texts and Word's flat XML, with the help of programs that may be installed.

LibreOffice turns them into DOCX, which keeps tables and text boxes; catdoc gives the bare text of a DOC.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from cs_match.documents.assembly import Origin
from cs_match.documents.docx import read_docx
from cs_match.documents.limits import ReadLimits
from cs_match.documents.plain import text_document
from cs_match.errors import DocumentError
from cs_match.records import Document

__all__ = ["read_legacy"]

_OLE = b"\xd0\xcf"
_SECTOR = 512
_ENCRYPTED = 0x0100  # bit of the flags in the first block of a Word file


def read_legacy(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in an old Office file.

    Raises:
        DocumentError: ``encrypted``; ``unsupported`` for other Office files and where no program can read it.
    """
    word = _utf16("WordDocument") in data or not data.startswith(_OLE)
    if _utf16("EncryptedPackage") in data or (word and _is_locked(data)):
        raise DocumentError("encrypted", "the file is locked with a password")
    if not word:
        raise DocumentError("unsupported", "this is an old Office file, but no text document")
    document = _by_libreoffice(data, source, limits) or _by_catdoc(data, source, limits)
    if document is None and (_libreoffice() or (data.startswith(_OLE) and shutil.which("catdoc"))):
        raise DocumentError("corrupt", "the file is damaged: it cannot be converted")
    if document is None:
        raise DocumentError(
            "unsupported", "files of this kind need LibreOffice (or, for DOC, catdoc): install it, or save as DOCX"
        )
    origin = Origin.of(source, "doc", data)
    return replace(document, format="doc", sha256=origin.sha256, bytes=origin.size)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _is_locked(data: bytes) -> bool:
    """Whether the first block of the Word stream, which begins a sector, carries the mark of encryption."""
    for at in range(_SECTOR, min(len(data), 4_000_000), _SECTOR):
        if data[at : at + 2] == b"\xec\xa5":
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & _ENCRYPTED)
    return False


def _libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _by_libreoffice(data: bytes, source: str, limits: ReadLimits) -> Document | None:
    program = _libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="cs-match-") as folder:
        (Path(folder) / "in.doc").write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        filters = ["--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"]
        _run([program, profile, *filters, "--outdir", folder, str(Path(folder) / "in.doc")], limits)
        made = Path(folder) / "in.docx"
        return read_docx(made.read_bytes(), source, limits) if made.exists() else None


def _by_catdoc(data: bytes, source: str, limits: ReadLimits) -> Document | None:
    program = shutil.which("catdoc")
    if program is None or not data.startswith(_OLE):
        return None
    with tempfile.TemporaryDirectory(prefix="cs-match-") as folder:
        (Path(folder) / "in.doc").write_bytes(data)
        text = _run([program, "-d", "utf-8", "-s", "cp936", "-w", str(Path(folder) / "in.doc")], limits)
    return text_document(text.decode("utf-8", "replace"), Origin.of(source, "doc", data), limits) if text else None


def _run(command: list[str], limits: ReadLimits) -> bytes:
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            preexec_fn=_loose if sys.platform == "linux" else None,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired:
        raise DocumentError("timeout", f"converting it takes longer than {limits.seconds:g} seconds") from None
    except OSError:
        return b""


def _loose() -> None:
    """The program reserves more address space than a reader may have, and must end with the process that called it."""
    import ctypes
    import resource
    import signal

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
