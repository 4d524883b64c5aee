"""Education: the highest level (one in progress counts, one given up does not), with its school and major."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cs_match.candidates.dates import Period, periods
from cs_match.candidates.degree_tables import is_table_head, table_entries
from cs_match.candidates.degrees import LEVEL_ORDER, bare_diploma, latin_level, level_in, rank_of
from cs_match.candidates.labels import label_of, labelled_rows
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.candidates.majors import clean_major, major_in, said_major
from cs_match.candidates.posts import has_title_word
from cs_match.candidates.schools import inside_school, school_in
from cs_match.sections import heading_kind
from cs_match.text import fold

__all__ = ["EducationFacts", "find_education"]

_BY_SCHOOL = (
    ("junior_high", r"初级中学|初中$|国中$|junior high|middle school"),
    (
        "associate",
        r"高等专科学校|职业技术学院|职业学院|职业大学|polytechnic|politeknik|community college|"
        r"专上学院|institute|technical",
    ),
    ("vocational", r"中专|职业|职教|职高|职中|技校|技工|技师|卫校|中等|[业生范技械路政贸术]学校"),
    ("bachelor", r"大学|学院|university|universi"),
    ("high_school", r"中学|高中|[一二三四五六七八九十]中|high school|secondary|grammar|\bhigh$|sixth form"),
)
_GIVEN_UP = re.compile(
    r"肄业|退学|辍学|没读完|未读完|没念完|未毕业|没毕业|未完成|没拿到|冇完成|中途|读到(?:大|"
    r"高)[一二三]|读了.{0,6}(?:就|停|没)|放弃|只读了|休学后|停学"
    r"|did not (?:finish|complete|graduate)|didn['’]t (?:finish|complete|graduate)|"
    r"not (?:finished|completed)|undergraduate\s*[(–-]|[(,]\s?undergrad(?:uate)?\s?[,)]|"
    r"\bunits?\b|dropped out|drop out|incomplete|discontinued|\bstopped\b|\bleft (?:after|"
    r"in|before)|unfinished|withdrew|began a|some college|"
    r"没考完|没去考|[差还]了?.{0,2}门.{0,4}没|停了(?=[，。,.)）；;]|$)|退了(?=[，。,.)）；;]|$)|没再[读念考]|读不下去|念不下去|没上完|没有毕业|没念成|没读成|"
    r"\b(?:one|a|two) (?:semester|term|year)s?(?: only)?(?:\s*[.,;)]|$|, then)|\bdropped\b|year one only|"
    r"(?:gave|given) (?:it )?up|"
    r"suspended|(?:never|not) finished|without (?:a )?degree|did not complete|stopped after|left after|left when|"
    r"no degree|one year of|two years of|credits (?:earned|completed)|has units"
)
_IN_PROGRESS = re.compile(
    r"在读|在讀|复学|预计|应届|in progress|expected|\bam (?:on|in) (?:the|my) \w+ (?:paper|year|term|semester|"
    r"module|unit)|finishing (?:in |this )?\w{0,9} ?20\d\d|pursuing|current(?:ly)?|awaited|in course"
)
# What was learnt beside a degree: a minor, a course without a degree, a term abroad.
_BESIDE = re.compile(r"辅修|无学位|交换(?:生|学习)|^minor\b|\bno degree, online|"
                     r"^(?:relevant )?(?:coursework|modules|courses)\b|"
                     r"^exchange (?:semester|student|programme)|^主修课程|^主要课程|^核心课程")  # fmt: skip
# A course somewhere is no education by the kind of its place.
_COURSE = re.compile(r"培训(?!学院)|结业|考证|证书|讲座|训练营|\btraining\b|\bcourses?\b|workshop|"
    r"boot ?camp|certifi|licen[cs]e|seminar|"
                     r"webinar|\bonline\b|volunteer|exchange")  # fmt: skip
_SCHOOL_TALK = re.compile(
    r"毕业|读|念|学历|文化|本科|大专|专科|中专|技校|高中|初中|学士|硕士|博士|大学|学院|"
    r"中学|小学|degree|diploma|school|college|university|"
    r"graduat|\bb\.?a\b|b\.?sc|matric|kcse|secondary|sophomore|levels?\b|associate in|"
    r"f\.sc|grade 1[12]|gcse|leaving cert|institute|\bged\b|polytechnic|academy|certificate|中[五六七]|"
    r"會考|会考|dse|spm|wassce|\bhnd\b|nvq|btec"
)


@dataclass(frozen=True, slots=True)
class EducationFacts:
    """The highest level with its school and major, each None where the resume does not say."""

    level: Fact | None = None
    school: Fact | None = None
    major: Fact | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    level: Fact | None = None
    school: Fact | None = None
    major: Fact | None = None
    last: int = 0
    given_up: bool = False
    row: int = field(default=0, compare=False)


def _of_row(row: Row) -> _Entry:
    school = school_in(row.text, row.start)
    text = row.text
    if school:  # 湖北中医药高等专科学校 is no degree
        begin, end = school.start - row.start, school.end - row.start
        text = text[:begin] + "\t" * (end - begin) + text[end:]
    level = level_in(text)
    if level is None and school:
        level = inside_school(row.text, school, row.start)
    if level is None and school and _COURSE.search(row.folded.text):
        return _Entry(row=row.index)
    latin = latin_level(text) if level else None
    said = latin if latin and level and rank_of(latin[0]) >= rank_of(level[0]) else level
    if said and school is None and row.text[said[1] : said[2]].casefold() in ("certificate", "certificates"):
        return _Entry(row=row.index)  # First Aid Certificate
    major = major_in(row.text, row.start, school, said)
    spans = periods(row.folded)
    return _Entry(
        Fact(level[0], row.start + level[1], row.start + level[2], () if latin == level else ("zh",))
        if level
        else None,
        school,
        major,
        _last_month(spans),
        _is_given_up(row),
        row.index,
    )


def _is_given_up(row: Row) -> bool:
    return bool(_GIVEN_UP.search(row.folded.text)) and not _IN_PROGRESS.search(row.folded.text)


def _last_month(spans: Sequence[Period]) -> int:
    return max((one.last.months if one.last else 99999 for one in spans), default=0)


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """Rows of an education section, joined where an entry is told in several lines."""
    found: list[_Entry] = []
    for row in [part for whole in rows for stage in _stages(whole) for part in _parts(stage)]:
        one = _of_row(row)
        if found and one.given_up and one.school is None and found[-1].level and found[-1].school:
            continue  # `Psychology, evening course, given up` under a degree that was taken
        if found and _goes_on(found[-1], one, row):
            last = found[-1]
            found[-1] = _Entry(last.level or one.level, last.school or one.school, last.major or one.major,
                               max(last.last, one.last), last.given_up or one.given_up, row.index)  # fmt: skip
        elif one.level or one.school or one.last:
            found.append(one)
    return found


def _parts(row: Row) -> list[Row]:
    """A row that tells of several schools, cut where a semicolon or slash parts them."""
    cuts = [match.end() for match in re.finditer(r"[;；。]|\s/\s|[|｜]", row.text)]
    bounds = [0, *cuts, len(row.text)]
    parts = [
        replace(row, text=row.text[a:b], start=row.start + a) for a, b in pairwise(bounds) if row.text[a:b].strip()
    ]
    several = sum(school_in(part.text, 0) is not None for part in parts) > 1 if len(parts) > 1 else False
    return parts if several else [row]


_THEN = re.compile(r"[，,；;](?=后来|之后|后又|再后|学历|现在|最后|另|专升本|自考|函授|又)")


def _stages(row: Row) -> list[Row]:
    """`高中（肄业），后来自考大专：…`: one stage of schooling after another, in one line."""
    cut = _THEN.search(row.text)
    if cut is None or not _names_stage(row.text[: cut.start()]) or not level_in(row.text[cut.end() :]):
        return [row]
    at = cut.end()
    return [replace(row, text=row.text[: cut.start()]), replace(row, text=row.text[at:], start=row.start + at)]


def _names_stage(text: str) -> bool:
    return level_in(text) is not None or school_in(text, 0) is not None


def _goes_on(last: _Entry, one: _Entry, row: Row) -> bool:
    if row.index - last.row > 2 or (last.school and one.school) or (last.last and one.last):
        return False
    return not (last.level and one.level) and not (last.school and last.level and row.bullet)


_SCHOOL_BELOW = re.compile(
    r"high school|senior high|\bhigh$|secondary|grammar school|academy high|prep(?:aratory)? school"
)


def _guessed(entry: _Entry, text: str) -> _Entry:
    """The level that a school's kind stands for where no degree is said, or no more than the word diploma."""
    if not entry.school:
        return entry
    below = _SCHOOL_BELOW.search(fold(str(entry.school.value)).text)
    if entry.level and below and bare_diploma(text[entry.level.start : entry.level.end]):
        return replace(entry, level=replace(entry.level, value="high_school"))
    if entry.level:
        return entry
    name = fold(str(entry.school.value)).text
    if below:
        return replace(entry, level=Fact("high_school", entry.school.start, entry.school.end, ("school",)))
    for level, words in _BY_SCHOOL:
        if re.search(words, name):
            return replace(entry, level=Fact(level, entry.school.start, entry.school.end, ("school",)))
    return entry


