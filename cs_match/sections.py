"""A resume's parts, found by their headings.

What is said under *Skills* is a claim, what is said under *Work experience* was done: nearly every later decision asks
in which part a sentence stands. Headings are words of ``headings.csv``; a line counts as one if it says nothing else
(`工 作 经 历`, `【教育背景】`, `三、自我评价`, `Education 学历`), opens a table row or stands before a colon. Ambiguous
words count only where the line is set as a heading. What stands before the first heading is the ``header``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from cs_match.lexicon import read_table
from cs_match.records import Document, Line, Section
from cs_match.text import fold

__all__ = ["find_sections", "heading_kind", "informal_kind", "lines_of", "section_at"]

_LONGEST = 48  # characters of a line that may be a heading
_LONG_PARAGRAPH = 45  # Han characters, or twice as many Latin ones, that make a line a paragraph
_NUMBERING = re.compile(
    r"^\W*(?:第?[一二三四五六七八九十]{1,2}(?:[、.．:：\s]|部分)|[(（][一二三四五六七八九十\d]{1,2}[)）]"
    r"|\d{1,2}[、.．)）](?!\d)|[IVX]{1,4}[.、])\s*"
)
_DECORATED = re.compile(r"^\s*[【\[〔「『■◆●▌▎▍★☆◎◇□▶►➤※|｜#]")
_PART_NUMBER = re.compile(r"^\W*(?:[一二三四五六七八九十]{1,2}[、.．]|[IVX]{1,4}[.、])")
_ASIDE = re.compile(r"[(（][^()（）]{0,24}[)）]")
_NO_WORD = re.compile(r"[\W_]+")
_JOINT = re.compile(r"[/&、·・,，|｜+]|与|和|及|\band\b|\by\b")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_COLON = re.compile(r"[:：]")
_BRACKETED = re.compile(r"[【\[][^【】\[\]]{2,16}[】\]]")
_DATE = re.compile(r"(?:19|20)\d{2}")
_PERIOD = re.compile(
    r"(?:19|20)\d{2}[^\n]{0,16}?(?:[-–—~～→至到]|\bto\b|\buntil\b)|\bsince\b[^\n]{0,14}(?:19|20)\d{2}|至今|[→—–-]\s?今",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"大学|學院|大學|学院|学校|中学|高中|中专|大专|本科|技校|学位|universit|college|\bschool\b|institut|academy|polytechnic|"
    r"degree|diploma|bachelor|master of|\bb\.?\s?(?:sc|a|com|ed|eng|tech|ba)\b|\bm\.?(?:sc|a|ba)\b|matric|"
    r"a-levels?|gcse|"
    r"abitur|leaving cert|ncea|secondary|graduat",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"^([★☆~～=*#■◆●▌【〔\[<«_—–-]+)\s*\S.*?\s*[★☆~～=*#■◆●▌】〕\]>»_—–-]+$")
_FIRST_LINES = 3  # of name and contacts
_ONE_LINE = frozenset({"objective", "personal", "header"})
_WITHIN_JOBS = frozenset({"skills", "projects", "work", "awards", "other", "training"})
_ROW_LABELS = frozenset(
    {"work", "projects", "self_evaluation", "training", "awards", "objective", "summary", "hobbies"}
)


@dataclass(frozen=True, slots=True)
class _Words:
    exact: dict[str, str]
    weak: dict[str, str]
    informal: dict[str, str]
    ends: tuple[tuple[str, str], ...]
    has: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """A line that opens a section; `whole` is false if the section's content begins on the same line."""

    kind: str
    title: str
    at: int
    whole: bool = True
    row: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    body: float
    heading: float

    def like_heading(self, line: Line) -> bool:
        """Is the line set as the headings of this document that are certain?"""
        if self.heading <= self.body * 1.04:
            return line.heading
        return line.size >= self.heading * 0.97

    def above_heading(self, line: Line) -> bool:
        return self.heading > 0 and line.size > self.heading * 1.15


@cache
def _words() -> _Words:
    found: dict[str, list[tuple[str, str]]] = {"exact": [], "weak": [], "informal": [], "ends": [], "has": []}
    for row in read_table("headings"):
        found[row["match"] or "exact"].append((_compact(row["heading"]), row["kind"]))
    by_length = {match: tuple(sorted(rows, key=lambda row: -len(row[0]))) for match, rows in found.items()}
    exact, weak, informal = (dict(found[kind]) for kind in ("exact", "weak", "informal"))
    return _Words(exact, weak, informal, by_length["ends"], by_length["has"])


def _compact(text: str) -> str:
    return _NO_WORD.sub("", fold(text).text)


