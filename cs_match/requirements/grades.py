"""Grades of certificates on ordinal scales, one scale for each certificate; read from demands and from resumes alike.

普通话: 1 (三级乙等) to 6 (一级甲等). JLPT and TOPIK: the higher the better (N1 is 5). CET, IELTS, TOEFL, TOEIC: the score.
"""

from __future__ import annotations

import re

from cs_match.text import fold

__all__ = ["certificate_grade"]

_PUTONGHUA = re.compile(r"([一二三123])级?\s?([甲乙])等?")
_JLPT = re.compile(r"\bn\s?([1-5])(?!\d)|日语\s?([一二三四])级")
_TOPIK = re.compile(r"(?:topik\s?|韩语)\s?([1-6一二三四五六])级?|([1-6一二三四五六])级")
_SCORE = re.compile(r"(?<![\d.])(\d{3}|\d\.\d|[4-9])(?![\d.])")
_HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def certificate_grade(skill: str, text: str) -> float | None:
    """The grade that a text gives for a certificate, or None where it names none.

    >>> certificate_grade("cert_putonghua", "普通话二级甲等"), certificate_grade("cert_jlpt", "JLPT N2")
    (4.0, 4.0)
    """
    folded = fold(text).text
    if skill == "cert_putonghua":
        match = _PUTONGHUA.search(folded)
        return float(2 * (3 - _digit(match[1])) + (2 if match[2] == "甲" else 1)) if match else None
    if skill == "cert_jlpt":
        match = _JLPT.search(folded)
        return float(6 - _digit(match[1] or match[2])) if match else None
    if skill == "cert_topik":
        match = _TOPIK.search(folded)
        return float(_digit(match[1] or match[2])) if match else None
    if skill in ("cert_english_test", "cert_cet4", "cert_cet6"):
        match = _SCORE.search(re.sub(r"cet\W?[46]", "", folded))
        return float(match[1]) if match else None
    return None


def _digit(char: str) -> int:
    return _HAN.get(char) or int(char)