def find_education(sheet: Sheet) -> EducationFacts:
    """Read the education section, the labelled cells and, failing both, what is told anywhere else."""
    tables = table_entries(sheet)
    entries = [
        _Entry(one.level, one.school, one.major, one.last, _is_given_up(one.row), one.row.index) for one in tables
    ]
    entries += _entries(_education_rows(sheet, {one.row.index for one in tables}))
    entries = [_guessed(one, sheet.text) for one in entries]
    entries += _labelled_entry(sheet)
    if not any(entry.level and entry.school and not entry.given_up for entry in entries):
        entries += [_guessed(one, sheet.text) for one in _told(sheet)]
    elif not sheet.in_sections("education"):
        entries += [one for one in _told(sheet) if one.level and one.school and one.last]
    if not any(entry.level for entry in entries):
        entries += [_guessed(one, sheet.text) for one in _told(sheet, ("work", "projects")) if one.level and one.school]
    standing = [entry for entry in entries if entry.level and not entry.given_up]
    if not standing:
        return _given_up_only(entries)
    best = max(standing, key=lambda one: (_rank(one), bool(one.school), one.last))
    return _completed(best, standing, entries)


def _rank(entry: _Entry) -> int:
    return rank_of(str(entry.level.value)) if entry.level else -1


def _completed(best: _Entry, standing: Sequence[_Entry], entries: Sequence[_Entry]) -> EducationFacts:
    """Fill school and major from other entries of the same level, or from one that does not say its level."""
    peers = [one for one in standing if _rank(one) == _rank(best)] + [
        one for one in entries if one.level is None and not one.given_up
    ]
    school = best.school or next((one.school for one in peers if one.school), None)
    major = best.major or next(
        (one.major for one in peers if one.major and (one.school is None or one.school == school)), None
    )
    return EducationFacts(best.level, school, major)


