"""Words of degrees and school levels in a text (``degrees.csv``), and the level that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["LEVEL_ORDER", "Level", "bare_diploma", "degree_subject", "han_level", "latin_level", "level_in", "rank_of"]

LEVEL_ORDER = ("junior_high", "high_school", "vocational", "associate", "bachelor", "master", "doctor")
Level = tuple[str, int, int]  # a level, with the start and end of its words in a text

_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTS = re.compile(r"^(?:学校|学院|生源|院校|部|及以上|以上|老师|教师|英语|数学|语文|学生|客户|家长|课程|类)")
_WHOLE = ("中专", "职高", "技校", "高职", "卫校", "职业中专", "技工学校", "中等专业学校", "职业高中", "技师学院")
# "Bachelor's pass" is a pass of a school-leaving examination, "MS Word" a program, "Boston, MA" a place.
_PASS = re.compile(r"bachelor['’]?s?'? pass|degree pass|diploma pass")
_PROGRAM = re.compile(r"ms[\s-](?:office|word|excel|power|access|outlook|teams|project|windows|dynamics|sql|visio)")
_TRADE_HEAD = re.compile(r"(?:btec|nvq|city (?:and|&) guilds|qqi|fetac|scqf|svq|ocr|cache)\b[^,;|\t•·–—]{0,40}$")
_A_DEGREE = re.compile(r"\b(?:an?|my)\s(?:[\w&’'-]+\s){1,4}$")
_SOME = re.compile(r"(?:equivalent to|entry to|towards?|access to)\s(?:an?\s|the\s)?$")


@dataclass(frozen=True)
class _Words:
    han: dict[str, str]
    latin: re.Pattern[str]
    levels: dict[str, str]
    subjects: dict[str, str]


@cache
def _degrees() -> _Words:
    rows = [(fold(row["degree"]).text, row["level"], row["subject"] or "") for row in read_table("degrees")]
    han = {word: level for word, level, _ in rows if _HAN.search(word)}
    latin = {_key(word): level for word, level, _ in rows if word not in han}
    words = sorted((word for word, _, _ in rows if word not in han), key=len, reverse=True)
    pattern = "|".join(_flexible(word) for word in words)
    subjects = {_key(word): subject for word, _, subject in rows if subject}
    return _Words(han, re.compile(rf"(?<![\w.&])(?:{pattern})(?![\w&])"), latin, subjects)


def _flexible(word: str) -> str:
    """`b.sc.` also stands for `b. sc.`, and either apostrophe for the other."""
    return re.escape(word).replace(r"\.", r"\.\s?").replace("'", "['’]").replace(r"\ ", r"\s")


def _key(word: str) -> str:
    return re.sub(r"[\s.]", "", word.replace("’", "'"))


def rank_of(level: str) -> int:
    """How high a level is, 0 for the lowest."""
    return LEVEL_ORDER.index(level)


def degree_subject(words: str) -> str | None:
    """The subject that an abbreviation says itself.

    >>> degree_subject("B.Com."), degree_subject("BA")
    ('Commerce', None)
    """
    return _degrees().subjects.get(_key(fold(words).text))


def bare_diploma(words: str) -> bool:
    """Is a degree no more than the word diploma or degree, whose level the school decides?"""
    return fold(words).text in ("diploma", "degree", "certificate")


def han_level(folded: str) -> Level | None:
    """The highest level that the Chinese words of a folded text name."""
    best: tuple[int, str, int, int] | None = None
    for word, level in _degrees().han.items():
        at = folded.find(word)
        while at >= 0:
            rank = rank_of(level)
            if not _blocked(folded, at, at + len(word)) and (best is None or rank > best[0]):
                best = (rank, level, at, at + len(word))
            at = folded.find(word, at + 1)
    return best[1:] if best else None


def _blocked(folded: str, start: int, end: int) -> bool:
    """Is the word part of another (高中英语教师, 高等专科学校, 带出的本科生)?"""
    word = folded[start:end]
    if word in _WHOLE or word == "职业中学":
        return False
    if word.startswith("学士") and folded[max(0, start - 1) : start] == "副":
        return True
    if word == "专科" and folded[end : end + 2] == "学校":
        return True
    if re.match("中[三四五六七]", word):  # 其中五人
        return folded[max(0, start - 1) : start] in tuple("其之当心手集") or folded[end : end + 1] in tuple(
            "个名人年次月天家位"
        )
    return bool(_PARTS.match(folded[end:]))


def latin_level(text: str) -> Level | None:
    """The highest level that the Latin words of a text name, with offsets in the text.

    >>> latin_level("Boston, MA"), latin_level("MA Linguistics")
    (None, ('master', 0, 2))
    """
    folded = fold(text)
    best: tuple[int, str, int, int] | None = None
    for level, start, end in _latin_levels(folded.text):
        begin, stop = folded.span(start, end)
        if end - start <= 2 and not _short_degree(text, begin, stop):
            continue
        if best is None or rank_of(level) > best[0]:
            best = (rank_of(level), level, begin, stop)
    return best[1:] if best else None


def _latin_levels(folded: str) -> Iterator[Level]:
    words = _degrees()
    for found in words.latin.finditer(folded):
        end = found.start() + len(found.group().rstrip())
        before = folded[max(0, found.start() - 48) : found.start()]
        program = _PASS.match(folded, found.start()) or _PROGRAM.match(folded, found.start())
        trade = found.group().startswith(("diploma", "certificate", "degree")) and _TRADE_HEAD.search(before)
        prose = found.group().strip() == "degree" and (not _A_DEGREE.search(before) or folded[end : end + 3] == " of")
        if not program and not trade and not prose and not _SOME.search(before):
            yield words.levels[_key(found.group())], found.start(), end


def _short_degree(text: str, start: int, end: int) -> bool:
    """`MA`, `BE`, `MS` count at the head of a piece (`BA History`) and after an article, not in prose (`to be`)."""
    head, rest = text[:start].rstrip(), text[end:]
    if not re.match(r"[\s,.(:;–—/-]|$", rest):
        return False
    if not head or head[-1] in ";|\t•·–—-(:/>" or text[start - 2 : start].isspace():
        return True
    if not text[start:end].isupper():
        return head[-1] == ","
    if head[-1] == ",":  # `University of X, BA History`, but `Boston, MA — 2014`
        return text[start:end] not in ("MA", "MS") or bool(re.match(r"\s+(?:[A-Za-z]{3}|in\b)|\s*\(", rest))
    lead = re.search(r"(?:\b(?:an?|my|the|and|with|of|have|hold)|\d{4})$", head, re.IGNORECASE)
    return bool(lead or re.match(r"\s(?:in|\(hons)\b", rest, re.IGNORECASE) or re.search(r"[A-Z]\w+$", head))


def level_in(text: str) -> Level | None:
    """The highest level that a text names in any script, with offsets in the text."""
    folded = fold(text)
    han = han_level(folded.text)
    found = [(han[0], *folded.span(han[1], han[2]))] if han else []
    latin = latin_level(text)
    found += [latin] if latin else []
    return max(found, key=lambda one: rank_of(one[0])) if found else None
