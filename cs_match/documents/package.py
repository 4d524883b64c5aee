"""The parts of an OOXML file (DOCX, DOCM, DOTX), opened with distrust.

Nothing is unpacked to disk, no part is read that is not asked for, and no XML part may bring a DOCTYPE: without one
there are no entities, no external files and no expansion. The strict variant of the format is read as the usual one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from cs_match.documents.limits import ReadLimits
from cs_match.errors import DocumentError

__all__ = ["Element", "Package", "leads_out", "open_zip", "unpacks_to_too_much"]

Element = Any  # an lxml element; its stubs know less than its XPath does

_ENTRIES = 5_000
_RATIO, _RATIO_FROM = 200, 20_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip
_ESCAPES = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\x00")


def leads_out(name: str) -> bool:
    """Whether the name of an entry would be a place outside, were it unpacked."""
    return bool(_ESCAPES.search(name.replace("\\", "/")))


def unpacks_to_too_much(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry of an archive says that it unpacks to far more than its size."""
    return entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)


def open_zip(data: bytes, limits: ReadLimits) -> zipfile.ZipFile:
    """The archive in `data`, refused where its table of contents is hostile.

    Raises:
        DocumentError: ``corrupt``, ``too_large`` or ``encrypted``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        raise DocumentError("corrupt", "the file is a damaged ZIP archive") from None
    entries = archive.infolist()
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > limits.unpacked:
        raise DocumentError("too_large", "the file unpacks to more than a resume needs")
    if any(map(unpacks_to_too_much, entries)):
        raise DocumentError("too_large", "a part of the file unpacks to far more than its size")
    if len(set(names)) < len(names):
        raise DocumentError("corrupt", "the file holds two parts of one name")
    if any(map(leads_out, names)):
        raise DocumentError("corrupt", "a part of the file has a name that leads out of the file")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("encrypted", "the file is locked with a password")
    return archive


class Package:
    """The parts of an OOXML file by name, and the relations between them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
        self._roots: dict[str, Element] = {}
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self) -> list[str]:
        """Names of all parts, in lower case, sorted."""
        return sorted(self._names)

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            DocumentError: ``corrupt`` where the part is missing or damaged.
        """
        info = self._names.get(name.lower())
        if info is None:
            raise DocumentError("corrupt", "a part of the file is missing")
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
            raise DocumentError("corrupt", "a part of the file is damaged") from None

    def xml(self, name: str) -> Element:
        """The root element of a part.

        Raises:
            DocumentError: ``corrupt`` where it is no well-formed XML or has a DOCTYPE.
        """
        if name not in self._roots:
            self._roots[name] = self._parsed(self.bytes_of(name))
        return self._roots[name]

    def _parsed(self, data: bytes) -> Element:
        if any(mark in data for mark in _DOCTYPES):
            raise DocumentError("corrupt", "a part of the file declares a document type, which such files never do")
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise DocumentError("corrupt", "a part of the file is not well-formed XML") from None

    def xml_or_none(self, name: str) -> Element | None:
        """As `xml`, for a part that a document can do without."""
        return self.xml(name) if name in self else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """For each relation id of `part` its type (last step only) and the name of the part it leads to."""
        if part not in self._relations:
            folder, name = posixpath.split(part)
            root = self.xml_or_none(posixpath.join(folder, "_rels", name + ".rels"))
            found = [] if root is None else [rel for rel in root if rel.get("TargetMode") != "External"]
            self._relations[part] = {
                rel.get("Id", ""): (
                    rel.get("Type", "").rsplit("/", 1)[-1],
                    posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/"),
                )
                for rel in found
            }
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the existing parts to which relations of this type lead from `part`."""
        return [name for of, name in self.relations(part).values() if of == kind and name in self]
