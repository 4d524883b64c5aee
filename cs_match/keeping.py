"""Work that is done stays done: what an interrupted run has read is taken up by the next one.

JSON lines beside the results, one a file, each under a key that covers everything its content depends on: the file's
bytes and name, the day, the word lists, the limits and the program itself. Whatever is damaged, cut off or of another
program is read again. Nothing is unpickled.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cs_match.records import Candidate, Problem, as_json, from_json

__all__ = ["KEPT_FILE", "KeptWork", "forget"]

KEPT_FILE = "unfinished.jsonl"
# What depends on the machine's load is tried again, and locked files, for which a password may have come.
_PASSING = frozenset({"timeout", "out_of_memory", "encrypted"})


class KeptWork:
    """Finished files of an unfinished run, in `folder` (None keeps nothing).

    Nothing is written before the first file could be read, so that a run without a readable file leaves nothing.

    Args:
        folder: where the results will go; made when there is something to keep.
        basis: digest of everything besides the file that a result depends on.
    """

    def __init__(self, folder: Path | None, basis: str) -> None:
        self._path = folder / KEPT_FILE if folder else None
        self._basis = basis
        self._found = dict(_entries(self._path)) if self._path else {}
        self._waiting: list[bytes] = []
        self._file: BinaryIO | None = None

    def get(self, source: str, sha256: str) -> Candidate | Problem | None:
        """What was read from the file before, if all it depends on is the same."""
        entry = self._found.get(self._key(source, sha256))
        return _decoded(entry) if entry is not None else None

    def add(self, sha256: str, result: Candidate | Problem) -> Candidate | Problem:
        """Keep a result, and return it as `get` would."""
        line = json.dumps({"key": self._key(result.source, sha256), **_encoded(result)}).encode() + b"\n"
        if self._path and not (isinstance(result, Problem) and result.kind in _PASSING):
            self._waiting.append(line)
            if self._file or isinstance(result, Candidate):
                self._write(self._path)
        again = _decoded(json.loads(line))
        assert again is not None, "a record that does not survive JSON"
        return again

    def close(self) -> None:
        """Close the file; what it holds stays."""
        if self._file:
            self._file.close()
            self._file = None

    def _key(self, source: str, sha256: str) -> str:
        return hashlib.sha256("\0".join([self._basis, source, sha256]).encode("utf-8", "surrogatepass")).hexdigest()

    def _write(self, path: Path) -> None:
        if self._file is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = _opened(path)
        self._file.write(b"".join(self._waiting))
        self._file.flush()
        self._waiting.clear()


def forget(folder: Path) -> None:
    """The run whose results are in `folder` is complete: there is nothing left to take up."""
    (folder / KEPT_FILE).unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    """`path` to append whole lines to, for its owner's eyes only; a last line that was cut off goes."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    whole = file.read().rfind(b"\n") + 1
    file.seek(whole)
    file.truncate()
    return file


def _entries(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            entry = json.loads(line)
            yield entry["key"], entry
        except (ValueError, KeyError, TypeError):
            continue


def _encoded(result: Candidate | Problem) -> dict[str, object]:
    return {"candidate" if isinstance(result, Candidate) else "problem": as_json(result)}


def _decoded(entry: dict[str, object]) -> Candidate | Problem | None:
    try:
        if "candidate" in entry:
            return from_json(Candidate, entry["candidate"])
        return from_json(Problem, entry["problem"])
    except (ValueError, KeyError):
        return None
