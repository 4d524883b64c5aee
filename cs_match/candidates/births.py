"""The year of birth, said or given by an age, and the month a document speaks from."""

from __future__ import annotations

import re
from bisect import bisect_left

from cs_match.candidates.ages import age_in, letter_day, said_with_age
from cs_match.candidates.dates import moments, periods
from cs_match.candidates.degrees import latin_level
from cs_match.candidates.labels import labelled
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.text import fold

__all__ = ["find_birth_year", "find_dated"]

_BORN_AFTER = re.compile(
    r"\s?月?\s?\d{0,2}\s?[日号]?\s?(?:出生|生(?![产活意鲜命效日]))|\s?年生"
    r"|[^,，。;；\n|\d]{0,8}(?:出生|生人|来到这个世界|生的(?!孩|娃|二|老))"
)
_BORN_BEFORE = re.compile(
    r"(?:\bborn|\bb\.|\bdob|\bd\.o\.b\.?|date of birth|birth(?:date|day)?|出生(?:于|"
    r"年月|日期)?|生于|生日|生在|我是|\bb\.?|\bborn\b[^.;\n|]{0,36}?|\bbirthday\b[^.;\n|]{0,12}?|nacid[oa]\b[^.;\n|]{0,20}?|geboren\b[^.;\n|]{0,12}?|\bn[ée]e?\s(?:le|en))\s*(?:in|on|:|：|,|-|–)?\s*$"
)
_NINETIES = re.compile(
    r"(?<![\d.])(?P<year>[5-9]\d|0\d|[五六七八九零〇][〇零一二三四五六七八九])\s?年(?:生|出生|的(?!时候)|(?=\s*(?:$|[|｜,，/·)）])))"
)
_TENS = "forty fifty sixty seventy eighty ninety".split()
_UNITS = "one two three four five six seven eight nine".split()
_BORN_SHORT = re.compile(
    rf"\b(?:born|dob|b\.)[^.;\n|]{{0,36}}?(?:['’‘`](?P<yy>[4-9]\d|0\d)(?!\d)"
    rf"|nineteen[\s-](?P<ten>{'|'.join(_TENS)})(?:[\s-](?P<unit>{'|'.join(_UNITS)}))?)"
)
_SCHOOL_DATE = re.compile(r"毕业|畢業|届|入学|参加|入职|进|大学|学院|学校|\S{0,12}公司|graduat|年?起|年?至")
_SCHOOLING = re.compile(
    r"certificate|certified|diploma|comptia|university|college|\bschool\b|\bclass of\b", re.IGNORECASE
)
_FIRST_LINES = 8
_PERSONAL = ("header", "personal", "summary", "other", "self_evaluation", "objective")


def find_dated(sheet: Sheet) -> Fact | None:
    """When the document speaks: `更新时间：2026-02-25`, `Last updated: 26-Nov-2025`, the date under a declaration."""
    values = [*labelled(sheet.rows, "updated")]
    for value in values:
        found = _month_in(value)
        if found:
            return found
    for row in reversed(sheet.rows[-6:]):
        if re.match(r"^(?:date|日期|dated)\b|^日期", row.folded.text) or _only_date(row):
            found = _month_in(Value(row.text, row.start, row.end))
            if found:
                return found
    return _updated_inline(sheet) or letter_day(sheet)


def _month_in(value: Value) -> Fact | None:
    found = next((one for one in moments(fold(value.text)) if one.month), None)
    return Fact(str(found), value.start + found.start, value.start + found.end) if found else None


def _only_date(row: Row) -> bool:
    """`李明　2025年12月9日`: a signature with its day, and little else."""
    return row.width <= 18 and bool(
        re.search(r"(?:19|20)\d{2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}\s?日?\s*$", row.text)
    )


def _updated_inline(sheet: Sheet) -> Fact | None:
    for row in sheet.rows:
        cue = re.search(
            r"(?:更新|刷新|最近登录|登录)(?:时间|日期|于)?\s*[:：]?\s*|(?:年龄以|年龄截至|以上截至|截至)\s*|"
            r"(?:last )?updated\s*(?:on)?\s*:?\s*",
            row.folded.text,
        )
        if cue:
            start = row.folded.starts[cue.end()] if cue.end() < len(row.folded.starts) else len(row.text)
            found = _month_in(Value(row.text[start : start + 16], row.start + start, row.start + start + 16))
            if found:
                return found
    return None


def find_birth_year(sheet: Sheet, dated: Fact | None) -> Fact | None:
    """The year of birth, said or counted back from an age.

    Args:
        sheet: the document.
        dated: when it speaks (`find_dated`); without it an age gives no year.
    """
    return (
        _birth_labelled(sheet)
        or _age_then(sheet)
        or _birth_told(sheet)
        or _birth_alone(sheet)
        or _from_age(sheet, dated)
    )


def _plausible(year: int) -> bool:
    return 1940 <= year <= 2012


