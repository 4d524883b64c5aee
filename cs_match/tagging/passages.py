"""A document's text as the tagger reads it: folded, line wraps undone, cut into sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cs_match.records import Section
from cs_match.text import fold

__all__ = ["Clause", "Passages", "passages"]

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
# What parts clauses is kept: a colon or a bracket ties what follows to what stands before, a comma does not.
_CLAUSE_END = re.compile(
    r"[，,](?!\d{3}(?!\d))|[：:]|[()（）\[\]【】]|\s+[-–—•·/・]\s+|\s*[|｜]\s*|\t+|——?|[–—]|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)


_SEPARATORS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the folded text: its place, the separator before it and the number of its sentence."""

    start: int
    end: int
    before: str
    sentence: int


@dataclass(frozen=True)
class Passages:
    """Folded text with its clauses, and the way back to the text it came from."""

    text: str
    original: str
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[Clause, ...]
    sections: tuple[Section, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text that folded characters `start` to `end` came from."""
        return self.starts[start], self.starts[end - 1] + 1

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def folded_at(self, offset: int) -> int:
        """The place in the folded text of the first character that came from `offset` or later."""
        return bisect_left(self.starts, offset)

    def clause_at(self, offset: int) -> int:
        """Number of the clause that holds the folded character at `offset` (or the one before it)."""
        return max(0, bisect_right(self._clause_starts, offset) - 1)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds the folded character at `offset`."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def section_at(self, offset: int) -> Section | None:
        """The section that holds the folded character at `offset`, or None where the text has no sections."""
        if not self.sections:
            return None
        return self.sections[max(0, bisect_right(self._section_starts, self.starts[offset]) - 1)]


def passages(text: str, sections: Sequence[Section] = ()) -> Passages:
    """Fold a text and cut it up."""
    folded = fold(_joined(text))
    cut = _pieces(folded.text, 0, len(folded.text), _SENTENCE_END)
    clauses = tuple(
        Clause(start, end, before, number)
        for number, (low, high, _) in enumerate(cut)
        for start, end, before in _pieces(folded.text, low, high, _CLAUSE_END)
    )
    spans = tuple((start, end) for start, end, _ in cut)
    ordered = tuple(sorted(sections, key=lambda section: section.start))
    return Passages(folded.text, text, folded.starts, spans or ((0, 0),), clauses, ordered)


def _pieces(text: str, start: int, end: int, boundary: re.Pattern[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    at, before = start, ""
    for mark in boundary.finditer(text, start, end):
        if text[at : mark.start()].strip():
            found.append((at, mark.start(), before))
            before = ""
        at = mark.end()
        if len(before) < _SEPARATORS_KEPT:
            before += mark.group().strip(" ")[:_SEPARATORS_KEPT] or " "
    if text[at:end].strip():
        found.append((at, end, before))
    return found


# ---------------------------------------------------------------- line wraps

_PROSE_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
_LONG_LINE = 60


def _joined(text: str) -> str:
    """The text with line ends inside English prose turned into blanks: a long line goes on in lower case on the next.

    Readers of laid-out formats join wrapped lines themselves; plain text comes as it was typed.
    """
    wraps = [m.start() for m in _PROSE_WRAP.finditer(text) if m.start() - text.rfind("\n", 0, m.start()) > _LONG_LINE]
    if not wraps:
        return text
    chars = list(text)
    for at in wraps:
        chars[at] = " "
    return "".join(chars)
