"""From the lines that a reader found to a `Document`: one place where text is repaired and offsets are settled.

Every reader hands over `SourceLine`s in reading order; `assemble` repairs their characters, closes up spaced-out
titles (``简 历``), rejoins wrapped lines, drops what is empty, and notes for each character where it came from.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from cs_match.documents.letters import as_seen, character_notices, smuggled, turned
from cs_match.errors import DocumentError
from cs_match.records import Box, Document, Hidden, Line, Notice, Page, Run
from cs_match.text import repair

__all__ = ["Origin", "Piece", "SourceLine", "assemble"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that were set in one go. A tab in `text` parts the cells of a table row.

    Args:
        text: as the file has it, not repaired.
        box: where it stands on the page, if known.
        edges: left edge of each character and the right edge of the last (``len(text) + 1`` numbers), or nothing.
        origin: as in `Run`: ``body``, ``table``, ``text_box``, ``header``, ``footer``, ``footnote``, ``list``, ``ocr``.
    """

    text: str
    box: Box | None = None
    edges: tuple[float, ...] = ()
    origin: str = "body"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as a reader found it, made of pieces that follow each other without a gap (blanks are characters).

    `wrapped` says that this line goes on with the sentence of the line before it, on the same page: the two become
    one line of the document, with a blank between Latin words, without one between Han characters. Other fields are
    those of `Line`.
    """

    pieces: tuple[Piece, ...]
    page: int = 1
    size: float = 0.0
    bold: bool = False
    heading: bool = False
    column: int = 0
    wrapped: bool = False

    @property
    def text(self) -> str:
        """The line's characters, not repaired."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document was read from: its name, its format such as ``pdf``, digest and size in bytes."""

    source: str
    format: str
    sha256: str
    size: int

    @classmethod
    def of(cls, source: str, kind: str, data: bytes) -> Origin:
        """The origin of a file with these bytes."""
        return cls(source, kind, hashlib.sha256(data).hexdigest(), len(data))


def assemble(
    lines: Sequence[SourceLine],
    sheets: Sequence[tuple[float, float]] = (),
    *,
    origin: Origin,
    hidden: Sequence[Hidden] = (),
    warnings: Sequence[Notice] = (),
    characters: int = 2_000_000,
) -> Document:
    """The document that these lines make.

    Args:
        lines: in reading order; those of one page stay together (they are sorted by page, stably).
        sheets: width and height of each page in points; ``(0, 0)`` once where the format has no pages.
        origin: what was read.
        hidden: text that no reader of the page sees.
        warnings: what the reader noticed.
        characters: the most characters that a document may have.

    Raises:
        DocumentError: ``too_large`` for more characters than that.

    >>> lines = [SourceLine((Piece("简 历"),)), SourceLine((Piece("小明"), Piece("\\t"), Piece("客服")))]
    >>> assemble(lines, origin=Origin.of("a.txt", "txt", b"")).text
    '简历\\n小明\\t客服\\n'
    """
    if sum(len(line.text) for line in lines) > characters:
        raise DocumentError("too_large", f"the file holds more than {characters:,} characters of text")
    build = _Build()
    for line in sorted(lines, key=lambda line: line.page):
        build.add(line)
    return Document(
        source=origin.source,
        format=origin.format,
        sha256=origin.sha256,
        bytes=origin.size,
        text=build.text(),
        pages=build.pages(sheets or [(0.0, 0.0)]),
        lines=tuple(build.lines),
        runs=tuple(build.runs),
        hidden=(*(replace(part, text=_BROKEN.sub("\ufffd", part.text)) for part in hidden), *_smuggled(lines)),
        warnings=(*warnings, *character_notices(line.text for line in lines)),
    )


# ---------------------------------------------------------------- characters of one line

# Blanks of other widths become a blank, control characters too, and what is no character at all is marked as such.
# The ideographic space stays: it is the writer's.
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Glyphs of icon and symbol fonts, standing alone or before a word: a bullet, a telephone.
_ICON = re.compile("(?<![^\\W_])[\ue000-\uf8ff]|[\ue000-\uf8ff](?![^\\W_])")


