"""Demands that employment law forbids: recognised, refused, and answered with what may be asked for instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cs_match.lexicon import read_table
from cs_match.requirements.phrases import find_all
from cs_match.text import fold, han_share

__all__ = ["Refusal", "refusal", "speaks_of_protected"]

_GROUNDS_ZH = {
    "sex": "性别", "age": "年龄", "marriage": "婚育", "origin": "户籍或出身", "ethnicity": "民族", "looks": "外貌",
    "religion": "宗教", "politics": "政治面貌", "health": "健康状况",
}  # fmt: skip
_FREE = ("不限", "无要求", "no limit", "any gender", "any age", "no restriction", "not required", "all genders")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a demand is not scored: the protected ground and what may be asked for instead, in the table's language."""

    ground: str
    why: str


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_table("protected_demands"))


def refusal(text: str) -> Refusal | None:
    """Why `text` may not be asked for, or None where it may.

    >>> refusal("限女性").ground, refusal("35岁以下").ground, refusal("大专及以上")
    ('sex', 'age', None)
    """
    folded = fold(text).text.strip()
    for row in _rows():
        if next(find_all(row["term"], folded), None):
            return Refusal(row["ground"], _why(row, folded))
    return None


def _why(row: dict[str, str], folded: str) -> str:
    if han_share(folded) > 0.3:
        ground = _GROUNDS_ZH[row["ground"]]
        if any(word in folded for word in _FREE):
            return f"没有要求（{ground}不限），不计分"
        return f"涉及受保护特征（{ground}），依法不得作为录用条件，不计分；可改为：{row['instead_zh']}"
    ground = row["ground"]
    return f"asks for a protected trait ({ground}), which may not decide; not scored. Instead: {row['instead_en']}"


def speaks_of_protected(text: str) -> bool:
    """Whether a text of a resume speaks of a protected trait, so that no free-text comparison may see it."""
    return refusal(text) is not None
