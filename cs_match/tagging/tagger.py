"""The door of the tagging room: a document's text and sections to tags with evidence.

The steps, in the order of the body of `Tagger.tag`: cut the text into passages, let each finder see skills in it
(terms of the lexicon, named entities, the clause model), judge each hit by the cues near it (denied, wished for,
someone else's; which level), fold the hits of one skill into one tag, and derive what follows from other tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cs_match.lexicon import Lexicon
from cs_match.records import Document, NewTerm, Section, Tag
from cs_match.tagging.cues import CueFinder
from cs_match.tagging.denial_model import load_denial_model
from cs_match.tagging.derived import Spoken, derive
from cs_match.tagging.evidence import evidence_of
from cs_match.tagging.judgement import Judged, judge, taken_back
from cs_match.tagging.levels import GRADED, best
from cs_match.tagging.mentions import Entity, Mark, Mention, Tagged
from cs_match.tagging.passages import Passages, passages
from cs_match.tagging.terms import Hit, TermFinder

__all__ = ["Entity", "Mention", "Tagged", "Tagger"]

_MOST_EVIDENCE = 5


class Tagger:
    """Tags texts with the skills of a lexicon.

    Args:
        lexicon: the word lists, from `cs_match.lexicon.load_lexicon`.
        ner: whether to look for named entities and new terms as well; slower by far.
    """

    def __init__(self, lexicon: Lexicon, *, ner: bool = True) -> None:
        self.lexicon = lexicon
        self.ner = ner
        self._terms = TermFinder(lexicon)
        self._cues = CueFinder(lexicon.cues)

    def find(self, text: str) -> tuple[Mention, ...]:
        """What skills a text speaks of, in its order: a sentence of a resume, an advert or a requirement table.

        Only terms and cues are used here, not the trained models: a demand is not a story.
        """
        view = passages(text)
        return tuple(
            Mention(j.hit.skill, *view.span(j.hit.start, j.hit.end), j.has, j.level, j.cues, j.hit.term)
            for j in judge(view, self._terms.find(view), self._cues)
        )

    def tag(self, document: Document, sections: Sequence[Section], *, language: str) -> Tagged:
        """All tags of a document: one a skill, with evidence, derived ones included.

        Args:
            language: of the document, ``zh``, ``en`` or ``mixed``.
        """
        view = passages(document.text, sections)
        terms = self._terms.find(view)
        judged = judge(view, (*terms, *self._told(view, terms)), self._cues, load_denial_model())
        said = [_tag(skill, group, view, document) for skill, group in _by_skill(judged)]
        tags = derive(said, self.lexicon, language=language, spoken=_spoken(judged, view))
        entities = self._entities(document, sections)
        known = [view.span(hit.start, hit.end) for hit in terms]
        # What the lists know but that does not count where it stands (a wish in the objective) is not new.
        new = tuple(term for term in _new_terms(document.text, entities, known) if not self.find(term.text))
        return Tagged(tags, new, entities)

    def marks(self, document: Document, sections: Sequence[Section] = ()) -> tuple[Mark, ...]:
        """Every place of a document that speaks of a skill, in text order: what `tag` folds into one tag a skill."""
        view = passages(document.text, sections)
        terms = self._terms.find(view)
        hits = (*terms, *self._told(view, terms))
        by_cues = judge(view, hits, self._cues)
        judged = judge(view, hits, self._cues, load_denial_model())
        marks = [_mark(one, view, doubted=cued.has) for one, cued in zip(judged, by_cues, strict=True)]
        return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.skill)))

    def _told(self, view: Passages, terms: Sequence[Hit]) -> Iterator[Hit]:
        """What the clause model sees of skills that no term found: tasks and soft skills told as stories."""
        from cs_match.tagging.clause_model import load_clause_model

        model = load_clause_model()
        found = {hit.skill for hit in terms}
        for seen in model.see(view) if model is not None else ():
            if seen.skill in self.lexicon.by_id and seen.skill not in found:
                category = self.lexicon.by_id[seen.skill].category
                yield Hit(seen.skill, seen.start, seen.end, "act", "", category, seen.because)

    def _entities(self, document: Document, sections: Sequence[Section]) -> tuple[Entity, ...]:
        if not self.ner:
            return ()
        from cs_match.tagging.entities import find_entities

        try:
            return find_entities(document, sections)
        except FileNotFoundError:  # installed without the trained model
            return ()


def _mark(judged: Judged, view: Passages, *, doubted: bool) -> Mark:
    """A judged hit as others see it; `doubted`: the cues alone would have credited it."""
    hit = judged.hit
    models = (*(() if hit.term else ("clauses",)), *(("denials",) if doubted and not judged.has else ()))
    span = view.span(hit.start, hit.end)
    span = span if hit.term else _whole_words(view.original, *span)
    return Mark(hit.skill, *span, judged.has, judged.level, judged.strength, judged.cues, hit.term, models)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened to the Latin words that it cuts: the clause model sees letters, people read words."""

    def joined(at: int) -> bool:
        return 0 < at < len(text) and all(char.isascii() and char.isalnum() for char in text[at - 1 : at + 1])

    while joined(start):
        start -= 1
    while joined(end):
        end += 1
    return start, end


def _new_terms(text: str, entities: Sequence[Entity], known: Sequence[tuple[int, int]]) -> tuple[NewTerm, ...]:
    if not entities:
        return ()
    from cs_match.tagging.entities import new_terms

    return new_terms(text, entities, known)


def _by_skill(judged: Iterable[Judged]) -> list[tuple[str, list[Judged]]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.hit.skill, []).append(one)
    return list(groups.items())


_LISTS = ("skills", "languages", "certificates", "education", "training", "self_evaluation")


def _spoken(judged: Sequence[Judged], view: Passages) -> Spoken:
    """What is said of languages beside their tags: levels of tests, and where a language was used."""
    tests = [one for one in judged if one.hit.category == "certificate"]
    tested = {one.hit.skill: one.level for one in tests if one.level}
    beside_tests = {view.sentence_at(one.hit.start) for one in tests}
    used = [
        one.hit.skill
        for one in judged
        if one.has and one.hit.category == "language" and view.sentence_at(one.hit.start) not in beside_tests
        and ((section := view.section_at(one.hit.start)) is None or section.kind not in _LISTS)
    ]  # fmt: skip
    return Spoken(tested, tuple(dict.fromkeys(used)))


def _tag(skill: str, judged: Sequence[Judged], view: Passages, document: Document) -> Tag:
    """One tag of all hits of a skill: had if it is had anywhere, unless the text takes it back."""
    had = [one for one in judged if one.has]
    not_had = [one for one in judged if not one.has]
    has = bool(had) and not (not_had and taken_back(had, not_had))
    shown = sorted(had if has else not_had or had, key=_rank)
    evidence = tuple(evidence_of(one, view, document) for one in shown[:_MOST_EVIDENCE])
    if not has:
        return Tag(skill, False, None, None, evidence)
    level = best(one.level for one in had) if had[0].hit.category in GRADED else None
    return Tag(skill, True, level, shown[0].strength, evidence)


def _rank(one: Judged) -> tuple[bool, bool, int]:
    return one.strength != "demonstrated", one.level is None, one.hit.start
