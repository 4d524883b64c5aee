"""Sentences with marks: which level a text says of a skill, and where it says none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from cs_match.lexicon import load_lexicon
from cs_match.tagging.tagger import Tagger

TABLE = Path(__file__).parent / "sentences" / "grades.txt"
MARK = re.compile(r"\{(\w+)=(\w*):([^}]*)\}")
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@cache
def tagger() -> Tagger:
    return Tagger(load_lexicon(), ner=False)


@pytest.mark.parametrize("line", LINES)
def test_level(line: str) -> None:
    text = MARK.sub(r"\3", line)
    found = {(m.skill, m.level or "") for m in tagger().find(text) if m.has}
    wanted = {(skill, level) for skill, level, _ in MARK.findall(line)}
    graded = {skill for skill, _ in found}
    missed = {(skill, level) for skill, level in wanted if (skill, level) not in found and (level or skill in graded)}
    assert not missed, sorted(found)
