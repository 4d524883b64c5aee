"""What a scorer may see of a person: skills, education, work, place and words, and nothing that the law protects.

`Seen` is built from the leading document and its repeats. It has no name, contact, birth year, school or employer, so
no scorer can use them; in the words that free text is compared with, names and clauses about age, sex, marriage, origin
or looks are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cs_match.records import Candidate, Education, Evidence, Job, Person, Tag
from cs_match.requirements.protected import speaks_of_protected
from cs_match.text import clauses

__all__ = ["Seen", "Spell", "Words", "evidence_of", "months_of", "see"]


@dataclass(frozen=True, slots=True)
class Words:
    """A clause of a document that free text may be compared with, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of work: months since year 0 from `start` to `end` (half open), and where the text tells of it."""

    start: int
    end: int
    service: bool
    text_start: int | None
    text_end: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One person as scorers see them. `tags` holds each skill once; `spells` are in the order of the resume."""

    language: str
    tags: dict[str, Tag]
    education: Education | None
    city: str | None
    years_service: float | None
    spells: tuple[Spell, ...]
    text: str
    hidden: tuple[str, ...]
    full: bool

    def words(self) -> Iterator[Words]:
        """The clauses without names; ask `may_compare` before one is compared with a demand's words."""
        for start, end in clauses(self.text):
            clause = self.text[start:end]
            if not any(secret in clause for secret in self.hidden):
                yield Words(clause, start, end)

    @staticmethod
    def may_compare(words: Words) -> bool:
        """Whether a clause is free of age, sex, marriage, origin, looks and the like."""
        return not speaks_of_protected(words.text)

    def has(self, skill: str) -> bool:
        """Whether the person has the skill, by any evidence."""
        return skill in self.tags and self.tags[skill].has


def see(person: Person, as_of: date, full_resume: int) -> Seen:
    """The view of a person on the day `as_of`. Where documents disagree, the leading one is right.

    Args:
        full_resume: characters from which a document counts as a full resume.
    """
    documents = (person.lead, *person.repeats)
    lead = person.lead
    fields = [document.fields for document in documents]
    spells = tuple(_spells(lead, as_of))
    return Seen(
        language=lead.language,
        tags=_tags(documents),
        education=next((f.education for f in fields if f.education), None),
        city=next((f.city for f in fields if f.city), None),
        years_service=_service(lead, spells),
        spells=spells,
        text=lead.text,
        hidden=tuple(filter(None, (lead.fields.name, lead.fields.phone, lead.fields.email, lead.fields.school))),
        full=len(lead.text.strip()) >= full_resume and bool(lead.fields.jobs or lead.fields.education),
    )


def _tags(documents: Iterable[Candidate]) -> dict[str, Tag]:
    tags: dict[str, Tag] = {}
    for document in documents:
        for tag in document.tags:
            known = tags.get(tag.skill)
            if known is None or (known.has and tag.has and known.strength == "claimed" != tag.strength):
                tags[tag.skill] = tag
    return tags


def _service(lead: Candidate, spells: tuple[Spell, ...]) -> float | None:
    """Years of service work; none at all where there are jobs and no one of them is service work."""
    if lead.fields.years_service is not None:
        return lead.fields.years_service
    if any(spell.service for spell in spells):
        return months_of(spell for spell in spells if spell.service) / 12
    return 0.0 if lead.fields.jobs else None


def months_of(spells: Iterable[Spell]) -> int:
    """Months that the spells cover together, overlaps counted once."""
    covered = {month for spell in spells for month in range(spell.start, spell.end)}
    return len(covered)


def _spells(candidate: Candidate, as_of: date) -> Iterator[Spell]:
    places = _places(candidate)
    for job, (start, end) in zip(candidate.fields.jobs, places, strict=True):
        first, last = _month(job.start), _month(job.end, as_of)
        if first is not None:
            last = min(last if last is not None else first + 1, first + 12 * 60)
            yield Spell(first, max(last, first), job.service, start, end)


def _month(written: str | None, as_of: date | None = None) -> int | None:
    if written is None:
        return None
    if written == "present":
        return as_of.year * 12 + as_of.month - 1 if as_of else None
    year, _, month = written.partition("-")
    return int(year) * 12 + (int(month) - 1 if month else 0)


def _places(candidate: Candidate) -> list[tuple[int | None, int | None]]:
    """Where in the text each job is told: from its name to the name of the job told next."""
    starts = [_first(candidate.text, job) for job in candidate.fields.jobs]
    known = sorted({start for start in starts if start is not None})
    after = dict(zip(known, [*known[1:], len(candidate.text)], strict=False))
    return [(start, after[start] if start is not None else None) for start in starts]


def _first(text: str, job: Job) -> int | None:
    for name in (job.company, job.title):
        at = text.find(name) if name else -1
        if at >= 0:
            return max(0, at - 40) if at > 40 and "\n" not in text[at - 40 : at] else text.rfind("\n", 0, at) + 1
    return None


def evidence_of(tags: Iterable[Tag | None]) -> tuple[Evidence, ...]:
    """The first two pieces of evidence of each tag, each once."""
    found = [piece for tag in tags if tag is not None for piece in tag.evidence[:2]]
    return tuple(dict.fromkeys(found))
