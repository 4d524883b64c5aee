"""Skills, languages, industries, certificates and availability against the tags of a person."""

from __future__ import annotations

from functools import cache

from cs_match.lexicon import read_table
from cs_match.ranking.judgement import Finding, Judgement, every, one_of
from cs_match.ranking.settings import Settings
from cs_match.ranking.view import Seen, evidence_of
from cs_match.records import LEVELS, Criterion, Level, Tag, Test
from cs_match.requirements.grades import certificate_grade
from cs_match.requirements.vocabulary import categories

__all__ = ["judge_certificate", "judge_language", "judge_skills", "skill_finding"]

# Abilities, attitudes and readiness: a resume that does not speak of them says nothing about them.
_SILENT = ("core", "value", "availability", "office", "certificate")


@cache
def _related() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, dict[str, float]] = {}
    for row in read_table("related"):
        for asked in row["asked"].split():
            for had in row["had"].split():
                if had != asked:
                    known = found.setdefault(asked, {})
                    known[had] = max(known.get(had, 0.0), float(row["credit"]))
    return {asked: tuple(had.items()) for asked, had in found.items()}


def judge_skills(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """Skills, industries and availability: all of `all_of`, and one (or `at_least`) of `any_of`."""
    test = criterion.test
    findings = [skill_finding(skill, test.level, seen, settings) for skill in test.all_of]
    options = [skill_finding(skill, test.level, seen, settings) for skill in test.any_of]
    if test.at_least > 1 and not findings:
        return every(options, test.at_least)
    return every([*findings, *([one_of(options)] if options else [])])


def skill_finding(skill: str, level: Level | None, seen: Seen, settings: Settings) -> Finding:
    """What the documents say about one skill, at a level if one is asked for."""
    tag = seen.tags.get(skill)
    if tag is not None and tag.has:
        return _had(skill, tag, level, settings)
    if tag is not None:
        return Finding(skill, "denied", 0.0, evidence=evidence_of([tag]))
    via, credit, related = _best_related(skill, seen, settings)
    sure = credit > 0 and _share(skill, via) >= settings.same_kind and categories()[skill] not in ("core", "value")
    if sure:
        return Finding(skill, "related", credit, via, evidence_of([related]))
    silent = categories().get(skill) in _SILENT or not seen.full
    if silent or credit > 0:
        state = "related" if credit > settings.unknown else "silent"
        return Finding(skill, state, max(credit, settings.unknown), via, evidence_of([related]), open=True)
    return Finding(skill, "absent", 0.0)


def _strength(tag: Tag, settings: Settings) -> float:
    return settings.demonstrated if tag.strength == "demonstrated" else settings.claimed


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
    return dict(_related().get(asked, ())).get(had, 0.0)


def _best_related(skill: str, seen: Seen, settings: Settings) -> tuple[str, float, Tag | None]:
    credits = [
        (share * _strength(seen.tags[had], settings), had) for had, share in _related().get(skill, ()) if seen.has(had)
    ]
    if not credits:
        return "", 0.0, None
    credit, via = max(credits, key=lambda pair: pair[0])
    return via, credit, seen.tags[via]


# ---------------------------------------------------------------- languages

_WRITTEN = {"zh": "lang_mandarin", "mixed": "lang_mandarin", "en": "lang_english"}
# The level that a certificate proves where the resume names none: CET-4 and CET-6 by China's Standards of English,
# TEM-8, N1 and IELTS 7 by the tables that their makers publish.
_PROVEN: dict[str, tuple[tuple[str, Level], ...]] = {
    "lang_english": (("cert_tem", "proficient"), ("cert_english_test", "proficient"), ("cert_cet6", "familiar"),
                     ("cert_cet4", "aware")),
    "lang_japanese": (("cert_jlpt", "proficient"),),
    "lang_korean": (("cert_topik", "proficient"),),
    "lang_mandarin": (("cert_putonghua", "expert"),),
}  # fmt: skip


def judge_language(criterion: Criterion, seen: Seen, settings: Settings) -> Judgement:
    """One of some languages at a level, by statement, certificate, use, or the resume's own language."""
    test = criterion.test
    wanted = (*test.any_of, *test.all_of)
    findings = [_language(skill, test.level, seen, settings) for skill in wanted]
    return every([one_of(findings)] if test.any_of else findings)


def _language(skill: str, level: Level | None, seen: Seen, settings: Settings) -> Finding:
    tag = seen.tags.get(skill)
    if skill == _WRITTEN.get(seen.language) and (tag is None or (tag.has and tag.level is None)):
        credit = settings.written if tag is None else max(settings.written, _strength(tag, settings))
        return Finding(skill, "written", credit, evidence=evidence_of([tag]))
    if tag is None or not tag.has or level is None:
        found = skill_finding(skill, level, seen, settings)
        return found
    has = tag.level or _proven(skill, tag, seen)
    missing = max(0, LEVELS.index(level) - LEVELS.index(has))
    if not missing:
        return Finding(skill, "shown" if tag.strength == "demonstrated" else "claimed", _strength(tag, settings), has,
                       evidence_of([tag]))  # fmt: skip
    credit = _strength(tag, settings) * settings.level_step**missing
    # One level is within what a resume's words can tell; two are not.
    return Finding(skill, "short" if missing == 1 else "absent", credit, has, evidence_of([tag]))


def _proven(skill: str, tag: Tag, seen: Seen) -> Level:
    proven = next((level for cert, level in _PROVEN.get(skill, ()) if seen.has(cert)), None)
    return proven or ("proficient" if tag.strength == "demonstrated" else "familiar")


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
    grades = [certificate_grade(skill, piece.quote) for piece in seen.tags[skill].evidence]
    known = [grade for grade in grades if grade is not None] or _near(skill, seen)
    if not known:
        return Finding(skill, "silent", max(settings.unknown, found.credit * 0.7), "", found.evidence, open=True)
    if max(known) >= test.value:
        return found
    return Finding(skill, "short", found.credit * settings.level_step, f"{max(known):g}", found.evidence)


def _near(skill: str, seen: Seen) -> list[float]:
    """Grades in the lines where the certificate stands."""
    lines = [seen.text[max(0, piece.start - 15) : piece.end + 15] for piece in seen.tags[skill].evidence]
    return [grade for line in lines if (grade := certificate_grade(skill, line)) is not None]
