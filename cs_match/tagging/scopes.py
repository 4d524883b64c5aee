"""Which skills a cue reaches.

A cue opens a scope and a contrast ends it, as in ConText (H. Harkema et al., 2009). On top of that, scopes follow
enumerations (没用过A、B、C; "no A, B or C"), and a cue in an answering clause (SQL：不会; "Spanish: none";
粤语（说不了）) reads back to what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cs_match.tagging.cues import TOLD, CueHit
from cs_match.tagging.passages import Passages
from cs_match.tagging.terms import Hit

__all__ = ["Scopes", "weight"]

# An answering clause is short: what may stand before and after its cue, in Han characters or half words.
_LEAD_IN, _REST = 7, 9
_CLAUSES_BACK, _CLAUSES_AHEAD = 3, 20
_NEAR = 6
_ALL = re.compile(r"都|均|全|皆|大部分|\b(?:all|both|none|neither|either|any)\b")
_TIES = frozenset([*":：(（-–—|｜\t,，)）/·•?？ ", "——", ""])
_JOINTS = re.compile(
    r"等等|以及|或者|还有|and|nor|or|also|any|other|such as|etc|plus|&|[、/,，+和或与及跟等都也]|\s|[()（）]"
)
# Subjects and adverbs that may open an answering clause: (这个)我暂时 ... 不会.
_FILLERS = re.compile(
    r"口语|听说读写|听说|听力|读写|书面|写作|会话|日常|邮件|阅读|spoken|written|speaking|reading|writing|verbal"
    r"|这些|这个|后台|那个|那些|这两个|本人|我们|自己|个人|目前|暂时|现在|基本上?|完全|一直|真的?|确实|从来|大概|其实|可以说"
    r"|已经?|早已|早就|如今|后来|至今|另外|我|都|也|还|均|但|从|全"
    r"|只是|实在|以前|之前|现时|一句|一点|多年|很|\b(?:i|we|but|have|just|personally|currently|yet|so|am|is|are|it|really|sorry"
    r"|now|since|still|also|both|all|had|never)\b"
)
_PARTICLES = re.compile(r"[了的呢吧啊哦过嘛吗\s]")
_WORD = re.compile(r"[a-z0-9\u00df-\u024f\u0400-\u04ff'’]+|[\u3041-\u9fff]")
_LONG = 200
_ONLY_LIST = 3.0
_BESIDE = 1.0
_LEVEL_KINDS = frozenset({"expert", "proficient", "familiar", "aware"})


def weight(text: str) -> float:
    """How much a stretch of text says: a Han character counts one, a Latin word two."""
    if len(text) > _LONG:  # more than any limit here, and not worth counting
        return float(_LONG)
    return sum(1.0 if "\u3041" <= word[0] <= "\u9fff" else 2.0 for word in _WORD.findall(text))


def _is_said_of(on: Sequence[str], hit: Hit) -> bool:
    if on[0].startswith("!"):
        return f"!{hit.category}" not in on and f"!{hit.skill}" not in on
    return hit.category in on or hit.skill in on


@dataclass(frozen=True)
class Scopes:
    """Which hits each cue reaches."""

    passages: Passages
    hits: Sequence[Hit]
    cues: Sequence[CueHit]

    def reached(self) -> dict[int, list[CueHit]]:
        """For each hit (by its index) the cues that reach it, in the order of the text."""
        reached: dict[int, list[CueHit]] = {}
        by_clause = self._by_clause()
        contrasts = [cue for cue in self.cues if cue.cue.kind == "contrast"]
        for cue in self.cues:
            if cue.cue.kind != "contrast" and (cue.cue.scope != "end" or self._ends_clause(cue)):
                for index in self._of(cue, by_clause, contrasts):
                    reached.setdefault(index, []).append(cue)
        return reached

    def _ends_clause(self, cue: CueHit) -> bool:
        clause = self.passages.clauses[self.passages.clause_at(cue.start)]
        return not weight(_PARTICLES.sub("", self.passages.text[cue.end : clause.end]))

    def _by_clause(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, hit in enumerate(self.hits):
            found.setdefault(self.passages.clause_at(hit.start), []).append(index)
        return found

    def _of(self, cue: CueHit, by_clause: dict[int, list[int]], contrasts: Sequence[CueHit]) -> list[int]:
        clause = self.passages.clause_at(cue.start)
        if cue.cue.on:
            near = range(max(0, clause - _CLAUSES_BACK), clause + _CLAUSES_AHEAD)
            by_clause = {n: self._said_of(cue, by_clause[n]) for n in near if n in by_clause}
        here = [i for i in by_clause.get(clause, []) if not self._tells(i, cue)]
        inside = [i for i in here if self._inside(i, cue)]
        after = [i for i in here if self.hits[i].start >= cue.start and i not in inside]
        before = [i for i in here if self.hits[i].start < cue.start and i not in inside]
        after = self._uncut(cue.end, after, contrasts)
        # 'I understand it but do not speak it': what ends its clause looks back over a contrast.
        if self._rest(cue, clause) > 2 or cue.cue.kind in _LEVEL_KINDS:
            before = self._uncut(cue.start, before, contrasts)
        direction = cue.cue.direction
        if cue.cue.scope.isdigit():
            return inside + self._within(cue, here)
        if direction == "both":
            direction = self._chosen(cue, clause, before, after)
        if direction == "before":
            return inside + after + self._further(cue, clause, by_clause, bool(after))
        return inside + self._back(cue, clause, before, by_clause)

    def _said_of(self, cue: CueHit, indexes: list[int]) -> list[int]:
        return [i for i in indexes if _is_said_of(cue.cue.on, self.hits[i])]

    def _tells(self, index: int, cue: CueHit) -> bool:
        """Whether the cue is part of the words of a term that tells an act or a trait."""
        hit = self.hits[index]
        return hit.kind in TOLD and hit.start <= cue.start and cue.end <= hit.end and "…" not in hit.term

    def _inside(self, index: int, cue: CueHit) -> bool:
        hit = self.hits[index]
        if cue.wide and cue.start + 1 < hit.start < cue.end:
            return True
        if hit.kind not in TOLD and "…" not in hit.term:
            return hit.start <= cue.start and cue.end <= hit.end
        return hit.start < cue.start and cue.end < hit.end

    def _uncut(self, at: int, indexes: list[int], contrasts: Sequence[CueHit]) -> list[int]:
        """Those hits between which and the cue no contrast stands."""
        return [i for i in indexes if not any(_between(c, at, self.hits[i]) for c in contrasts)]

    def _within(self, cue: CueHit, here: list[int]) -> list[int]:
        """Hits of the cue's clause that stand no farther from it than its scope says, in characters."""
        reach = int(cue.cue.scope)
        found = []
        for index in here:
            hit = self.hits[index]
            ahead = cue.cue.direction != "after" and 0 <= hit.start - cue.end <= reach
            back = cue.cue.direction != "before" and 0 <= cue.start - hit.end <= reach
            found += [index] if ahead or back else []
        return found

    # A cue that may look both ways looks at what it touches, else ahead, else back.
    def _chosen(self, cue: CueHit, clause: int, before: list[int], after: list[int]) -> str:
        rest = self._rest(cue, clause)
        if not before and not after and self._opens_list(cue, clause):
            return "before"
        if not after or (before and rest <= 1):
            return "after"
        touching = before and self._gap(max(self.hits[i].end for i in before), cue.start) <= 1
        return "after" if touching and self._gap(cue.end, self.hits[after[0]].start) > 0 else "before"

    def _gap(self, start: int, end: int) -> float:
        return weight(self.passages.text[start:end])

    def _rest(self, cue: CueHit, clause: int) -> float:
        return self._gap(cue.end, self.passages.clauses[clause].end)

    def _further(self, cue: CueHit, clause: int, by_clause: dict[int, list[int]], found: bool) -> list[int]:
        """Hits of the clauses that follow: all of the sentence, or as far as an enumeration goes."""
        if cue.cue.scope == "clause" and not self._opens_list(cue, clause):
            return []
        clauses, more = self.passages.clauses, []
        for number in range(clause + 1, len(clauses)):
            if clauses[number].sentence != clauses[clause].sentence:
                break
            indexes = by_clause.get(number, [])
            opened = number == clause + 1 and bool(indexes) and self._opens_list(cue, clause)
            if cue.cue.scope != "sentence" and not opened and not self._is_list_item(number, indexes):
                break
            more += indexes
        return more if found or self._opens_list(cue, clause) or cue.cue.scope == "sentence" else []

    def _opens_list(self, cue: CueHit, clause: int) -> bool:
        """Whether nothing but a colon or bracket follows the cue: 熟练掌握：A、B、C."""
        clauses = self.passages.clauses
        if clause + 1 >= len(clauses) or self._rest(cue, clause) > 2:
            return False
        return clauses[clause + 1].before in (":", "：")

    def _is_list_item(self, number: int, indexes: list[int]) -> bool:
        clause = self.passages.clauses[number]
        if not indexes or clause.before in ("|", "\t", " "):
            return False
        if any(clause.start <= cue.start < clause.end for cue in self.cues):
            return False
        left = list(self.passages.text[clause.start : clause.end])
        for index in indexes:
            hit = self.hits[index]
            left[hit.start - clause.start : hit.end - clause.start] = " " * (hit.end - hit.start)
        return not weight(_JOINTS.sub(" ", "".join(left[: clause.end - clause.start])))

    def _back(self, cue: CueHit, clause: int, before: list[int], by_clause: dict[int, list[int]]) -> list[int]:
        """Hits that stand before the cue, in its clause or in the one that it answers."""
        if self._rest(cue, clause) > _REST and cue.cue.kind not in ("other", "learning", "wish"):
            return []
        far = before and self._gap(max(self.hits[i].end for i in before), cue.start) > _NEAR
        if far and cue.cue.scope == "end":
            return []
        if before:
            return self._joined(before, cue.start) if cue.cue.kind in _LEVEL_KINDS else before
        return self._answered(cue, clause, by_clause) if self._answers(cue, clause) else []

    def _answers(self, cue: CueHit, number: int) -> bool:
        """Whether a cue opens its clause, but for a subject or an adverb, and a little more after a colon."""
        clause = self.passages.clauses[number]
        lead_in = weight(_FILLERS.sub("", self._without_cues(clause.start, cue.start)))
        if clause.before[:1] in (",", "，") and cue.cue.direction == "both" and self._rest(cue, number) > 2:
            return False
        return lead_in <= (_LEAD_IN if clause.before[:1] in (":", "：") else 0)

    def _without_cues(self, start: int, end: int) -> str:
        """A stretch of text with the cues in it blanked out."""
        text = list(self.passages.text[start:end])
        for cue in self.cues:
            if start <= cue.start and cue.end <= end:
                text[cue.start - start : cue.end - start] = " " * (cue.end - cue.start)
        return "".join(text)

    def _joined(self, before: list[int], end: int) -> list[int]:
        """The run of an enumeration that ends at `end`: in 'Word、Excel熟练' both, in 'A用得多，B熟练' only B."""
        found: list[int] = []
        at = end
        for index in sorted(before, key=lambda i: (-self.hits[i].end, i)):
            hit = self.hits[index]
            between = self.passages.text[min(hit.end, at) : at]
            said = weight(between if len(between) > _LONG else _JOINTS.sub(" ", between))
            if said > (_BESIDE if found else _ONLY_LIST):
                break
            found.append(index)
            at = min(at, hit.start)
        return found

    def _answered(self, cue: CueHit, clause: int, by_clause: dict[int, list[int]]) -> list[int]:
        """The hits that an answering clause answers: the last before a bracket or comma, all before a colon."""
        clauses = self.passages.clauses
        for number in range(clause, max(0, clause - _CLAUSES_BACK), -1):
            if clauses[number].before[:1] not in _TIES or not self._same_line(number - 1, number):
                return []
            indexes = by_clause.get(number - 1, [])
            if indexes and cue.cue.kind in _LEVEL_KINDS:
                return self._joined(indexes, clauses[number - 1].end)
            if indexes and self._speaks_of_all(cue, clause, number):
                return indexes
            if indexes:
                return self._last_of(indexes, number - 1) or self._topic(indexes, number - 1)
        return []

    def _topic(self, indexes: list[int], number: int) -> list[int]:
        """The one thing that opens a sentence, which is what the rest of the sentence is about."""
        first = self.hits[min(indexes, key=lambda i: self.hits[i].start)]
        start, _ = self.passages.sentences[self.passages.clauses[number].sentence]
        named = [i for i in indexes if self.hits[i].kind == "name"]
        alone = all(self.hits[i].start < first.end for i in named)
        return named if alone and self._gap(start, first.start) <= 1 else []

    def _speaks_of_all(self, cue: CueHit, clause: int, number: int) -> bool:
        lead_in = self.passages.text[self.passages.clauses[clause].start : cue.start + 3]
        return self.passages.clauses[number].before[:1] in (":", "：") or bool(_ALL.search(lead_in))

    def _same_line(self, low: int, high: int) -> bool:
        clauses = self.passages.clauses
        if clauses[low].sentence == clauses[high].sentence:
            return True
        between = self.passages.text[clauses[low].end : clauses[high].start]
        return between.strip(" ") in ("?", "？")

    def _last_of(self, indexes: list[int], number: int) -> list[int]:
        """The hits that stand where the last of a clause stands (several skills may see one word), if it ends there."""
        last = max(indexes, key=lambda i: self.hits[i].end)
        bracket = self.passages.clauses[number + 1].before[:1] in ("(", "（")
        if self._gap(self.hits[last].end, self.passages.clauses[number].end) > (_BESIDE if bracket else _NEAR):
            return []
        return [i for i in indexes if self.hits[i].end > self.hits[last].start]


def _between(contrast: CueHit, at: int, hit: Hit) -> bool:
    return at <= contrast.start < hit.start or hit.start < contrast.start < at