def _plain(text: str) -> str:
    return _NUMBERING.sub("", _ASIDE.sub("", text), count=1) if len(text) <= _LONGEST * 2 else text


def heading_kind(text: str, *, styled: bool = False) -> str | None:
    """The kind of section that a heading of these words opens, or None if the words are no heading.

    Args:
        text: a line, without the content after its colon.
        styled: whether the line is set as a heading (size, weight, decoration), which lets weaker words count.

    >>> heading_kind("三、工 作 经 历"), heading_kind("Education 学历"), heading_kind("Acme Ltd")
    ('work', 'education', None)
    """
    if len(text) > _LONGEST or text.endswith(("。", "；", ";")):
        return None
    plain = _plain(text)
    return _lookup(_compact(plain), styled) or _bilingual(plain, styled) or _compound(plain, styled)


def _lookup(key: str, styled: bool) -> str | None:
    words = _words()
    return words.exact.get(key) or (words.weak.get(key) if styled else None)


def _bilingual(text: str, styled: bool) -> str | None:
    runs = _HAN.findall(fold(text).text)
    han = "".join(runs)
    latin = _compact(_HAN.sub(" ", text))
    if not han or not any(char.isalpha() for char in latin):
        return None
    first, second = _lookup(han, True), _lookup(latin, True)
    if first and second:
        return _lookup(han, False) or _lookup(latin, False) or first
    return (first or second) if styled and len(runs) == 1 and len(han) + len(latin) <= 24 else None


def _compound(text: str, styled: bool) -> str | None:
    parts = [part for part in _JOINT.split(text.casefold()) if part.strip()]
    if not 2 <= len(parts) <= 4:
        return None
    kinds = [_lookup(_compact(part), True) for part in parts]
    certain = all(kinds) and any(_lookup(_compact(part), False) for part in parts)
    return next((kind for kind in kinds if kind), None) if certain or (styled and kinds[0]) else None


def _loose(text: str) -> str | None:
    """The kind of a line that is surely set as a heading, by a word that it ends with or contains."""
    key = _compact(_plain(text))
    if len(key) > 24 or _DATE.search(key):
        return None
    words = _words()
    ending = next((kind for word, kind in words.ends if key.endswith(word)), None)
    return ending or next((kind for word, kind in words.has if word in key), None)


def lines_of(document: Document) -> Sequence[Line]:
    """The document's lines; for a document that has none they are cut from its text."""
    if document.lines:
        return document.lines
    lines, at = [], 0
    for text in document.text.split("\n"):
        lines.append(Line(at, at + len(text), 0))
        at += len(text) + 1
    return lines


def _style(document: Document, lines: Sequence[Line]) -> _Style:
    sizes = [line.size for line in lines if line.size and line.end - line.start > 12] or [0.0]
    certain = [line.size for line in lines if line.size and heading_kind(document.text[line.start : line.end].strip())]
    return _Style(median(sizes), median(certain) if certain else 0.0)


def _dress(text: str) -> str:
    """How a line is dressed as a heading by its letters alone: between ornaments, in capitals, or not at all."""
    if not 2 < len(text) <= _LONGEST or "\t" in text or "@" in text:
        return ""
    capitals = text.upper() == text and len(re.findall(r"[A-Z]", text)) >= 4 and not re.search(r"[\d|·/]|[.;,]$", text)
    return "ornament" if _ORNAMENT.match(text) else "capitals" if capitals and not _HAN.search(text) else ""


def _dresses(document: Document, lines: Sequence[Line]) -> frozenset[str]:
    """The dresses that several lines of a document wear, so that they mean something."""
    texts = [document.text[line.start : line.end].strip() for line in lines]
    worn = Counter(_dress(text) for text in [text for text in texts if text][_FIRST_LINES:])
    return frozenset(dress for dress, needed in (("ornament", 2), ("capitals", 3)) if worn[dress] >= needed)


def _opening(
    document: Document, line: Line, style: _Style, current: str, dresses: frozenset[str] = frozenset()
) -> _Opening | None:
    raw = document.text[line.start : line.end]
    text = raw.strip()
    cells = [cell for cell in text.split("\t") if cell.strip()]
    if len(cells) > 1:
        return _row_opening(cells, line, current)
    if not text:
        return None
    alone = text.rstrip(":：— -·|｜")
    styled = line.heading or style.like_heading(line) or alone != text or bool(_DECORATED.match(text))
    styled = styled or (line.bold and len(text) <= 24) or bool(_PART_NUMBER.match(text)) or _dress(text) in dresses
    nested = _nested(alone, current, line, style) and _dress(text) not in dresses
    kind = heading_kind(alone, styled=styled and alone != "" and not nested)
    if kind:
        return _Opening(kind, alone.strip(" 【】[]"), line.start)
    trusted = _trusted(line, style, current) or (_dress(text) in dresses and current != "work")
    loose = _loose(alone) if line.start and trusted and len(alone) <= _LONGEST else None
    return _Opening(loose, alone, line.start) if loose else _inline_opening(text, line, current)


