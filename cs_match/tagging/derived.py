"""Tags that follow from other tags: implied ids, a certificate's language, omnichannel, bilingual."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cs_match.lexicon import Lexicon
from cs_match.records import LEVELS, Evidence, Level, Strength, Tag
from cs_match.tagging.levels import GRADED

__all__ = ["Spoken", "derive"]

_LANGUAGE_OF = {
    "cert_cet4": "lang_english", "cert_cet6": "lang_english", "cert_tem": "lang_english",
    "cert_english_test": "lang_english", "cert_jlpt": "lang_japanese", "cert_topik": "lang_korean",
    "cert_putonghua": "lang_mandarin",
}  # fmt: skip
# Tests and grades that stand for a working level.
_WORKING_GRADES = {
    "lang_english": {"cert_tem": re.compile(""), "cert_english_test": re.compile("")},
    "lang_japanese": {"cert_jlpt": re.compile(r"(?i)n ?[12１２](?!\d)|[一二12]\s?级")},
    "lang_korean": {"cert_topik": re.compile(r"[56五六]\s?级|(?i:level|ii)\s?[56]|高级")},
}
_CHANNELS_OF_OMNI = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a document says of languages beside their tags.

    Args:
        tested: levels that stand beside a language test (``CET-6，口语一般``), under the test's id.
        used: languages that were used, told outside lists and apart from tests.
    """

    tested: Mapping[str, Level] = field(default_factory=dict)
    used: Collection[str] = ()


def derive(tags: Iterable[Tag], lexicon: Lexicon, *, language: str, spoken: Spoken | None = None) -> tuple[Tag, ...]:
    """All tags, with those that follow from them, in the lexicon's order of skills.

    Args:
        language: of the document.
        spoken: what else it says of languages.

    A tag that a text denies implies nothing; what follows from a tag it has overrules a mere denial of the same id
    only where the id follows by definition (Zendesk is a ticketing system, whatever else is said): a channel that is
    denied does not follow from a tool that is merely listed.
    """
    spoken = spoken or Spoken()
    known = {tag.skill: tag for tag in tags}
    for source in [tag for tag in known.values() if tag.has]:
        for implied in lexicon.implied.get(source.skill, ()):
            category = lexicon.by_id[implied].category
            if category == "channel" and source.strength == "claimed" and _is_denied(known, implied):
                continue
            graded = category in GRADED
            _add(known, implied, source, source.level if graded else None)
    for certificate, tongue in _LANGUAGE_OF.items():
        denied = tongue in known and not known[tongue].has
        if certificate in known and known[certificate].has and not denied:
            _add(known, tongue, known[certificate], spoken.tested.get(certificate))
    _add_omnichannel(known, lexicon)
    _add_bilingual(known, language, spoken)
    return tuple(known[skill.id] for skill in lexicon.skills if skill.id in known)


def _add(known: dict[str, Tag], skill: str, source: Tag, level: Level | None) -> None:
    there = known.get(skill)
    if there is None or not there.has:
        known[skill] = Tag(skill, True, level, source.strength, _because(source))
        return
    strength: Strength = "demonstrated" if "demonstrated" in (there.strength, source.strength) else "claimed"
    known[skill] = replace(there, strength=strength, level=there.level or level)


def _because(*sources: Tag) -> tuple[Evidence, ...]:
    return tuple(replace(e, cues=(*e.cues, f"→{source.skill}")) for source in sources for e in source.evidence[:1])


def _add_omnichannel(known: dict[str, Tag], lexicon: Lexicon) -> None:
    ids = (s.id for s in lexicon.skills if s.category == "channel" and s.id != "omnichannel")
    channels = [known[i] for i in ids if i in known and known[i].has]
    if len(channels) >= _CHANNELS_OF_OMNI and not _has(known, "omnichannel"):
        known["omnichannel"] = Tag("omnichannel", True, None, "demonstrated", _because(*channels))


def _has(known: dict[str, Tag], skill: str) -> bool:
    return skill in known and known[skill].has


def _is_denied(known: dict[str, Tag], skill: str) -> bool:
    return skill in known and not known[skill].has


def _add_bilingual(known: dict[str, Tag], language: str, spoken: Spoken) -> None:
    if _has(known, "bilingual"):
        return
    working = list(_working_languages(known, spoken))
    # Who writes a Chinese resume works in Chinese, said or not.
    native = language in ("zh", "mixed") and not any(tag.skill == "lang_mandarin" for tag in working)
    if len(working) + native >= 2 and working:
        shown = any(tag.strength == "demonstrated" for tag in working)
        known["bilingual"] = Tag("bilingual", True, None, "demonstrated" if shown else "claimed", _because(*working))


def _working_languages(known: dict[str, Tag], spoken: Spoken) -> Iterator[Tag]:
    for tag in known.values():
        if tag.skill.startswith("lang_") and tag.has and _is_working(tag, known, spoken):
            yield tag


def _is_working(tag: Tag, known: dict[str, Tag], spoken: Spoken) -> bool:
    """Level B2 up; or used at work; or a test that stands for it (TEM, IELTS and the like, not CET)."""
    if tag.level is not None:
        return LEVELS.index(tag.level) >= LEVELS.index("proficient")
    return tag.skill in spoken.used or any(
        _has(known, test) and any(grade.search(e.quote) for e in known[test].evidence)
        for test, grade in _WORKING_GRADES.get(tag.skill, {}).items()
    )
