"""Headings that speak for all that stands under them: 不足, "Not my thing", "What I still lack"."""

from __future__ import annotations

import re
from functools import cache

from cs_match.lexicon import read_table
from cs_match.tagging.passages import Passages
from cs_match.text import fold

__all__ = ["denying_heading"]

_LABEL = re.compile(r"([^\t:：\n]{1,40})[\t:：]")
_ORNAMENT = re.compile(r"^[\W\d_]+|[\W_]+$")


def denying_heading(passages: Passages, at: int) -> str | None:
    """The heading of the section, or the label of the line, under which the folded character at `at` is denied."""
    section = passages.section_at(at)
    if section is not None and (title := _denying(fold(section.title).text)):
        return title
    line = passages.text.rfind("\n", 0, at) + 1
    label = _LABEL.match(passages.text, line, at)
    return _denying(label[1]) if label else None


def _denying(words: str) -> str | None:
    plain = _ORNAMENT.sub("", words.strip()).strip().replace("’", "'")
    return plain if plain in _headings() else None


@cache
def _headings() -> frozenset[str]:
    return frozenset(fold(row["heading"]).text for row in read_table("denying_headings.csv"))
