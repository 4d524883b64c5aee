"""The report for people: one HTML file without scripts or links, that works offline and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cs_match.records import Contribution, Match, Person, Screening
from cs_match.reports.cells import fitted, printable
from cs_match.reports.rows import adds_up, facts, gist, people_by_id, reasons, where
from cs_match.reports.run import RunRecord, counts
from cs_match.reports.waterfall import waterfall
from cs_match.reports.wording import Wording, wording_for

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["CriterionRow", "Described", "Quote", "describe", "report_html"]

_MOST_DESCRIBED = 200  # candidates; more make a file that browsers and printers choke on
_MOST_QUOTES, _LONGEST_QUOTE = 3, 180  # a row; columns of text


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as the report shows it: text, place and the words that decided."""

    text: str
    where: str
    cues: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A row of a score as the report shows it; `points` are rounded so that the shown rows add up."""

    row: Contribution
    points: float
    quotes: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Described:
    """One candidate as the report shows it."""

    match: Match
    person: Person
    drawing: str
    rows: tuple[CriterionRow, ...]
    facts: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, str, str], ...]


def report_html(screening: Screening, run: RunRecord) -> str:
    """The text of `report.html`; the same screening gives the same text."""
    wording = wording_for(screening.requirements)
    shown = screening.matches[: run.top or _MOST_DESCRIBED]
    people = people_by_id(screening)
    return printable(
        _template().render(
            say=wording.say,
            one_of=wording.one_of,
            language="zh-CN" if wording.language == "zh" else "en",
            screening=screening,
            run=run,
            counts=counts(screening),
            ranking=[(match, reasons(match, wording), gist(match)) for match in screening.matches],
            described=[describe(match, people[match.candidate], wording) for match in shown],
            rest=len(screening.matches) - len(shown),
        )
    )


def describe(match: Match, person: Person, wording: Wording) -> Described:
    """Everything that the report says about one candidate."""
    points = adds_up([row.points for row in match.contributions])
    return Described(
        match,
        person,
        waterfall(match, wording),
        tuple(
            CriterionRow(row, shown, tuple(_quotes(row, person, wording)), max(0, len(row.evidence) - _MOST_QUOTES))
            for row, shown in zip(match.contributions, points, strict=True)
        ),
        tuple(facts(person.lead.fields, wording)),
        tuple(_notices(person, wording)),
    )


def _quotes(row: Contribution, person: Person, wording: Wording) -> Iterator[Quote]:
    for evidence in row.evidence[:_MOST_QUOTES]:
        quote = fitted(" ".join(evidence.quote.split()), _LONGEST_QUOTE)
        yield Quote(quote, where(evidence, person, wording), ", ".join(evidence.cues))


def _notices(person: Person, wording: Wording) -> Iterator[tuple[str, str, str]]:
    for read in (person.lead, *person.repeats):
        for notice in read.warnings:
            place = f"{read.source} · {wording.say('page', n=notice.page)}" if notice.page else read.source
            yield wording.one_of("notice", notice.kind), notice.detail, place


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Everything that comes from a resume or a table is escaped; only our own drawing is marked as safe in the template.
    environment = Environment(
        loader=PackageLoader("cs_match.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
