"""Chinese that is set downwards: titles beside what they head, and pages whose columns run from right to left.

A reader of characters sees one character a line there. What stands below each other becomes one span before the page
is put in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, reduce

from cs_match.documents.sheet import Span
from cs_match.lexicon import read_table
from cs_match.records import Box
from cs_match.text import fold

__all__ = ["set_upright"]

_HAN = re.compile("[\u3400-\u9fff]")
_DOWNWARDS = re.compile("[\u3000-\u303f\u3400-\u9fff\ufe10-\ufe4f\uff00-\uff60·—]")
_FEWEST, _LONGEST = 2, 8  # characters of a title
_BESIDE, _ALIKE = 0.25, 0.08  # in parts of the type size: sideways shift, difference of two steps
_TIGHT, _LOOSE = 1.35, 2.6  # steps in parts of the type size: within text, within titles
_PAGE, _PAGE_SHARE = 12, 0.8  # characters, and share of the page's, that make a page one that runs downwards


def set_upright(spans: Sequence[Span]) -> list[Span]:
    """The spans of a page, those of characters below each other as one.

    A stack is a title if it is a heading that the word lists know; where nearly all of a page stands in stacks, all of
    them are lines, and are put below each other in the order in which they are read.
    """
    single = [span for span in spans if len(span.chars) == 1 and span.turn == 0 and _DOWNWARDS.match(span.chars[0])]
    if len(single) < _FEWEST:
        return list(spans)
    stacks = list(_stacks(single))
    if _runs_downwards(stacks, spans):
        return _as_lines(stacks, spans)
    titles = [stack for stack in stacks if len(stack) <= _LONGEST and _is_heading("".join(map(_text, stack)))]
    gone = {id(span) for stack in titles for span in stack}
    return [*(span for span in spans if id(span) not in gone), *map(_whole, titles)]


def _text(span: Span) -> str:
    return span.chars[0]


def _stacks(single: Sequence[Span]) -> Iterator[list[Span]]:
    """Characters of one size that follow each other downwards in even steps."""
    stack: list[Span] = []
    for span in sorted(single, key=lambda span: (round(span.x0 / span.size / _BESIDE), span.x0, span.baseline)):
        if stack and not _follows(stack, span):
            yield from [stack] if len(stack) >= _FEWEST else []
            stack = []
        stack.append(span)
    yield from [stack] if len(stack) >= _FEWEST else []


def _follows(stack: list[Span], span: Span) -> bool:
    last = stack[-1]
    step = span.baseline - last.baseline
    if abs(span.size - last.size) > _ALIKE * span.size or abs(span.x0 - last.x0) > _BESIDE * span.size:
        return False
    even = len(stack) == 1 or abs(step - (last.baseline - stack[-2].baseline)) <= _ALIKE * span.size
    return even and 0.8 * span.size < step <= _LOOSE * span.size


@cache
def _headings() -> frozenset[str]:
    return frozenset(fold(row["heading"]).text for row in read_table("headings") if row["match"] != "has")


def _is_heading(text: str) -> bool:
    return _HAN.match(text) is not None and fold(text).text in _headings()


def _whole(stack: list[Span]) -> Span:
    """The stack as one narrow span that stands where its first character does, and knows where all of it stands."""
    first = stack[0]
    wide = (first.x1 - first.x0) / len(stack)
    return replace(
        first,
        chars=[span.chars[0] for span in stack],
        edges=[first.x0 + at * wide for at in range(len(stack) + 1)],
        objects=[thing for span in stack for thing in span.objects],
        area=reduce(Box.union, (span.box for span in stack)),
    )


def _runs_downwards(stacks: Sequence[list[Span]], spans: Sequence[Span]) -> bool:
    tight = sum(len(stack) for stack in stacks if stack[1].baseline - stack[0].baseline <= _TIGHT * stack[0].size)
    return tight >= _PAGE and tight >= _PAGE_SHARE * sum(len(span.chars) for span in spans if span.turn == 0)


def _as_lines(stacks: Sequence[list[Span]], spans: Sequence[Span]) -> list[Span]:
    """The columns of a page, from right to left, as lines below each other; what stands in none comes after them."""
    wide = min(stack[0].size for stack in stacks)
    ordered = sorted(stacks, key=lambda stack: (-round(stack[0].x0 / wide), stack[0].baseline))
    gone = {id(span) for stack in stacks for span in stack}
    rest = [span for span in spans if id(span) not in gone]
    top = min(span.baseline for span in spans)
    lines = [replace(_whole(stack), baseline=top + 2 * at * stack[0].size) for at, stack in enumerate(ordered)]
    low = lines[-1].baseline + 2 * lines[-1].size - top
    return [*lines, *(replace(span, baseline=span.baseline + low, area=span.box) for span in rest)]
