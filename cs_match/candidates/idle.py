"""Dated lines of a work history that are no work: gaps, schooling, and remarks that name no employer."""

from __future__ import annotations

import re

from cs_match.candidates.layout import Row, Value
from cs_match.candidates.pieces import Heads
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.text import fold

__all__ = ["is_no_work", "names_school", "schooled"]

_GAP = re.compile(
    r"待业|在家带|带娃|带孩子|备考|考研|生育|产假|休养|休息|全职妈妈|全职太太|脱产|"
    r"gap year|career break|maternity|parental leave|paternity|sabbatical|unemployed|"
    r"raising (?:my|two|three|a|our|kids|children)|"
    r"no employment|home duties|stay-at-home|家庭原因|考公|养伤|康复期|"
    r"在家(?!居)|\bbreak$|\bcarer for\b|caring for|at home\b|home executive|laid off|stay(?:ed)? home|"
    r"full[- ]time (?:mum|mom|mother|dad|father|parent|carer|caregiver)|带两个|生孩子|空白|空窗|照顾(?:老人|家|孩子)"
)
_SCHOOLING = re.compile(r"本科|大专|中专|硕士|博士|高中|学士|专业|bachelor|diploma|b\.?sc|degree", re.IGNORECASE)
_DEGREE = re.compile(
    r"associate degree|higher diploma|bachelor|副学士|学士|本科|大专|高中|中六|文凭|毕业|hkdse|\bdse\b|\bcredits\b|"
    r"leaving cert|"
    r"\bgcse|\ba[- ]levels?\b|\bb\.?sc\b|\bdiploma\b|high school diploma|\bdegree\b"
)
_SCHOOL = re.compile(r"大学|学院|学校|中学|书院|专科|university|college|school|institute|polytechnic|academy|tafe")


def names_school(row: Row) -> bool:
    """Does a line name a school?"""
    return bool(_SCHOOL.search(row.folded.text))


def schooled(text: str) -> bool:
    """Is a text the name of a school?"""
    return bool(_SCHOOL.search(fold(text).text))


def is_no_work(row: Row, heads: Heads, company: Value | None) -> bool:
    """Does a dated line tell of anything but work: a gap, schooling, or words that name neither employer nor title?"""
    words = row.folded.text
    if company and (
        re.search(r"\d\s?[%％]|^[^\w“\"'‘]*$", company.text)
        or (heads.title is None and _GAP.search(fold(company.text).text))
    ):
        return True
    if heads.title and _GAP.search(fold(heads.title.text).text) and title_weight(heads.title.text) < 1.5:
        return True
    own = company is not None and row.start <= company.start < row.end and not row.heading
    if (
        heads.title is None
        and company
        and employer_weight(company.text) < 1
        and (own or re.search(r"\d|[,，、]", company.text))
    ):
        return True
    if (
        row.width <= 45
        and _DEGREE.search(words)
        and _SCHOOL.search(words)
        and (not heads.title or _DEGREE.search(fold(heads.title.text).text))
    ):
        return True
    if heads.title and title_weight(heads.title.text) >= 1:
        return False
    return bool(
        _GAP.search(words)
        or (
            _SCHOOLING.search(words)
            and re.search(r"大学|学院|学校|中学|university|college|school", words, re.IGNORECASE)
        )
    )
