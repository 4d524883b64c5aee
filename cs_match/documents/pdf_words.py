"""Words of pages whose maker set each letter by itself and wrote no blanks (wkhtmltopdf, among others).

Stated letter widths are often wrong there, so that gaps between letters do not tell. But the step from one letter to
the next is the same each time within words, and wider by a blank between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

from cs_match.documents.sheet import Span

__all__ = ["part_words"]

_BLANK = 0.13  # type sizes by which a step over a blank is wider
_ENOUGH = 6  # steps that tell what is usual for a letter
_LATIN_END = 0x250
_BLANKS_END = 0x3001


def part_words(spans: Sequence[Span]) -> list[Span]:
    """The spans with blanks put in where steps between Latin letters are wider than usual."""
    import numpy as np

    if not spans:
        return []
    counts = np.array([len(span.chars) for span in spans])
    text = "".join(chain.from_iterable(span.chars for span in spans))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype("int64")
    lefts = np.array([left for span in spans for left in span.edges[:-1]])
    sizes = np.array([span.size for span in spans]).repeat(counts)
    types = {kind: number for number, kind in enumerate(dict.fromkeys((span.size, span.bold) for span in spans))}
    keys = codes * len(types) + np.array([types[span.size, span.bold] for span in spans]).repeat(counts)
    letter = _letters()[codes.clip(max=_LATIN_END)]
    inner = np.ones(len(codes), dtype=bool)  # not the last of its span
    inner[counts.cumsum() - 1] = False
    steps = np.full(len(codes), -np.inf)
    steps[:-1] = np.where(inner[:-1], lefts[1:] - lefts[:-1], 0.0) / sizes[:-1]
    followed = inner & letter & ~np.append(_is_blank(codes[1:]), True)
    usual = _usual_steps(keys, steps, followed)
    wide = np.append(inner[:-1] & (steps > usual + _BLANK)[:-1] & letter[1:], False)
    begins = counts.cumsum() - counts
    parted = list(spans)
    for at in np.unique(begins.searchsorted(wide.nonzero()[0], "right") - 1).tolist():
        own = slice(int(begins[at]), int(begins[at] + counts[at]))
        parted[at] = _parted(spans[at], wide[own].nonzero()[0].tolist(), (usual[own] * sizes[own]).tolist())
    return parted


@cache
def _letters() -> Any:
    """Of each code point up to the end of Latin, whether it is more than a blank; False for all beyond."""
    from numpy import array

    return array([not chr(code).isspace() for code in range(_LATIN_END)] + [False])


def _is_blank(codes: Any) -> Any:
    return _blanks()[codes.clip(max=_BLANKS_END)]


@cache
def _blanks() -> Any:
    """Of each code point up to the last blank, whether it is one; False for all beyond."""
    from numpy import array

    return array([chr(code).isspace() for code in range(_BLANKS_END)] + [False])


def _usual_steps(keys: Any, steps: Any, followed: Any) -> Any:
    """The step after each letter that letters of its type exceed four times out of five; endless where few tell."""
    import numpy as np

    at = followed.nonzero()[0]
    at = at[np.lexsort((steps[at], keys[at]))]
    found, first, counts = np.unique(keys[at], return_index=True, return_counts=True)
    enough = counts >= _ENOUGH
    usual = np.full(len(keys), np.inf)
    if enough.any():
        found, fifth = found[enough], steps[at][(first + counts // 5)[enough]]
        place = found.searchsorted(keys).clip(max=len(found) - 1)
        known = found[place] == keys
        usual[known] = fifth[place[known]]
    return usual


def _parted(span: Span, wide: Sequence[int], usual: Sequence[float]) -> Span:
    """The span with a blank after each of the characters `wide`, whose usual steps in points are given."""
    chars, edges, begun = [], [], 0
    for at in wide:
        chars += [*span.chars[begun : at + 1], " "]
        edges += [*span.edges[begun : at + 1], span.edges[at] + usual[at]]
        begun = at + 1
    return replace(span, chars=chars + span.chars[begun:], edges=edges + span.edges[begun:])
