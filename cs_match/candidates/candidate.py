"""The door of this room: a document, read and understood, becomes a `Candidate`.

Facts come from the resume's words by grammar and tables; entities that a tagger found (names, employers, titles,
schools) are hints that decide where the grammar leaves a choice. Every fact keeps the place where it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

from cs_match.candidates.births import find_birth_year, find_dated
from cs_match.candidates.contacts import find_email, find_phone
from cs_match.candidates.education import find_education
from cs_match.candidates.history import JobFact, find_jobs, find_years
from cs_match.candidates.layout import Fact, Sheet, Value
from cs_match.candidates.names import find_name
from cs_match.candidates.places import find_city
from cs_match.candidates.salary import find_salary
from cs_match.records import Candidate, Document, Education, Evidence, ExpectedSalary, Fields, Language
from cs_match.sections import find_sections
from cs_match.text import han_share

__all__ = ["language_of", "read_candidate"]


def read_candidate(document: Document, *, tagger: Any = None, as_of: date | None = None) -> Candidate:
    """Read one document: its language, sections, tags and facts.

    Args:
        document: what `cs_match.documents.reading.read_document` returns.
        tagger: a `cs_match.tagging.tagger.Tagger`; default the one of the lexicon that comes with the package, which
            is loaded once. False reads facts only: no tags, no entities, and much quicker.
        as_of: the day on which running jobs end; default today.
    """
    sections = find_sections(document)
    language = language_of(document.text)
    tagger = _default_tagger() if tagger is None else tagger
    tagged = tagger.tag(document, sections, language=language) if tagger else None
    sheet = Sheet(document, find_sections(document, informal=True), tagged.entities if tagged else ())
    fields, sources, dated = _facts(sheet, as_of or date.today())
    return Candidate(
        source=document.source,
        sha256=document.sha256,
        bytes=document.bytes,
        language=language,
        text=document.text,
        fields=fields,
        tags=tagged.tags if tagged else (),
        new_terms=tagged.new_terms if tagged else (),
        warnings=document.warnings,
        sources=sources,
        dated=dated,
    )


@cache
def _default_tagger() -> Any:
    from cs_match.lexicon import load_lexicon
    from cs_match.tagging.tagger import Tagger

    return Tagger(load_lexicon())


def language_of(text: str) -> Language:
    """``zh``, ``en`` or ``mixed``, by the share of Han characters among the letters.

    >>> language_of("客服专员，熟悉CRM"), language_of("Customer support")
    ('zh', 'en')
    """
    # A Han character says about as much as three Latin letters.
    share = han_share(text)
    weighed = 3 * share / (3 * share + 1 - share) if share else 0.0
    return "zh" if weighed > 0.72 else "mixed" if weighed > 0.12 else "en"


def _facts(sheet: Sheet, as_of: date) -> tuple[Fields, Mapping[str, Evidence], str | None]:
    dated = find_dated(sheet)
    single = _single_facts(sheet, dated)
    jobs = find_jobs(sheet)
    values = {name: fact.value if fact else None for name, fact in single.items()}
    words = {name: _text(values[name]) for name in ("name", "phone", "email", "school", "major", "city")}
    fields = Fields(
        **words,
        education=cast(Education | None, values["education"]),
        birth_year=cast(int | None, values["birth_year"]),
        years_service=find_years(jobs, sheet, as_of),
        jobs=tuple(one.job for one in jobs),
        expected_salary=cast(ExpectedSalary | None, values["expected_salary"]),
    )
    sources = {name: sheet.evidence(fact) for name, fact in single.items() if fact}
    sources.update(_job_sources(sheet, jobs))
    return fields, sources, str(dated.value) if dated else None


def _single_facts(sheet: Sheet, dated: Fact | None) -> dict[str, Fact | None]:
    education = find_education(sheet)
    name = find_name(sheet)
    return {
        "name": name,
        "phone": find_phone(sheet),
        "email": find_email(sheet),
        "education": education.level,
        "school": education.school,
        "major": education.major,
        "city": find_city(sheet, name),
        "birth_year": find_birth_year(sheet, dated),
        "expected_salary": find_salary(sheet),
    }


def _text(value: object) -> str | None:
    return None if value is None else re.sub(r"\s+", " ", str(value)).strip()


def _job_sources(sheet: Sheet, jobs: list[JobFact]) -> Iterator[tuple[str, Evidence]]:
    for number, one in enumerate(jobs):
        parts: tuple[tuple[str, Value | None], ...] = (("company", one.post.company), ("title", one.post.title))
        for name, value in parts:
            if value:
                yield f"jobs.{number}.{name}", sheet.evidence(Fact(value.text, value.start, value.end))
        if one.post.period:
            period = Fact(one.job.start, one.post.period.start, one.post.period.end)
            yield f"jobs.{number}.start", sheet.evidence(period)
