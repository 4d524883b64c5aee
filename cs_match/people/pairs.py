"""How likely two documents are one person's: a sum of rows, each with the reason in words.

The rows are weights of evidence in the sense of Fellegi and Sunter (1969), in bits: how much more often the agreement
(or the difference) is seen between two documents of one person than between documents of two people. They are set by
hand on the scale that a rare full name is worth about 6 bits, and add up to the pair's score.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from cs_match.lexicon import read_table
from cs_match.people.keys import NameParts, Traits
from cs_match.records import Job
from cs_match.text import fold

__all__ = ["SAME", "PairRow", "compare", "score"]

SAME = 9.0  # bits from which two documents are taken as one person's
_NAMES_DIFFER = -14.0
_LONG_STAY = 6  # months


@dataclass(frozen=True, slots=True)
class PairRow:
    """One reason for or against: what was compared, what was seen (in Chinese and English) and its weight in bits."""

    kind: str
    zh: str
    en: str
    bits: float


def score(rows: tuple[PairRow, ...]) -> float:
    """The sum of the rows, in bits."""
    return sum(row.bits for row in rows)


def compare(a: Traits, b: Traits) -> tuple[PairRow, ...]:
    """The rows for two documents; symmetric in its arguments."""
    if a.candidate.sha256 == b.candidate.sha256:
        return (PairRow("sha256", "文件内容完全相同", "the files are identical", 40.0),)
    rows = [_name(a.name, b.name), *_contacts(a, b), *_schooling(a, b), *_career(a, b), _text(a, b)]
    return tuple(row for row in rows if row is not None)


# ---------------------------------------------------------------- names


def _name(a: NameParts, b: NameParts) -> PairRow | None:
    if not a.tokens or not b.tokens:
        return None
    if a.masked or b.masked:
        same = a.tokens[0] in b.tokens if a.masked else b.tokens[0] in a.tokens
        return PairRow("name", "姓氏相同", "same surname", 0.5) if same else _differ()
    if a.han and b.han:
        return _han_names(a, b)
    return _latin_names(a, b)


def _differ() -> PairRow:
    return PairRow("name", "姓名不同", "different names", _NAMES_DIFFER)


def _han_names(a: NameParts, b: NameParts) -> PairRow:
    if a.han == b.han:
        # A given name of one character is shared by far more people than one of two.
        return PairRow("name", "姓名相同", "same name", 3.5 if len(a.han) == 2 else 6.0)
    if a.key == b.key:
        return PairRow("name", "姓名同音不同字", "names sound alike", 1.0)
    return _differ()


def _latin_names(a: NameParts, b: NameParts) -> PairRow:
    if a.key == b.key:
        pinyin = bool(a.han) != bool(b.han)
        return PairRow("name", "姓名与拼音一致", "name equals its pinyin", 3.5) if pinyin else _same_latin()
    if "".join(a.tokens) == "".join(b.tokens) or _within(a, b):
        return _same_latin()
    return _near_latin(a, b) or _differ()


def _same_latin() -> PairRow:
    return PairRow("name", "姓名相同", "same name", 5.0)


def _within(a: NameParts, b: NameParts) -> bool:
    """One name is the other with middle names left out or cut to initials."""
    short, long = sorted((a.tokens, b.tokens), key=len)
    if len(short) < 2 or len(long) > 5:
        return False
    return all(any(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for y in long) for x in short) and any(
        len(x) > 2 and x in long for x in short
    )


def _near_latin(a: NameParts, b: NameParts) -> PairRow | None:
    shared = [token for token in a.tokens if token in b.tokens and len(token) > 1]
    left = [token for token in a.tokens if token not in shared and len(token) > 1]
    right = [token for token in b.tokens if token not in shared and len(token) > 1]
    if shared and _nicknames(left, right):
        return PairRow("name", "英文名是同一名字的昵称", "a short form of the same name", 3.0)
    if _typo("".join(a.tokens), "".join(b.tokens)):
        return PairRow("name", "姓名只差一两个字母", "names differ by a letter or two", 3.0)
    if shared and len(a.tokens) > 1 and len(b.tokens) > 1:
        return PairRow("name", "姓或名之一相同", "one of two names is shared", -4.0)
    return None


def _nicknames(left: list[str], right: list[str]) -> bool:
    return any({x, y} <= group for x in left for y in right for group in _name_groups())


@cache
def _name_groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row["names"].split()) for row in read_table("nicknames.csv"))


def _typo(a: str, b: str) -> bool:
    longest = max(len(a), len(b))
    return longest >= 10 and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= 2


# ---------------------------------------------------------------- contacts


def _contacts(a: Traits, b: Traits) -> list[PairRow | None]:
    return [
        _equal("phone", a.phone, b.phone, ("电话相同", "same phone"), ("电话不同", "different phones")),
        _equal("email", a.email, b.email, ("邮箱相同", "same e-mail"), ("邮箱不同", "different e-mails")),
    ]


def _equal(kind: str, x: str, y: str, same: tuple[str, str], other: tuple[str, str]) -> PairRow | None:
    if not x or not y:
        return None
    return PairRow(kind, *same, 8.0) if x == y else PairRow(kind, *other, -1.0)


# ---------------------------------------------------------------- birth, school


def _schooling(a: Traits, b: Traits) -> list[PairRow | None]:
    return [_birth(a, b), _school(a, b), _major(a, b)]


def _birth(a: Traits, b: Traits) -> PairRow | None:
    x, y = a.candidate.fields.birth_year, b.candidate.fields.birth_year
    if x is None or y is None:
        return None
    if x == y:
        return PairRow("birth_year", "出生年份相同", "same birth year", 3.0)
    if abs(x - y) == 1:  # a year that was counted back from an age can be one off
        return PairRow("birth_year", "出生年份只差一年", "birth years one apart", 0.5)
    return PairRow("birth_year", "出生年份不同", "different birth years", -8.0)


def _school(a: Traits, b: Traits) -> PairRow | None:
    x, y = _plain(a.candidate.fields.school), _plain(b.candidate.fields.school)
    if not x or not y or _scripts_differ(x, y):
        return None
    if x == y or x in y or y in x or fuzz.ratio(x, y) >= 90:
        return PairRow("school", "毕业院校相同", "same school", 2.5)
    return PairRow("school", "毕业院校不同", "different schools", -2.0)


def _major(a: Traits, b: Traits) -> PairRow | None:
    x, y = _plain(a.candidate.fields.major), _plain(b.candidate.fields.major)
    if x and x == y:
        return PairRow("major", "专业相同", "same major", 1.0)
    return None


def _plain(value: str | None) -> str:
    return "".join(char for char in fold(value or "").text if char.isalnum())


def _scripts_differ(x: str, y: str) -> bool:
    return _is_han(x) != _is_han(y)


def _is_han(value: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in value)


# ---------------------------------------------------------------- career


def _career(a: Traits, b: Traits) -> list[PairRow | None]:
    agree = [(x, y) for x in a.jobs for y in b.jobs if _same_stay(x, y)]
    starts = {x.start for x, _ in agree if x.start and len(x.start) == 7}
    ends = {x.end for x, y in agree if x.start in starts and x.end == y.end}
    named = {_plain(x.company) for x, y in agree if _same_company(x, y)}
    return [
        PairRow("dates", f"{len(starts)}段工作的入职月份相同", f"{len(starts)} jobs begin in the same month",
                min(3.0 * len(starts) + len(ends), 10.0)) if starts else None,
        PairRow("employers", f"{len(named)}家雇主相同", f"{len(named)} employers in common",
                min(2.5 * len(named), 7.5)) if named else None,
        _clash(a, b),
    ]  # fmt: skip


def _same_stay(x: Job, y: Job) -> bool:
    if not x.start or x.start != y.start:
        return False
    companies_known = bool(x.company and y.company) and not _scripts_differ(_plain(x.company), _plain(y.company))
    # The same month at two employers is a coincidence, not an agreement.
    return not companies_known or _same_company(x, y)


def _same_company(x: Job, y: Job) -> bool:
    left, right = _plain(x.company), _plain(y.company)
    if not left or not right:
        return False
    return left in right or right in left or fuzz.partial_ratio(left, right) >= 80


def _clash(a: Traits, b: Traits) -> PairRow | None:
    """Long stays at two employers in the same months: nobody's career, unless one document writes short names."""
    clashes = sum(
        _overlap(_stay(x, a), _stay(y, b)) >= _LONG_STAY and _other_company(x, y) for x in a.jobs for y in b.jobs
    )
    if not clashes:
        return None
    # An employer's name read in part weighs little against an equal contact.
    weight = 2.0 if (a.phone and a.phone == b.phone) or (a.email and a.email == b.email) else 4.0
    return PairRow("clash", "同一时期在不同单位任职", "two employers at the same time", -min(weight * clashes, 12.0))


