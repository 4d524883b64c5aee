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
        conditions = _Conditions(passages)
        hits = [
            Hit(term.skill, start, end, term.kind, term.term, self._categories.get(term.skill, ""))
            for index, start, end in self._matcher.find(passages.text)
            if conditions.allow(term := self._terms[index], start, end)
        ]
        return without_overlaps(hits)


# ---------------------------------------------------------------- conditions


class _Conditions:
    """Conditions of terms held against one text; each is looked up once in each stretch of it."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._known: dict[tuple[str, int, int], bool] = {}

    def allow(self, term: Term, start: int, end: int) -> bool:
        """Whether a term counts where it was found."""
        section = self._passages.section_at(start)
        if section is not None and not _in_sections(term, section):
            return False
        if term.when and not any(self._holds(condition, start, end, section) for condition in term.when):
            return False
        return not any(self._holds(condition, start, end, section) for condition in term.unless)

    def _holds(self, condition: str, start: int, end: int, section: Section | None) -> bool:
        if condition == "case:":
            low, high = self._passages.span(start, end)
            return any(char.isupper() for char in self._passages.original[low:high])
        key = (condition, *self._range(condition, start, section))
        if key not in self._known:
            pattern = condition.removeprefix("doc:").removeprefix("section:").strip()
            self._known[key] = compiled(pattern).search(self._passages.text, key[1], key[2]) is not None
        return self._known[key]

    def _range(self, condition: str, start: int, section: Section | None) -> tuple[int, int]:
        if condition.startswith("doc:"):
            return 0, len(self._passages.text)
        if condition.startswith("section:") and section is not None:
            return self._passages.folded_at(section.start), self._passages.folded_at(section.end)
        return self._passages.sentence_at(start)


def _in_sections(term: Term, section: Section) -> bool:
    if term.sections:
        return section.kind in term.sections
    return section.kind not in _BARRED and section.kind not in term.not_sections


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
