"""ZIP archives of resumes, opened with distrust: what is in them, and the bytes of one file in them.

Nothing is unpacked to disk. An archive is listed once, each file in it measured and its digest taken on the way; later
each file is unpacked in memory by its place, so that the table of contents is not read again for each. Links, archives
in archives, names that lead out, names that stand twice and files that unpack to far more than their size are refused,
each by itself. A table of contents that lies about the archive as a whole refuses the archive.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from cs_match.documents.limits import ReadLimits
from cs_match.documents.package import leads_out, unpacks_to_too_much
from cs_match.documents.sniffing import kind_of
from cs_match.errors import DocumentError

__all__ = ["Member", "file_of", "list_archive", "member_at", "member_bytes"]

_ENTRIES = 10_000
_LOCAL = struct.Struct("<4s22xHH")
_STORED, _DEFLATED = 0, 8
_STEP = 1 << 18
_HEAD = 16_384
_CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UTF8_NAME, _LOCKED = 0x800, 1
_UNICODE_PATH = 0x7075


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Args:
        archive: path of the archive.
        name: its path in the archive, decoded.
        offset, packed, method, checksum: where its bytes lie, how many, how they are packed, their CRC-32 unpacked.
        size, sha256: of the bytes unpacked; None where they were not.
        kind: what its content is (see `cs_match.documents.sniffing.kind_of`).
        problem: a failing status and a sentence for a person, where it is refused.
    """

    archive: str
    name: str
    offset: int = 0
    packed: int = 0
    method: int = _STORED
    checksum: int = 0
    size: int | None = None
    sha256: str | None = None
    kind: str = ""
    problem: tuple[str, str] | None = None

    @property
    def source(self) -> str:
        """The path under which results name it: that of the archive, and on into it."""
        return f"{self.archive}/{self.name}" if self.name else self.archive


def list_archive(archive: str | Path, limits: ReadLimits = ReadLimits()) -> tuple[Member, ...] | None:  # noqa: B008
    """The files in a ZIP archive, in their order; None where it is no archive but a document (DOCX is a ZIP file too).

    Raises:
        DocumentError: ``corrupt``, ``too_large`` or ``empty`` for the archive as a whole.
    """
    with _opened(archive) as file:
        found = _entries(file, str(archive))
        if found is None:
            return None
        if not found:
            raise DocumentError("empty", "the archive holds no file")
        return tuple(_measured(file, member, limits) for member in _told_apart(found))


def member_bytes(member: Member, limits: ReadLimits = ReadLimits()) -> bytes:  # noqa: B008
    """The unpacked bytes of a file in an archive.

    Raises:
        DocumentError: the member's own problem, ``too_large`` or ``corrupt``.
    """
    if member.problem:
        raise DocumentError(*member.problem)
    with _opened(member.archive) as file:
        return b"".join(_unpacked(file, member, limits.bytes))


def file_of(path: str | Path) -> str | None:
    """The file that has to be opened to read `path`: itself, or the archive that the path goes through."""
    for place in (Path(path), *Path(path).parents):
        if place.is_file():
            return str(place)
    return None


def member_at(path: str | Path, limits: ReadLimits = ReadLimits()) -> Member | None:  # noqa: B008
    """The file in an archive that a path like ``archive.zip/folder/resume.pdf`` leads to; None if it leads to none.

    Raises:
        DocumentError: as `list_archive`.
    """
    archive = file_of(path)
    if archive is None or Path(path) == Path(archive):
        return None
    name = Path(path).relative_to(archive).as_posix()
    with _opened(archive) as file:
        for member in _told_apart(_entries(file, archive) or []):
            if member.name == name:
                return member
    return None


def _opened(archive: str | Path) -> BinaryIO:
    try:
        return open(archive, "rb")
    except OSError as error:
        raise DocumentError("corrupt", f"the file cannot be opened: {error.strerror or type(error).__name__}") from None


# ---------------------------------------------------------------- the table of contents


def _entries(file: BinaryIO, archive: str) -> list[Member] | None:
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, struct.error):
        raise DocumentError("corrupt", "the file is a damaged ZIP archive") from None
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        return None
    if len(entries) > _ENTRIES:
        raise DocumentError("too_large", f"the archive holds more than {_ENTRIES:,} files")
    if sum(entry.compress_size for entry in entries) > os.fstat(file.fileno()).st_size:
        raise DocumentError("too_large", "the files in the archive lie over each other")
    members = [_member(entry, archive) for entry in entries if not entry.is_dir()]
    return [member for member in members if not _CLUTTER.search(member.name)]


def _member(entry: zipfile.ZipInfo, archive: str) -> Member:
    raw = _name_of(entry)
    return Member(
        archive,
        _shown(raw),
        entry.header_offset,
        entry.compress_size,
        entry.compress_type,
        entry.CRC,
        problem=_fault(entry, raw),
    )


