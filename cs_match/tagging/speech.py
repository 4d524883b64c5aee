"""Who did a thing, and whether: kinds of words around a skill, so that a model need not know each of them.

"Janice did the rota", 报表是小林做的 and "my husband set it up" deny alike. The words of each kind stand in
``speech.csv``; people and teams that no list holds are told by their form (小林, 数据组, a capital inside a sentence).
"""

from __future__ import annotations

import re
from functools import cache

from cs_match.lexicon import read_table

__all__ = ["KINDS", "kinds_in"]

KINDS = (
    "self", "others", "kin", "role", "team", "no", "not_done", "barely", "past", "lost", "wish", "learning", "failed",
    "doing", "praise", "name", "capital",
)  # fmt: skip
_WORD = re.compile(r"[a-z][a-z'/-]*")
_TEAM = re.compile(r"[\u4e00-\u9fff]{1,4}(?:组|部门?|团队|中心|科室?|处|条线|班组|小组|那边|那头|岗)")
_CALLED = "姐|哥|总|工|师|老师|经理|主任|阿姨|叔|店"


def kinds_in(text: str, cased: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of the telling words of a folded text, in its order.

    Args:
        text: folded text.
        cased: the same characters as they were written, one for one; where the lengths differ, capitals say nothing.

    >>> [kind for _, _, kind in kinds_in("sql由小林写", "SQL由小林写")]
    ['lost', 'name', 'doing']
    """
    found = [(m.start(), m.end(), kind) for kind, pattern in _han_patterns() for m in pattern.finditer(text)]
    words = _latin_words()
    for m in _WORD.finditer(text):
        kinds = words.get(m.group(), ())
        found.extend((m.start(), m.end(), kind) for kind in kinds)
        if not kinds and m.start() and len(cased) == len(text) and _is_capital(cased[m.start() : m.end()]):
            found.append((m.start(), m.end(), "capital"))
    return sorted(found)


def _is_capital(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


@cache
def _han_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = [
        (row["class"], re.compile("|".join(map(re.escape, sorted(row["words"].split("|"), key=len, reverse=True)))))
        for row in read_table("speech.csv")
        if row["lang"] == "zh"
    ]
    surnames = "".join(sorted({row["surname"] for row in read_table("surnames.csv") if len(row["surname"]) == 1}))
    young = r"小[\u4e00-\u9fff](?![\u4e00-\u9fff]?[时组区票店])|阿[\u4e00-\u9fff]"
    name = rf"{young}|老[{surnames}]|[{surnames}](?:{_CALLED})"
    return (*listed, ("team", _TEAM), ("name", re.compile(name)))


@cache
def _latin_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for row in read_table("speech.csv"):
        for word in row["words"].split("|") if row["lang"] == "en" else ():
            words.setdefault(word, []).append(row["class"])
    return {word: tuple(kinds) for word, kinds in words.items()}
