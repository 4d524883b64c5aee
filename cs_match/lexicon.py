"""`skill_lexicons/` as an immutable, checked `Lexicon`: words are data, and a fault in them is said with its line.

    skills.csv        id,category,zh,en,implies,note             what can be tagged
    terms/*.csv       skill,term,kind,when,unless,section,note   how texts speak of it
    cues.csv          cue,kind,direction,scope,lang,note         words that deny, wish, grade ...
    classes.csv       class,words,note                           what `{class}` in a term stands for

Side tables (headings, degrees, cities ...) stand beside them and are read with `read_table`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from cs_match.errors import Fault, LexiconError
from cs_match.patterns import PatternFault, parse

__all__ = [
    "CUE_KINDS",
    "LOOK_ALIKE",
    "SECTION_KINDS",
    "TERM_KINDS",
    "Cue",
    "Lexicon",
    "Skill",
    "Term",
    "lexicon_folder",
    "load_lexicon",
    "read_table",
]

CATEGORIES = (
    "system", "ai", "channel", "language", "certificate", "office", "data", "technical", "core", "value", "task",
    "industry", "availability",
)  # fmt: skip
TERM_KINDS = ("name", "act", "trait", "duty")
CUE_KINDS = (
    "negation", "wish", "learning", "other", "refusal", "past", "ignored", "retraction", "pseudo", "contrast",
    "expert", "proficient", "familiar", "aware",
)  # fmt: skip
DIRECTIONS = ("before", "after", "both")
SCOPES = ("clause", "sentence", "list", "end")
LANGUAGES = ("zh", "en", "")
SECTION_KINDS = (
    "header", "summary", "objective", "self_evaluation", "skills", "languages", "certificates", "work", "projects",
    "education", "training", "awards", "hobbies", "references", "personal", "declaration", "other",
)  # fmt: skip
# The skill of a term that only looks like one: what it covers is no skill at all ("excel at", 智齿口腔).
LOOK_ALIKE = "none"

_SKILL_COLUMNS = ("id", "category", "zh", "en", "implies", "note")
_TERM_COLUMNS = ("skill", "term", "kind", "when", "unless", "section", "note")
_CLASS_COLUMNS = ("class", "words", "note")
_CLASS = re.compile(r"\{[^{}]+\}")
_CUE_COLUMNS = ("cue", "kind", "direction", "scope", "lang", "on", "note")


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing that can be tagged; `implies` are ids that whoever has it has as well."""

    id: str
    category: str
    zh: str
    en: str
    implies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One way in which texts speak of a skill, in the grammar of `cs_match.patterns`.

    Args:
        kind: ``name``, ``act``, ``trait`` or ``duty``.
        when: conditions of which one must hold, each a pattern that may be prefixed ``doc:`` or ``section:``.
        unless: conditions of which none may hold.
        sections: section kinds in which alone the term counts; empty for the default.
        not_sections: section kinds in which it does not count.
        place: file and line of the row.
    """

    skill: str
    term: str
    kind: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that decides about the skills near it.

    Args:
        kind: one of `CUE_KINDS`.
        direction: where the cue stands: ``before`` the skill, ``after`` it, or ``both``.
        scope: how far it reaches: ``clause``, ``sentence``, ``list``, ``end`` (only as the last word of its clause) or
            a number of characters.
        on: categories or ids of skills that it can be said of, all where empty; with ``!`` in front those that it
            cannot.
    """

    cue: str
    kind: str
    direction: str
    scope: str
    lang: str = ""
    on: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Lexicon:
    """All word lists that the tagger needs, checked. `digest` changes with any row."""

    skills: tuple[Skill, ...]
    terms: tuple[Term, ...]
    cues: tuple[Cue, ...]
    digest: str = field(compare=False, default="")

    @cached_property
    def by_id(self) -> dict[str, Skill]:
        """Each skill under its id."""
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def implied(self) -> dict[str, tuple[str, ...]]:
        """For each skill id all ids that it implies, directly or through others, in a fixed order."""
        return {skill.id: tuple(_closure(skill.id, self.by_id)) for skill in self.skills}


def _closure(skill: str, by_id: dict[str, Skill]) -> list[str]:
    found: list[str] = []
    todo = list(by_id[skill].implies)
    while todo:
        next_id = todo.pop(0)
        if next_id not in found and next_id != skill:
            found.append(next_id)
            todo.extend(by_id[next_id].implies)
    return found


# ---------------------------------------------------------------- reading


def lexicon_folder() -> Path:
    """The word lists that came with the package: inside a wheel, or beside the package in a source tree."""
    shipped = Path(__file__).parent / "_skill_lexicons"
    return shipped if shipped.is_dir() else Path(__file__).parent.parent / "skill_lexicons"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, with the place it stands in."""

    place: str
    cells: dict[str, str]


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a side table of the shipped word lists, such as ``read_table("headings.csv")``.

    Comment lines (``#``) and empty lines are left out.

    Raises:
        LexiconError: where the table does not exist or is not UTF-8 text.
    """
    path = lexicon_folder() / (name if name.endswith(".csv") else f"{name}.csv")
    faults: list[Fault] = []
    rows = [row.cells for row in _rows(path, (), faults)]
    if faults:
        raise LexiconError(f"{path.name} cannot be used", faults)
    return rows


