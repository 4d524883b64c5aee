"""Skills, languages, industries, certificates and availability against the tags of a person."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from cs_match.lexicon import read_table
from cs_match.ranking.judgement import Finding, FindingState, Judgement, every, one_of
from cs_match.ranking.settings import Settings
from cs_match.ranking.view import Seen, evidence_of
from cs_match.records import LEVELS, Criterion, Evidence, Level, Tag, Test
from cs_match.requirements.demands import NIGHT
from cs_match.requirements.grades import certificate_grade, tested_level
from cs_match.requirements.phrases import find_all
from cs_match.requirements.vocabulary import categories
from cs_match.text import fold

__all__ = ["judge_availability", "judge_certificate", "judge_language", "judge_skills", "skill_finding"]

# Abilities, attitudes and readiness: a resume that does not speak of them says nothing about them.
_ABILITIES = ("core", "value")
_SILENT = ("core", "value", "availability", "office", "certificate")


@cache
def _related() -> dict[str, tuple[tuple[str, float, str], ...]]:
    """For each skill that may be asked for: skills that speak for it, their credit, and the language they need."""
    found: dict[str, dict[str, tuple[str, float, str]]] = {}
    for row in read_table("related"):
        for asked in row["asked"].split():
            for had in row["had"].split():
                known = found.setdefault(asked, {})
                if had != asked and float(row["credit"]) > known.get(had, ("", 0.0, ""))[1]:
                    known[had] = (had, float(row["credit"]), row["needs"])
    return {asked: tuple(had.values()) for asked, had in found.items()}


def skill_finding(skill: str, level: Level | None, seen: Seen, settings: Settings) -> Finding:
    """What the documents say about one skill, at a level if one is asked for.

    What a document tells of abilities and attitudes is less sure than what it tells of tools and tasks, so that their
    credit stays nearer to what is assumed of somebody unknown.
    """
    found = _finding(skill, level, seen, settings)
    if categories().get(skill) not in _ABILITIES or found.open or found.state == "denied":
        return found
    return replace(found, credit=settings.unknown + settings.abilities * (found.credit - settings.unknown))


def judge_skills(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """Skills, industries and availability: all of `all_of`, and one (or `at_least`) of `any_of`."""
    test = criterion.test
    findings = [skill_finding(skill, test.level, seen, settings) for skill in test.all_of]
    options = [skill_finding(skill, test.level, seen, settings) for skill in test.any_of]
    if test.at_least > 1 and not findings:
        return every(options, test.at_least)
    return every([*findings, *([one_of(options)] if options else [])])


def _finding(skill: str, level: Level | None, seen: Seen, settings: Settings) -> Finding:
    tag = seen.tags.get(skill)
    if tag is not None and tag.has:
        return _had(skill, tag, level, settings)
    if tag is not None:
        return Finding(skill, "denied", 0.0, evidence=evidence_of([tag]))
    via, credit, related = _best_related(skill, seen, settings)
    sure = credit > 0 and _share(skill, via) >= settings.same_kind and categories()[skill] not in _ABILITIES
    if sure:
        return Finding(skill, "related", credit, via, evidence_of([related]))
    silent = categories().get(skill) in _SILENT or not seen.full
    if silent or credit > 0:
        assumed = settings.unasked if categories().get(skill) == "availability" else settings.unknown
        state: FindingState = "related" if credit > assumed else "silent"
        return Finding(skill, state, max(credit, assumed), via, evidence_of([related]), open=True)
    return Finding(skill, "absent", 0.0)


def _strength(tag: Tag, settings: Settings) -> float:
    credits: dict[str | None, float] = {"assessed": settings.assessed, "demonstrated": settings.demonstrated}
    return credits.get(tag.strength, settings.claimed)


def _had(skill: str, tag: Tag, level: Level | None, settings: Settings) -> Finding:
    credit = _strength(tag, settings)
    shown = "shown" if tag.strength == "demonstrated" else "claimed"
    missing = max(0, LEVELS.index(level) - LEVELS.index(tag.level)) if level and tag.level else 0
    if missing:
        return Finding(skill, "short", credit * settings.level_step**missing, tag.level or "", evidence_of([tag]))
    if level and level not in ("aware", "familiar") and not tag.level and shown == "claimed":
        credit *= settings.unlevelled
    return Finding(skill, "shown" if shown == "shown" else "claimed", credit, tag.level or "", evidence_of([tag]))


def _share(asked: str, had: str) -> float:
    return next((share for skill, share, _ in _related().get(asked, ()) if skill == had), 0.0)


def _best_related(skill: str, seen: Seen, settings: Settings) -> tuple[str, float, Tag | None]:
    credits = [
        (share * _strength(seen.tags[had], settings), had)
        for had, share, needs in _related().get(skill, ())
        if seen.has(had) and (not needs or seen.has(needs) or _WRITTEN.get(seen.language) == needs)
    ]
    if not credits:
        return "", 0.0, None
    credit, via = max(credits, key=lambda pair: pair[0])
    return via, credit, seen.tags[via]


# ---------------------------------------------------------------- availability


def judge_availability(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """Readiness for shifts or for work at home; where nights are asked for, shifts in general do not tell."""
    if criterion.test.words != NIGHT or not seen.has("shift_work"):
        return judge_skills(criterion, seen, settings)
    found = skill_finding("shift_work", None, seen, settings)
    told = [_around(seen, piece) for piece in seen.tags["shift_work"].evidence]
    if _says("refused", seen.text):
        return every([Finding("shift_work", "denied", 0.0, evidence=found.evidence)])
    if any(_says("night", text) for text in told):
        return every([found])
    return every([replace(found, state="related", credit=found.credit * settings.level_step, open=True)])


def _around(seen: Seen, piece: Evidence) -> str:
    """A piece of evidence with the rest of its line, as far as it is near."""
    start = max(seen.text.rfind("\n", 0, piece.start) + 1, piece.start - 60)
    end = seen.text.find("\n", piece.end)
    return seen.text[start : min(end if end >= 0 else len(seen.text), piece.end + 60)] or piece.quote


@cache
def _shift_words(kind: str) -> tuple[str, ...]:
    return tuple(row["term"] for row in read_table("shift_words") if row["kind"] == kind)


def _says(kind: str, text: str) -> bool:
    folded = fold(text).text
    return any(next(find_all(term, folded), None) for term in _shift_words(kind))


# ---------------------------------------------------------------- languages

_WRITTEN = {"zh": "lang_mandarin", "mixed": "lang_mandarin", "en": "lang_english"}
# Certificates of a language, in the order of what they prove, and the level of one whose score the resume leaves out.
_CERTIFICATES: dict[str, tuple[tuple[str, Level], ...]] = {
    "lang_english": (("cert_tem", "proficient"), ("cert_english_test", "proficient"), ("cert_cet6", "familiar"),
                     ("cert_cet4", "aware")),
    "lang_japanese": (("cert_jlpt", "familiar"),),
    "lang_korean": (("cert_topik", "familiar"),),
}  # fmt: skip


def judge_language(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """One of some languages at a level, by statement, certificate, use, or the resume's own language."""
    test = criterion.test
    wanted = (*test.any_of, *test.all_of)
    findings = [_language(skill, test.level, seen, settings) for skill in wanted]
    counted = [one_of(findings)] if test.any_of else findings
    judged = every(counted)
    if any(_levels_short(f, test.level) > 1 for f in counted):
        # One level is within what a resume's words can tell; two are not.
        return replace(judged, gate="no")
    return judged


