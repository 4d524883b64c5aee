"""Demands that no skill covers, against the clauses of a resume: the weaker kind of evidence.

A clause is as near as the share of the demand's character pairs (Chinese) and words (English) that it has. No
statistics of other candidates enter, so that nobody's score depends on who else applied.
"""

from __future__ import annotations

import re

from cs_match.ranking.judgement import Finding, Judgement, every
from cs_match.ranking.settings import Settings
from cs_match.ranking.view import Seen
from cs_match.records import Criterion, Evidence
from cs_match.text import fold

__all__ = ["judge_text", "nearness"]

_NEAR = 0.55
_FILLERS = re.compile(
    r"具备|具有|能够|熟悉|了解|掌握|良好|优秀|较强|一定|相关|优先|以上|能力|经验|的|有|能|会|并|与|和|及|或|等"
)


def judge_text(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """Credit for the clause of the resume that comes nearest to the demand's words."""
    wanted = criterion.test.words or criterion.label
    ranked = sorted(((nearness(wanted, words.text), -words.start, words) for words in seen.words()),
                    key=lambda found: found[:2], reverse=True)  # fmt: skip
    near, _, best = next((found for found in ranked if found[0] < _NEAR or seen.may_compare(found[2])), (0.0, 0, None))
    if best is None or near < _NEAR:
        return every([Finding("text", "silent", settings.unknown, open=True)])
    place = (Evidence(best.text, best.start, best.end),)
    return every([Finding("text", "related", settings.text * near, f"{near:.2f}", place)])


def nearness(wanted: str, text: str) -> float:
    """How much of `wanted` stands in `text`, 0 to 1.

    >>> nearness("会手语", "学过手语，能简单交流") > nearness("会手语", "能接受夜班")
    True
    """
    asked, given = _units(wanted), _units(text)
    if not asked or not given:
        return 0.0
    return len(asked & given) / len(asked)


def _units(text: str) -> set[str]:
    folded = _FILLERS.sub(" ", fold(text).text)
    han = re.findall(r"[\u3400-\u9fff]+", folded)
    pairs = {run[at : at + 2] for run in han for at in range(max(1, len(run) - 1))}
    return pairs | {_stem(word) for word in re.findall(r"[a-z0-9]{3,}", folded) if word not in _STOP}


def _stem(word: str) -> str:
    return re.sub(r"(ing|ed|es|s)$", "", word) if len(word) > 4 else word


_STOP = frozenset("the and for with you our your are have has able ability good strong skills who will".split())
