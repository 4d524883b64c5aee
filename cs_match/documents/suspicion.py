"""Text that is written for the machine and not for people: instructions to a reader, blocks of repeated keywords.

Hidden text is searched too: there it is worth knowing what somebody hid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from cs_match.documents.hiding import quiet_notices
from cs_match.documents.instructions import find_instructions
from cs_match.records import Document, Notice

__all__ = ["find_stuffing", "suspicions"]

_QUOTE = 80


def suspicions(document: Document) -> tuple[Notice, ...]:
    """One notice for the first instruction to a reader, one for the first block of repeated keywords, and one for each
    place out of sight that holds more than honest files put there."""
    notices: list[Notice] = []
    for kind, find in (("instruction_to_reader", find_instructions), ("keyword_stuffing", find_stuffing)):
        found = next(_places(document, find), None)
        if found:
            notices.append(Notice(kind, *found))
    return (*notices, *quiet_notices(document))


_Find = Callable[[str], Iterator[tuple[int, int]]]


def _places(document: Document, find: _Find) -> Iterator[tuple[str, int | None]]:
    for start, end in find(document.text):
        yield " ".join(document.text[start:end].split())[:_QUOTE], document.page_at(start)
    for part in document.hidden:
        if part.kind == "field_code" and find is find_stuffing:  # the fields of a form are all alike
            continue
        for start, end in find(part.text):
            yield "hidden: " + " ".join(part.text[start:end].split())[:_QUOTE], part.page


# ---------------------------------------------------------------- repeated keywords

_TERM = re.compile(r"[^\s,，、;；|/·•。.！!？?：:()（）]{2,30}")
_WINDOWS = ((40, 10), (18, 3))  # that many terms in a row, of which at most so many differ


def find_stuffing(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of `text` in which a handful of terms is repeated over and over.

    >>> text = "CRM、客服、" * 30
    >>> [(start, end > 100) for start, end in find_stuffing(text)]
    [(0, True)]
    """
    terms = [(_keyword(found), *found.span()) for found in _TERM.finditer(text) if any(map(str.isalpha, found[0]))]
    counts = Counter(term for term, _, _ in terms)
    windows = [(all_, few) for all_, few in _WINDOWS if sum(n for _, n in counts.most_common(few)) >= all_]
    dense = sorted(span for window in windows for span in _dense(terms, *window))
    last = -1
    for start, end in (*dense, *_loops(text)):
        if start > last:
            yield start, end
        last = max(last, end)


def _dense(terms: Sequence[tuple[str, int, int]], window: int, distinct: int) -> Iterator[tuple[int, int]]:
    counts: Counter[str] = Counter()
    found: tuple[int, int] | None = None
    for at, (term, _, end) in enumerate(terms):
        counts[term] += 1
        if at >= window:
            counts = _less(counts, terms[at - window][0])
        first = terms[max(0, at - window + 1)][1]
        if at >= window - 1 and len(counts) <= distinct:
            found = (found[0] if found else first, end)
        elif found:
            yield found
            found = None
    if found:
        yield found


def _keyword(found: re.Match[str]) -> str:
    """The term as it is counted. A phrase is no keyword: templates repeat their hints (写几句简单的介绍)."""
    han = sum("\u3400" <= char <= "\u9fff" for char in found[0])
    return found[0].casefold() if han <= 6 else f"{found[0]} {found.start()}"


def _less(counts: Counter[str], term: str) -> Counter[str]:
    counts[term] -= 1
    if not counts[term]:
        del counts[term]
    return counts


_UNBROKEN = re.compile(r"([\u3400-\u9fff]{2,8}?)\1{7,}")


def _loops(text: str) -> Iterator[tuple[int, int]]:
    """The same for Chinese terms that follow one another with nothing between them."""
    for found in _UNBROKEN.finditer(text):
        if len(set(found[1])) > 1:
            yield found.span()
