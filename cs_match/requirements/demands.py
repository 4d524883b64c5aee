"""One demand in words to what it asks for: a kind of criterion and its test.

`understand` reads a clause; each kind of demand has a reader of its own, which sees the words that no earlier reader
has used. What no reader understands is left as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cs_match.lexicon import read_table
from cs_match.records import LEVELS, CriterionKind, Education, Level, Test
from cs_match.requirements.figures import figures, metrics
from cs_match.requirements.grades import certificate_grade
from cs_match.requirements.phrases import find_all, number
from cs_match.requirements.vocabulary import SERVICE, Meant, categories, least_level, meanings
from cs_match.text import fold

__all__ = ["EDUCATIONS", "NIGHT", "Demand", "regraded", "understand"]

EDUCATIONS: tuple[Education, ...] = (
    "junior_high", "high_school", "vocational", "associate", "bachelor", "master", "doctor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demand:
    """What a piece of a row asks for. `text` is in the table's own words; `optional` marks a mere wish (优先)."""

    kind: CriterionKind
    test: Test
    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with the meanings in it that no reader has used yet. `hint` is the item (关键项) of the row."""

    text: str
    folded: str
    hint: str
    meant: tuple[Meant, ...]

    @property
    def either(self) -> bool:
        """Whether one of the things named is enough."""
        return bool(_EITHER.search(self.folded))


_EITHER = re.compile(
    r"或|任一|任意|之一|其一|均可|皆可|(?<![平同优对中初高])等(?![级于待候同一二三四五六])|如[^果何]|\bor\b|\bany\b|\beither\b"
    r"|\bone of\b|such as|\be\.?g\b|/"
)
_OPTIONAL = re.compile(
    r"优先|加分|更佳|尤佳|为佳|最好|preferred|preferably|a plus\b|bonus|nice to have|ideally|desirable|advantage"
    r"|an asset"
)
_AT_LEAST = re.compile(
    r"至少(?P<a>\d|[一二两三四五])(?:种|个|项|门|类)|(?P<b>\d|[一二两三四五])(?:种|个|项|门|类)(?:以上|及以上|或以上)"
    r"|at least (?P<c>\w+)(?: of)?\b|(?P<d>two|three|four|2|3|4) or more\b|any (?P<e>two|three|four|2|3|4)\b"
    r"|(?P<f>two|three|four|2|3|4) of\b"
)


def understand(text: str, hint: str = "") -> tuple[Demand, ...]:
    """What a clause of a row asks for; empty where its words say nothing that is known.

    Args:
        text: the clause, without brackets for industries.
        hint: the item of its row, which tells what bare words are about (学历: 大专; 英语: 六级).

    >>> [(d.kind, d.test.education) for d in understand("大专及以上")]
    [('education', 'associate')]
    >>> understand("打字 60 字/分钟以上")[0].test.value
    60.0
    """
    folded = fold(text).text
    clause = _Clause(text, folded, hint, meanings(text))
    found: list[Demand] = []
    for reader in _READERS:
        demands, clause = reader(clause)
        found += demands
    optional = bool(_OPTIONAL.search(folded))
    return tuple(replace(demand, optional=optional) for demand in found)


_Read = tuple[list[Demand], _Clause]


def _without(clause: _Clause, used: Callable[[Meant], bool]) -> _Clause:
    return replace(clause, meant=tuple(m for m in clause.meant if not used(m)))


# ---------------------------------------------------------------- education


@cache
def _education_terms() -> tuple[tuple[str, Education], ...]:
    known: dict[str, Education] = {education: education for education in EDUCATIONS}
    return tuple((row["term"], known[row["education"]]) for row in read_table("requirement_education"))


_SCHOOLING = re.compile(
    r"学历|学位|文化程度|毕业|以上|或同等|degree|diploma|education|equivalent|school|graduate|minimum"
)


def _education(clause: _Clause) -> _Read:
    named = [education for term, education in _education_terms() if next(find_all(term, clause.folded), None)]
    about = _SCHOOLING.search(clause.folded) or _SCHOOLING.search(fold(clause.hint).text)
    if not named or not (about or len(clause.folded) <= 6):
        return [], clause
    least = min(named, key=EDUCATIONS.index)
    spent = _without(clause, lambda m: categories().get(m.skills[0]) == "industry")
    return [Demand("education", Test(education=least), clause.text)], spent


# ---------------------------------------------------------------- figures and certificates


def _figures(clause: _Clause) -> _Read:
    found = figures(clause.text)
    known = metrics()
    demands = [
        Demand("metric", Test(metric=f.metric, value=f.value, unit=known[f.metric].unit), clause.text) for f in found
    ]
    about = {known[f.metric].skill for f in found if f.metric != "contacts_per_day"}
    typed = any(f.metric == "typing" for f in found)  # 中文打字 asks for no language

    def spent(m: Meant) -> bool:
        inside = not m.gapped and any(f.start < m.end and m.start < f.end for f in found)
        return inside or bool(about & set(m.skills)) or (typed and m.skills[0].startswith("lang_"))

    return demands, _without(clause, spent)


# A certificate that has no id of its own is looked for by its words.
_PAPER_ROW = re.compile(r"证书|资格|执照|certificat|licen[sc]e|qualification")
_PAPER = re.compile(r"证|资格|执照|certifi|licen[sc]e")


def _certificates(clause: _Clause) -> _Read:
    ids = _ids(clause, "certificate")
    if not ids and _PAPER_ROW.search(fold(clause.hint).text) and _PAPER.search(clause.folded):
        return [Demand("text", Test(words=clause.text), clause.text)], replace(clause, meant=())
    if not ids:
        return [], clause
    spent = _without(clause, lambda m: _proves(ids, m.skills[0]))
    languages = _ids(spent, "language")
    if clause.either and languages:
        either = Test(any_of=(*dict.fromkeys(_up(ids)), *languages))
        return [Demand("language", either, clause.text)], _without(spent, lambda m: m.skills[0] in languages)
    grades = [(skill, certificate_grade(skill, clause.text)) for skill in ids]
    demands = [Demand("certificate", _certified(skill, grade), clause.text) for skill, grade in grades]
    if clause.either and len(ids) > 1:
        demands = [Demand("certificate", Test(any_of=tuple(dict.fromkeys(_up(ids)))), clause.text)]
    return demands, spent


_LANGUAGES = {
    "cert_cet4": "lang_english", "cert_cet6": "lang_english", "cert_tem": "lang_english",
    "cert_english_test": "lang_english", "cert_jlpt": "lang_japanese", "cert_topik": "lang_korean",
    "cert_putonghua": "lang_mandarin",
}  # fmt: skip


def _proves(certificates: Sequence[str], skill: str) -> bool:
    """Whether naming the certificates says all that the words for `skill` say."""
    return skill in certificates or skill in [_LANGUAGES.get(certificate) for certificate in certificates]


# Certificates that prove what a lesser one proves.
_HIGHER = {"cert_cet4": ("cert_cet6", "cert_tem"), "cert_cet6": ("cert_tem",)}


def _up(ids: Sequence[str]) -> Iterator[str]:
    for skill in ids:
        yield from (skill, *_HIGHER.get(skill, ()))


def _certified(skill: str, grade: float | None) -> Test:
    if grade is None or skill in _HIGHER:
        return Test(any_of=tuple(_up([skill])))
    return Test(any_of=(skill,), metric=skill, value=grade)


# ---------------------------------------------------------------- years

_YEARS = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十半]+)\s?(?:[-~–—至到]\s?(?:\d+|[一二两三四五六七八九十]))?\s?\+?\s?"
    r"(?P<u>个月|月|年半|年)(?!级|度|龄|轻|终|前|底|内|薪|会|限)"
)
_YEARS_EN = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s?"
    r"(?:[-~–—]|to|or more)?\s?\d*\s?\+?\s?(?:full |or more )?(?P<u>years?|yrs?|months?)\b"
)
_WORKED = re.compile(r"经验|经历|工作|从业|以上|experience|work|history|background|\bin\b|\bof\b|\bas an?\b")
_EXPERIENCE = re.compile(r"经验|经历|从业|\bexperience\b|\bbackground\b|worked (in|as|at)\b")


_STUDIES = re.compile(r"college|university|school|studies|学制|在校")


def _years(clause: _Clause) -> _Read:
    if _STUDIES.search(clause.folded) and not _EXPERIENCE.search(clause.folded):
        return [], _without(clause, lambda m: m.skills == (SERVICE,))
    match = _YEARS.search(clause.folded) or _YEARS_EN.search(clause.folded)
    if match and _WORKED.search(clause.folded):
        value = _in_years(match["n"], match["u"])
        scope = _scope(clause)
        return [Demand("years", Test(years=value, scope=scope), clause.text)], replace(clause, meant=())
    if any(m.skills == (SERVICE,) for m in clause.meant) and _EXPERIENCE.search(clause.folded):
        # Experience in the trade without a number: any length will do.
        others = _without(clause, lambda m: m.skills == (SERVICE,))
        return [Demand("years", Test(years=0.0, scope=(SERVICE,)), clause.text)], others
    return [], _without(clause, lambda m: m.skills == (SERVICE,))


def _in_years(figure: str, unit: str) -> float:
    word = figure.strip()
    value = 0.5 if word.startswith("half") else 1.0 if word in ("a", "an") else number(word) or 1.0
    if unit == "年半":
        return value + 0.5
    return round(value / 12, 2) if unit.startswith(("个月", "月", "month")) else value


def _scope(clause: _Clause) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(skill for m in clause.meant for skill in m.skills if skill != SERVICE))
    scope = tuple(skill for skill in ids if categories().get(skill) in _SCOPES)
    if scope:
        return scope
    total = re.search(r"工作经验|工作经历|社会经验|work(ing)? experience|professional experience", clause.folded)
    service = any(SERVICE in m.skills for m in clause.meant) or "相关" in clause.folded or "relevant" in clause.folded
    return ("total",) if total and not service else (SERVICE,)


_SCOPES = ("industry", "channel", "task", "system")


# ---------------------------------------------------------------- place


_CITY = re.compile(
    r"(?:工作地点|工作地|工作城市|常驻|现居|居住于?|base地?|坐标|到岗地点|上班地点)[在于为:：]?\s?(?P<zh>[\u4e00-\u9fff]{2,4}?)"
    r"(?:市|工作|上班|办公|优先|者|$|[,，、(（])|(?:based in|located in|lives? in|living in|residing in|commut\w+ to|"
    r"work(?:ing)? (?:on ?site )?in) (?P<en>[a-z][a-z .'-]{2,24}?)(?:$|[,;(]| or | and )"
)
_PLACE = re.compile(r"城市|地点|工作地|办公地|地区|居住|location|city|based|place")
_PERMIT = re.compile(r"eligib|right to work|permit|authori[sz]|visa|签证|工作许可")


def _city(clause: _Clause) -> _Read:
    match = _CITY.search(clause.folded)
    if match and not _PERMIT.search(clause.folded):
        start, end = match.span("zh") if match["zh"] else match.span("en")
        return [Demand("city", Test(city=clause.text[start:end].strip()), clause.text)], clause
    if _PLACE.search(fold(clause.hint).text) and not clause.meant and len(clause.text) <= 12:
        return [Demand("city", Test(city=clause.text.strip().removesuffix("市")), clause.text)], clause
    return [], clause


# ---------------------------------------------------------------- languages and skills


def _ids(clause: _Clause, *kinds: str) -> tuple[str, ...]:
    known = categories()
    return tuple(dict.fromkeys(s for m in clause.meant for s in m.skills if known.get(s) in kinds))


def _languages(clause: _Clause) -> _Read:
    ids = _ids(clause, "language")
    level = _level(clause, ids)
    if not ids:
        hinted = tuple(s for m in meanings(clause.hint, item=True) for s in m.skills if s.startswith("lang_"))
        if not (hinted and level and not clause.meant):
            return [], clause
        ids = hinted
    either = clause.either and len(ids) > 1
    tests = [Test(any_of=ids, level=level)] if either else [Test(any_of=(skill,), level=level) for skill in ids]
    # In a row about a language, 英文工单 asks for the language and not for a ticketing system.
    about = any(s.startswith("lang_") for m in meanings(clause.hint, item=True) for s in m.skills)
    kinds = ("language", "system", "channel") if about else ("language",)
    spent = _without(clause, lambda m: categories().get(m.skills[0]) in kinds or m.skills == ("communication",))
    return [Demand("language", test, clause.text) for test in tests], spent


_SKILLS_OF_LANGUAGE = re.compile(
    r"口语|听说|读写|书面|听力|阅读|发音|交流|沟通|spoken|written|speaking|writing|reading|conversation"
)


def regraded(demand: Demand, clause: str) -> list[Demand] | None:
    """A demand for a language with the level of the clause after it (读写流畅，口语可沟通); None where that is none.

    After a certificate (六级以上，书面流利) the level is a demand of its own.
    """
    named = {s for m in meanings(clause) for s in m.skills} - {"communication", "channel_phone", "channel_email"}
    level = least_level(clause)
    if named or not level or not _SKILLS_OF_LANGUAGE.search(fold(clause).text):
        return None
    if demand.kind == "certificate":
        language = next(filter(None, (_LANGUAGES.get(skill) for skill in demand.test.any_of)), None)
        return [demand, Demand("language", Test(any_of=(language,), level=level), clause)] if language else None
    if demand.kind != "language":
        return None
    lower = min(level, demand.test.level or level, key=LEVELS.index)
    mark = "，" if demand.text[-1] >= "\u4e00" else ", "
    return [replace(demand, test=replace(demand.test, level=lower), text=demand.text + mark + clause)]


def _level(clause: _Clause, ids: tuple[str, ...]) -> Level | None:
    level = least_level(clause.text)
    return "proficient" if ids == ("lang_mandarin",) and not level and "标准" in clause.folded else level


def _skills(clause: _Clause) -> _Read:
    demands = []
    for kind in ("availability", "industry", "skill"):
        meant = [m for m in clause.meant if _kind(m.skills) == kind]
        if meant:
            level = least_level(clause.text) if kind == "skill" and _graded(meant) else None
            test = _test(meant, clause, level)
            if kind == "availability" and _NIGHT.search(clause.folded) and not _EITHER_SHIFT.search(clause.folded):
                test = replace(test, words=NIGHT)
            demands.append(Demand(kind, test, clause.text))
    return demands, replace(clause, meant=())


# What `words` of a test for shift work says where night work is meant and no other shift will do.
NIGHT = "night"
_NIGHT = re.compile(r"夜|通宵|三班|24 ?小时|7 ?[x×*] ?24|\bnights?\b|overnight|graveyard|24/7")
_EITHER_SHIFT = re.compile(r"(或|/|\bor\b)")


def _kind(skills: tuple[str, ...]) -> CriterionKind:
    category = categories().get(skills[0], "")
    return "availability" if category == "availability" else "industry" if category == "industry" else "skill"


def _graded(meant: Sequence[Meant]) -> bool:
    """Levels are said of tools and knowledge; 良好的沟通 and "strong empathy" only praise."""
    return any(categories()[m.skills[0]] in ("system", "ai", "office", "data", "technical") for m in meant)


def _test(meant: Sequence[Meant], clause: _Clause, level: Level | None) -> Test:
    groups = list(dict.fromkeys(m.skills for m in meant))
    singles = [g[0] for g in groups if len(g) == 1]
    choices = [g for g in groups if len(g) > 1 and not set(g) & set(singles)]
    every = tuple(dict.fromkeys(s for g in groups for s in g))
    wanted = _AT_LEAST.search(clause.folded)
    count = number(next(filter(None, wanted.groups()), "")) if wanted else None
    if count and 1 < count <= len(every):
        return Test(any_of=every, at_least=int(count), level=level)
    if (clause.either or (count == 1)) and len(every) > 1:
        return Test(any_of=every, level=level)
    if len(singles) == 1 and not choices:
        return Test(any_of=(singles[0],), level=level)
    chosen = tuple(dict.fromkeys(s for g in choices for s in g))
    if len(chosen) > 1 and len(choices) > 1:
        return Test(any_of=chosen, at_least=len(choices), all_of=tuple(singles), level=level)
    return Test(any_of=chosen, all_of=tuple(singles), level=level)


_READERS: tuple[Callable[[_Clause], _Read], ...] = (
    _education, _figures, _certificates, _years, _city, _languages, _skills,
)  # fmt: skip