def _levels_short(finding: Finding, level: Level | None) -> int:
    known = finding.state == "short" and level and finding.detail in LEVELS
    return LEVELS.index(level) - LEVELS.index(finding.detail) if known and level else 0


def _language(skill: str, level: Level | None, seen: Seen, settings: Settings) -> Finding:
    tag = seen.tags.get(skill)
    plain = tag is None or (tag.has and tag.level not in ("familiar", "aware") and not _accented(skill, tag, seen))
    if skill == _WRITTEN.get(seen.language) and plain:
        credit = settings.written if tag is None else max(settings.written, _strength(tag, settings))
        # Writing shows that somebody commands a language, but not how somebody speaks 普通话.
        return Finding(skill, "written", credit, evidence=evidence_of([tag]), open=skill == "lang_mandarin" and not tag)
    if tag is None or not tag.has or level is None:
        return skill_finding(skill, level, seen, settings)
    has = _level_of(skill, tag, seen)
    missing = max(0, LEVELS.index(level) - LEVELS.index(has))
    if not missing:
        return Finding(skill, "shown" if tag.strength == "demonstrated" else "claimed", _strength(tag, settings), has,
                       evidence_of([tag]))  # fmt: skip
    return Finding(skill, "short", _strength(tag, settings) * settings.level_step**missing, has, evidence_of([tag]))


_ACCENT = re.compile(r"口音|味儿|不标准|不太标准|不够标准|腔|一般|accent")


def _accented(skill: str, tag: Tag, seen: Seen) -> bool:
    """Whether somebody says of their own 普通话 that it is not the standard one."""
    return skill == "lang_mandarin" and any(_ACCENT.search(_near(seen, piece)) for piece in tag.evidence)


def _level_of(skill: str, tag: Tag, seen: Seen) -> Level:
    """The level that is stated or tested, whichever is higher; use at work without either counts as proficient."""
    certificates = [(cert, least) for cert, least in _CERTIFICATES.get(skill, ()) if seen.has(cert)]
    places = [*tag.evidence, *(piece for cert, _ in certificates for piece in seen.tags[cert].evidence)]
    tested = [level for piece in places if (level := tested_level(_near(seen, piece)))]
    if _accented(skill, tag, seen):
        return "familiar"
    if tag.level or tested:
        return max([*tested, *([tag.level] if tag.level else [])], key=LEVELS.index)
    if certificates:
        return certificates[0][1]
    return "proficient" if tag.strength == "demonstrated" else "familiar"


def _near(seen: Seen, piece: Evidence) -> str:
    """A piece of evidence with the few characters beside it, where scores and grades stand."""
    return seen.text[max(0, piece.start - 15) : piece.end + 15]


# ---------------------------------------------------------------- certificates


def judge_certificate(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """One of some certificates, at a grade if the demand names one."""
    test = criterion.test
    findings = [_certificate(skill, test, seen, settings) for skill in (*test.any_of, *test.all_of)]
    return every([one_of(findings)])


def _certificate(skill: str, test: Test, seen: Seen, settings: Settings) -> Finding:
    found = skill_finding(skill, None, seen, settings)
    if found.state not in ("shown", "claimed") or test.value is None:
        return found
    texts = [text for piece in seen.tags[skill].evidence for text in (piece.quote, _near(seen, piece))]
    known = [grade for text in texts if (grade := certificate_grade(skill, text)) is not None]
    if not known:
        return Finding(skill, "silent", max(settings.unknown, found.credit * 0.7), "", found.evidence, open=True)
    if max(known) >= test.value:
        return found
    return Finding(skill, "short", found.credit * settings.level_step, f"{max(known):g}", found.evidence)