def _birth_labelled(sheet: Sheet) -> Fact | None:
    for value in labelled(sheet.rows, "birth", "age"):
        folded = fold(value.text)
        for found in re.finditer(r"(?<!\d)(19[4-9]\d|200\d|201[0-2])(?!\d)", folded.text):
            start, end = folded.span(found.start(1), found.end(1))
            return Fact(int(found[1]), value.start + start, value.start + end)
        behind = re.search(
            r"^\D{0,4}\d{1,2}(?:st|nd|rd|th)?[\s./-]{1,2}(?:\d{1,2}|[a-z]{3,9})[\s./-]{1,2}['’]?([4-9]\d|0\d)(?!\d)",
            folded.text,
        )
        if behind:  # 3-Nov-89, 12/05/89
            return Fact(_century(int(behind[1])), value.start, value.end)
        short = re.match(r"^([4-9]\d|0\d)(?:年|[./-])", folded.text)
        if short:
            return Fact(_century(int(short[1])), value.start, value.start + 2)
    return None


def _century(short: int) -> int:
    return short + (1900 if short > 20 else 2000)


def _birth_told(sheet: Sheet) -> Fact | None:
    """`1983年1月生`, `born in 1997`, `(b. 14/08/1997)`, `99年`."""
    text = sheet.folded.text
    starts = sheet.folded.starts
    for moment in sheet.moments:
        if not _plausible(moment.year):
            continue
        at = _folded_at(starts, moment.start)
        end = _folded_at(starts, moment.end)
        if _BORN_AFTER.match(text, end, end + 12) or _BORN_BEFORE.search(text[max(0, at - 40) : at]):
            return Fact(moment.year, moment.start, moment.end)
        if (
            text[end : end + 1] == "的"
            and moment.month
            and moment.year < 2008
            and not text[end + 1 : end + 3].strip("。,，;\n ")
        ):
            return Fact(moment.year, moment.start, moment.end)
    return _birth_short(sheet)


def _birth_short(sheet: Sheet) -> Fact | None:
    """`born in '79`, `born in nineteen seventy-nine`."""
    found = _BORN_SHORT.search(sheet.folded.text)
    if found is None:
        return None
    start, end = sheet.folded.span(found.start(), found.end())
    if found["yy"]:
        return Fact(_century(int(found["yy"])), start, end)
    units = _UNITS.index(found["unit"]) + 1 if found["unit"] else 0
    return Fact(1900 + 10 * (_TENS.index(found["ten"]) + 4) + units, start, end)


def _folded_at(starts: tuple[int, ...], offset: int) -> int:
    return bisect_left(starts, offset)


def _birth_alone(sheet: Sheet) -> Fact | None:
    """A month or year alone between separators of the first lines: `女 | 1999.08 | 现居杭州`."""
    for at, row in enumerate(sheet.rows):
        early = row.section in ("header", "personal") or (
            at < 12 and row.section not in ("work", "education", "projects")
        )
        if not early or (row.sentence and row.width > 60) or latin_level(row.text) or _SCHOOLING.search(row.text):
            continue
        found = _alone_in(row)
        if found:
            return found
    return None


def _alone_in(row: Row) -> Fact | None:
    spans = periods(row.folded)
    for one in moments(row.folded):
        inside = any(span.start <= one.start < span.end for span in spans)
        before, after = row.text[: one.start].rstrip(), row.text[one.end :].lstrip()
        wide = re.search(r"(?:[　\t]|\s{2,})$", row.text[: one.start]) is not None
        apart = (not before or wide or before[-1] in "|｜,，;；/／·•\t　男女岁(（") and (
            not after or after[0] in "|｜,，;；/／·•\t生)）　" or row.text[one.end :][:1] in " 　\t"
        )
        if _plausible(one.year) and not inside and apart and not _SCHOOL_DATE.match(after):
            return Fact(one.year, row.start + one.start, row.start + one.end)
    short = _NINETIES.search(row.text)
    if short is None:
        return None
    digits = "".join(
        char if char.isdigit() and char.isascii() else str("〇一二三四五六七八九".find(char.replace("零", "〇")))
        for char in short["year"]
    )
    return Fact(_century(int(digits)), row.start + short.start(), row.start + short.end())


def _age_then(sheet: Sheet) -> Fact | None:
    """`24 岁（2025 年）`, `30岁(1996年生)`: an age with the year it was counted in, or with the year of birth."""
    found = re.search(r"([1-6]\d)\s?岁\s?\(((?:19|20)\d{2})\s?[年)./-]", sheet.folded.text)
    if found is None:
        return None
    start, end = sheet.folded.span(found.start(), found.end())
    year = int(found[2])
    return Fact(year if _plausible(year) else year - int(found[1]), start, end)


def _from_age(sheet: Sheet, dated: Fact | None) -> Fact | None:
    """The year that an age gives, only where the document says when it speaks."""
    for row in sheet.rows:
        age = age_in(row) if row.section in _PERSONAL or row.index < _FIRST_LINES else None
        beside = said_with_age(row, *age[1:]) if age else None
        year = beside.year if beside else int(str(dated.value)[:4]) if dated else None
        if age and year:
            return Fact(year - age[0], age[1], age[2], ("age",))
    for value in labelled(sheet.rows, "age"):
        number = re.match(r"\d{2}", value.text)
        day = next((one for one in moments(fold(value.text)) if one.year >= 2015), None)
        year = day.year if day else int(str(dated.value)[:4]) if dated else None
        if number and year:
            return Fact(year - int(number.group()), value.start, value.end, ("age",))
    return None
