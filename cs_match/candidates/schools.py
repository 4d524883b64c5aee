"""Words of degrees and names of schools in a text (``degrees.csv``, ``schools.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cs_match.candidates.layout import Fact, Value
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = [
    "LEVEL_ORDER",
    "han_level",
    "inside_school",
    "latin_level",
    "latin_pieces",
    "level_in",
    "school_in",
    "school_words",
]

LEVEL_ORDER = ("junior_high", "high_school", "vocational", "associate", "bachelor", "master", "doctor")
_PASS = re.compile(r"bachelor['’]?s?'? pass|degree pass")
_LATIN_SPLIT = re.compile(r"\s*(?:[,，;；|｜\t•·]|\s[–—-]+\s|—|:|\(|\)|（|）)\s*")
_LEAD_IN = re.compile(
    r"^.*?(?:毕业于|畢業於|就读于|就讀於|毕业院校|考上了?|考入|从(?=.{2,16}(?:毕业|"
    r"畢業))|在(?=.{2,16}(?:读|念|学))|是(?=.{2,16}(?:毕业|学生))|学历|【.{2,4}】)"
)
_BEFORE_SCHOOL = re.compile(
    r"(?:[\d一二三四五六七八九〇零]{2,4}年(?:\d{1,2}月)?|[\d.\-—至到～~/、]+(?=[^\d一-九中])|"
    r".{0,4}(?:被评为|荣获|获得|获|一位|一名)|我|从|在|于|是|的|毕业|就读|读|年|月|"
    r"[(（)）·.、]|"
    r"(?:学历|初中|高中|中专|大专|本科|技校)(?:是|为|在|毕业)?(?=[(（\u4e00-\u9fff]{3}))"
)
_PARTS = re.compile(r"^(?:学校|学院|生源|院校|部|及以上|以上|老师|教师|英语|数学|语文|学生|客户|家长|课程|类)")


@dataclass(frozen=True)
class _Words:
    han: dict[str, str]
    latin: re.Pattern[str]
    levels: dict[str, str]


@cache
def _degrees() -> _Words:
    rows = [(fold(row["degree"]).text, row["level"]) for row in read_table("degrees")]
    han = {word: level for word, level in rows if re.search(r"[\u3400-\u9fff]", word)}
    latin = {word: level for word, level in rows if word not in han}
    pattern = "|".join(re.escape(word) for word in sorted(latin, key=len, reverse=True))
    return _Words(han, re.compile(rf"(?<![\w.&])(?:{pattern})(?![\w&])"), latin)


@cache
def school_words() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = [fold(row["word"]).text for row in read_table("schools")]
    han = tuple(sorted((word for word in words if re.search(r"[\u3400-\u9fff]", word)), key=len, reverse=True))
    latin = "|".join(re.escape(word) for word in sorted((set(words) - set(han)), key=len, reverse=True))
    return han, re.compile(rf"(?<!\w)(?:{latin})(?:['’]?s)?(?!\w)")


def han_level(folded: str) -> tuple[str, int, int] | None:
    """The highest level that a text names: level, start, end."""
    best: tuple[int, str, int, int] | None = None
    for word, level in _degrees().han.items():
        at = folded.find(word)
        while at >= 0:
            rank = LEVEL_ORDER.index(level)
            if not _blocked(folded, at, at + len(word)) and (best is None or rank > best[0]):
                best = (rank, level, at, at + len(word))
            at = folded.find(word, at + 1)
    return best[1:] if best else None


def _blocked(folded: str, start: int, end: int) -> bool:
    """Is the word part of another (高中英语教师, 高等专科学校, 带出的本科生)?"""
    word = folded[start:end]
    if word in (
        "中专",
        "职高",
        "技校",
        "高职",
        "卫校",
        "职业中专",
        "技工学校",
        "中等专业学校",
        "职业高中",
        "技师学院",
        "职业中学",
    ):
        return False
    if word == "专科" and folded[end : end + 2] == "学校":
        return True
    return bool(_PARTS.match(folded[end:]))


def latin_level(folded: str) -> tuple[str, int, int] | None:
    best: tuple[int, str, int, int] | None = None
    for found in _degrees().latin.finditer(folded):
        word = found.group()
        if len(word) <= 2 and not _short_degree(folded, found.start(), found.end()):
            continue
        if _PASS.match(folded, found.start()):
            continue
        level = _degrees().levels[word]
        rank = LEVEL_ORDER.index(level)
        if best is None or rank > best[0]:
            best = (rank, level, found.start(), found.end())
    return best[1:] if best else None


def _short_degree(folded: str, start: int, end: int) -> bool:
    """`MA`, `BE`, `MS` count only at the head of a piece (`BA History`), not inside prose (`to be`)."""
    head = folded[:start].rstrip()
    return (not head or head[-1] in ",;|\t•·–—-(:/>)") and bool(re.match(r"[\s,.(:;–—-]|$", folded[end:]))


def level_in(text: str) -> tuple[str, int, int] | None:
    folded = fold(text)
    found = [one for one in (han_level(folded.text), latin_level(folded.text)) if one]
    if not found:
        return None
    level, start, end = max(found, key=lambda one: LEVEL_ORDER.index(one[0]))
    return (level, *folded.span(start, end))


def school_in(text: str, start: int) -> Fact | None:
    return _han_school(text, start) or _latin_school(text, start)


def _han_school(text: str, start: int) -> Fact | None:
    words, _ = school_words()
    for run in re.finditer(r"[\u3400-\u9fff·（）()0-9]{3,40}", text):
        folded = fold(run.group()).text
        if len(folded) != len(run.group()):
            continue
        ends = [(folded.rfind(word) + len(word), word) for word in words if folded.rfind(word) > 0]
        ends = [(end, word) for end, word in ends if not _no_school(folded, end, word)]
        if not ends:
            continue
        end = max(end for end, _ in ends)
        begin = _after_open_bracket(run.group()[:end])
        begin += _school_start(run.group()[begin:end])
        campus = re.match(r"[（(][\u4e00-\u9fff]{2,6}[)）]", run.group()[end:])
        if campus and not re.search(r"本科|专|硕|博|统招|自考|在读|全日|成|函授|实习|高中|自学", campus.group()):
            end += campus.end()
        name = run.group()[begin:end].strip("()（）·")
        if len(name) >= 3 and not re.match(r"(?:函授|自考|成人|全日制|统招)(?:中专|大专|技校|职高)", name):
            at = start + run.start() + run.group().index(name, begin)
            return Fact(name, at, at + len(name))
    return None


def _after_open_bracket(text: str) -> int:
    """Where a name begins that ends inside a bracket: `高中毕业（邵阳县中学`."""
    opened = max(text.rfind("("), text.rfind("（"))
    closed = max(text.rfind(")"), text.rfind("）"))
    return opened + 1 if opened > closed else 0


_LOWER = ("高中", "中专", "职高", "技校", "小学", "中学")
_LATER = ("文化", "学历", "数学", "语文", "时候", "期间", "里的", "学生", "一年", "二年", "三年")


def _no_school(folded: str, end: int, word: str) -> bool:
    """Is the word no end of a name: `高中毕业`, `中学英语教师`, `小学期间`, `外语能力`?"""
    after = folded[end : end + 2]
    if after[:1] == "生" or after in _LATER or (word in _LOWER and after[:1] in ("英", "毕")):
        return True
    whole = word not in ("师范", "外语", "外国语", "高中", "科技大", "小学")
    return not whole and end < len(folded) and after[:1] not in ("(", ")", "（", "）", " ")


def _school_start(text: str) -> int:
    lead = _LEAD_IN.match(text)
    begin = lead.end() if lead else 0
    while True:
        noise = _BEFORE_SCHOOL.match(text, begin)
        if noise is None or len(text) - noise.end() < 3:
            return begin
        begin = noise.end()


def _latin_school(text: str, start: int) -> Fact | None:
    _, words = school_words()
    pieces = list(latin_pieces(text, start))
    for piece in pieces:
        folded = fold(piece.text).text
        found = words.search(folded)
        degree = re.match(r"(?:bachelor|master|associate|diploma|degree|doctor)\b", folded)
        known = found is not None and degree is None and (len(folded.split()) >= 2 or piece.text.isupper())
        if known and not _only_degree(folded):
            name = re.sub(
                r"^[\d.\s/-]+|^.{0,24}?\b(?:sophomore|freshman|junior|senior|student|studying|studied|"
                r"graduated)\s(?:at|from|in)\s|^(?:at|from|the|in)\s+|\s*[.。]+$|\s+(?:19|20)\d\d.*$|"
                r"[\s,]+in \d{4}.*$",
                "",
                piece.text,
                flags=re.IGNORECASE,
            )
            at = piece.start + piece.text.index(name)
            return Fact(name, at, at + len(name))
    return None


def _only_degree(folded: str) -> bool:
    level = latin_level(folded)
    rest = folded[level[2] :] if level else ""
    if re.match(
        r"^(?:high school|senior high|secondary)(?: school)?(?: diploma| graduate| certificate|"
        r" education)?\W*(?:\d{4})?$",
        folded,
    ):
        return True
    return bool(level and level[1] == 0 and not school_words()[1].search(rest))


def latin_pieces(text: str, start: int) -> Iterator[Value]:
    at = 0
    for found in [*_LATIN_SPLIT.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            lead = len(text[at:end]) - len(text[at:end].lstrip())
            yield Value(text[at:end].strip(), start + at + lead, start + at + lead + len(text[at:end].strip()))
        at = found.end() if found else end


def inside_school(text: str, school: Fact, start: int) -> tuple[str, int, int] | None:
    """A degree word that the school's piece holds too: `High school diploma, Pueblo Grande High`."""
    begin, end = school.start - start, school.end - start
    found = latin_level(fold(text[begin:end]).text)
    return (found[0], begin, end) if found and found[0] in ("high_school", "junior_high") else None
