"""Adding to a user's own word lists: a row is checked before it is written; terms that a run found wait in a list."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cs_match.authoring.checking import COLUMNS
from cs_match.errors import Fault, LexiconError, UsageError
from cs_match.lexicon import LOOK_ALIKE, Lexicon, load_lexicon
from cs_match.tagging.tagger import Tagger

__all__ = ["ADDED", "Added", "NewRow", "Waiting", "add_row", "waiting_terms"]

ADDED = "added.csv"
_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row for ``terms/``; its parts are those of the table's columns."""

    skill: str
    term: str
    kind: str = "name"
    when: str = ""
    unless: str = ""
    section: str = ""
    note: str = ""

    def cells(self) -> dict[str, str]:
        """The row by its columns, blanks and line ends made plain."""
        return {name: " ".join(getattr(self, name).split()) for name in COLUMNS["terms"]}


@dataclass(frozen=True, slots=True)
class Added:
    """Where a row was written, and the place of the shipped row that it replaces, if any."""

    place: str
    replaces: str | None = None


def add_row(row: NewRow, folder: Path) -> Added:
    """Check a row against the shipped lists and those of a folder, and write it to the folder.

    Raises:
        LexiconError: where the row has faults, or the folder's lists have some already; nothing is written then.
        UsageError: where the folder cannot be written to.
    """
    cells = row.cells()
    own = (folder,) if folder.is_dir() else ()
    before = load_lexicon(extra=own)
    faults = [*_unknown(cells["skill"], before), *_twice(cells, folder)]
    faults += _faults_of(cells, own, known=bool(faults))
    if faults:
        raise LexiconError("the row was not added", faults)
    shipped = next(
        (t.place for t in load_lexicon().terms if (t.skill, t.term) == (cells["skill"], cells["term"])), None
    )
    return Added(_write(cells, folder / "terms" / ADDED), shipped)


def _unknown(skill: str, lexicon: Lexicon) -> Iterator[Fault]:
    if skill not in lexicon.by_id and skill != LOOK_ALIKE:
        near = get_close_matches(skill, lexicon.by_id, 3, 0.5) + [
            one.id for one in lexicon.skills if skill.casefold() in (one.zh.casefold(), one.en.casefold())
        ]
        hint = " ".join(dict.fromkeys(near)) or "an id of skills.csv"
        yield Fault("row", f"unknown skill id {skill!r}", hint)


def _twice(cells: dict[str, str], folder: Path) -> Iterator[Fault]:
    for skill, term, place in _own_rows(folder):
        if (skill, term) == (cells["skill"], cells["term"]):
            yield Fault("row", f"{skill} {term!r} stands already at {place}")


def _own_rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Skill, term and place of each row of a folder's tables, which have no fault."""
    for path in sorted((folder / "terms").glob("*.csv")):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        reader = csv.reader("" if line.lstrip().startswith("#") else line for line in lines)
        header = [cell.strip() for cell in next(filter(None, reader), [])]
        for cells in filter(None, reader):
            row = dict(zip(header, map(str.strip, cells), strict=False))
            yield row.get("skill", ""), row.get("term", ""), f"{path}:{reader.line_num}"


def _faults_of(cells: dict[str, str], own: tuple[Path, ...], known: bool) -> list[Fault]:
    """What `load_lexicon` says of the row, asked with a copy of it in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        _write(cells, Path(name) / "terms" / "row.csv")
        try:
            load_lexicon(extra=(*own, Path(name)))
        except LexiconError as error:
            found = [Fault("row", fault.problem, fault.allowed) for fault in error.faults]
            return [fault for fault in found if not (known and "unknown skill id" in fault.problem)]
    return []


def _write(cells: dict[str, str], path: Path) -> str:
    """Append a row to a table, which begins with its header if it is new; return its place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        header = next(csv.reader(_rows_of(text)), None) or list(COLUMNS["terms"])
        new = io.StringIO()
        writer = csv.DictWriter(new, header, extrasaction="ignore", lineterminator="\n")
        if not any(_rows_of(text)):
            writer.writeheader()
        writer.writerow(cells)
        joint = "" if not text or text.endswith("\n") else "\n"
        _replace(path, text + joint + new.getvalue())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    return f"{path}:{(text + joint + new.getvalue()).count(chr(10))}"


def _rows_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _replace(path: Path, text: str) -> None:
    """Write all or nothing: an interrupt leaves the old table."""
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8", newline="")
    os.replace(beside, path)


# ---------------------------------------------------------------- what a run found


@dataclass(frozen=True, slots=True)
class Waiting:
    """A term that resumes of a run use and the lists lack: in how many files, and sentences that it stands in."""

    text: str
    kind: str
    files: int
    sentences: tuple[str, ...] = field(default=())


def waiting_terms(out: Path, tagger: Tagger | None = None) -> tuple[Waiting, ...]:
    """The new terms of a finished run, the most frequent first.

    Args:
        out: the folder of the run's results, or its ``candidates.jsonl``.
        tagger: leaves out what its lists know by now.

    Raises:
        UsageError: where there is no such run.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _results(out / "candidates.jsonl" if out.is_dir() else out):
        named = {term["text"].casefold(): term for term in row.get("new_terms") or ()}
        for key, term in named.items():
            found.setdefault(key, []).append(term)
    waiting = [_waiting(terms) for terms in found.values()]
    fresh = [one for one in waiting if tagger is None or not tagger.find(one.text)]
    return tuple(sorted(fresh, key=lambda one: (-one.files, one.text.casefold())))


def _waiting(terms: list[dict[str, Any]]) -> Waiting:
    sentences = tuple(dict.fromkeys(" ".join(term["quote"].split()) for term in terms))
    return Waiting(terms[0]["text"], terms[0]["kind"], len(terms), sentences[:_MOST_SENTENCES])


def _results(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}: there are no results of a run to read") from None
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except ValueError:
            raise UsageError(f"{path}:{number}: this is no line of a run's results") from None
        if isinstance(row, dict):
            yield row
