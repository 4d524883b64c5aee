"""The phrases of demands: the word lists' grammar, found in a line of a table or a clause, with figures kept.

The same grammar as in `cs_match.patterns` (`…` a gap, `{n}` a number, `(a|b|)` alternatives), read more freely, since
the cells of a table are short: blanks may be missing, and ``^`` and ``$`` at the ends of an alternative bind it to the
ends of the text. Numbers are kept, so that a demand's threshold or a resume's figure can be read off the match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cs_match.patterns import Choice, Gap, Literal, Node, Number, parse
from cs_match.text import fold

__all__ = ["Found", "Phrase", "find_all", "number", "phrase"]

_LATIN = "a-z0-9\u00df-\u024f"
_GAP = r"[^。！？!?；;\n\t，,]{0,24}?"
_NUMBER = (
    r"((?:(?<![\d.])\d{1,3}(?:,\d{3})+|(?<![\d.])\d{1,7}(?:\.\d+)?)\s?[kw万千百]?|[一二两三四五六七八九十百千万半]{1,6})"
    r"(?:\s?[-~–—至到]\s?\d{1,7}(?:\.\d+)?)?\s?\+?"
)
_START = rf"(?:(?<![{_LATIN}])|(?![{_LATIN}]))"
_END = rf"(?:(?![{_LATIN}])|(?<![{_LATIN}]))"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_SUFFIXES = {"k": 1000, "w": 10000, "万": 10000, "千": 1000, "百": 100}
_ENGLISH = {
    word: value
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase; `gapped` tells that a match may span words that the phrase does not name."""

    regex: re.Pattern[str]
    gapped: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One match of a phrase in folded text, with the number that stood for ``{n}``."""

    start: int
    end: int
    value: float | None
    gapped: bool


@cache
def phrase(term: str) -> Phrase:
    """The phrase that a cell of a word list writes down.

    >>> phrase("{n} 字/分").regex.search("打字60字/分").group(1)
    '60'
    """
    branches = [_branch(nodes) for nodes in parse(term).of]
    return Phrase(re.compile("|".join(branches)), "…" in term)


def _branch(nodes: tuple[Node, ...]) -> str:
    text = "".join(map(_part, nodes))
    start, end = text.startswith(r"\^"), text.endswith(r"\$")
    inner = text.removeprefix(r"\^").removesuffix(r"\$")
    return (r"^\s*" if start else _START) + inner + (r"\s*$" if end else _END)


def _part(node: Node) -> str:
    if isinstance(node, Gap):
        return _GAP
    if isinstance(node, Number):
        return _NUMBER
    if isinstance(node, Choice):
        # The longest alternative first, so that a phrase covers all the words that belong to it.
        branches = sorted(("".join(map(_part, nodes)) for nodes in node.of), key=len, reverse=True)
        return "(?:" + "|".join(branches) + ")"
    return _literal(node)


def _literal(node: Literal) -> str:
    words = re.split(r"[\s-]+", fold(node.text).text)
    return r"[\s-]{0,3}".join(map(re.escape, words))


def find_all(term: str, folded: str) -> Iterator[Found]:
    """All places where `folded` text has the phrase, from left to right."""
    compiled = phrase(term)
    for match in compiled.regex.finditer(folded):
        figure = next((group for group in match.groups() if group), None)
        if match.end() > match.start():
            yield Found(match.start(), match.end(), number(figure) if figure else None, compiled.gapped)


def number(text: str) -> float | None:
    """The value of a number as people write it: digits, Chinese numerals, English words, 半; None where it is none.

    >>> number("1,200"), number("3k"), number("四百"), number("一年半"), number("two")
    (1200.0, 3000.0, 400.0, None, 2.0)
    """
    word = text.strip().casefold().rstrip("+%")
    if word in _ENGLISH:
        return float(_ENGLISH[word])
    match = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)\s?([kw万千百]?)", word)
    if match:
        return float(match[1].replace(",", "")) * _SUFFIXES.get(match[2], 1)
    return _chinese(word) if word else None


def _chinese(word: str) -> float | None:
    if word == "半":
        return 0.5
    total = section = digit = 0
    for char in word:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * _UNITS[char], 0, 0
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        else:
            return None
    return float(total + section + digit)
