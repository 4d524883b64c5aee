"""What the reports show of a `Screening`, in the order they show it: views of records, without a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cs_match.records import (
    Candidate,
    Contribution,
    Evidence,
    Fields,
    Match,
    Notice,
    Person,
    Problem,
    Screening,
    as_json,
)
from cs_match.reports.wording import Wording

__all__ = [
    "DocumentRow",
    "adds_up",
    "brief",
    "candidate_object",
    "document_rows",
    "document_with",
    "facts",
    "gist",
    "people_by_id",
    "reasons",
    "where",
]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One input file: the candidate read from it and the person it belongs to, or the problem it ended in."""

    source: str
    candidate: Candidate | None = None
    person: Person | None = None
    problem: Problem | None = None

    @property
    def status(self) -> str:
        """The file's status in the output."""
        return self.problem.kind if self.problem else "ok"

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What a person should know about the file, read or not."""
        about = self.candidate or self.problem
        return about.warnings if about else ()

    @property
    def duplicate_of(self) -> str | None:
        """Source of the document that stands for the person, where that is another one."""
        if self.person is None or self.source == self.person.lead.source:
            return None
        return self.person.lead.source

    @property
    def duplicate_reason(self) -> str | None:
        """Why this document and the leading one were taken as one person's."""
        return self.person.reasons.get(self.source) if self.person and self.duplicate_of else None


def document_rows(screening: Screening) -> tuple[DocumentRow, ...]:
    """One row per input file, in the order of their paths."""
    rows = [DocumentRow(problem.source, problem=problem) for problem in screening.problems]
    for person in screening.people:
        rows += [DocumentRow(read.source, read, person) for read in (person.lead, *person.repeats)]
    return tuple(sorted(rows, key=lambda row: row.source))


def candidate_object(row: DocumentRow) -> dict[str, Any]:
    """The object of `candidates.jsonl` for one input file."""
    about = row.candidate or row.problem
    assert about is not None
    read = row.candidate
    return {
        "source": row.source,
        "sha256": about.sha256,
        "bytes": about.bytes,
        "status": row.status,
        "problem": row.problem.detail if row.problem else None,
        "candidate": row.person.id if row.person else None,
        "duplicate_of": row.duplicate_of,
        "duplicate_reason": row.duplicate_reason,
        "language": read.language if read else None,
        "fields": as_json(read.fields if read else Fields()),
        "tags": as_json(read.tags if read else ()),
        "new_terms": as_json(read.new_terms if read else ()),
        "warnings": as_json(row.warnings),
    }


def people_by_id(screening: Screening) -> dict[str, Person]:
    """The persons, by the id that matches name them with."""
    return {person.id: person for person in screening.people}


def document_with(evidence: Evidence, person: Person) -> Candidate | None:
    """Which of a person's documents a quote stands in; None if in none (an assessment, say)."""
    documents = (person.lead, *person.repeats)
    at = slice(evidence.start, evidence.end)
    return next((read for read in documents if evidence.quote and read.text[at] == evidence.quote), None)


def where(evidence: Evidence, person: Person, wording: Wording) -> str:
    """Where a quote stands, in words: file, page and section, as far as they are known."""
    document = document_with(evidence, person)
    parts = [
        document.source.replace("\\", "/").rsplit("/", 1)[-1] if document else "",
        wording.say("page", n=evidence.page) if evidence.page else "",
        wording.one_of("section", evidence.section),
    ]
    return " · ".join(part for part in parts if part)


def reasons(match: Match, wording: Wording, most: int = 3, short: bool = False) -> tuple[str, ...]:
    """The rows that decided most: must-haves that stand in the way, then what earned the most points.

    Points of must-haves come last: whoever is eligible has them. If `short`, labels lose what follows their colon.
    """
    name = brief if short else str
    stops = _STOPS[match.eligible]
    stopped = [
        _stopped(row, name(row.label), wording) for row in match.contributions if row.must and row.status in stops
    ]
    earned = sorted((row for row in match.contributions if _is_earned(row)), key=lambda row: (row.must, -row.points))
    return tuple([*stopped, *(f"{name(row.label)} +{row.points:.1f}" for row in earned)][:most])


_STOPS: Mapping[str, tuple[str, ...]] = {"no": ("unmet", "partly"), "unknown": ("unknown",), "yes": ()}


def _stopped(row: Contribution, name: str, wording: Wording) -> str:
    return f"{wording.one_of('status', row.status)}{wording.say('colon')}{name}"


def _is_earned(row: Contribution) -> bool:
    return row.points > 0 and row.status in ("met", "partly")


def brief(label: str) -> str:
    """What a label says before its colon.

    >>> brief("学历：大专及以上"), brief("Typing")
    ('学历', 'Typing')
    """
    return re.split("[：:]", label, maxsplit=1)[0].strip() or label


def gist(match: Match) -> tuple[str, ...]:
    """What to confirm next, by label, must-haves first; each label once."""
    musts = {row.criterion for row in match.contributions if row.must}
    ordered = sorted(match.to_confirm, key=lambda item: item.criterion not in musts)
    return tuple(dict.fromkeys(item.label for item in ordered))


def facts(fields: Fields, wording: Wording) -> Iterator[tuple[str, str]]:
    """The facts of a resume that a recruiter looks for first, as (name of the fact, value)."""
    years = fields.years_service
    found = {
        "education": wording.one_of("education", fields.education),
        "school": fields.school,
        "years_service": wording.say("years", n=f"{years:g}") if years is not None else None,
        "city": fields.city,
        "phone": fields.phone,
        "email": fields.email,
    }
    return ((wording.say(key), value) for key, value in found.items() if value)


def adds_up(parts: Sequence[float], digits: int = 1) -> list[float]:
    """`parts` rounded so that the rounded numbers add up to the rounded sum (method of largest remainders).

    Each number moves by less than one unit of the last digit.

    >>> adds_up([33.333, 33.333, 33.334])
    [33.3, 33.3, 33.4]
    """
    unit = 10**digits
    floors = [int(part * unit // 1) for part in parts]
    short = round(round(sum(parts), digits) * unit) - sum(floors)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i] * unit, i))
    up = set(order[:short])
    return [(floor + (i in up)) / unit for i, floor in enumerate(floors)]
