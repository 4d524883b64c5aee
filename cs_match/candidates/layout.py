"""How a document's lines are looked at when facts are read: with their section, cells and dates.

`Sheet` is made once per document; all readers of facts share it. Offsets are those of the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Protocol

from cs_match.candidates.dates import Moment, Period, moments, periods
from cs_match.records import Document, Evidence, Section
from cs_match.sections import lines_of, section_at
from cs_match.text import Folded, fold

__all__ = ["Fact", "Hint", "Row", "Sheet", "Value"]

_BULLET = re.compile(
    r"^\s*(?:[•●○◦▪■◆◇▸▶►➢➤✓✔·>»–—-]|\*(?=\s)|\d{1,2}[、.．)）](?!\d)|\d{1,2}-\s(?=[a-zA-Z])|[(（]\d{1,2}[)）])\s*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LIKE_BARS = str.maketrans("┃│║▏¦丨", "||||||")  # signs that people draw between details
_TABS, _BARS = re.compile(r"\t+"), re.compile(r"\s*[|\t][\s|]*")
# A line of contacts that closes a resume is no part of the work above it.
_CONTACT = re.compile(
    r"(?:邮箱|电子邮[箱件]|电话|手机号?|联系方式|e-?mail|phone|tel|mobile)\s?[:：]?\s?[\w.+()-]{3,20}[@\d]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！？]|，.{6,}，|(?<=[a-z]{4})\.\s+[A-Z]|(?<=[a-z]{5})\.$")


@dataclass(frozen=True, slots=True)
class Value:
    """Some words of the text and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field (as the output writes it) with the words that say it."""

    value: object
    start: int
    end: int
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line: its words without bullet, its section, and whether it is set as a heading or larger than the rest."""

    index: int
    text: str
    start: int
    section: str
    bullet: bool
    heading: bool
    bold: bool
    size: float

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @cached_property
    def cells(self) -> tuple[Value, ...]:
        """The cells of a table row; a line that is none has one."""
        barred = self.text.startswith("|") and self.text.endswith("|")  # a table that was printed as `| a | b |`
        return tuple(_pieces(self.text, self.start, _BARS if barred else _TABS))

    @cached_property
    def folded(self) -> Folded:
        """The line folded for comparison."""
        return fold(self.text)

    @cached_property
    def width(self) -> float:
        """Length in Han characters; a Latin letter counts as half of one."""
        han = len(_HAN.findall(self.text))
        return han + (len(self.text) - han) * 0.45

    @cached_property
    def sentence(self) -> bool:
        """Does the line read as prose rather than as a label or title?"""
        return self.width > 42 or bool(_SENTENCE.search(self.text))


def _pieces(text: str, start: int, boundary: re.Pattern[str]) -> Iterator[Value]:
    at = 0
    for found in [*boundary.finditer(text), None]:
        end = found.start() if found else len(text)
        piece = text[at:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield Value(piece.strip(), start + at + lead, start + at + lead + len(piece.strip()))
        at = found.end() if found else end


class Hint(Protocol):
    """What a tagger calls a named entity: a label such as ``NAME`` or ``ORG``, and its offsets."""

    @property
    def label(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Sheet:
    """A document as its readers of facts see it. Nothing of it changes after it was made.

    Args:
        document, sections: the document and its parts.
        hints: named entities that a tagger found; they decide where the grammar of facts leaves a choice.
    """

    def __init__(self, document: Document, sections: Sequence[Section], hints: Sequence[Hint] = ()) -> None:
        self.document = document
        self.hints = tuple(hints)
        self.text = document.text
        self.sections = tuple(sections)
        self.rows = tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        sizes = [line.size for line in lines_of(self.document) if line.size and line.end - line.start > 12]
        large = median(sizes) * 1.04 if sizes else float("inf")
        listed = {run.start for run in self.document.runs if run.origin == "list"}
        at = 0
        for index, line in enumerate(lines_of(self.document)):
            text = self.text[line.start : line.end].rstrip("\n")
            while at + 1 < len(self.sections) and self.sections[at].end <= line.start:
                at += 1
            mark = _BULLET.match(text)
            skip = mark.end() if mark else len(text) - len(text.lstrip(" \t\u3000*"))
            body = text[skip:].rstrip().translate(_LIKE_BARS)
            if not body:
                continue
            bullet = bool(mark) or line.start in listed
            kind = self.sections[at].kind if self.sections else "header"
            kind = "personal" if kind == "work" and _CONTACT.match(body) else kind
            heading = line.heading or line.size > large
            yield Row(index, body, line.start + skip, kind, bullet, heading, line.bold, line.size)

    def hinted(self, label: str, start: int, end: int) -> bool:
        """Did a tagger find an entity of this label at (about) this place?"""
        return any(hint.label == label and hint.start < end and start < hint.end for hint in self.hints)

    def in_sections(self, *kinds: str) -> list[Row]:
        """The rows of sections of some kinds, in text order."""
        return [row for row in self.rows if row.section in kinds]

    @cached_property
    def folded(self) -> Folded:
        """The whole text, folded."""
        return fold(self.text)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """All periods of the text."""
        return tuple(periods(self.folded))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """All dates of the text, also those that begin or end a period."""
        return tuple(moments(self.folded))

    def evidence(self, fact: Fact) -> Evidence:
        """Where a fact was read, for the record."""
        section = section_at(self.sections, fact.start)
        return Evidence(
            quote=self.text[fact.start : fact.end],
            start=fact.start,
            end=fact.end,
            page=self.document.page_at(fact.start),
            section=section.kind if section else None,
            box=self.document.box_of(fact.start, fact.end),
            cues=fact.cues,
        )
