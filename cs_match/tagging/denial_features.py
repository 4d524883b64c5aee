"""What the denial model sees of a place where a text names a skill.

The sentence around the skill, with the other skills in it masked (``§``), so that 没碰过 says the same of whatever
stands before it; numbers are 0. Training and use call the same functions, so the two cannot drift apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cs_match.tagging.passages import Passages
from cs_match.tagging.speech import kinds_in
from cs_match.tagging.terms import Hit

__all__ = ["REACH", "Spot", "Token", "linear_features", "masked", "spots_of"]

REACH = 20  # tokens on each side that the network reads

_WINDOW = 160  # characters kept on each side
_LINEAR, _TOLD = 48, 60  # of them read for n-grams, and for the kinds of words
_LONGEST_GRAM, _NEAR, _WORDS, _KINDS = 4, 5, 10, 6
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_SEPARATOR = re.compile(r"[，,：:()（）\[\]【】|｜\t—–]|\s[-•·/]\s")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z']+|§|[？?]")
_TOKEN = re.compile(r"§|[\u3400-\u9fff]|[a-z']+|\d+|[^\s]|\n")
_MASK = "§"
# Of these the words inside are a name; whether others deny it oftener must not count against anybody.
_NAMED = frozenset({"system", "ai", "office", "data", "technical", "certificate", "language"})
_Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, Han character, number or mark at `start` to `end` of the folded text, with its kinds of words."""

    start: int
    end: int
    word: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A skill in its surroundings.

    The skill stands at `start` to `end` of the folded `text`, other skills at `others`; `kinds` are the telling words
    of the text (start, end, kind), `left` and `right` the nearest tokens, sentence ends included; `by_cue` says that a
    listed cue denies the skill already.
    """

    text: str
    start: int
    end: int
    category: str
    others: tuple[tuple[int, int], ...] = ()
    kinds: tuple[tuple[int, int, str], ...] = ()
    left: tuple[Token, ...] = ()
    right: tuple[Token, ...] = ()
    by_cue: bool = False


def spots_of(passages: Passages, hits: Sequence[Hit], wanted: Sequence[int]) -> list[Spot]:
    """The surroundings of those hits (by their number in `hits`) that are wanted."""
    if not wanted:
        return []
    text, cased = passages.text, "".join(map(passages.original.__getitem__, passages.starts))
    places = sorted({(hit.start, hit.end) for hit in hits})
    kinds = kinds_in(text, cased)
    tokens = list(_tokens(text, places, kinds))
    return [_spot(text, hits[at], places, kinds, tokens) for at in wanted]


def _spot(text: str, hit: Hit, places: _Spans, kinds: Sequence[tuple[int, int, str]], tokens: Sequence[Token]) -> Spot:
    low, high = hit.start - _WINDOW, hit.end + _WINDOW
    first, last = bisect_left(places, (low, 0)), bisect_left(places, (high, 0))
    others = tuple(place for place in places[first:last] if place != (hit.start, hit.end))
    told = tuple(kinds[bisect_left(kinds, (low,)) : bisect_left(kinds, (high,))])
    before = bisect_left(tokens, hit.start, key=_start)
    after = bisect_left(tokens, hit.end, key=_start)
    left = tuple(token for token in tokens[max(0, before - REACH) : before] if token.end <= hit.start)
    return Spot(text, hit.start, hit.end, hit.category, others, told, left, tuple(tokens[after : after + REACH]))


def _start(token: Token) -> int:
    return token.start


def _tokens(text: str, places: _Spans, kinds: Sequence[tuple[int, int, str]]) -> Iterator[Token]:
    """All tokens of a text; each skill is one masked token."""
    told: dict[int, set[str]] = {}
    for start, end, kind in kinds:
        for at in range(start, end):
            told.setdefault(at, set()).add(kind)
    at = 0
    for start, end in (*places, (len(text), len(text))):
        for found in _TOKEN.finditer(text, at, max(at, start)):
            yield Token(found.start(), found.end(), found.group(), tuple(sorted(told.get(found.start(), ()))))
        if start >= at and end > start:
            yield Token(start, end, _MASK)
        at = max(at, end)


def _sentence(spot: Spot, window: int) -> tuple[int, int]:
    low = max(0, spot.start - window)
    for found in _SENTENCE_END.finditer(spot.text, low, spot.start):
        low = found.end()
    end = _SENTENCE_END.search(spot.text, spot.end, spot.end + window)
    return low, end.start() if end else min(len(spot.text), spot.end + window)


def _unmasked(spot: Spot, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between other skills; after each but the last stands a mask."""
    at = start
    for low, high in sorted(spot.others):
        if low >= at and high <= end:
            yield at, low
            at = high
    yield at, end


