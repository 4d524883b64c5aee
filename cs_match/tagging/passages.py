"""A document's text as the tagger reads it: folded, line wraps undone, cut into sentences and clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cs_match.records import Document, Line, Section
from cs_match.text import fold

__all__ = ["Clause", "Passages", "passages"]

_ZERO_WIDTH = "\u200b"
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
# What parts clauses is kept: a colon or a bracket ties what follows to what stands before, a comma does not.
_CLAUSE_END = re.compile(r"[，,](?!\d{3}(?!\d))|[：:]|[()（）\[\]【】]|\s+[-–—•·/]\s+|\s*[|｜]\s*|\t+|——?|[–—]|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


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


def passages(text: str, sections: Sequence[Section] = (), document: Document | None = None) -> Passages:
    """Fold a text and cut it up. With its `document`, lines that were only wrapped by the page are joined."""
    folded = fold(_joined(text, document) if document is not None else text)
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
        at, before = mark.end(), before + (mark.group().strip(" ") or " ")
    if text[at:end].strip():
        found.append((at, end, before))
    return found


# ---------------------------------------------------------------- line wraps

_NEW_ITEM = re.compile(r"\s*(?:[-–—•·●○◆■□▪▶►★☆✓√※*➢]|\(?\d{1,2}[.、)）]|[一二三四五六七八九十]+[、.]|[①-⑳]|\d{4}\s*[./年-])")
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:.]\s*$")


def _joined(text: str, document: Document) -> str:
    """The text with each line end that is only a wrap turned into a blank, or into nothing between Han characters.

    Its length stays the same: a character of no width stands where nothing should.
    """
    lines = document.lines
    joints = [
        low.end for low, high in zip(lines, lines[1:], strict=False) if text[low.end : high.start] == "\n" and _wraps(document, low, high)
    ] if any(line.box for line in lines) else _prose_wraps(text)  # fmt: skip
    if not joints:
        return text
    chars = list(text)
    for at in joints:
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        chars[at] = _ZERO_WIDTH if any("\u3000" <= char <= "\u9fff" or char > "\uff00" for char in around) else " "
    return "".join(chars)


def _wraps(document: Document, low: Line, high: Line) -> bool:
    if low.box is None or high.box is None or low.heading or high.heading or low.bold != high.bold:
        return False
    if low.page != high.page or low.column != high.column or abs(low.size - high.size) > 0.6:
        return False
    text = document.text
    if _NEW_ITEM.match(text, high.start, high.end) or _ENDS_SENTENCE.search(text[low.start : low.end]):
        return False
    return _fills_its_column(document, low)


def _fills_its_column(document: Document, line: Line) -> bool:
    assert line.box is not None
    right = _right_edges(document).get((line.page, line.column), line.box.x1)
    return line.box.x1 >= right - max(3.0 * line.size, 30.0)


def _right_edges(document: Document) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in document.lines:
        if line.box is not None:
            key = (line.page, line.column)
            edges[key] = max(edges.get(key, 0.0), line.box.x1)
    return edges


_PROSE_WRAP = re.compile(r"(?m)(?<=[a-z,])\n(?=[a-z])")


def _prose_wraps(text: str) -> list[int]:
    """Line ends inside English prose of a text without layout: a long line goes on in lower case on the next."""
    return [m.start() for m in _PROSE_WRAP.finditer(text) if m.start() - text.rfind("\n", 0, m.start()) > 60]
