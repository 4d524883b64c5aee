"""Checking folders of word lists: all faults of all files at once, and what a user's rows put in the place of others.

Beside what `load_lexicon` refuses, this finds what it would pass over in silence: a table of a name that nobody reads,
a column that does not exist, a folder without tables.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cs_match.errors import Fault, LexiconError
from cs_match.lexicon import Lexicon, lexicon_folder, load_lexicon, read_table

__all__ = ["COLUMNS", "Checked", "check"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "skills.csv": ("id", "category", "zh", "en", "implies", "note"),
    "terms": ("skill", "term", "kind", "when", "unless", "section", "note"),
    "cues.csv": ("cue", "kind", "direction", "scope", "lang", "on", "note"),
    "classes.csv": ("class", "words", "note"),
}
_READ = "skills.csv cues.csv classes.csv terms/*.csv"
_PLACE = re.compile(r"^(?P<name>[^:/\\]+\.csv)(?P<rest>(?::.*)?)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Args:
        folders: what was checked, the shipped lists where no folder was named.
        faults: all of them, each with its file and line; empty if the lists can be used.
        rows: numbers of skills, terms and cues, where there is no fault.
        replaced: rows of the folders that stand in the place of a shipped one, as (place, place of the shipped row).
    """

    folders: tuple[str, ...]
    faults: tuple[Fault, ...]
    rows: tuple[int, int, int] | None = None
    replaced: tuple[tuple[str, str], ...] = ()


def check(folders: Sequence[Path] = ()) -> Checked:
    """Check folders of a user's own rows on top of the shipped lists, or, without folders, the shipped lists."""
    names = tuple(map(str, folders)) or (str(lexicon_folder()),)
    faults = [*_own_faults(folders), *(fault for folder in folders for fault in _passed_over(folder))]
    faults += [] if folders else _side_tables()
    if faults:
        return Checked(names, tuple(faults))
    lexicon = load_lexicon(extra=folders)
    rows = (len(lexicon.skills), len(lexicon.terms), len(lexicon.cues))
    return Checked(names, (), rows, tuple(_replaced(lexicon)) if folders else ())


def _own_faults(folders: Sequence[Path]) -> Iterator[Fault]:
    """The faults that each folder brings, with the folder in their place."""
    known: Counter[Fault] = Counter()
    for count in range(len(folders) + 1):
        try:
            load_lexicon(extra=folders[:count])
        except LexiconError as error:
            found = Counter(error.faults)
            folder = folders[count - 1] if count else lexicon_folder()
            for fault in (found - known).elements():
                yield Fault(_place(folder, fault.place), fault.problem, fault.allowed)
            known = found


def _place(folder: Path, place: str) -> str:
    """`mine.csv:3` as `folder/terms/mine.csv:3`."""
    named = _PLACE.match(place)
    if named is None:
        return place if str(folder) in place else f"{folder}: {place}"
    inside = "terms" if (folder / "terms" / named["name"]).exists() else ""
    return str(folder / inside / named["name"]) + named["rest"]


def _side_tables() -> Iterator[Fault]:
    """Faults of the shipped tables beside the lexicon."""
    for path in sorted(lexicon_folder().glob("*.csv")):
        try:
            read_table(path.name)
        except LexiconError as error:
            yield from error.faults


def _passed_over(folder: Path) -> Iterator[Fault]:
    """What a folder holds that nobody would read."""
    if not folder.is_dir():
        return
    tables = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_beside(path, folder))
    if not tables:
        yield Fault(str(folder), "holds no table", _READ)
    for path in tables:
        kind = _kind(path.relative_to(folder))
        if kind is None:
            yield Fault(str(path), "is no table that is read from a folder of your own", _READ)
        else:
            yield from _unknown_columns(path, COLUMNS[kind])


def _is_beside(path: Path, folder: Path) -> bool:
    """Notes, hidden files and what editors leave are no tables."""
    hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    return hidden or path.suffix.lower() in (".md", ".txt", ".bak")


def _kind(path: Path) -> str | None:
    if path.parts[:-1] == ("terms",):
        return "terms" if path.suffix == ".csv" else None
    return path.name if len(path.parts) == 1 and path.name in COLUMNS else None


def _unknown_columns(path: Path, known: Sequence[str]) -> Iterator[Fault]:
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
        header = next(csv.reader([line for line in lines if not line.lstrip().startswith("#")]), [])
    except (OSError, UnicodeDecodeError, csv.Error):  # said already
        return
    for name in (cell.strip() for cell in header):
        if name not in known and set(known[:3]) <= {cell.strip() for cell in header}:
            yield Fault(f"{path}:1", f"unknown column {name!r}", ", ".join(known))


def _replaced(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    shipped = {(term.skill, term.term): term for term in load_lexicon().terms}
    for term in lexicon.terms:
        before = shipped.get((term.skill, term.term))
        if before is not None and before != term:
            yield term.place, before.place
