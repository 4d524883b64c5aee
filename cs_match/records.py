"""What flows through the pass: frozen, picklable records whose JSON is derived from their fields.

Reading order of this file is the order of the pass: `Document` (text that remembers where each character stood),
`Tag` and `Fields` with `Evidence`, `Candidate` (one document understood), `Person` (the documents of one human being),
`RequirementProfile` made of `Criterion`, `Match` made of `Contribution`, and `Screening`, which holds it all.

Offsets are Python string offsets (code points), half open. Boxes are in points, measured from the top left corner of
the page. Dates are ``YYYY-MM`` or ``YYYY``; ``present`` ends a running job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar

__all__ = [
    "LEVELS",
    "STATUSES",
    "Box",
    "Candidate",
    "Contribution",
    "Criterion",
    "Document",
    "Eligible",
    "Evidence",
    "ExpectedSalary",
    "Fields",
    "Hidden",
    "Job",
    "Level",
    "Line",
    "Match",
    "NewTerm",
    "NotUnderstood",
    "Notice",
    "Page",
    "PayPeriod",
    "Person",
    "Problem",
    "RequirementProfile",
    "Run",
    "Screening",
    "Section",
    "Status",
    "Strength",
    "Tag",
    "Test",
    "ToConfirm",
    "as_json",
    "from_json",
]

Status = Literal[
    "ok", "empty", "unsupported", "encrypted", "corrupt", "timeout", "too_large", "too_many_pages", "out_of_memory"
]
STATUSES: tuple[Status, ...] = (
    "ok", "empty", "unsupported", "encrypted", "corrupt", "timeout", "too_large", "too_many_pages", "out_of_memory",
)  # fmt: skip
Level = Literal["expert", "proficient", "familiar", "aware"]
LEVELS: tuple[Level, ...] = ("aware", "familiar", "proficient", "expert")  # ascending
Strength = Literal["demonstrated", "claimed"]
Eligible = Literal["yes", "no", "unknown"]
Language = Literal["zh", "en", "mixed"]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
Education = Literal["junior_high", "high_school", "vocational", "associate", "bachelor", "master", "doctor"]
CriterionStatus = Literal["met", "partly", "unmet", "unknown"]
CriterionKind = Literal[
    "skill", "language", "education", "years", "certificate", "metric", "industry", "availability", "city", "text"
]

_R = TypeVar("_R")


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points (0 where the format has no pages) and its part of the text."""

    number: int
    width: float
    height: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` that were set in one go, and where: a word on a PDF page, a run of a paragraph.

    `edges` holds the x position of each character's left edge plus the last one's right edge (``end - start + 1``
    numbers), or nothing where only the box is known. `origin` says what the run came from: ``body``, ``table``,
    ``text_box``, ``header``, ``footer``, ``footnote``, ``list`` or ``ocr``.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    edges: tuple[float, ...] = ()
    origin: str = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """One line (PDF) or paragraph or table row (other formats) of the text, with the type it is set in.

    `size` is the type size in points, 0 where unknown; `heading` is true where the format itself says so (a DOCX
    heading style, ``<h2>``, ``##``); `column` tells lines of different columns or boxes on one page apart.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    heading: bool = False
    column: int = 0


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that stands in the file but that no reader of the page sees. It never reaches tagging or scoring."""

    text: str
    kind: str
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a document. `kind` is one of the kinds that the output format names."""

    kind: str
    detail: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's visible text in reading order, that remembers where each character stood.

    In `text` lines end in ``\\n``, the cells of one table row are parted by ``\\t``, pages by a line end.
    `runs` and `lines` are in text order and do not overlap.
    """

    source: str
    format: str
    sha256: str
    bytes: int
    text: str
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    runs: tuple[Run, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    warnings: tuple[Notice, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Number of the page on which the character at `offset` stands, or None where the text has no pages."""
        found = next((page for page in self.pages if page.start <= offset < page.end), None)
        return found.number if found else None

    def box_of(self, start: int, end: int) -> Box | None:
        """The place of characters `start` to `end` on the page where they begin, or None where it is not known."""
        page = self.page_at(start)
        box: Box | None = None
        for run in self.runs:
            if run.end <= start or run.start >= end or run.box is None or run.page != page:
                continue
            part = _part_of(run, max(start, run.start), min(end, run.end))
            box = part if box is None else box.union(part)
        return box


def _part_of(run: Run, start: int, end: int) -> Box:
    assert run.box is not None
    if not run.edges:
        return run.box
    return Box(run.edges[start - run.start], run.box.top, run.edges[end - run.start], run.box.bottom)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a resume under one heading. `kind` is one of the kinds of ``skill_lexicons/headings.csv``."""

    kind: str
    title: str
    start: int
    end: int


# ---------------------------------------------------------------- candidates


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was found: the verbatim `quote`, its place, and the words (`cues`) that decided about it."""

    quote: str
    start: int
    end: int
    page: int | None = None
    section: str | None = None
    box: Box | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """What a document says about one skill of ``skill_lexicons/skills.csv``.

    `has` is false where the text denies it, only wishes for it, is still learning it or speaks of someone else.
    """

    skill: str
    has: bool
    level: Level | None
    strength: Strength | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One post. `start` and `end` are ``YYYY-MM`` or ``YYYY``, `end` may be ``present``; `service`: service work."""

    company: str | None
    title: str | None
    start: str | None
    end: str | None
    service: bool


@dataclass(frozen=True, slots=True)
class ExpectedSalary:
    """The pay that somebody asks for: amounts of `currency` (ISO 4217) a `period`, None where not said.

    `months` is how many months a year are paid (13薪); one bound alone is "at least" or "at most". Never scored.
    """

    low: float | None = None
    high: float | None = None
    currency: str | None = None
    period: PayPeriod | None = None
    months: int | None = None
    negotiable: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The facts of a resume; None where the resume does not say."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    education: Education | None = None
    school: str | None = None
    major: str | None = None
    city: str | None = None
    birth_year: int | None = None
    years_service: float | None = None
    jobs: tuple[Job, ...] = ()
    expected_salary: ExpectedSalary | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A possible tool or skill that the lexicon lacks."""

    text: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document, read and understood."""

    source: str
    sha256: str
    bytes: int
    language: Language
    text: str
    fields: Fields
    tags: tuple[Tag, ...] = ()
    new_terms: tuple[NewTerm, ...] = ()
    warnings: tuple[Notice, ...] = ()
    # Where each fact was read; keys are names of `Fields`.
    sources: Mapping[str, Evidence] = field(default_factory=dict)
    # Year and month (``YYYY-MM``) the document speaks from, where it tells; the newest document leads a person.
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read: `kind` is a failing status, `detail` one sentence for a person."""

    source: str
    kind: Status
    detail: str
    sha256: str | None = None
    bytes: int | None = None
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """The documents of one human being. `lead` stands for the person; `reasons[source]` says why a repeat joined."""

    id: str
    lead: Candidate
    repeats: tuple[Candidate, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------- requirements and ranking


@dataclass(frozen=True, slots=True)
class Test:
    """What a criterion asks for. Which fields are used depends on the criterion's kind; the rest stay empty.

    Args:
        any_of: skill ids of which one is enough.
        all_of: skill ids that are all wanted.
        at_least: a count of `any_of` that is wanted (default 1).
        level: least level of the skills.
        education: least education.
        years: least number of years; `scope` says of what: ``service``, ``total`` or skill ids.
        metric, value, unit: a typed figure and its threshold, such as ``typing 60 字/分钟``.
        words: free text that no skill covers.
    """

    __test__ = False  # not a pytest class

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    at_least: int = 1
    level: Level | None = None
    education: Education | None = None
    years: float | None = None
    scope: tuple[str, ...] = ()
    metric: str | None = None
    value: float | None = None
    unit: str | None = None
    city: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One demand of a requirement table.

    Args:
        id: stable and readable, unique in the profile, such as ``r5-typing``.
        label: what people read, in the table's own words.
        weight: share of the whole, before normalisation; not negative. Gates may weigh 0.
        must: a gate: not met means not eligible, unknown means to be confirmed.
        applies_to: the industries or job types for which the demand counts; empty means always.
        assessment: the table's own assessment method.
        row: row number in the table, from 1 for the first row under the header.
    """

    id: str
    label: str
    category: str
    priority: str
    weight: float
    must: bool
    kind: CriterionKind
    test: Test
    applies_to: tuple[str, ...] = ()
    assessment: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A row, or a part of one, that could not be turned into a criterion, and why."""

    row: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class RequirementProfile:
    """What a hiring team asks for. `inactive` holds criteria of industries that were not asked for."""

    source: str
    criteria: tuple[Criterion, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    inactive: tuple[Criterion, ...] = ()
    industries: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One row of a score. `points` of all rows add up to the score."""

    criterion: str
    label: str
    category: str
    priority: str
    weight: float
    must: bool
    status: CriterionStatus
    satisfaction: float
    points: float
    max_points: float
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What to ask or test next about one criterion, with the table's own assessment method."""

    criterion: str
    label: str
    assessment: str
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """One person against one profile: the rows, what they add up to, and how far the unknown could move it."""

    rank: int
    candidate: str
    source: str
    name: str | None
    eligible: Eligible
    score: float
    score_low: float
    score_high: float
    contributions: tuple[Contribution, ...]
    to_confirm: tuple[ToConfirm, ...] = ()


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome of one pass: everything that the output files are written from."""

    requirements: RequirementProfile
    matches: tuple[Match, ...]
    people: tuple[Person, ...]
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- JSON


def as_json(record: Any) -> Any:
    """The JSON form of a record: objects for records and mappings, arrays for tuples, keys in field order.

    >>> as_json(Section("work", "工作经历", 0, 9))
    {'kind': 'work', 'title': '工作经历', 'start': 0, 'end': 9}
    """
    if is_dataclass(record) and not isinstance(record, type):
        return {f.name: as_json(getattr(record, f.name)) for f in fields(record)}
    if isinstance(record, Mapping):
        return {str(key): as_json(value) for key, value in record.items()}
    if isinstance(record, (list, tuple)):
        return [as_json(value) for value in record]
    return record


def from_json(kind: type[_R], value: Any) -> _R:
    """The record of type `kind` that `as_json` turned into `value`.

    Raises:
        ValueError: where the value does not fit (pydantic's ``ValidationError``, which names each key).
    """
    asked: Any = kind
    record: _R = _adapter(asked).validate_python(value)
    return record


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
