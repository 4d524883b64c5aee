"""Sentences with marks: what is denied, wished for or somebody else's is not credited; what is held is.

The tables are data (``tests/sentences/*.txt``), one sentence a line, so that a linguist can extend them. They are worth
more as a whole than line by line: the share that comes out right may not fall below the floor beside each table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from cs_match.documents.reading import read_text
from cs_match.lexicon import load_lexicon
from cs_match.sections import find_sections
from cs_match.tagging.tagger import Tagger

FOLDER = Path(__file__).parent / "sentences"
MARK = re.compile(r"\{([+-])(\w+):([^}]*)\}")
FLOORS = {"cues_zh.txt": 0.9, "cues_en.txt": 0.9, "cues_more.txt": 0.9}
# Here the trained models are asked as well; `` // `` parts the lines of a short resume.
WHOLE_FLOORS = {
    "told_zh.txt": 0.8, "told_en.txt": 0.85,
    "fresh_1.txt": 0.75, "fresh_2.txt": 0.75, "fresh_3.txt": 0.8, "fresh_4.txt": 0.8, "fresh_5.txt": 0.8,
}  # fmt: skip


@cache
def tagger() -> Tagger:
    return Tagger(load_lexicon(), ner=False)


def found_in(line: str) -> set[str]:
    """What the cues alone credit in a sentence."""
    return {mention.skill for mention in tagger().find(MARK.sub(r"\3", line)) if mention.has}


def credited_in(line: str) -> set[str]:
    """What the tagger as a whole credits in a short resume."""
    document = read_text(MARK.sub(r"\3", line).replace(" // ", "\n"))
    language = "zh" if re.search("[\u4e00-\u9fff]", document.text) else "en"
    tags = tagger().tag(document, find_sections(document), language=language).tags
    return {tag.skill for tag in tags if tag.has}


def check(table: str, credited: Callable[[str], set[str]], floor: float) -> None:
    lines = [line for line in (FOLDER / table).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    marks = [(line, sign == "+", skill) for line in lines for sign, skill, _ in MARK.findall(line)]
    held = {line: credited(line) for line in lines}
    faults = [
        f"{'missed' if wanted else 'credited'} {skill}: {line}"
        for line, wanted, skill in marks
        if wanted != (skill in held[line])
    ]
    share = 1 - len(faults) / len(marks)
    assert share >= floor, f"{share:.3f} of {len(marks)} marks\n" + "\n".join(faults)


@pytest.mark.parametrize("table", sorted(FLOORS))
def test_marks_hold(table: str) -> None:
    check(table, found_in, FLOORS[table])


@pytest.mark.parametrize("table", sorted(WHOLE_FLOORS))
def test_marks_hold_with_models(table: str) -> None:
    check(table, credited_in, WHOLE_FLOORS[table])