def load_lexicon(folder: Path | None = None, extra: Sequence[Path] = ()) -> Lexicon:
    """The checked lexicon of a folder (default: the shipped one), with folders of a user's own rows on top.

    A row of an extra folder replaces the row of the same skill and term (or skill id, or cue and direction); all other
    rows are added. An extra folder may hold any of the tables.

    Raises:
        LexiconError: with all faults of all files at once; nothing is loaded then.
    """
    if folder is None and not extra:
        return _default_lexicon()
    return _load((folder or lexicon_folder(), *extra))


@cache
def _default_lexicon() -> Lexicon:
    return _load((lexicon_folder(),))


def _load(folders: Sequence[Path]) -> Lexicon:
    faults: list[Fault] = [Fault(str(f), "no such folder") for f in folders if not f.is_dir()]
    skills = {s.id: s for folder in folders for s in _skills(folder, faults)}
    faults.extend(_unknown_implied(skills))
    classes = {name: words for folder in folders for name, words in _classes(folder, faults)}
    terms = {(t.skill, t.term): t for folder in folders for t in _terms(folder, skills, classes, faults)}
    cues = {(c.cue, c.kind, c.direction, c.on): c for folder in folders for c in _cues(folder, skills, faults)}
    if faults:
        raise LexiconError("the word lists have faults", faults)
    parts = (tuple(skills.values()), tuple(terms.values()), tuple(cues.values()))
    return Lexicon(*parts, digest=_digest(parts))


def _digest(parts: tuple[tuple[Skill, ...], tuple[Term, ...], tuple[Cue, ...]]) -> str:
    """Digest of what the rows say, wherever they stand."""
    skills, terms, cues = parts
    rows = [repr(s) for s in skills]
    rows += [repr((t.skill, t.term, t.kind, t.when, t.unless, t.sections, t.not_sections)) for t in terms]
    rows += [repr((c.cue, c.kind, c.direction, c.scope, c.on)) for c in cues]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _rows(path: Path, columns: Sequence[str], faults: list[Fault]) -> Iterator[_Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        faults.append(Fault(path.name, "cannot be read"))
        return
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, f"is not UTF-8 at byte {error.start}"))
        return
    reader = csv.reader(_without_comments(text), strict=True)
    try:
        header = [cell.strip() for cell in next(filter(any, reader), [])]
        if columns and not set(columns[:3]) <= set(header):
            place = f"{path.name}:{reader.line_num or 1}"
            faults.append(Fault(place, f"columns {', '.join(header)}", ", ".join(columns)))
            return
        yield from _checked_rows(path.name, header, reader, faults)
    except csv.Error as error:
        faults.append(Fault(f"{path.name}:{reader.line_num}", str(error)))


def _without_comments(text: str) -> Iterator[str]:
    # A comment becomes an empty line, so that line numbers stay those of the file.
    for line in io.StringIO(text):
        yield "\n" if line.lstrip().startswith("#") else line


def _checked_rows(name: str, header: list[str], reader: Iterable[list[str]], faults: list[Fault]) -> Iterator[_Row]:
    for cells in reader:
        place = f"{name}:{getattr(reader, 'line_num', 0)}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            faults.append(Fault(place, f"{len(cells)} cells under {len(header)} columns"))
            continue
        padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
        yield _Row(place, dict(zip(header, padded, strict=True)))


def _once(seen: dict[tuple[str, ...], str], key: tuple[str, ...], row: _Row, faults: list[Fault]) -> bool:
    if key in seen:
        faults.append(Fault(row.place, f"{' '.join(key)!r} stands already at {seen[key]}"))
        return False
    seen[key] = row.place
    return True


def _one_of(row: _Row, column: str, allowed: Sequence[str], faults: list[Fault]) -> bool:
    if row.cells.get(column, "") in allowed:
        return True
    faults.append(Fault(row.place, f"{column} {row.cells.get(column, '')!r}", " ".join(filter(None, allowed))))
    return False


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _pattern_stands(row: _Row, pattern: str, faults: list[Fault], *, fixed: bool = True) -> bool:
    try:
        parse(pattern, fixed=fixed)
    except PatternFault as fault:
        faults.append(Fault(row.place, f"{_short(pattern)!r}: {fault}"))
        return False
    return True


def _skills(folder: Path, faults: list[Fault]) -> Iterator[Skill]:
    path = folder / "skills.csv"
    seen: dict[tuple[str, ...], str] = {}
    for row in _rows(path, _SKILL_COLUMNS, faults) if path.is_file() else ():
        cells = row.cells
        if not cells["id"].replace("_", "").isalnum():
            faults.append(Fault(row.place, f"id {cells['id']!r}", "letters, digits and _"))
        elif _one_of(row, "category", CATEGORIES, faults) and _once(seen, (cells["id"],), row, faults):
            implies = tuple(cells.get("implies", "").split())
            yield Skill(
                cells["id"], cells["category"], cells["zh"], cells.get("en", ""), implies, cells.get("note", "")
            )