def masked(spot: Spot) -> tuple[str, str]:
    """What stands left and right of the skill in its sentence, other skills masked.

    >>> masked(Spot("不会excel和sql，在学。", 8, 11, "data", others=((2, 7),)))
    ('不会§和', '，在学')
    """
    low, high = _sentence(spot, _LINEAR)
    sides = (_unmasked(spot, low, spot.start), _unmasked(spot, spot.end, high))
    left, right = (_DIGITS.sub("0", _MASK.join(spot.text[a:b] for a, b in side)) for side in sides)
    return left, right


def linear_features(spot: Spot) -> dict[str, float]:
    """Names and values of the features of one place; grams are read outwards from the skill, side first."""
    inside = spot.text[spot.start : spot.end]
    found = {f"cat={spot.category}": 1.0, "cue": float(spot.by_cue)}
    if spot.category not in _NAMED:
        # A term may hold the denial itself (不上夜班), and some ways to call a task are oftener denied.
        found.update((f"M{inside[at : at + n]}", 1.0) for n in (1, 2) for at in range(len(inside) - n + 1))
    end = _sentence(spot, _LINEAR)[1]
    if spot.text[end : end + 1] in ("?", "？"):
        found["asked"] = 1.0
    for side, text in zip("LR", masked(spot), strict=True):
        _grams(side, text, found)
        words = _WORD.findall(text)
        outwards = words[::-1][:_WORDS] if side == "L" else words[:_WORDS]
        found.update((f"{side}w {word}", 1.0) for word in outwards)
        for n in (2, 3):
            runs = (outwards[at : at + n] for at in range(len(outwards) - n + 1))
            found.update((f"{side}ww {' '.join(run)}", 1.0) for run in runs)
    _kinds(spot, found)
    return found


def _grams(side: str, text: str, found: dict[str, float]) -> None:
    size = len(text)
    for n in range(1, _LONGEST_GRAM + 1):
        for away in range(size - n + 1):
            at = away if side == "R" else size - n - away
            gram = text[at : at + n]
            # Outwards from the skill the first is the nearest, so it is the one that counts.
            found.setdefault(side + gram, 1.0 / (1.0 + away / 12.0))
            found[f"B{gram}"] = 1.0
            if away < _NEAR:
                found[f"{side}near{gram}"] = 1.0


def _kinds(spot: Spot, found: dict[str, float]) -> None:
    """Kinds of words on either side, in the skill's own clause and further off, and which follow one another."""
    low, high = _sentence(spot, _TOLD)
    here: dict[str, list[str]] = {}
    for side, start, end in (("L", low, spot.start), ("R", spot.end, high)):
        kinds = list(_clause_kinds(spot, side, start, end))
        for clause, kind in kinds:
            found[f"C{side}{clause}{kind}"] = found[f"C{side}{kind}"] = found[f"C{kind}"] = 1.0
        near = [kind for clause, kind in kinds if clause < 2][:: -1 if side == "L" else 1][:_KINDS]
        for at, kind in enumerate(near):
            found.update((f"CC{side}{kind}>{other}", 1.0) for other in near[at + 1 : at + 3])
        found[f"Cnext{side}{near[0] if near else ''}"] = 1.0
        if all(kind != "self" for _, kind in kinds):
            found[f"C{side}not self"] = 1.0
        here[side] = [kind for clause, kind in kinds if clause == 0]
    found.update((f"CX{left}_{right}", 1.0) for left in here["L"] for right in here["R"])


def _clause_kinds(spot: Spot, side: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    separators = [m.start() for m in _SEPARATOR.finditer(spot.text, start, end)]
    for at, until, kind in spot.kinds:
        if at >= start and until <= end:
            between = sum(one > at if side == "L" else one < at for one in separators)
            yield min(between, 2), kind
