"""What a resume says of sex, age, family, origin, faith, politics and health: found to be masked and audited only.

It lives in a record of its own, which `Candidate` does not carry and the ranking room cannot import. Words are data
(``protected.csv``); a word counts only where it speaks of the person: behind its label (性别：女), alone between the
separators of a personal line (`女 | 28岁 | 汉族`), or in a phrase of the parts that tell of the person. So 男装, 汉语,
党建客户, 健康险 and "single point of contact" stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise
from typing import Literal, cast

from cs_match.candidates.births import find_birth_year, find_dated
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Row, Sheet
from cs_match.lexicon import read_table
from cs_match.patterns import parse, strings
from cs_match.records import Document
from cs_match.sections import find_sections
from cs_match.tagging.matcher import Matcher, compiled
from cs_match.text import fold

__all__ = ["GROUNDS", "MASK", "Ground", "ProtectedMention", "find_protected", "mask"]

Ground = Literal[
    "sex", "age", "photo", "marriage", "ethnicity", "origin", "religion", "politics", "health", "id_number"
]
GROUNDS: tuple[Ground, ...] = (
    "sex", "age", "photo", "marriage", "ethnicity", "origin", "religion", "politics", "health", "id_number",
)  # fmt: skip
MASK = "█"

_OF_PERSON = ("header", "personal", "summary", "self_evaluation", "objective", "other", "declaration", "hobbies")
_NOT_OF_PERSON = ("work", "projects", "education", "training", "references", "skills", "awards")
_FIRST_LINES = 12  # in which personal details stand, whatever the headings say
_NEAR = 16  # characters around a phrase in which what excludes it is looked for
_HAN = "\u3400-\u9fff"
_BEFORE = r"(?:^|(?<=[\s|/,;·•、(\[【:]))"
_VALUE = r"(?P<value>[^|\t;,。\n]{1,48}?)(?=\s*(?:$|[|\t;,。\n]|\s{2,}|(?<=[0-9)])/|\s[^\s:]{1,12}:))"
_AFTERWARDS = re.compile(r"\s?[^\s,，。;；|、\t\n(（:]{1,16}")
_DETAIL = re.compile(r",? ?(?:19|20)\d{2}(?!\d)")
_REST_OF_DATE = re.compile(r"(?:(?<=[年月./-])|[./年月-])\s?\d{1,2}(?!\d)\s?[月日号]?")
_CELL_BEFORE = re.compile(r"[|/,;·•、(\t\[【:]\s*$|\s{2,}$")
_CELL_AFTER = re.compile(r"\s*(?:$|[|/,;·•、)\t。\]】])|\.?\s*$|\s{2,}")
_NAME_BEFORE = re.compile(rf"(?:^|[\s|,:])[{_HAN}]{{1,4}}$")
_ID_NUMBER = re.compile(r"(?<![\dxX])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx](?![\dx])")
_HK_ID = re.compile(r"(?<![a-z])[a-z]{1,2}\d{6}\([\da]\)")
_NRIC = re.compile(r"(?<![a-z0-9])[stfgm]\d{7}[a-z](?![a-z0-9])")
_WORD = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class ProtectedMention:
    """One place that tells something protected: characters `start` to `end` of the document's text.

    `ground` is one of `GROUNDS`; `label` the words before that say what it is, empty where it speaks for itself.
    """

    ground: Ground
    start: int
    end: int
    text: str
    label: str = ""


def find_protected(document: Document) -> tuple[ProtectedMention, ...]:
    """All places of a document that tell something protected, in text order, without overlaps."""
    sheet = Sheet(document, find_sections(document))
    found = chain(_labelled(sheet), _columns(sheet), _phrased(sheet), _numbers(sheet), _birth(sheet))
    return _merged(found, document.text)


def mask(document: Document, mentions: Sequence[ProtectedMention] | None = None) -> Document:
    """The document with what is protected blacked out, in its text and in its hidden text; offsets stay.

    Args:
        mentions: what to black out; default all that `find_protected` finds.

    >>> from cs_match.documents.reading import read_text
    >>> mask(read_text("张三 | 女 | 28岁 | 汉族\\n电商客服，男装类目")).text
    '张三 | █ | ███ | ██\\n电商客服，男装类目\\n'
    """
    found = find_protected(document) if mentions is None else mentions
    hidden = tuple(replace(one, text=_masked_words(one.text)) for one in document.hidden)
    return replace(document, text=_blacked(document.text, found), hidden=hidden)


def _masked_words(text: str) -> str:
    alone = Document("", "txt", "", 0, text)
    return _blacked(text, find_protected(alone))


def _blacked(text: str, mentions: Iterable[ProtectedMention]) -> str:
    parts, at = [], 0
    for one in mentions:
        parts += [text[at : one.start], _WORD.sub(MASK, text[one.start : one.end])]
        at = one.end
    return "".join([*parts, text[at:]])


def _merged(found: Iterable[ProtectedMention], text: str) -> tuple[ProtectedMention, ...]:
    kept: list[ProtectedMention] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, GROUNDS.index(one.ground))):
        if kept and one.start < kept[-1].end:
            end = max(one.end, kept[-1].end)
            kept[-1] = replace(kept[-1], end=end, text=text[kept[-1].start : end])
        else:
            kept.append(one)
    return tuple(kept)


def _mention(ground: str, row: Row, start: int, end: int, label: str = "") -> ProtectedMention:
    """A mention at folded characters `start` to `end` of a row."""
    low, high = row.folded.span(start, end)
    return ProtectedMention(cast(Ground, ground), row.start + low, row.start + high, row.text[low:high], label)


# ---------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True)
class _Rule:
    ground: str
    term: str
    place: str
    value: str
    unless: tuple[str, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["ground"], row["term"], row["place"], row["value"], _patterns(row["unless"]))
        for row in read_table("protected")
    )


def _patterns(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def _phrases() -> tuple[tuple[_Rule, ...], Matcher]:
    rules = tuple(rule for rule in _rules() if rule.place != "label")
    return rules, Matcher([rule.term for rule in rules])


@cache
def _labels() -> tuple[dict[str, _Rule], re.Pattern[str]]:
    """The rule of each label, and what finds a label with its value."""
    by_label = {
        label.replace(" ", ""): rule for rule in _rules() if rule.place == "label"
        for label in strings(parse(rule.term), lambda word: fold(word).text)
    }  # fmt: skip
    words = {label for rule in _rules() if rule.place == "label"
             for label in strings(parse(rule.term), lambda word: fold(word).text)}  # fmt: skip
    spelled = "|".join(map(_spaced, sorted(words, key=lambda word: (-len(word), word))))
    return by_label, re.compile(rf"{_BEFORE}(?P<label>{spelled})\s?[\])】]?(?P<mark>\s*[:|\t]\s*| +){_VALUE}")


def _spaced(label: str) -> str:
    """`性别` also as 性 别; a Latin label as it stands."""
    if re.fullmatch(f"[{_HAN}]+", label):
        return r" {0,4}".join(label)
    return re.escape(label).replace(r"\ ", " ?")


# ---------------------------------------------------------------- where it is said


def _labelled(sheet: Sheet) -> Iterator[ProtectedMention]:
    """`性别：女`, `民 族\t汉`, "Date of birth: March 14, 1996"."""
    rules, pattern = _labels()
    for row in sheet.rows:
        text = row.folded.text
        for found in pattern.finditer(text):
            rule = rules[found["label"].replace(" ", "")]
            value = found["value"]
            if _is_label(rules, value):
                continue
            if found["mark"].strip(" ") or (_is_of_person(row) and _is_value(rule, value)):
                detail = _DETAIL.match(text, found.end()) if rule.ground == "age" else None
                end = detail.end() if detail else found.end()
                if not _is_excluded(rule, text, found.start(), end) and value.strip():
                    yield _mention(rule.ground, row, found.start("value"), end, found["label"])


def _is_label(rules: Mapping[str, _Rule], text: str) -> bool:
    return text.replace(" ", "") in rules or label_of(text) is not None


def _is_value(rule: _Rule, value: str) -> bool:
    return rule.value == "*" or bool(rule.value and compiled(rule.value).search(value[:_NEAR]))


def _columns(sheet: Sheet) -> Iterator[ProtectedMention]:
    """A table whose first row names the columns: 姓名 | 性别 | 民族 over 张三 | 女 | 汉."""
    rules, _ = _labels()
    for above, below in pairwise(sheet.rows):
        if len(above.cells) < 2 or len(above.cells) != len(below.cells):
            continue
        heads = [rules.get(fold(cell.text).text.replace(" ", "")) for cell in above.cells]
        if not all(_is_label(rules, fold(cell.text).text) for cell in above.cells):
            continue
        for rule, label, cell in zip(heads, above.cells, below.cells, strict=True):
            if rule is not None:
                yield ProtectedMention(cast(Ground, rule.ground), cell.start, cell.end, cell.text, label.text)


def _phrased(sheet: Sheet) -> Iterator[ProtectedMention]:
    rules, matcher = _phrases()
    for row in sheet.rows:
        text = row.folded.text
        for index, start, end in matcher.find(text):
            rule = rules[index]
            if not _stands(rule, row, start, end) or _is_excluded(rule, text, start, end):
                continue
            after = _AFTERWARDS.match(text, end) if rule.place == "after" else None
            if rule.place != "after":
                yield _mention(rule.ground, row, start, end)
            elif after:
                low = after.start() + len(after.group()) - len(after.group().lstrip())
                yield _mention(rule.ground, row, low, after.end(), text[start:end])


def _stands(rule: _Rule, row: Row, start: int, end: int) -> bool:
    """Whether a phrase stands in a place where it speaks of the person."""
    if rule.place == "any":
        return row.section != "references"
    if not _is_of_person(row):
        return False
    text = row.folded.text
    if rule.place == "cell":
        return _is_cell(text, start, end)
    if rule.place == "title":
        return row.section in ("header", "personal") and not text[:start].strip() and text[end : end + 1] == " "
    if rule.place == "after_name":
        named = _NAME_BEFORE.search(text[max(0, start - 6) : start])
        return row.section in ("header", "personal") and named is not None and _is_closed(text, end)
    return True


def _is_of_person(row: Row) -> bool:
    return row.section in _OF_PERSON or (row.index < _FIRST_LINES and row.section not in _NOT_OF_PERSON)


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a line stands alone between separators; for Chinese a single blank is one."""
    han = "\u3400" <= text[end - 1] <= "\u9fff"
    before = text[max(0, start - 4) : start]
    opens = start == 0 or bool(_CELL_BEFORE.search(before)) or not text[:start].strip() or (han and before[-1:] == " ")
    return opens and (_is_closed(text, end) or (han and text[end : end + 1] == " "))


