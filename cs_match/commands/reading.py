"""A file of the command line read in a confined child process."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from cs_match.documents.limits import ReadLimits
from cs_match.documents.passwords import Passwords
from cs_match.errors import UsageError

__all__ = ["read_confined"]


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


def _files(path: Any) -> list[str | Path]:
    from cs_match.documents.archives import file_of

    return [file_of(path) or path]
