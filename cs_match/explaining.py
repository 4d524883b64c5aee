"""One resume explained: its text with every place that a tag or a fact rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.protected import mask
from cs_match.lexicon import Skill
from cs_match.records import Candidate, Document, Evidence
from cs_match.sections import find_sections
from cs_match.tagging.mentions import Mark
from cs_match.tagging.tagger import Tagger

__all__ = ["Explained", "FactPlace", "Piece", "explain", "pieces"]


@dataclass(frozen=True, slots=True)
class FactPlace:
    """Where a fact was read; `name` is that of a field, such as ``phone`` or ``jobs.0.title``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with what was understood of it: marks and facts in text order."""

    document: Document
    candidate: Candidate
    marks: tuple[Mark, ...]
    facts: tuple[FactPlace, ...]
    skills: dict[str, Skill]


def explain(document: Document, tagger: Tagger, *, as_of: date | None = None, masked: bool = False) -> Explained:
    """Tag a document and keep every place that decided.

    Args:
        masked: black out what is protected first (see `cs_match.candidates.protected`).
    """
    seen = mask(document) if masked else document
    candidate = read_candidate(seen, tagger=tagger, as_of=as_of)
    places = sorted(_fact_places(candidate.sources.items()), key=lambda place: (place.start, place.end, place.name))
    return Explained(seen, candidate, tagger.marks(seen, find_sections(seen)), tuple(places), tagger.lexicon.by_id)


def _fact_places(sources: Iterable[tuple[str, Evidence]]) -> Iterator[FactPlace]:
    for name, evidence in sources:
        yield FactPlace(name, evidence.start, evidence.end)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks and facts hold; where they overlap the text is cut."""

    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    facts: tuple[FactPlace, ...] = ()


def pieces(explained: Explained) -> Iterator[Piece]:
    """The whole text, cut where a mark or a fact begins or ends. Linear in text and marks."""
    size = len(explained.document.text)
    events: list[tuple[int, bool, Mark | FactPlace]] = []
    places: tuple[Mark | FactPlace, ...] = (*explained.marks, *explained.facts)
    for one in places:
        events += [(one.start, True, one), (one.end, False, one)]
    events.sort(key=lambda event: (event[0], event[1]))
    open_: list[Mark | FactPlace] = []
    at = 0
    for place, opens, one in events:
        if place > at:
            yield _piece(at, place, open_)
            at = place
        if opens:
            open_.append(one)
        else:
            open_.remove(one)
    if at < size:
        yield Piece(at, size)


def _piece(start: int, end: int, over: Sequence[Mark | FactPlace]) -> Piece:
    marks = tuple(one for one in over if isinstance(one, Mark))
    return Piece(start, end, marks, tuple(one for one in over if isinstance(one, FactPlace)))
