"""Words of pages whose maker set each letter by itself and wrote no blanks (wkhtmltopdf, among others).

Stated letter widths are often wrong there, so that gaps between letters do not tell. But the step from one letter to
the next is the same each time within words, and wider by a blank between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cs_match.documents.sheet import Span

__all__ = ["part_words"]

_BLANK = 0.13  # type sizes by which a step over a blank is wider
_ENOUGH = 6  # steps that tell what is usual for a letter
_LATIN_END = "\u0250"

_Key = tuple[str, float, bool]


def part_words(spans: Sequence[Span]) -> list[Span]:
    """The spans with blanks put in where steps between Latin letters are wider than usual."""
    usual = _usual_steps(spans)
    return [_parted(span, usual) for span in spans]


def _usual_steps(spans: Sequence[Span]) -> dict[_Key, float]:
    """For each letter of a type the step after it, in type sizes, that is exceeded four times out of five."""
    steps: dict[_Key, list[float]] = defaultdict(list)
    for span in spans:
        for at, char in enumerate(span.chars[:-1]):
            if char < _LATIN_END and not char.isspace() and not span.chars[at + 1].isspace():
                steps[char, span.size, span.bold].append((span.edges[at + 1] - span.edges[at]) / span.size)
    return {key: sorted(values)[len(values) // 5] for key, values in steps.items() if len(values) >= _ENOUGH}


def _parted(span: Span, usual: dict[_Key, float]) -> Span:
    chars, edges, lefts = [span.chars[0]], [span.edges[0]], span.edges
    for at in range(1, len(span.chars)):
        before, char = span.chars[at - 1], span.chars[at]
        step = usual.get((before, span.size, span.bold))
        wide = step is not None and (lefts[at] - lefts[at - 1]) / span.size > step + _BLANK
        if wide and step is not None and not char.isspace() and char < _LATIN_END:
            chars.append(" ")
            edges.append(lefts[at - 1] + step * span.size)
        chars.append(char)
        edges.append(lefts[at])
    return replace(span, chars=chars, edges=[*edges, lefts[-1]])