def _unknown_implied(skills: dict[str, Skill]) -> Iterator[Fault]:
    for skill in skills.values():
        for implied in skill.implies:
            if implied not in skills:
                yield Fault(f"skills.csv: {skill.id}", f"implies the unknown id {implied!r}")


def _classes(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """Names in braces, and the alternatives in brackets that they stand for."""
    path = folder / "classes.csv"
    seen: dict[tuple[str, ...], str] = {}
    for row in _rows(path, _CLASS_COLUMNS, faults) if path.is_file() else ():
        name, words = "{" + row.cells["class"] + "}", "(" + row.cells["words"] + ")"
        if name == "{n}" or "(" in row.cells["words"]:
            faults.append(Fault(row.place, f"class {name}", "a name other than n, words without brackets"))
        elif _pattern_stands(row, words, faults, fixed=False) and _once(seen, (name,), row, faults):
            yield name, words


def _spelled_out(row: _Row, classes: dict[str, str]) -> _Row:
    """The row with the words of each `{class}` in its patterns; unknown names stay, and are said as faults."""
    patterns = {
        column: _CLASS.sub(lambda name: classes.get(name.group(), name.group()), row.cells[column])
        for column in ("term", "when", "unless")
        if "{" in row.cells.get(column, "")
    }
    return _Row(row.place, {**row.cells, **patterns}) if patterns else row


def _terms(folder: Path, skills: dict[str, Skill], classes: dict[str, str], faults: list[Fault]) -> Iterator[Term]:
    seen: dict[tuple[str, ...], str] = {}
    for path in sorted((folder / "terms").glob("*.csv")):
        for row in _rows(path, _TERM_COLUMNS, faults):
            term = _term(_spelled_out(row, classes), skills, faults)
            if term is not None and _once(seen, (term.skill, term.term), row, faults):
                yield term


def _term(row: _Row, skills: dict[str, Skill], faults: list[Fault]) -> Term | None:
    before, cells = len(faults), row.cells
    if cells["skill"] not in skills and cells["skill"] != LOOK_ALIKE:
        faults.append(Fault(row.place, f"unknown skill id {cells['skill']!r}", "an id of skills.csv"))
    _one_of(row, "kind", TERM_KINDS, faults)
    _pattern_stands(row, cells["term"], faults)
    when, unless = _conditions(row, "when", faults), _conditions(row, "unless", faults)
    sections, barred = _section_kinds(row, faults)
    if len(faults) > before:
        return None
    return Term(cells["skill"], cells["term"], cells["kind"], when, unless, sections, barred, row.place)


def _conditions(row: _Row, column: str, faults: list[Fault]) -> tuple[str, ...]:
    conditions = tuple(part.strip() for part in row.cells.get(column, "").replace("；", ";").split(";") if part.strip())
    for condition in conditions:
        if condition != "case:":
            pattern = condition.removeprefix("doc:").removeprefix("section:").strip()
            _pattern_stands(row, pattern, faults, fixed=False)
    return conditions


def _section_kinds(row: _Row, faults: list[Fault]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = row.cells.get("section", "").split()
    barring = bool(words) and words[0].startswith("!")
    kinds = tuple(word.removeprefix("!") for word in words)
    unknown = [kind for kind in kinds if kind not in SECTION_KINDS]
    faults.extend(Fault(row.place, f"unknown section kind {kind!r}", " ".join(SECTION_KINDS)) for kind in unknown)
    return ((), kinds) if barring else (kinds, ())


def _cues(folder: Path, skills: dict[str, Skill], faults: list[Fault]) -> Iterator[Cue]:
    path = folder / "cues.csv"
    seen: dict[tuple[str, ...], str] = {}
    for row in _rows(path, _CUE_COLUMNS, faults) if path.is_file() else ():
        cells = row.cells
        right = _pattern_stands(row, cells["cue"], faults) and _one_of(row, "kind", CUE_KINDS, faults)
        right = right and _one_of(row, "direction", DIRECTIONS, faults) and _scope_stands(row, faults)
        key = (cells["cue"], cells["kind"], cells["direction"])
        if right and _once(seen, (*key, cells.get("on", "")), row, faults):
            yield Cue(*key, cells["scope"], cells.get("lang", ""), _said_of(row, skills, faults), row.place)


def _said_of(row: _Row, skills: dict[str, Skill], faults: list[Fault]) -> tuple[str, ...]:
    words = tuple(row.cells.get("on", "").split())
    unknown = [word for word in words if word.removeprefix("!") not in {*CATEGORIES, *skills}]
    faults.extend(Fault(row.place, f"unknown category or skill {word!r}", " ".join(CATEGORIES)) for word in unknown)
    return words


def _scope_stands(row: _Row, faults: list[Fault]) -> bool:
    return row.cells["scope"].isdigit() or _one_of(row, "scope", SCOPES, faults)
