"""Dates and periods as resumes write them, Chinese and English, with an own grammar that runs in linear time.

A resume's dates are months and years, not days, and half of them are open (`至今`, `till date`). General date parsers
invent a day for `2019.07` and stumble over ranges; this grammar reads exactly the forms below.

    2023.03  2019/7  2020-05  2021年3月  19年7月  二〇一九年七月  民國110年3月  2021年  2015
    110.3 – 至今 (years of the Republic, in a period only)  X 2017
    03/2021  14/03/1996  Mar 2021  March 14, 2021  2021 July  Aug'22  Q3 2020  Spring 2019
    A - B  A 至 B  A to B  2022.06–07  05–11/2019  Jan–Mar 2020  since A  A 起  A 至今  A -
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cs_match.text import Folded

__all__ = ["Moment", "Period", "moments", "months_between", "periods"]


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A month, or a year of which the month is not said (`month` 0). `start` and `end` are offsets in the text."""

    year: int
    month: int
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @property
    def months(self) -> int:
        """Months since year 0; a year alone counts as January."""
        return self.year * 12 + max(self.month, 1) - 1


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`; `last` is None where the period is still running or its end is not said (`open`)."""

    first: Moment
    last: Moment | None
    running: bool
    start: int
    end: int
    open: bool = False

    @property
    def last_text(self) -> str | None:
        """The end as the output format writes it."""
        return "present" if self.running else str(self.last) if self.last else None


def months_between(first: Moment, last: Moment) -> int:
    """Whole months from `first` to `last`, end minus start.

    >>> months_between(Moment(2020, 3), Moment(2021, 5))
    14
    """
    return last.months - first.months


_MONTH_NAMES = {
    1: "january jan januari janvier enero ene janeiro januar",
    2: "february feb februari fevrier février febrero fevereiro februar",
    3: "march mar mac maret mars marzo março märz",
    4: "april apr avril abril abr",
    5: "may mei mai mayo maio",
    6: "june jun juni juin junio junho",
    7: "july jul julai juli juillet julio julho",
    8: "august aug ogos agustus agt août agosto ago",
    9: "september sept sep septembre septiembre setembro set",
    10: "october oct oktober okt octobre octubre outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec disember dis desember des décembre diciembre dic dezembro dez",
}
_MONTHS = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ROMAN_MONTHS = "i ii iii iv v vi vii viii ix x xi xii".split()
_DIGITS = {char: value for value, chars in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
           for char in chars}  # fmt: skip
_Y = r"(?:19[4-9]\d|20[0-4]\d)"
_M = r"(?:1[0-2]|0?[1-9])"
_ROMAN = "iii|ii|iv|ix|i|viii|vii|vi|v|xii|xi|x"  # I 2022
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_MOMENT = re.compile(
    rf"(?<![\d.])(?:"
    rf"(?P<y1>{_Y})\s?(?P<sep>[./-])\s?(?P<m1>{_M})(?:(?P=sep){_D}(?!\d))?(?![\d.,]\d|\d|[万千%])(?:\s?月)?"
    rf"|(?P<y2>{_Y})\s?年(?:\s?(?P<m2>{_M})(?!\d)\s?(?:月份?(?:\s?{_D}\s?[日号])?)?)?"
    rf"|(?P<y3>\d\d)\s?年\s?(?P<m3>{_M})\s?月"
    rf"|(?P<y4>[一二][一二三四五六七八九〇零○]{{3}})年(?:(?P<m4>十[一二]?|[一二三四五六七八九])月)?"
    rf"|民国\s?(?P<y5>\d{{2,3}})\s?年?(?:\s?[./]?(?P<m5>{_M})\s?月?)?"
    rf"|{_D}\s?(?P<sep2>[./-])\s?(?P<m6>{_M})\s?(?P=sep2)\s?(?P<y6>{_Y})(?!\d)"
    rf"|(?P<m7>{_M})\s?[./-]\s?(?P<y7>{_Y})(?!\d)"
    rf"|(?:{_D}(?:st|nd|rd|th)?\s?[-.]?\s?(?:of\s|de\s)?)?\b(?P<m8>{_NAME})\b\.?,?\s?(?:de\s|of\s)?"
    rf"(?:{_D}(?:st|nd|rd|th)?,\s?)?['’‘`-]?\s?(?P<y8>{_Y})(?!\d)"
    rf"|\b(?P<m9>{_NAME})\.?\s?['’‘`-]\s?(?P<y9>\d\d)(?!\d)"
    rf"|(?P<y10>{_Y})[\s,-]\s?(?P<m10>{_NAME})\b"
    rf"|\bq(?P<q>[1-4])[\s,/-]?\s?(?P<y11>{_Y})(?!\d)"
    rf"|(?:\b(?:early|mid|late|spring|summer|autumn|fall|winter|end\sof|start\sof)[\s,-]{{0,2}})?(?P<y12>{_Y})(?![\d%])(?!\.\d)(?!\s?(?:[元个名人次件通单条封份台条]|\+))"
    rf"|(?P<y14>9\d|1[01]\d)\.(?P<m14>{_M})(?=\s?[-–—~至]\s?(?:至今|今|迄今|现在|1[01]\d\.{_M}(?![\d%])))"
    rf"|(?<=[-–—~至\s])(?<=\d[-–—~至]|[-–—~至]\s)(?P<y15>1[01]\d)\.(?P<m15>{_M})(?![\d%.])"
    rf"|\b(?P<m16>{_ROMAN})[\s./](?P<y16>{_Y})(?!\d)"
    rf"|(?<![\w])['’‘](?P<y13>\d\d)(?=\s*(?:[-–—~)\]]|to\b|until\b|$))"
    rf")"
)
_JOIN = (
    r"(?:\s|起|份)*(?:[-–—―‐‑~〜～→/]{1,3}|至|到|直到|to|until|till|untill|upto|up\sto|"
    r"through|thru|bis|hingga|đến|a|à|au|até)\s*"
)
_TIE = re.compile(_JOIN + "$")
_PRESENT = re.compile(
    rf"(?:{_JOIN}|\s|起|,|\()*(?P<word>至今|迄今|今(?![年天日后])|现在|目前|现今|如今|"
    rf"仍在职|在职|在读|仍在|today\b|this\sday|the\spresent|present|now\b"
    r"|current(?:ly|\sdate)?|still\s(?:in\srole|here|there|employed|working|in\spost)|till\s?date|to\s?date|date\b|ongoing|on\s?going|working|continuing|actual(?:idad|mente)?\b"
    r"|presente|atual|o\smomento|sekarang|kini|heute|aujourd'hui|nay\b|本日)"
)
_MONTH_TO = re.compile(rf"\s*[-–—―~〜～至到]{{1,2}}\s*(?P<month>{_M})(?![\d.,/年])\s?(?P<mark>月)?")
_MONTH_FROM = re.compile(rf"(?<![\d./-])(?P<month>{_M})\s?月?\s*[-–—~〜～至到]{{1,2}}\s*$")
_NAME_FROM = re.compile(rf"\b(?P<name>{_NAME})\.?\s*(?:[-–—~/]|to)\s*$")
_SINCE = re.compile(r"(?:\bsince|\bfrom|\bw\.?e\.?f\.?|\bstarted|\beffective|自|从|desde|seit|depuis|sejak)\s?:?\s*$")
_ONWARD = re.compile(r"\s*(?:起|开始|以来|onwards?\b)(?!\s*[-–—~至到])")
_DANGLING = re.compile(r"\s*(?:[-–—~〜～]{1,2}|[→➔➜>]|-+>)\s*(?:$|[\n\t)|\]|·*])")


