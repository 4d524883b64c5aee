"""Grades of certificates on ordinal scales, one scale for each certificate; read from demands and from resumes alike.

普通话: 1 (三级乙等) to 6 (一级甲等). JLPT and TOPIK: the higher the better (N1 is 5). CET, IELTS, TOEFL and TOEIC: the
score.
"""

from __future__ import annotations

import re

from cs_match.records import Level
from cs_match.text import fold

__all__ = ["certificate_grade", "tested_level"]

_PUTONGHUA = re.compile(r"([一二三123])级?\s?([甲乙])等?")
_JLPT = re.compile(r"(?<![a-z])n\s?([1-5])(?!\d)|日语\s?([一二三四])级")
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


# Scores at which a test's makers put C1 and B2 on the European scale: IELTS, TOEFL iBT, TOEIC listening and reading.
_BANDS = (
    (re.compile(r"ielts|雅思"), re.compile(r"(?<![\d.])([4-9](?:\.[05])?)(?![\d.])"), 7.0, 5.5),
    (re.compile(r"toefl|托福"), re.compile(r"(?<!\d)(\d{2,3})(?!\d)"), 95.0, 72.0),
    (re.compile(r"toeic|托业|多益"), re.compile(r"(?<!\d)(\d{3})(?!\d)"), 945.0, 785.0),
    # China's Standards of English put CET-6 at 425 on B1 to B2; 550 is the convention for a good B2.
    (re.compile(r"cet\W?6|六级"), re.compile(r"(?<!\d)([4-7]\d\d)(?!\d)"), 9999.0, 550.0),
)
_C1 = re.compile(
    r"tem\W?8|专八|专业八级|bec\s?higher|bec\s?高级|(?<![a-z])c[12](?![a-z0-9])|\bcpe\b|\bcae\b|(?<![a-z])n1(?!\d)|topik\s?[6六]"
)
_B2 = re.compile(
    r"tem\W?4|专四|专业四级|bec\s?vantage|bec\s?中级|(?<![a-z])b2(?![a-z0-9])|(?<![a-z])n2(?!\d)|topik\s?[45]"
)


def tested_level(text: str) -> Level | None:
    """The level that a language test or a grade of the European scale in `text` proves, None where it proves none.

    >>> tested_level("IELTS 7.5"), tested_level("雅思6.5"), tested_level("日语N2"), tested_level("CET-6 480")
    ('expert', 'proficient', 'proficient', None)
    """
    folded = fold(text).text
    if _C1.search(folded):
        return "expert"
    best: Level | None = "proficient" if _B2.search(folded) else None
    for name, score, high, middle in _BANDS:
        found = name.search(folded)
        value = score.search(folded, found.end()) if found else None
        if value and float(value[1]) >= high:
            return "expert"
        if value and float(value[1]) >= middle:
            best = "proficient"
    return best
