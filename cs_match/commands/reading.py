"""A file of the command line read in a confined child process."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from cs_match.commands.options import print_json, say
from cs_match.documents.limits import ReadLimits
from cs_match.documents.passwords import Passwords
from cs_match.errors import UsageError
from cs_match.records import Document

__all__ = ["read_confined", "read_or_say"]


def read_confined(file: str, limits: ReadLimits, passwords: Passwords) -> Any:
    """The `Document` of a file, or the `Failure` it ended in.

    Raises:
        UsageError: where there is no such file.
    """
    from cs_match.documents.archives import file_of
    from cs_match.documents.isolation import Grant, run_isolated
    from cs_match.documents.reading import read_document

    if file_of(file) is None:
        raise UsageError(f"{file}: there is no such file")
    job = partial(read_document, limits=limits, password=passwords)
    return run_isolated(job, file, limits, Grant(files=_files, programs=True))


def read_or_say(file: str, limits: ReadLimits, passwords: Passwords, *, as_json: bool) -> Document | None:
    """The `Document` of a file, or None after saying why it could not be read.

    Raises:
        UsageError: where there is no such file.
    """
    from cs_match.documents.isolation import Failure
    from cs_match.reports.objects import failure_object

    found: Document | Failure = read_confined(file, limits, passwords)
    if not isinstance(found, Failure):
        return found
    if as_json:
        print_json(failure_object(file, found))
    say(f"cs-match: {file}: {found.kind}: {found.detail}")
    return None


def _files(path: Any) -> list[str | Path]:
    from cs_match.documents.archives import file_of

    return [file_of(path) or path]