def _given_up_only(entries: Sequence[_Entry]) -> EducationFacts:
    """A college that was given up counts as the level before it: high school."""
    left = [entry for entry in entries if entry.level and entry.given_up]
    if not left:
        return EducationFacts(school=next((one.school for one in entries if one.school), None))
    rank = max(_rank(one) for one in left)
    first = max(left, key=_rank).level
    trade = (
        rank == 2 and first is not None and first.cues in (("zh",), ("school",))
    )  # 职高 and 中专 follow on junior high
    lower = LEVEL_ORDER[1] if rank >= 2 and not trade else LEVEL_ORDER[0]
    keep = rank <= 1
    return EducationFacts(Fact(lower, first.start, first.end, ("given up",)) if first else None,
                          left[0].school if keep else None)  # fmt: skip


def _education_rows(sheet: Sheet, seen: Set[int]) -> list[Row]:
    rows = [row for row in sheet.in_sections("education") if row.index not in seen]
    return [_without_heading(row) for row in rows if not is_table_head(row) and not _BESIDE.search(row.folded.text)]


def _without_heading(row: Row) -> Row:
    """A table row without the heading in its first cell: `教育背景 | 2014-2018 | …`."""
    cells = row.cells
    if len(cells) < 2 or heading_kind(cells[0].text, styled=True) != "education" or label_of(cells[0].text) == "school":
        return row
    return replace(row, text=row.text[cells[1].start - row.start :], start=cells[1].start)


def _labelled_entry(sheet: Sheet) -> list[_Entry]:
    """`学历 | 大专 | 专业 | 护理 | 毕业院校 | …` in a personal table, or as `label: value`."""
    level = school = major = None
    for kind, value in labelled_rows(
        [row for row in sheet.rows if row.section not in ("work", "references", "projects")]
    ):
        if kind in ("education", "school", "major"):
            found = _value_entry(kind, value)
            if kind == "education" and found.given_up:
                return [found]
            level, school, major = level or found.level, school or found.school, major or found.major
    if level is None:
        level = _header_level(sheet)
    return [_Entry(level, school, major)] if level or school or major else []