@dataclass(slots=True)
class _Settled:
    """The characters of one line after repair; for each the index of its piece and its offset there."""

    text: str = ""
    pieces: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def without(self, gone: Sequence[tuple[int, int]]) -> _Settled:
        if not gone:
            return self
        kept: list[int] = []
        at = 0
        for start, end in gone:
            kept.extend(range(at, start))
            at = end
        kept.extend(range(at, len(self.text)))
        return _Settled(
            "".join(self.text[i] for i in kept), [self.pieces[i] for i in kept], [self.offsets[i] for i in kept]
        )

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Stretches that came from one piece."""
        start = 0
        for at in range(1, len(self.text) + 1):
            if at == len(self.text) or self.pieces[at] != self.pieces[start]:
                yield start, at
                start = at


def _settle(line: SourceLine) -> _Settled:
    settled = _Settled()
    texts = []
    for index, piece in enumerate(line.pieces):
        own = piece.text if piece.edges else turned(piece.text)
        text, offsets = repair(_BROKEN.sub("\ufffd", _CONTROL.sub(" ", own)))
        texts.append(text)
        settled.pieces.extend([index] * len(text))
        settled.offsets.extend(offsets)
    settled.text = as_seen(_ICON.sub("•", "".join(texts)))
    settled = settled.without(_ends(settled.text))
    settled = settled.without(list(_beside_tabs(settled.text)))
    return settled.without(list(_spacing(settled.text)))


def _ends(text: str) -> list[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    return [span for span in ((0, start), (end, len(text))) if span[0] < span[1]]


def _beside_tabs(text: str) -> Iterator[tuple[int, int]]:
    """Blanks at the ends of cells."""
    for blank in _BLANKS.finditer(text) if "\t" in text else ():
        start, end = blank.span()
        if text[start - 1] == "\t" or text[end : end + 1] == "\t":
            yield start, end


# ---------------------------------------------------------------- titles set with blanks between their characters

_CELL = re.compile(r"[^\t]+")
_BLANKS = re.compile("[ \u3000]+")
_HAN_SPACED = "[\u3400-\u9fff](?:[ \u3000]{1,12}[\u3400-\u9fff])"
_TITLE = re.compile(f"[ \u3000]*{_HAN_SPACED}{{1,9}}[ \u3000]*")
_LONE = "(?<![^\\s:：|｜/])"
_WITHIN = re.compile(
    f"{_LONE}{_HAN_SPACED}{{1,7}}(?=[ \u3000]{{0,12}}[:：])|{_LONE}{_HAN_SPACED}{{2,9}}(?![^\\s:：|｜/])"
)
_LATIN = re.compile(r" *[A-Za-z&](?: {1,6}[A-Za-z&]){4,60} *")


def _spacing(text: str) -> Iterator[tuple[int, int]]:
    """Blanks to close up: 简 历, 工 作 经 历, 姓    名：…, E D U C A T I O N. What is plain text stays."""
    if " " not in text and "\u3000" not in text:
        return
    for cell in _CELL.finditer(text):
        if _TITLE.fullmatch(cell[0]):
            yield from (blank.span() for blank in _BLANKS.finditer(text, *cell.span()))
        elif _LATIN.fullmatch(cell[0]):
            yield from _narrowed(text, *cell.span(), keep=1)
        else:
            for found in _WITHIN.finditer(text, *cell.span()):
                yield from _narrowed(text, *found.span(), keep=None)


def _narrowed(text: str, start: int, end: int, keep: int | None) -> Iterator[tuple[int, int]]:
    """The narrowest blanks go; of wider ones, which part words, `keep` characters stay (all where it is None)."""
    blanks = [blank.span() for blank in _BLANKS.finditer(text, start, end)]
    narrowest = min(b - a for a, b in blanks)
    for a, b in blanks:
        if b - a == narrowest:
            yield a, b
        elif keep is not None:
            yield a + keep, b


# ---------------------------------------------------------------- lines rejoined

_HYPHENATED = re.compile(r"(?<=[a-z])-$")
# What follows a hyphen that only the line end called for; anything else may be a compound, whose hyphen stays.
_SYLLABLE = re.compile(
    r"(?:[a-z]{0,4}(?:tions?|sions?|ments?|tive|tives|ture|tures|ness|ance|ence|ating|ated|ity|ities|cal|ally)"
    r"|ing|ings|ed|er|ers|ly|able|ible|ous|al|ry|ty|gy|cy|ful)(?![\w-])"
)
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def _joint(before: str, after: str) -> tuple[str, bool]:
    """What stands between two lines that are one sentence, and whether the first one's last hyphen goes."""
    if _HYPHENATED.search(before):
        return "", bool(_SYLLABLE.match(after))
    if before[-1:] in "-/" or _UNSPACED.match(before[-1:]) or _UNSPACED.match(after[:1]):
        return "", False
    return " ", False


