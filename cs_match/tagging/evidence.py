"""Quotes: the clause around a hit, verbatim, with its place in the document."""

from __future__ import annotations

from cs_match.records import Document, Evidence
from cs_match.tagging.judgement import Judged
from cs_match.tagging.passages import Passages

__all__ = ["evidence_of"]

_LONGEST = 60


def evidence_of(judged: Judged, passages: Passages, document: Document | None) -> Evidence:
    """The evidence of one judged hit."""
    low, high = passages.span(judged.hit.start, judged.hit.end)
    start, end = _quoted(judged, passages, low, high)
    section = passages.section_at(judged.hit.start)
    named = (section.title.strip() or section.kind) if section is not None else None
    page = document.page_at(start) if document is not None else None
    box = document.box_of(low, high) if document is not None else None
    return Evidence(passages.original[start:end], start, end, page, named, box, judged.cues)


def _quoted(judged: Judged, passages: Passages, low: int, high: int) -> tuple[int, int]:
    """The sentence if it is short, else the clause, else a window around the hit; without blanks at its ends."""
    text = passages.original
    start, end = passages.span(*_bounds(passages.sentence_at(judged.hit.start), judged))
    if end - start > _LONGEST:
        clause = passages.clauses[passages.clause_at(judged.hit.start)]
        start, end = passages.span(*_bounds((clause.start, clause.end), judged))
    if end - start > _LONGEST:
        room = max(0, _LONGEST - (high - low)) // 2
        start, end = max(start, low - room), min(end, high + room)
    while start < low and text[start].isspace():
        start += 1
    while end > high and text[end - 1].isspace():
        end -= 1
    return start, end


def _bounds(piece: tuple[int, int], judged: Judged) -> tuple[int, int]:
    return min(piece[0], judged.hit.start), max(piece[1], judged.hit.end)