def _value_entry(kind: str, value: Value) -> _Entry:
    level = level_in(value.text)
    fact = Fact(level[0], value.start + level[1], value.start + level[2]) if level else None
    school = school_in(value.text, value.start)
    major = major_in(value.text, value.start, school, level)
    if kind == "major":
        name = re.split(r"[（(,，/]\s*(?=本科|大专|\d|专科|硕士|中专|全日|學士|学士|[A-Z]{2,5}[)）])", value.text)[
            0
        ].strip()
        major = Fact(name, value.start, value.start + len(name)) if 2 <= len(name) <= 40 else major
    if kind == "school" and school is None and len(value.text) <= 40:
        school = Fact(value.text, value.start, value.end)
    if kind == "education" and level and school is None:
        major = _major_beside(value, level)
    folded = fold(value.text).text
    return _Entry(fact, school, major, given_up=bool(_GIVEN_UP.search(folded)) and not _IN_PROGRESS.search(folded))


def _major_beside(value: Value, level: tuple[str, int, int]) -> Fact | None:
    """`本科 统计学`, `大专（药学）` in the cell of the level."""
    rest = value.text[level[2] :]
    name = clean_major(rest.strip(" ()（）,，·"))
    return (
        Fact(
            name,
            value.start + value.text.index(name, level[2]),
            value.start + value.text.index(name, level[2]) + len(name),
        )
        if name
        else None
    )


def _header_level(sheet: Sheet) -> Fact | None:
    """`女 | 26岁 | 大专` in the header."""
    for row in sheet.in_sections("header", "personal"):
        if (row.sentence and row.width > 60) or _is_given_up(row):
            continue
        for piece in re.finditer(r"[^|｜\t,，;；/·\s　]+", row.text):
            level = level_in(piece.group()) if len(piece.group()) <= 10 else None
            if level and not piece.group().isascii():
                return Fact(level[0], row.start + piece.start() + level[1], row.start + piece.start() + level[2])
    return None


def _told(sheet: Sheet, sections: Sequence[str] = ()) -> list[_Entry]:
    """Education told in sentences: `2010年我从安徽财经大学金融学本科毕业`, `I have a B.A. from …`."""
    found = [] if sections else _stacked(sheet)
    for row in sheet.rows:
        if (row.section not in sections if sections else row.section in _NOT_TOLD) or _BESIDE.search(row.folded.text):
            continue
        for match in re.finditer(
            r"(?:[^。；;！\n.]|\.(?!\s+[A-Z])|(?<![a-z)\d])\.|(?<=Govt)\.|(?<=St)\.|(?<=Sta)\.)+", row.text
        ):
            sentence = replace(row, text=match.group(), start=row.start + match.start())
            found += [entry for one in _stages(sentence) for part in _parts(one) for entry in _told_entry(part)]
    return found


def _is_post(part: Row, school: Fact) -> bool:
    """Is a line with a school about work there (or about its hotline)?"""
    rest = part.text[: school.start - part.start] + " " + part.text[school.end - part.start :]
    return has_title_word(fold(rest).text)


_NOT_TOLD = ("work", "references", "projects", "objective", "education")


def _stacked(sheet: Sheet) -> list[_Entry]:
    """A school alone on its line, with major, degree and dates on the next lines, under a heading that nobody knows."""
    found: list[_Entry] = []
    for at, row in enumerate(sheet.rows):
        if row.section in _NOT_TOLD or row.width > 24 or row.sentence:
            continue
        school = school_in(row.text, row.start)
        if school and school.end - school.start >= len(row.text) - 2:
            below = [one for one in sheet.rows[at : at + 4] if one.section == row.section and one.width <= 24]
            found += [one for one in _entries(below)[:1] if one.level]
    return found


def _told_entry(part: Row) -> list[_Entry]:
    one = _of_row(part)
    if not one.school and not _SCHOOL_TALK.search(part.folded.text):
        return []
    if one.school and not part.sentence and part.width <= 36 and not _is_post(part, one.school):
        return [one]
    studied = re.search(r"毕业|畢業|读|念|学生|专业|本科|大专|中专|graduat|stud|sophomore|student", part.folded.text)
    if not one.level and not (one.school and studied):
        return []
    if (
        one.school is None
        and part.sentence
        and not re.search(r"毕业|文化|学历|学[的了]|读|graduat|degree|diploma|school", part.folded.text)
    ):
        return []
    return [replace(one, major=_told_major(part, one))]


def _told_major(part: Row, one: _Entry) -> Fact | None:
    """In a sentence only what is called a major, or what stands right behind the school, is one."""
    if one.major is None or (not part.sentence and one.school):
        return one.major
    said = said_major(part.text)
    at = one.major.start - part.start
    if said and said.start() <= at <= said.end():
        return one.major
    close = one.school is not None and 0 <= one.major.start - one.school.end <= 3
    close = close or (one.level is not None and 0 <= one.major.start - one.level.end <= 2)
    return one.major if close or part.text[at : at + 1].isascii() else None