class _Build:
    """The text so far, with its lines and runs."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.runs: list[Run] = []
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[int, int] = {}

    def text(self) -> str:
        return "".join([*self._parts, "\n"]) if self._parts else ""

    def add(self, line: SourceLine) -> None:
        settled = _settle(line)
        if not settled.text:
            return
        joins = line.wrapped and bool(self.lines) and self.lines[-1].page == line.page
        start = self._continue(settled.text) if joins else self._begin(line.page)
        self._runs(line, settled, start)
        self._write(settled.text)
        self._note(line, start, joins)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _begin(self, page: int) -> int:
        if self._parts:
            self._write("\n")
        self._starts.setdefault(page, self._length)
        return self._length

    def _continue(self, text: str) -> int:
        joint, unhyphened = _joint(self._parts[-1], text)
        if unhyphened:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            last = self.runs.pop()
            if last.end - last.start > 1:
                self.runs.append(replace(last, end=last.end - 1, edges=last.edges[:-1]))
        if joint:
            self._write(joint)
        return self._length

    def _runs(self, line: SourceLine, settled: _Settled, base: int) -> None:
        for start, end in settled.stretches():
            piece = line.pieces[settled.pieces[start]]
            if not settled.text[start:end].isspace():
                edges = _edges(piece, settled.offsets[start:end])
                self.runs.append(Run(base + start, base + end, line.page, piece.box, edges, piece.origin))

    def _note(self, line: SourceLine, start: int, joins: bool) -> None:
        box = _box(piece.box for piece in line.pieces if piece.text.strip())
        if joins:
            whole = self.lines[-1]
            self.lines[-1] = replace(whole, end=self._length, box=_box((whole.box, box)))
        else:
            self.lines.append(
                Line(start, self._length, line.page, box, line.size, line.bold, line.heading, line.column)
            )

    def pages(self, sheets: Sequence[tuple[float, float]]) -> tuple[Page, ...]:
        text = self._length + bool(self._parts)
        last = max([len(sheets), *self._starts])
        starts, following = {}, text
        for number in range(last, 0, -1):
            following = starts[number] = self._starts.get(number, following)
        sizes = [*sheets, *[sheets[-1]] * (last - len(sheets))]
        return tuple(Page(n, *sizes[n - 1], starts[n], starts.get(n + 1, text)) for n in range(1, last + 1))


def _edges(piece: Piece, offsets: Sequence[int]) -> tuple[float, ...]:
    if not piece.edges:
        return ()
    return (*(piece.edges[at] for at in offsets), piece.edges[offsets[-1] + 1])


def _box(boxes: Iterable[Box | None]) -> Box | None:
    known = [box for box in boxes if box is not None]
    return reduce(Box.union, known) if known else None


def _smuggled(lines: Sequence[SourceLine]) -> list[Hidden]:
    return [Hidden(text, "tag_characters", line.page) for line in lines for text in smuggled(line.text)]
