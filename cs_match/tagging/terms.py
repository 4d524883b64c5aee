"""Terms of the lexicon in a text: matched, held against their conditions, and freed from overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cs_match.lexicon import LOOK_ALIKE, Lexicon, Term
from cs_match.records import Section
from cs_match.tagging.matcher import Matcher, compiled
from cs_match.tagging.passages import Passages

__all__ = ["Hit", "TermFinder", "without_overlaps"]

# Sections that speak of what somebody wants, of other people, or of life outside work.
_BARRED = ("objective", "references", "declaration", "hobbies")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of folded text in which something (a term, the clause model) sees a skill.

    `term` is the pattern that matched; `because` are words of the text that decided where no pattern did.
    """

    skill: str
    start: int
    end: int
    kind: str
    term: str
    category: str = ""
    because: tuple[str, ...] = ()


class TermFinder:
    """Finds the terms of a lexicon in passages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = lexicon.terms
        self._categories = {skill.id: skill.category for skill in lexicon.skills}
        self._matcher = Matcher([term.term for term in lexicon.terms])

    def find(self, passages: Passages) -> tuple[Hit, ...]:
        """What the terms find, in the order of the text, each term only where its conditions hold."""
        hits = [
            Hit(term.skill, start, end, term.kind, term.term, self._categories.get(term.skill, ""))
            for index, start, end in self._matcher.find(passages.text)
            if _counts(term := self._terms[index], start, end, passages)
        ]
        return without_overlaps(hits)


# ---------------------------------------------------------------- conditions


def _counts(term: Term, start: int, end: int, passages: Passages) -> bool:
    section = passages.section_at(start)
    if section is not None and not _in_sections(term, section):
        return False
    if term.when and not any(_holds(condition, start, end, passages, section) for condition in term.when):
        return False
    return not any(_holds(condition, start, end, passages, section) for condition in term.unless)


def _in_sections(term: Term, section: Section) -> bool:
    if term.sections:
        return section.kind in term.sections
    return section.kind not in _BARRED and section.kind not in term.not_sections


def _holds(condition: str, start: int, end: int, passages: Passages, section: Section | None) -> bool:
    if condition == "case:":
        low, high = passages.span(start, end)
        return any(char.isupper() for char in passages.original[low:high])
    scope, _, pattern = condition.rpartition(":") if condition.startswith(("doc:", "section:")) else ("", "", condition)
    low, high = _range(scope, start, passages, section)
    return compiled(pattern.strip()).search(passages.text, low, high) is not None


def _range(scope: str, start: int, passages: Passages, section: Section | None) -> tuple[int, int]:
    if scope == "doc":
        return 0, len(passages.text)
    if scope == "section" and section is not None:
        return passages.folded_at(section.start), passages.folded_at(section.end)
    return passages.sentence_at(start)


# ---------------------------------------------------------------- overlaps


def without_overlaps(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Keep the longest of overlapping hits of one skill, and drop what a longer name or a look-alike covers.

    A longer *name* swallows the shorter names inside it (智能客服 is not a 客服), but not industries, which a
    product's name may well carry, and not what was done with it. A look-alike swallows all that it touches.
    """
    ordered = sorted(set(hits), key=lambda hit: (hit.start - hit.end, hit.start, hit.skill, hit.term))
    kept: list[Hit] = []
    taken = _Taken()
    for hit in ordered:
        if not taken.swallows(hit):
            kept.append(hit)
            taken.add(hit)
    return tuple(sorted((hit for hit in kept if hit.skill != LOOK_ALIKE), key=lambda h: (h.start, h.end, h.skill)))


class _Taken:
    """Which characters kept hits cover: for each character the skills, and whether a name or a look-alike did."""

    def __init__(self) -> None:
        self._skills: dict[int, set[str]] = {}
        self._names: dict[int, set[int]] = {}
        self._false: set[int] = set()
        self._count = 0

    def add(self, hit: Hit) -> None:
        self._count += 1
        places = range(hit.start, hit.end)
        if hit.skill == LOOK_ALIKE:
            self._false.update(places)
            return
        for at in places:
            self._skills.setdefault(at, set()).add(hit.skill)
            if hit.kind == "name" and "…" not in hit.term:
                self._names.setdefault(at, set()).add(self._count)

    def swallows(self, hit: Hit) -> bool:
        places = range(hit.start, hit.end)
        if any(at in self._false for at in places) or any(hit.skill in self._skills.get(at, ()) for at in places):
            return True
        if hit.kind != "name" or hit.category == "industry":
            return False
        covers = [self._names.get(at, set()) for at in places]
        return bool(covers) and bool(set.intersection(*covers))