def moments(folded: Folded) -> list[Moment]:
    """All dates of a text, in order, with offsets in its original."""
    return list(_moments(folded.text, folded))


def _moments(text: str, folded: Folded) -> Iterator[Moment]:
    for found in _MOMENT.finditer(text):
        year, month = _value(found)
        if 1940 <= year <= 2049:
            start, end = folded.span(found.start(), found.end())
            yield Moment(year, month, start, end)


def _value(found: re.Match[str]) -> tuple[int, int]:
    part = {key[0] + key[1:]: value for key, value in found.groupdict().items() if value}
    if "q" in part:
        return int(part["y11"]), int(part["q"]) * 3 - 2
    year = next(value for key, value in part.items() if key[0] == "y")
    month = next((value for key, value in part.items() if key[0] == "m"), "0")
    return _year(year, roc=bool({"y5", "y14", "y15"} & part.keys())), _month(month)


def _year(text: str, *, roc: bool) -> int:
    if text[0] in _DIGITS:
        return int("".join(str(_DIGITS[char]) for char in text))
    number = int(text)
    if roc:
        return number + 1911
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text in _MONTHS:
        return _MONTHS[text]
    if text in _ROMAN_MONTHS:
        return _ROMAN_MONTHS.index(text) + 1
    return 10 + _DIGITS.get(text[1:], 0) if text[0] == "十" else _DIGITS[text]