def _is_closed(text: str, end: int) -> bool:
    return _CELL_AFTER.match(text, end) is not None


def _is_excluded(rule: _Rule, text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _NEAR) : end + _NEAR]
    return any(compiled(pattern).search(around) for pattern in rule.unless)


# ---------------------------------------------------------------- numbers and birth


def _numbers(sheet: Sheet) -> Iterator[ProtectedMention]:
    """Identity numbers that their own form gives away: a Chinese one with a right check digit, Hong Kong, Singapore."""
    for row in sheet.rows:
        text = row.folded.text
        for found in chain(_ID_NUMBER.finditer(text), _HK_ID.finditer(text), _NRIC.finditer(text)):
            if len(found.group()) != 18 or _checks(found.group()):
                yield _mention("id_number", row, found.start(), found.end())


def _checks(number: str) -> bool:
    """Whether the last digit of a Chinese identity number is the check digit of the others (GB 11643, ISO 7064)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, number[:17], strict=True))
    return "10x98765432"[total % 11] == number[17]


def _birth(sheet: Sheet) -> Iterator[ProtectedMention]:
    """Where the year of birth was read: dates that stand alone in the head (`女 | 1999.08`) are one."""
    fact = find_birth_year(sheet, find_dated(sheet))
    if fact is not None:
        end = fact.end
        while rest := _REST_OF_DATE.match(sheet.text, end):
            end = rest.end()
        yield ProtectedMention("age", fact.start, end, sheet.text[fact.start : end])
