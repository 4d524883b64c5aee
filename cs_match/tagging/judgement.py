"""One hit judged: does the person have it, how well, by which cues and how strong the evidence is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cs_match.records import Level, Strength
from cs_match.tagging.cues import DENYING, CueFinder, CueHit
from cs_match.tagging.denial_features import masked, spots_of
from cs_match.tagging.denial_model import CATEGORIES, Denial, DenialModel
from cs_match.tagging.headings import denying_heading
from cs_match.tagging.levels import level_of, stars_after
from cs_match.tagging.passages import Passages
from cs_match.tagging.scopes import Scopes, weight
from cs_match.tagging.strength import strength_of
from cs_match.tagging.terms import Hit

__all__ = ["Judged", "judge", "taken_back"]

# What a person is like is told in stories full of other people's words and deeds.
_CHARACTER = frozenset({"core", "value"})
_RETRACTABLE = frozenset({"system", "ai", "data", "technical"})
_BESIDE = 4
# Less than this beside a hit (in Han characters or half words, other skills left out) says nothing of it.
_SAID = 2
_ANSWER = re.compile(r"[?？]+ *([^。！？!?；;\n]{2,80})")
_YES = re.compile(
    r"可以|愿意|接受|没问题|当然|能|会|天天|每天|熟|年|行|是的|有|\d|\b(?:yes|sure|of course|daily|every|always|happy"
    r"|love|fluent|native|absolutely|certainly|can|years?)\b"
)
_IN_PASSING = 2
_READY = re.compile(
    r"接受|可|能|愿|没问题|都行|适应|服从|配合|不限|ok|\bcan\b|available|willing|flexible|open to|happy to|comfortable"
    r"|no problem"
)
_TOLD_OF = frozenset({"task", "channel"})
_LISTED = frozenset({"system", "ai", "language", "office", "data", "technical"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit and what the text says with it. `denied` is said outright, not only wished for or someone else's;
    `accepted` marks a claimed readiness (可以上夜班).
    """

    hit: Hit
    has: bool
    denied: bool
    accepted: bool
    level: Level | None
    strength: Strength
    cues: tuple[str, ...]


def judge(
    passages: Passages, hits: Sequence[Hit], finder: CueFinder, model: DenialModel | None = None
) -> tuple[Judged, ...]:
    """Judge each hit by the cues that reach it, in the order of hits.

    Args:
        model: a second opinion on the hits that no cue denies; None asks for none.
    """
    found = finder.find(passages, hits)
    cues = [cue for cue in found if cue.cue.kind != "pseudo"]
    reached = Scopes(passages, hits, cues).reached()
    with_cues = [(hit, reached.get(index, [])) for index, hit in enumerate(hits)]
    judged = [
        _judged(hit, near, passages)
        for hit, near in with_cues
        if not any(cue.cue.kind == "ignored" for cue in near)
    ]  # fmt: skip
    judged = [_headed(one, passages) for one in judged]
    judged = [_asked(one, passages) for one in judged]
    if model is not None:
        explained = {passages.clause_at(cue.start) for cue in found if cue.cue.kind == "pseudo"}
        judged = _doubted(judged, explained, passages, model)
    retraction = next((cue.text for cue in cues if cue.cue.kind == "retraction"), None)
    return tuple(judged if retraction is None else (_retracted(one, passages, retraction) for one in judged))


def _headed(one: Judged, passages: Passages) -> Judged:
    """What stands under a heading such as 不足 or "Not my thing" is not had."""
    heading = denying_heading(passages, one.hit.start) if one.has and one.hit.category in CATEGORIES else None
    if heading is None:
        return one
    return replace(one, has=False, denied=True, level=None, cues=(*one.cues, heading))


def _asked(one: Judged, passages: Passages) -> Judged:
    """A skill that is only asked for (SQL？那是数据组的事) is not had, unless the answer says so (夜班？没问题)."""
    start, end = passages.sentence_at(one.hit.start)
    asked = one.has and passages.text[end : end + 1] in ("?", "？")
    if not asked or weight(passages.text[start : one.hit.start]) + weight(passages.text[one.hit.end : end]) > 1:
        return one
    answer = _ANSWER.match(passages.text, end)
    if answer is None or _YES.search(answer.group(1)):
        return one
    return replace(one, has=False, denied=True, level=None, cues=(*one.cues, "?"))


