"""Which files a run reads: what was named, and in folders and ZIP archives what is or may be a resume."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

from cs_match.documents.archives import Member, list_archive
from cs_match.documents.isolation import Failure, Grant, run_isolated
from cs_match.documents.limits import ReadLimits
from cs_match.documents.sniffing import kind_of
from cs_match.errors import UsageError

__all__ = ["Inputs", "find_inputs"]

# Names under which resumes are sent and that we read.
_READ = frozenset(
    ".pdf .docx .docm .dotx .doc .dot .html .htm .mht .mhtml .rtf .txt .md .markdown .png .jpg .jpeg".split()
)
# Names under which resumes are sent and that we may not read: a row that says so, never silence.
_SENT = frozenset(".odt .wps .wpt .pages .zip .rar .7z .ofd .xps .tif .tiff .heic .webp .gif .bmp .eml .msg".split())
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_RESULTS = ("candidates.jsonl", "matches.jsonl")  # a folder with both is the outcome of an earlier run
_WORD_PARTS = (b"word/document", "WordDocument".encode("utf-16-le"))
_LOOK = 65_536  # bytes at either end of a file of unknown name
_KINDS = frozenset({"pdf", "rtf", "html", "mail", "word_xml"})  # of content that is a resume's under any name
_ARCHIVE_PACE = 20_000_000  # packed bytes of an archive that are listed in a second


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files to read, as they were named and sorted by path, and how many others lie in the same folders.

    A file in an archive is named by the archive's path and its own in it: ``archive.zip/resume.pdf``; what is known of
    it stands in `members`. An archive that is refused as a whole stands there itself.
    """

    files: tuple[str, ...]
    left_out: int = 0
    members: Mapping[str, Member] = field(default_factory=dict)


def find_inputs(
    paths: Sequence[str | Path],
    *,
    skip: Iterable[str | Path] = (),
    limits: ReadLimits = ReadLimits(),  # noqa: B008
) -> Inputs:
    """The input files under `paths`.

    A file that is named is an input whatever it is. A folder is walked to its end, links in it are not followed; its
    inputs are files with the name or the content of a resume's format. A ZIP archive is opened as a folder, but each
    file in it is an input; those that are no resumes are refused. A file that is met twice counts once.

    Args:
        paths: files and folders.
        skip: files and folders that are none of the inputs (the folder that results go to, the requirement table).
        limits: what reading one file, the contents of an archive too, may cost.

    Raises:
        UsageError: where a path does not exist, a folder holds no input, or there is nothing to read.
    """
    left, found = 0, dict[str, str]()
    skipped = {os.path.realpath(path) for path in skip}
    for path in paths:
        files, others = _under(str(path), skipped)
        left += others
        for name in files:
            real = os.path.realpath(name)
            found[real] = min(name, found.get(real, name))
    if not found:
        raise UsageError("nothing to read: name at least one resume or a folder of resumes")
    archives = {name: _members(name, limits) for name in sorted(found.values()) if _is_archive(name)}
    files = [name for name in found.values() if archives.get(name) is None]
    members = {member.source: member for inside in archives.values() for member in inside or ()}
    return Inputs(tuple(sorted({*files, *members})), left, members)


def _under(path: str, skipped: set[str]) -> tuple[list[str], int]:
    if not os.path.exists(path):
        raise UsageError(f"{path}: there is no such file or folder")
    if not os.path.isdir(path):
        return [path], 0
    files, left = [], 0
    for name in _walk(path, skipped):
        if _is_input(name):
            files.append(name)
        else:
            left += 1
    if not files:
        raise UsageError(f"{path}: the folder holds no file that could be a resume")
    return files, left


def _walk(folder: str, skipped: set[str]) -> Iterator[str]:
    """The regular files under `folder`, without clutter, links and the results of earlier runs."""
    for at, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not _is_passed_over(os.path.join(at, name), skipped)]
        for name in files:
            path = os.path.join(at, name)
            if not _is_passed_over(path, skipped) and os.path.isfile(path):
                yield path


def _refuse(error: OSError) -> None:
    raise UsageError(f"{error.filename}: the folder cannot be opened: {error.strerror}")


def _is_passed_over(path: str, skipped: set[str]) -> bool:
    name = os.path.basename(path).lower()
    if name.startswith((".", "~$")) or name in _CLUTTER or os.path.islink(path):
        return True
    return os.path.realpath(path) in skipped or all(os.path.isfile(os.path.join(path, result)) for result in _RESULTS)


def _is_input(path: str) -> bool:
    suffix = os.path.splitext(path)[1].lower()
    return suffix in _READ or suffix in _SENT or _has_content_of_a_resume(path)


def _has_content_of_a_resume(path: str) -> bool:
    """Whether a file of unknown name holds one of our formats. Plain text does not tell; it needs a name."""
    try:
        with open(path, "rb") as file:
            head = file.read(_LOOK)
            file.seek(max(file.tell(), os.path.getsize(path) - _LOOK))
            ends = head + file.read(_LOOK)
    except OSError:
        return False
    kind = kind_of(head)
    if kind in ("zip", "ole"):
        return any(part in ends for part in _WORD_PARTS)
    return kind in _KINDS or head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))


# ---------------------------------------------------------------- archives


def _is_archive(path: str) -> bool:
    if os.path.splitext(path)[1].lower() != ".zip" or not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def _members(archive: str, limits: ReadLimits) -> tuple[Member, ...] | None:
    """The files in an archive; the archive itself and why, where it is refused; None where it is a document."""
    seconds = limits.seconds + os.path.getsize(archive) / _ARCHIVE_PACE
    grant = Grant(files=lambda argument: argument[:1])
    listed = run_isolated(_listed, (archive, limits), replace(limits, seconds=seconds), grant)
    if isinstance(listed, Failure):
        return (Member(archive, "", problem=(listed.kind, listed.detail)),)
    return None if listed is None else tuple(_judged(Member(*row)) for row in listed)


def _listed(argument: tuple[str, ReadLimits]) -> tuple[tuple[Any, ...], ...] | None:
    """What `list_archive` says, in plain values: the work of a child process."""
    members = list_archive(*argument)
    return None if members is None else tuple(astuple(member) for member in members)


def _judged(member: Member) -> Member:
    suffix = os.path.splitext(member.name)[1].lower()
    if member.problem or suffix in _READ or suffix in _SENT or member.kind in _KINDS:
        return member
    return replace(member, problem=("unsupported", "neither its name nor its content is that of a resume"))
