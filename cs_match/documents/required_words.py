"""Which words a text must hold for a pattern to match anywhere in it: looking for words is much faster than matching.

The words are derived from the pattern itself, as Python's own parser of patterns sees it, so that no list has to be
kept by hand. Where the parser is not at hand or does not tell, a pattern simply needs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["Groups", "required_words", "stands_in"]

_MOST = 60  # alternatives; to look for more costs what it saves


Groups = tuple[tuple[str, ...], ...]


def required_words(pattern: str, flags: int = 0) -> Groups:
    """Groups of strings: of each group, at least one stands in every text that the pattern matches.

    The pattern must tell upper from lower case.

    >>> required_words(r"\\b(?:rank|score) this resume\\b")
    (('rank', 'score'), (' this resume',))
    >>> required_words(r"(?:请|务必)[^。]{0,9}(?:评分|打分)")
    (('务必', '请'), ('打分', '评分'))
    >>> required_words(r"[0-9]+")
    ()
    """
    try:
        from re import _parser  # type: ignore[attr-defined,unused-ignore]

        groups = _of_sequence(list(_parser.parse(pattern, flags)))
    except (ImportError, AttributeError, TypeError, ValueError, re.error):
        return ()
    return tuple(dict.fromkeys(tuple(sorted(group)) for group in groups))


def stands_in(groups: Groups, text: str) -> bool:
    """Whether of each group one of the words stands in the text."""
    return all(any(word in text for word in words) for words in groups)


def _of_sequence(steps: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    run = ""
    for kind, what in [*steps, ("", None)]:
        if str(kind) == "LITERAL":
            run += chr(what)
            continue
        found += [frozenset({run})] if run else []
        run = ""
        found += _of_step(str(kind), what)
    return found


def _of_step(kind: str, what: Any) -> list[frozenset[str]]:
    if kind == "SUBPATTERN" and not what[1]:  # no flags of its own
        return _of_sequence(list(what[-1]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and what[0] > 0:
        return _of_sequence(list(what[2]))
    return _of_branches([_of_sequence(list(branch)) for branch in what[1]]) if kind == "BRANCH" else []


def _of_branches(branches: Sequence[Sequence[frozenset[str]]]) -> list[frozenset[str]]:
    """Of each branch the group that is hardest to meet, all together; none where a branch needs nothing."""
    if not all(branches):
        return []
    words = frozenset(word for groups in branches for word in max(groups, key=_rarity))
    return [words] if len(words) <= _MOST else []


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    """How rarely a text holds one of the words: by the shortest, whose Chinese characters count for three, and by their
    number."""
    return min(sum(3 if char >= "\u3400" else 1 for char in word) for word in words), -len(words)
