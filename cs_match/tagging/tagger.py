"""The door of the tagging room: a document's text and sections to tags with evidence.

The steps, in the order of the body of `Tagger.tag`: cut the text into passages, let each finder see skills in it
(terms of the lexicon, entities, the clause model), judge each hit by the cues near it (denied, wished for, someone
else's; which level), say how strong the evidence is, fold the hits of one skill into one tag, and derive what follows
from other tags.
"""

from __future__ import annotations

from dataclasses import dataclass

from cs_match.lexicon import Lexicon
from cs_match.records import Level
from cs_match.tagging.passages import passages
from cs_match.tagging.terms import TermFinder

__all__ = ["Mention", "Tagger"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text speaks of a skill: characters `start` to `end` of the text, and what it says there."""

    skill: str
    start: int
    end: int
    has: bool
    level: Level | None
    cues: tuple[str, ...]
    term: str


class Tagger:
    """Tags texts with the skills of a lexicon."""

    def __init__(self, lexicon: Lexicon, *, ner: bool = True) -> None:
        self.lexicon = lexicon
        self.ner = ner
        self._terms = TermFinder(lexicon)

    def find(self, text: str) -> tuple[Mention, ...]:
        """What skills a text speaks of, in its order: a sentence of a resume, an advert or a requirement table."""
        view = passages(text)
        hits = self._terms.find(view)
        return tuple(Mention(h.skill, *view.span(h.start, h.end), True, None, (), h.term) for h in hits)