# ---------------------------------------------------------------- periods


@dataclass(frozen=True, slots=True)
class _Raw:
    """A date with its offsets in the folded text."""

    moment: Moment
    start: int
    end: int


def _raw(folded: Folded) -> list[_Raw]:
    found = []
    for match in _MOMENT.finditer(folded.text):
        year, month = _value(match)
        if 1940 <= year <= 2049:
            start, end = folded.span(match.start(), match.end())
            found.append(_Raw(Moment(year, month, start, end), match.start(), match.end()))
    return found


def periods(folded: Folded) -> list[Period]:
    """All periods of a text, in order: closed, running (`至今`, `present`) and open (`2021.11 –`, `since 2020`).

    >>> from cs_match.text import fold
    >>> [(str(p.first), p.last_text) for p in periods(fold("2019/7～2021/3 甲，Aug'22 to Till Date 乙"))]
    [('2019-07', '2021-03'), ('2022-08', 'present')]
    """
    dates, text = _raw(folded), folded.text
    found: list[Period] = []
    at = 0
    while at < len(dates):
        period, used = _period_at(dates, at, text, folded)
        if period:
            found.append(period)
        at += used
    return found


def _period_at(dates: Sequence[_Raw], at: int, text: str, folded: Folded) -> tuple[Period | None, int]:
    one = dates[at]
    two = dates[at + 1] if at + 1 < len(dates) else None
    if two and 0 <= two.start - one.end <= 14 and "\n" not in text[one.end : two.start].strip(" "):
        between = text[one.end : two.start]
        ranged = between.strip() == "and" and text[max(0, one.start - 9) : one.start].endswith("between ")
        if (ranged or _TIE.fullmatch(between)) and one.moment.months <= two.moment.months:
            return _closed(one, two, text, folded), 2
    return _running(one, text, folded) or _short(one, text, folded) or _open(one, text, folded), 1


def _span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    return folded.span(start, max(end, start + 1))


def _closed(one: _Raw, two: _Raw, text: str, folded: Folded) -> Period:
    still = re.compile(r"\s*\((?:present|至今|now|current)\)").match(text, two.end)
    start, end = _span(folded, one.start, still.end() if still else two.end)
    return Period(one.moment, None if still else two.moment, bool(still), start, end)


def _running(one: _Raw, text: str, folded: Folded) -> Period | None:
    found = _PRESENT.match(text, one.end, one.end + 30)
    if not found or "\n" in text[one.end : found.start("word")]:
        return None
    gap = text[one.end : found.start("word")].strip()
    if not gap and found["word"] in ("date", "working", "目前", "现在") and not one.moment.month:
        return None
    start, end = _span(folded, one.start, found.end())
    return Period(one.moment, None, True, start, end)


def _short(one: _Raw, text: str, folded: Folded) -> Period | None:
    """`2022.06–07`, `2025年7月-8月`, `05–11/2019`, `Jan–Mar 2020`: one of the two years is left out."""
    later = _MONTH_TO.match(text, one.end, one.end + 12)
    if later and one.moment.month and int(later["month"]) >= one.moment.month:
        start, end = _span(folded, one.start, later.end())
        return Period(one.moment, Moment(one.moment.year, int(later["month"]), start, end), False, start, end)
    before = text[max(0, one.start - 14) : one.start]
    earlier = _MONTH_FROM.search(before) or _NAME_FROM.search(before)
    if earlier is None or not one.moment.month:
        return None
    month = _month(next(value for value in earlier.groupdict().values() if value))
    if month > one.moment.month:
        return None
    start, end = _span(folded, one.start - len(before) + earlier.start(), one.end)
    return Period(Moment(one.moment.year, month, start, end), one.moment, False, start, end)


def _open(one: _Raw, text: str, folded: Folded) -> Period | None:
    start, end = _span(folded, one.start, one.end)
    if _DANGLING.match(text, one.end):
        return Period(one.moment, None, True, start, end)
    since = _SINCE.search(text[max(0, one.start - 10) : one.start])
    if since or _ONWARD.match(text, one.end):
        return Period(one.moment, None, True, start, end, open=True)
    return None