def _informal(document: Document, line: Line, style: _Style, dresses: frozenset[str]) -> _Opening | None:
    """A heading in somebody's own words (`WHERE I HAVE BEEN`, `★ 读书 ★`), set as one."""
    text = document.text[line.start : line.end].strip()
    if not text or len(text) > _LONGEST or "\t" in text:
        return None
    alone = text.rstrip(":：— -·|｜")
    styled = line.heading or style.like_heading(line) or alone != text or bool(_DECORATED.match(text))
    numbered = bool(_PART_NUMBER.match(text)) or (line.bold and len(text) <= 24)
    kind = informal_kind(alone) if styled or numbered or _dress(text) in dresses else None
    return _Opening(kind, alone.strip(" 【】[]"), line.start) if kind else None


def informal_kind(text: str) -> str | None:
    """The kind of section that a heading in somebody's own words opens, or None.

    >>> informal_kind("Where I have worked"), informal_kind("干过的活儿")
    ('work', None)
    """
    return _words().informal.get(_compact(_plain(text)))


def _trusted(line: Line, style: _Style, current: str) -> bool:
    """Is the line so surely a heading that a word in it is enough? Job titles are often set like headings."""
    by_size = style.heading > style.body * 1.04
    return style.like_heading(line) and (by_size or current != "work") and not style.above_heading(line)


def _nested(text: str, current: str, line: Line, style: _Style) -> bool:
    """Is the line a label inside a job or project ("工作内容：", "Duties:") and no part of its own?"""
    weak = _words().weak.get(_compact(_plain(text)))
    if weak is None or current not in ("work", "projects"):
        return False
    return weak in ("work", "projects") or not style.like_heading(line)


def _row_opening(cells: list[str], line: Line, current: str) -> _Opening | None:
    label = cells[0].strip().rstrip(":：")
    kind = heading_kind(label)
    head = _compact(cells[1]) in ("内容", "content", "details", "说明", "描述")
    named = "教育" in label or "education" in label.casefold()
    dated = kind == "education" and named and any(_DATE.search(cell) for cell in cells[1:])
    if kind is None or head or len(label) > 20 or (len(cells) > 2 and kind != "objective" and not dated):
        return None
    wide = dated or kind in _ROW_LABELS or len(cells[1]) > 30 or (kind == "education" and len(_compact(label)) >= 4)
    return _Opening(kind, label, line.start, whole=False, row=True) if wide and kind != current else None


def _inline_opening(text: str, line: Line, current: str) -> _Opening | None:
    colon = _BRACKETED.match(text) or _COLON.search(text, 0, _LONGEST)
    if colon is None:
        return None
    label = text[: colon.start()] or colon.group().strip("【】[] ")
    kind = heading_kind(label)
    if kind is None or kind == current or (len(_compact(label)) < 3 and not line.bold):
        return None
    return (
        None
        if current in ("work", "projects") and kind in _WITHIN_JOBS
        else _Opening(kind, label.strip(), line.start, whole=False)
    )


def _openings(document: Document, lines: Sequence[Line], *, informal: bool) -> Iterator[_Opening]:
    """The openings in text order; a label of one line or row hands back to the section that it stands in."""
    style, dresses = _style(document, lines), _dresses(document, lines) if informal else frozenset()
    current, back = "header", None
    for at, line in enumerate(lines):
        found = _opening(document, line, style, current, dresses)
        found = found or (_informal(document, line, style, dresses) if informal else None)
        found = found or _wrapped_heading(document, lines, at)
        found = found or _dated_heading(document, lines, at, current)
        if found is None and back:
            found = _Opening(back, "", line.start)
        elif found is None:
            found = _unnamed(document, lines, at, style, current)
            found = found or (_unlisted(document, lines, at, current, dresses) if informal else None)
        if found is None:
            continue
        back = (back or current) if not found.whole and found.kind in _ONE_LINE else None
        current = found.kind
        yield found


def _wrapped_heading(document: Document, lines: Sequence[Line], at: int) -> _Opening | None:
    """A heading that a narrow column broke in two: `Educational` / `Qualification`."""
    if at + 1 >= len(lines) or lines[at].column != lines[at + 1].column:
        return None
    first, second = (document.text[line.start : line.end].strip() for line in lines[at : at + 2])
    if not (first.isascii() and second.isascii() and first.isalpha() and second.isalpha()):
        return None
    kind = _words().exact.get(_compact(first + second))
    return _Opening(kind, f"{first} {second}", lines[at].start) if kind and first[0].isupper() else None


