"""Sentences with marks: what is denied, wished for or somebody else's is not credited; what is held is.

The tables are data (``tests/sentences/*.txt``), one sentence a line, so that a linguist can extend them. They are worth
more as a whole than line by line: the share that comes out right may not fall below the floor beside each table.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from cs_match.lexicon import load_lexicon
from cs_match.tagging.tagger import Tagger

FOLDER = Path(__file__).parent / "sentences"
MARK = re.compile(r"\{([+-])(\w+):([^}]*)\}")
FLOORS = {"cues_zh.txt": 0.9, "cues_en.txt": 0.9, "cues_more.txt": 0.9}


@cache
def tagger() -> Tagger:
    return Tagger(load_lexicon(), ner=False)


def wrong(line: str) -> list[str]:
    """The marks of a sentence that the tagger does not agree with."""
    text = MARK.sub(r"\3", line)
    held = {mention.skill for mention in tagger().find(text) if mention.has}
    marks = [(sign == "+", skill) for sign, skill, _ in MARK.findall(line)]
    return [f"{'missed' if wanted else 'credited'} {skill}" for wanted, skill in marks if wanted != (skill in held)]


@pytest.mark.parametrize("table", sorted(FLOORS))
def test_marks_hold(table: str) -> None:
    lines = [line for line in (FOLDER / table).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    marks = sum(len(MARK.findall(line)) for line in lines)
    faults = {line: found for line in lines if (found := wrong(line))}
    share = 1 - sum(map(len, faults.values())) / marks
    assert share >= FLOORS[table], f"{share:.3f} of {marks} marks\n" + "\n".join(f"{v} {k}" for k, v in faults.items())
