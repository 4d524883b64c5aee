"""Ages, in figures and in words, and the day on which the document says that somebody was so old.

57 years old as of this edit (23 Mar 2026)
Age 31 as at 14 Feb 2026 · 四十一岁，写信日期是2026年2月27日 · I am sixty-one
"""

from __future__ import annotations

import re

from cs_match.candidates.dates import Moment, moments, periods
from cs_match.candidates.layout import Fact, Row, Sheet
from cs_match.text import fold

__all__ = ["age_in", "letter_day", "said_with_age"]

_TENS = "twenty thirty forty fifty sixty".split()
_UNITS = "one two three four five six seven eight nine".split()
_HAN_UNITS = "一二三四五六七八九"
_WORDS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)}))?"
_AGE = re.compile(
    r"(?<![\d.])(?P<zh>[1-6]\d)\s?周?[岁歳]|\bage[d]?(?:\sat\s(?:my\s)?last\sbirthday)?\s?[:(]?\s?(?P<en>[1-6]\d)\b"
    r"|\b(?P<en2>[1-6]\d)[\s-](?:years?[\s-](?:old|of\sage|young)|y/?o\b|yrs?\sold|años|anos|ans\b)"
    rf"|\b(?:i\sam|i['’]m|aged?|turned|at)\s(?:now\s|aware\si['’]m\s)?(?P<word>{_WORDS})(?![\w-]|\s(?:years?\s(?!old)|per\s?cent|minutes|people))"
    rf"|(?P<word2>{_WORDS})\syears\s(?:old|of\sage)"
    r"|\b(?:i\sam|i['’]m|i\sturned|turned|aged)\s(?:now\s)?(?P<en3>[1-6]\d)(?=[.,;)]|\s*$|\s(?:and|this|in|now|years|yrs)\b)"
    r"|(?:^|[\s(|·,/])(?:fe)?male\s?[,/|·;]\s?(?P<en4>[1-6]\d)(?=\s*(?:$|[,/|·;)]))"
    r"|[男女]\s?[,、/|·]?\s?(?P<zh2>[1-6]\d)(?=\s*(?:$|[,、/|·)]))|(?:现年|年满|刚满|今年|年龄)\s?[:：]?\s?(?P<zh3>[1-6]\d)(?![\d年个万月.])"
    r"|(?:今年|现年|年满|刚满|年届|年龄|年纪|本人|我)[:：]?\s?(?P<han>[二三四五六]十[一二三四五六七八九]?)(?![\d年个万多天次])"
    r"|(?P<han2>[二三四五六]?十[一二三四五六七八九]?)周?岁"
)
_WRITTEN = re.compile(
    r"(?:填表|填写|制表|写信|写于|制作|导出|更新|刷新|截至|截止|as (?:of|at)|exported|generated|printed|"
    r"last edit(?:ed)?|edited|"
    r"revised|updated|dated|written|correct (?:on|at)|version|current (?:on|at))\D{0,16}$|(?:\bcv|resum[eé]|"
    r"résumé|简历|履历表?)\W{0,4}$"
)
_DAY_ONLY = re.compile(r"^(?:[^\d,，]{2,30}[,，]\s?)?\D{0,14}\d{1,4}\D{1,12}\d{0,4}\D{0,6}\d{0,4}日?\W*$")
_FIRST_LINES = 14
_NEAR = 48  # characters between an age and its day
_YOUNGEST, _OLDEST = 15, 75


def age_in(row: Row) -> tuple[int, int, int] | None:
    """The first age that a row tells, with its offsets in the document."""
    for found in _AGE.finditer(row.folded.text):
        age = _number(next(value for value in found.groups() if value))
        if _YOUNGEST <= age <= _OLDEST:
            start, end = row.folded.span(found.start(), found.end())
            return age, row.start + start, row.start + end
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        return (_HAN_UNITS.find(tens) + 1 if tens else 1) * 10 + (_HAN_UNITS.find(units) + 1 if units else 0)
    parts = re.split(r"[\s-]", text)
    return 20 + 10 * _TENS.index(parts[0]) + (_UNITS.index(parts[1]) + 1 if len(parts) > 1 else 0)


def said_with_age(row: Row, start: int, end: int) -> Moment | None:
    """The month that a row gives beside an age, such as the day of the edit; a year of birth is none."""
    spans = periods(row.folded)
    for one in moments(row.folded):
        first, last = one.start + row.start, one.end + row.start
        inside = any(span.start <= one.start < span.end for span in spans)
        if one.year >= 2015 and not inside and first < end + _NEAR and last > start - _NEAR:
            gap = row.text[min(end, last) - row.start : max(start, first) - row.start]
            if len(gap) <= 3 or row.width <= 44 or _WRITTEN.search(fold(gap).text):
                return one
    return None


def letter_day(sheet: Sheet) -> Fact | None:
    """The day over a letter, or one that is said to be that of the writing."""
    for at, row in enumerate(sheet.rows):
        for one in moments(row.folded):
            told = one.month and _WRITTEN.search(row.folded.text[max(0, one.start - 30) : one.start])
            alone = (at < _FIRST_LINES or at >= len(sheet.rows) - 4) and _is_day(row, one)
            alone = alone or ((at < 4 or at >= len(sheet.rows) - 3) and _is_month(row, one))
            if one.year >= 2015 and (told or alone):
                return Fact(str(one), row.start + one.start, row.start + one.end)
    return None


def _is_day(row: Row, one: Moment) -> bool:
    """`8 December 2025`, `Des Moines, May 6, 2026`: a row of one day, perhaps with a place or an age."""
    day = re.search(
        r"\d{1,2}(?:st|nd|rd|th)?\W{1,2}[a-z]|[a-z]\.?\s\d{1,2}(?:st|nd|rd|th)?,|\d\D{1,2}\d{1,2}\D{1,2}\d",
        row.folded.text,
    )
    short = row.width <= 26 and row.section not in ("work", "education", "certificates", "projects", "training")
    return bool(day) and one.month > 0 and short and bool(_DAY_ONLY.match(_without_age(row.text)))


def _is_month(row: Row, one: Moment) -> bool:
    """`Leeds, March 2026` and no more, where nobody tells of schools or posts."""
    alone = re.fullmatch(r"(?:[^\d,，|]{2,24}[,，]\s?)?", row.text[: one.start]) and not row.text[one.end :].strip(
        " .)"
    )
    return (
        bool(alone)
        and one.month > 0
        and one.year >= 2024
        and row.section in ("header", "personal", "other", "declaration")
    )


def _without_age(text: str) -> str:
    return re.sub(r"[,，]?\s*(?:age[d]?\s?\d\d|\d\d\syears\sold|\d\d岁)[,，]?\s*", "", text, flags=re.IGNORECASE)