def _other_company(x: Job, y: Job) -> bool:
    left, right = _plain(x.company), _plain(y.company)
    return bool(left and right) and not _scripts_differ(left, right) and fuzz.partial_ratio(left, right) < 50


def _stay(job: Job, traits: Traits) -> tuple[int, int] | None:
    """First month and the month after the last of a job, or None where a date is missing or only a year.

    A running job runs to the day the document speaks from; where it doesn't tell, only a little past its last start.
    """
    start, end = _month(job.start), _month(job.end)
    if job.end == "present":
        latest = max((month for other in traits.jobs if (month := _month(other.start))), default=0)
        end = _month(traits.candidate.dated) or latest + _LONG_STAY
    return None if start is None or end is None else (start, end)


def _overlap(x: tuple[int, int] | None, y: tuple[int, int] | None) -> int:
    """Months that two stays have in common."""
    return 0 if x is None or y is None else max(min(x[1], y[1]) - max(x[0], y[0]), 0)


def _month(value: str | None) -> int | None:
    return int(value[:4]) * 12 + int(value[5:]) if value and len(value) == 7 and value[4] == "-" else None


# ---------------------------------------------------------------- text


def _text(a: Traits, b: Traits) -> PairRow | None:
    if not a.sketch or not b.sketch:
        return None
    likeness = sum(x == y for x, y in zip(a.sketch, b.sketch, strict=True)) / len(a.sketch)
    if likeness < 0.7:
        return None
    # Copied self-evaluations and classmates' templates reach this too: it supports a name, it cannot replace one.
    return PairRow("text", f"正文约{likeness:.0%}相同", f"about {likeness:.0%} of the text is the same", 4.0)
