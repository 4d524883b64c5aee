"""Finding thousands of patterns in one pass over a text.

An Aho-Corasick automaton (A. V. Aho, M. J. Corasick, "Efficient string matching", 1975) finds the anchors of all
patterns at once; only around an anchor is a pattern's own regular expression tried, inside a window no longer than
the pattern can reach. Windows of one pattern are merged first, so each stretch of text is read once a pattern.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

from cs_match.patterns import anchors, companions, flat, longest, parse, regex, strings
from cs_match.text import fold

__all__ = ["Matcher", "compiled", "trimmed"]

# What one pattern finds in one text is cut off here: the 200th mention of a word says nothing new.
_MOST_FINDS, _MOST_ANCHORS = 200, 2000
_MOST_READ = 100_000  # characters in which one pattern is looked for, from its first anchor on
_CHUNK = 50_000
_LATIN_WORD = re.compile(r"\w", re.ASCII)
_CLAUSE_STOP = re.compile(r"[,;:!?。\n\t]+")
_LINE_STOP = re.compile(r"[。\n\t]+")
_HAS_STOPS = re.compile(r"[,;:!?。，；：！？]|\{n\}")
_Spans = dict[int, list[tuple[int, int]]]


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    return fold(text).text


@lru_cache(maxsize=65536)
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern over folded text."""
    return regex(parse(pattern), _folded)


@lru_cache(maxsize=65536)
def _reach(pattern: str) -> tuple[int, bool]:
    """How far a match can reach from its anchor, and whether it stays between the stops of a clause for sure."""
    return longest(parse(pattern)) + 4, not _HAS_STOPS.search(pattern)


@lru_cache(maxsize=65536)
def _companion(pattern: str) -> re.Pattern[str] | None:
    """What must stand near the anchor as well, cheap to look for."""
    beside = companions(parse(pattern), _folded)
    return re.compile("|".join(map(re.escape, beside))) if beside else None


class _Pieces:
    """The stops of a text, to find the stretch between two of them."""

    def __init__(self, text: str) -> None:
        self._clause = [0, *(found.end() for found in _CLAUSE_STOP.finditer(text)), len(text)]
        self._line = [0, *(found.end() for found in _LINE_STOP.finditer(text)), len(text)]

    def around(self, start: int, end: int, within_clause: bool) -> tuple[int, int]:
        """The clause, or else the line or sentence, around characters `start` to `end`, its closing stop included."""
        stops = self._clause if within_clause else self._line
        return stops[bisect_right(stops, start) - 1], stops[min(bisect_left(stops, end), len(stops) - 1)]


class Matcher:
    """Finds all matches of a list of patterns in folded text. Linear in the length of the text.

    A pattern that stands for a few plain strings is found by the automaton alone; the others are verified.

    Args:
        pattern_list: patterns of the grammar of `cs_match.patterns`; a find names the index of its pattern.

    >>> list(Matcher(["处理…投诉", "投诉"]).find("处理客户投诉"))
    [(0, 0, 6), (1, 4, 6)]
    """

    def __init__(self, pattern_list: Sequence[str]) -> None:
        self.patterns = tuple(pattern_list)

    @cached_property
    def _anchors(self) -> dict[str, list[tuple[int, bool]]]:
        """Each string to look for, with the patterns it belongs to and whether it is all of a match."""
        found: dict[str, list[tuple[int, bool]]] = {}
        for index, pattern in enumerate(self.patterns):
            tree = parse(pattern)
            whole = strings(tree, _folded)
            for string in whole or anchors(tree, _folded):
                found.setdefault(string, []).append((index, bool(whole)))
        return found

    @cached_property
    def _automaton(self) -> tuple[Any, list[list[tuple[int, bool]]]]:
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

    def _windows(self, text: str) -> tuple[_Spans, _Spans]:
        """The matches of plain patterns, and for the others the stretches of text in which a match may lie."""
        plain: _Spans = {}
        windows: _Spans = {}
        pieces = _Pieces(text)
        owners = self._automaton[1]
        seen = [0] * len(owners)
        for anchor, start, end, is_word in self._anchors_in(text):
            seen[anchor] += 1
            if seen[anchor] > _MOST_ANCHORS:
                continue
            for index, whole in owners[anchor]:
                if not whole:
                    self._note_window(windows, index, pieces, start, end)
                elif is_word:
                    _note_match(plain, index, start, end)
        return plain, windows

    def _anchors_in(self, text: str) -> Iterator[tuple[int, int, int, bool]]:
        """Anchors in a text: number, place, and whether they begin and end with a word."""
        level, places = flat(text)
        automaton = self._automaton[0]
        for base in range(0, max(len(level), 1), _CHUNK):
            # Chunks overlap by more than any anchor is long, so that none is cut in two.
            for anchor, start, end in automaton.find_matches_as_indexes(
                level[base : base + _CHUNK + 64], overlapping=True
            ):
                if start < _CHUNK:
                    start, end = base + start, base + end
                    is_word = _is_word(level, start, end)
                    if places is not None:
                        start, end = places[start], places[end - 1] + 1
                    yield anchor, start, end, is_word

    def _note_window(self, windows: _Spans, index: int, pieces: _Pieces, start: int, end: int) -> None:
        known = windows.setdefault(index, [])
        if known and (end <= known[-1][1] or start - known[0][0] > _MOST_READ):
            return
        reach, within_clause = _reach(self.patterns[index])
        low, high = pieces.around(start, end, within_clause)
        low, high = max(low, start - reach), min(high, end + reach)
        if known and low <= known[-1][1]:
            known[-1] = (known[-1][0], max(known[-1][1], high))
        elif len(known) < _MOST_FINDS:
            known.append((low, high))

    def _verified(self, index: int, text: str, windows: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        beside = _companion(self.patterns[index])
        count = 0
        for low, high in windows:
            if beside is not None and beside.search(text, low, high) is None:
                continue
            expression = compiled(self.patterns[index])
            for found in expression.finditer(text, low, high):
                yield trimmed(text, *found.span())
                count += 1
                if count >= _MOST_FINDS:
                    return


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of text without the blanks and hyphens at its ends, which optional words of a pattern leave behind."""
    while start < end - 1 and text[start] in " -":
        start += 1
    while end > start + 1 and text[end - 1] in " -":
        end -= 1
    return start, end


def _note_match(plain: _Spans, index: int, start: int, end: int) -> None:
    known = plain.setdefault(index, [])
    if len(known) < _MOST_FINDS:
        known.append((start, end))


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether Latin letters at the ends of a stretch do not go on outside it."""
    is_latin = _LATIN_WORD.match
    if start and is_latin(text[start]) and is_latin(text[start - 1]):
        return False
    if end < len(text) and is_latin(text[end - 1]) and is_latin(text[end]):
        return bool(re.match(r"20[012]\d(?!\d)", text[end : end + 5]))
    return True