def _fault(entry: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
    if leads_out(name):
        return "corrupt", "its name leads out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "unsupported", "this is a link and not a file"
    if entry.flag_bits & _LOCKED:
        return "encrypted", "it is locked with a password of the archive"
    if entry.compress_type not in (_STORED, _DEFLATED):
        return "unsupported", "it is packed in a way that is not read; pack it as a usual ZIP file"
    if unpacks_to_too_much(entry):
        return "too_large", "it unpacks to far more than its size"
    return None


def _told_apart(members: list[Member]) -> Iterator[Member]:
    """Files of one name are refused, since nobody can tell which is meant; each keeps a row of its own."""
    count = Counter(member.name for member in members)
    taken, seen = set(count), Counter[str]()
    for member in members:
        seen[member.name] += 1
        if count[member.name] == 1:
            yield member
            continue
        name, number = member.name, seen[member.name]
        while number > 1 and name in taken:
            name, number = f"{member.name} ({number})", number + 1
        taken.add(name)
        yield replace(member, name=name, problem=("corrupt", "the archive holds two files of this name"))


# ---------------------------------------------------------------- names


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant. Many programs in China write GBK and do not say so; Python takes it for cp437."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_NAME:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    told = _unicode_path(entry.extra, raw)
    return told if told is not None else _decoded(raw, name)


def _decoded(raw: bytes, western: str) -> str:
    for encoding in ("utf-8", "gb2312"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if all(unicodedata.name(char, "").startswith("LATIN") for char in western if ord(char) > 127):
        return western  # Résumé.pdf
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return western


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's field for it, if that belongs to the name in the table."""
    at = 0
    while at + 4 <= len(extra):
        field, length = struct.unpack_from("<HH", extra, at)
        content = extra[at + 4 : at + 4 + length]
        if field == _UNICODE_PATH and len(content) > 5 and content[0] == 1:
            if int.from_bytes(content[1:5], "little") == zlib.crc32(raw):
                return content[5:].decode("utf-8", "replace")
            return None
        at += 4 + length
    return None


def _shown(name: str) -> str:
    """A name for results: a path downwards, without signs that do something."""
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".")]
    steps = ["__" if step == ".." else "".join(c if c.isprintable() else "\ufffd" for c in step) for step in steps]
    return "/".join(steps) or "__"


# ---------------------------------------------------------------- content


def _measured(file: BinaryIO, member: Member, limits: ReadLimits) -> Member:
    """The member with size, digest and kind of its content, or with what is wrong with it."""
    if member.problem:
        return member
    digest, size, head = hashlib.sha256(), 0, b""
    try:
        for part in _unpacked(file, member, limits.bytes):
            head += part[: _HEAD - len(head)]
            size += len(part)
            digest.update(part)
    except DocumentError as error:
        return replace(member, problem=(error.kind, error.detail))
    kind = kind_of(head)
    nested = kind == "archive" or (kind == "zip" and posixpath.splitext(member.name)[1].lower() == ".zip")
    problem = ("unsupported", "archives within an archive are not opened") if nested else None
    return replace(member, size=size, sha256=digest.hexdigest(), kind=kind, problem=problem)


def _unpacked(file: BinaryIO, member: Member, most: int) -> Iterator[bytes]:
    """The content piece by piece.

    Raises:
        DocumentError: ``too_large`` after `most` bytes; ``corrupt`` where it is damaged, told at the end.
    """
    size = checksum = 0
    try:
        for part in _inflated(file, member):
            size += len(part)
            if size > most:
                raise DocumentError("too_large", f"the file is larger than {most:,} bytes")
            checksum = zlib.crc32(part, checksum)
            yield part
    except (zlib.error, OSError, struct.error, ValueError, OverflowError):
        raise DocumentError("corrupt", "it is damaged and cannot be unpacked") from None
    if checksum != member.checksum:
        raise DocumentError("corrupt", "it is damaged: its content is not what the archive says")


def _inflated(file: BinaryIO, member: Member) -> Iterator[bytes]:
    file.seek(member.offset)
    mark, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    if mark != b"PK\x03\x04":
        raise ValueError("no file begins here")
    file.seek(name + extra, os.SEEK_CUR)
    left, inflate = member.packed, zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0:
        part = file.read(min(_STEP, left))
        if not part:
            raise ValueError("the archive ends too early")
        left -= len(part)
        if member.method == _STORED:
            yield part
            continue
        while part:
            yield inflate.decompress(part, _STEP)
            part = inflate.unconsumed_tail
    if member.method == _DEFLATED:
        yield inflate.flush()