def _dated_heading(document: Document, lines: Sequence[Line], at: int, current: str) -> _Opening | None:
    """An ambiguous word such as 经历 or `Work` on a line of its own, with dates right below it."""
    text = document.text[lines[at].start : lines[at].end].strip()
    kind = _words().weak.get(_compact(text)) if text and len(text) <= 12 else None
    if kind not in ("work", "education") or kind == current or current in ("work", "projects"):
        return None
    below = document.text[lines[at].end : lines[min(at + 3, len(lines) - 1)].end]
    return _Opening(kind, text, lines[at].start) if _DATE.search(below) else None


def _unnamed(document: Document, lines: Sequence[Line], at: int, style: _Style, current: str) -> _Opening | None:
    """A part whose heading is in no list, or a name set larger than any heading, which opens a new header."""
    line = lines[at]
    text = document.text[line.start : line.end].strip()
    if style.heading <= style.body * 1.04 or not 1 < len(text) <= 24 or "\t" in text:
        return None
    if style.above_heading(line) and current != "header":
        return _Opening("header", "", line.start)
    near = document.text[line.start : lines[min(at + 2, len(lines) - 1)].end]
    is_heading = abs(line.size - style.heading) < 0.3 and (line.heading or line.bold) and current != "header"
    return _Opening("other", text, line.start) if is_heading and not _DATE.search(near) else None


def _unlisted(
    document: Document, lines: Sequence[Line], at: int, current: str, dresses: frozenset[str]
) -> _Opening | None:
    """A line set as a heading whose words are in no list: what stands under it tells what it opens."""
    line = lines[at]
    text = document.text[line.start : line.end].strip()
    dressed = _dress(text) in dresses
    earlier = sum(bool(document.text[one.start : one.end].strip()) for one in lines[: min(at, 12)])
    if not (dressed or line.heading) or earlier < 1 or len(text) > 2 * _LONGEST or "\t" in text:
        return None
    below = (document.text[one.start : one.end] for one in lines[at + 1 : at + 6])
    near = "\n".join([text, *[one for one in below if one.strip()][:2]])
    schools = _SCHOOL.search(near)
    if earlier < _FIRST_LINES and not _PERIOD.search(text):
        return None
    if _PERIOD.search(near) or (schools and _DATE.search(near) and dressed):
        kind = "education" if schools else "work"
        return _Opening(kind, text, line.start) if kind != current and current not in ("work", "projects") else None
    if len(text) > _LONGEST:
        return None
    nested = current == "header" or (current in ("work", "projects") and not dressed)
    return None if nested else _Opening("other", text.strip(" ★☆~～=*#■◆●▌【】"), line.start)


def _first_paragraph(document: Document, lines: Sequence[Line], end: int) -> int | None:
    for line in lines:
        if line.start >= end:
            return None
        text = document.text[line.start : line.end]
        han = sum(len(run) for run in _HAN.findall(text))
        if "\t" not in text and (han >= _LONG_PARAGRAPH or len(text) >= 2 * _LONG_PARAGRAPH) and line.start:
            return line.start
    return None


def find_sections(document: Document, *, informal: bool = False) -> tuple[Section, ...]:
    """Cut a resume into its parts, without gap; each part begins with its heading line.

    A paragraph before the first heading is a ``summary``; in a resume without headings it is ``other``.

    Args:
        document: what was read.
        informal: whether headings in somebody's own words count too, and those in no list that are set like the others
            (for what stands under them then tells what they open).

    >>> from cs_match.records import Document
    >>> text = "张三\\n工作经历\\n2020-2022 某公司 客服\\n教育经历：大专"
    >>> [(s.kind, s.start) for s in find_sections(Document("a", "txt", "", 0, text))]
    [('header', 0), ('work', 3), ('education', 25)]
    """
    lines, size = lines_of(document), len(document.text)
    found = list(_openings(document, lines, informal=informal))
    first = found[0].at if found else size
    paragraph = _first_paragraph(document, lines, first)
    if paragraph is not None:
        found.insert(0, _Opening("summary" if first < size else "other", "", paragraph))
    if not found or found[0].at > 0:
        found.insert(0, _Opening("header", "", 0))
    ends = [*(opening.at for opening in found[1:]), size]
    return tuple(Section(one.kind, one.title, one.at, end) for one, end in zip(found, ends, strict=True))


def section_at(sections: Sequence[Section], offset: int) -> Section | None:
    """The section in which the character at `offset` stands."""
    return next((section for section in sections if section.start <= offset < section.end), None)