def _doubted(
    judged: Sequence[Judged], explained: Collection[int], passages: Passages, model: DenialModel
) -> list[Judged]:
    """What the model makes of the hits that no cue denies, but for those in clauses that a pseudo-cue explains, and
    those beside which nothing stands but other skills (英语：CET-6).
    """
    asked = [
        at for at, one in enumerate(judged) if passages.clause_at(one.hit.start) not in explained and _is_open(one)
    ]
    spots = spots_of(passages, [one.hit for one in judged], asked)
    told = [(at, spot) for at, spot in zip(asked, spots, strict=True) if weight("".join(masked(spot))) >= _SAID]
    found = list(judged)
    for (at, _), opinion in zip(told, model.judge([spot for _, spot in told]), strict=True):
        found[at] = _weighed(found[at], opinion)
    return found


def _is_open(one: Judged) -> bool:
    """Whether the model is asked: not where a level is said."""
    return one.has and not one.accepted and one.level in (None, "aware") and _is_askable(one.hit)


def _weighed(one: Judged, opinion: Denial) -> Judged:
    if opinion.margin < 0:
        return one
    return replace(one, has=False, denied=True, level=None, cues=(*one.cues, *opinion.because))


def _is_askable(hit: Hit) -> bool:
    return hit.category in CATEGORIES and hit.skill != "bilingual"


def _retracted(one: Judged, passages: Passages, retraction: str) -> Judged:
    """What a text says of its own list of skills (大部分系统只是听说过) holds for the bare words in the list."""
    section = passages.section_at(one.hit.start)
    bare = one.strength == "claimed" and one.level is None and one.hit.category in _RETRACTABLE
    if not bare or section is None or section.kind != "skills":
        return one
    return replace(one, has=False, denied=True, cues=(*one.cues, retraction))


def _judged(hit: Hit, cues: Sequence[CueHit], passages: Passages) -> Judged:
    against = [cue for cue in cues if cue.cue.kind in DENYING and _bears_on(cue, hit)]
    has = not against
    level, by = level_of(hit, cues) if has else (None, ())
    words = [*hit.because, *(cue.text for cue in (*against, *by))]
    if has and level is None:
        level, stars = stars_after(hit, passages)
        words += [stars] if stars else []
    denied = any(cue.cue.kind in ("negation", "refusal") for cue in against)
    strength = strength_of(hit, passages.section_at(hit.start))
    return Judged(hit, has, denied, _is_accepted(hit, passages), level, strength, tuple(dict.fromkeys(words)))


def _is_accepted(hit: Hit, passages: Passages) -> bool:
    if hit.category != "availability":
        return False
    clause = passages.clauses[passages.clause_at(hit.start)]
    return _READY.search(passages.text, clause.start, max(clause.end, hit.end)) is not None


def _bears_on(cue: CueHit, hit: Hit) -> bool:
    """Whether a cue can be said of a hit's category; of what a person is like, only when it stands right beside it."""
    if hit.category in _CHARACTER:
        return cue.cue.kind in ("negation", "wish", "learning") and _distance(cue, hit) <= _BESIDE
    return True


def _distance(cue: CueHit, hit: Hit) -> int:
    return max(cue.start - hit.end, hit.start - cue.end, 0)


def taken_back(had: Sequence[Judged], not_had: Sequence[Judged]) -> bool:
    """Whether a denial outweighs the places that say the contrary.

    Availability: a present refusal, unless another kind of shift is accepted (可轮班，大夜班不考虑). Tools, languages
    and tests: a denial, where all that stands against it is a bare word in a list, or, for a language, in passing.
    Tasks and channels: a plain denial, where nothing against it is told as done, or one mention in passing.
    """
    category = had[0].hit.category
    if category == "availability":
        return not any(one.accepted for one in had)
    plain = any(one.denied for one in not_had)
    if plain and category == "certificate":  # whoever says that a test was not passed names it twice
        return True
    if category == "language" and len(had) <= _IN_PASSING and all(one.level is None for one in had):
        return plain
    bare = all(one.strength == "claimed" and one.level in (None, "aware") for one in had)
    if category in _TOLD_OF:
        return plain and (bare or (len(had) == 1 and had[0].hit.kind != "act"))
    return bare and category in _LISTED
