"""A sentence tried: what is seen in it, which row of which list or which model saw it, and which cues decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cs_match.lexicon import Cue, Lexicon, Term
from cs_match.records import LEVELS, Document, Level, Section, Strength
from cs_match.tagging.cues import DENYING
from cs_match.tagging.mentions import Mark
from cs_match.tagging.tagger import Tagger
from cs_match.text import fold

__all__ = ["CueSeen", "Seen", "try_sentence"]


@dataclass(frozen=True, slots=True)
class CueSeen:
    """A word that decided: of what kind it is, and the row it stands in; without a row it weighed in a model."""

    text: str
    kind: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One place of a sentence that speaks of a skill."""

    text: str
    start: int
    end: int
    skill: str
    zh: str
    en: str
    category: str
    has: bool
    level: Level | None
    strength: Strength
    cues: tuple[CueSeen, ...]
    term: str
    row: str
    models: tuple[str, ...]


def try_sentence(text: str, tagger: Tagger, section: str | None = None) -> tuple[Seen, ...]:
    """What the tagger, its trained models included, sees in a text.

    Args:
        section: kind of the section that the text is to stand in, such as ``skills``; None for no section.
    """
    document = Document("sentence", "txt", "", 0, text)
    sections = (Section(section, "", 0, len(text)),) if section else ()
    rows = _Rows(tagger.lexicon)
    return tuple(_seen(mark, text, rows) for mark in tagger.marks(document, sections))


class _Rows:
    """Rows of a lexicon, found by what the tagger says of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.skills = lexicon.by_id
        self.terms: dict[tuple[str, str], Term] = {(term.skill, term.term): term for term in lexicon.terms}
        self._cues: dict[str, list[Cue]] = {}
        self._lexicon = lexicon

    def cues(self, words: Sequence[str], mark: Mark) -> Iterator[CueSeen]:
        for word in words:
            row = next(self._matching(word, mark), None)
            if row is not None:
                yield CueSeen(word, row.kind, row.place)
            else:
                yield CueSeen(word, _by_model(mark))

    def _matching(self, word: str, mark: Mark) -> Iterator[Cue]:
        """The rows that a word may come from, the kinds that fit the decision first."""
        from cs_match.tagging.matcher import compiled

        fits = DENYING if not mark.has else frozenset(LEVELS)
        found = [cue for cue in self._lexicon.cues if compiled(cue.cue).fullmatch(word)]
        yield from sorted(found, key=lambda cue: cue.kind not in fits)


def _by_model(mark: Mark) -> str:
    return "model" if mark.models else "mark"


def _seen(mark: Mark, text: str, rows: _Rows) -> Seen:
    skill, term = rows.skills[mark.skill], rows.terms.get((mark.skill, mark.term))
    words = tuple(dict.fromkeys(fold(cue).text for cue in mark.cues))
    return Seen(
        text[mark.start : mark.end], mark.start, mark.end, mark.skill, skill.zh, skill.en, skill.category, mark.has,
        mark.level, mark.strength, tuple(rows.cues(words, mark)), mark.term, term.place if term else "", mark.models,
    )  # fmt: skip
