"""Finding thousands of patterns in one pass over a text.

An Aho-Corasick automaton (A. V. Aho, M. J. Corasick, "Efficient string matching", 1975) finds the anchors of all
patterns at once; only around an anchor is a pattern's own regular expression tried, inside a window no longer than
the pattern can reach. Windows of one pattern are merged first, so each stretch of text is read once a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from cs_match import patterns
from cs_match.text import fold

__all__ = ["Matcher", "compiled"]

# What one pattern finds in one text is cut off here: the 200th mention of a word says nothing new.
_MOST_FINDS = 200
_CHUNK = 50_000
_LATIN_WORD = re.compile(r"[a-z0-9\u00df-\u024f\u0400-\u04ff]")


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    return fold(text).text


@lru_cache(maxsize=65536)
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern over folded text."""
    return patterns.regex(patterns.parse(pattern), _folded)


@lru_cache(maxsize=65536)
def _reach(pattern: str) -> int:
    return patterns.longest(patterns.parse(pattern)) + 4


def _plain(pattern: str) -> bool:
    """Whether a pattern is one run of characters, so that its anchor is all of it."""
    tree = patterns.parse(pattern)
    return len(tree.of) == 1 and len(tree.of[0]) == 1 and patterns.anchors(tree, _folded) == (_folded(pattern),)


class Matcher:
    """Finds all matches of a list of patterns in folded text. Linear in the length of the text.

    Args:
        pattern_list: patterns of the grammar of `cs_match.patterns`; a find names the index of its pattern.

    >>> list(Matcher(["处理…投诉", "投诉"]).find("处理客户投诉"))
    [(0, 0, 6), (1, 4, 6)]
    """

    def __init__(self, pattern_list: Sequence[str]) -> None:
        self.patterns = tuple(pattern_list)
        self._plain = tuple(map(_plain, self.patterns))

    @cached_property
    def _anchors(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, pattern in enumerate(self.patterns):
            for anchor in patterns.anchors(patterns.parse(pattern), _folded):
                found.setdefault(anchor, []).append(index)
        return found

    @cached_property
    def _automaton(self) -> tuple[Any, list[list[int]]]:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(list(self._anchors)), list(self._anchors.values())

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield (index of the pattern, start, end) of each match, in the order of patterns, then of the text."""
        if not self.patterns:
            return
        plain, windows = self._windows(text)
        for index in sorted({*plain, *windows}):
            found = plain[index] if index in plain else self._verified(index, text, windows[index])
            yield from ((index, start, end) for start, end in found)

    def _windows(self, text: str) -> tuple[dict[int, list[tuple[int, int]]], dict[int, list[tuple[int, int]]]]:
        plain: dict[int, list[tuple[int, int]]] = {}
        windows: dict[int, list[tuple[int, int]]] = {}
        automaton, indexes = self._automaton
        for base in range(0, max(len(text), 1), _CHUNK):
            # Chunks overlap by the length of an anchor that nobody writes, so that none is cut in two.
            for anchor, start, end in automaton.find_matches_as_indexes(text[base : base + _CHUNK + 64], overlapping=True):
                if start >= _CHUNK:
                    continue
                for index in indexes[anchor]:
                    target = plain if self._plain[index] else windows
                    self._note(index, base + start, base + end, text, target)
        return plain, windows

    def _note(self, index: int, start: int, end: int, text: str, target: dict[int, list[tuple[int, int]]]) -> None:
        known = target.setdefault(index, [])
        if self._plain[index]:
            if len(known) < _MOST_FINDS and _is_word(text, start, end):
                known.append((start, end))
            return
        reach = _reach(self.patterns[index])
        low, high = max(0, start - reach), min(len(text), end + reach)
        if known and low <= known[-1][1]:
            known[-1] = (known[-1][0], high)
        elif len(known) < _MOST_FINDS:
            known.append((low, high))

    def _verified(self, index: int, text: str, windows: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        expression = compiled(self.patterns[index])
        count = 0
        for low, high in windows:
            for found in expression.finditer(text, low, high):
                yield found.span()
                count += 1
                if count >= _MOST_FINDS:
                    return


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether Latin letters at the ends of a stretch do not go on outside it."""
    is_latin = _LATIN_WORD.match
    if start and is_latin(text[start]) and is_latin(text[start - 1]):
        return False
    if end < len(text) and is_latin(text[end - 1]) and is_latin(text[end]):
        return bool(re.match(r"20[012]\d(?!\d)", text[end : end + 5]))
    return True
