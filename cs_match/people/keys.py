"""What two documents of one person are likely to share: keys that make pairs without comparing all with all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from cs_match.lexicon import read_table
from cs_match.records import Candidate, Job
from cs_match.text import fold

__all__ = ["LARGEST_BLOCK", "NameParts", "Traits", "candidate_pairs", "name_parts", "read_traits"]

# A key that more documents than this share says "template" or "hotline", not "the same person".
LARGEST_BLOCK = 60
_PLACEHOLDER_PHONE = re.compile(r"(\d)\1{7}|13800138000$|12345678")
_PLACEHOLDER_EMAIL = re.compile(r"^(your|you|xxx+|name|abc|test|12345)[\w.]*@")
_COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 长孙 宇文 夏侯 端木 百里 南宫 轩辕 独孤".split()
)
_MASKED = re.compile(r"^(\w{1,2}?)(先生|女士|小姐|某某?|[*＊xX○]{1,2})$")
_TITLE_WORDS = frozenset("mr mrs ms miss dr mba".split())


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name in the forms that are compared: Han characters, and Latin surname and given names where they are known.

    `tokens` are Latin tokens (pinyin for a Han name) in the order written; `masked` means that only the surname shows.
    """

    han: str = ""
    tokens: tuple[str, ...] = ()
    masked: bool = False

    @property
    def key(self) -> str:
        """The Latin tokens in an order that does not depend on which name came first."""
        return " ".join(sorted(self.tokens))


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable side of one candidate document."""

    candidate: Candidate
    name: NameParts
    phone: str
    email: str
    months: tuple[str, ...]
    sketch: tuple[int, ...]

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs of the document, as written."""
        return self.candidate.fields.jobs


def read_traits(candidate: Candidate) -> Traits:
    """The keys of one document; a pure function, so that it can run anywhere."""
    fields = candidate.fields
    months = sorted({job.start for job in fields.jobs if job.start and len(job.start) == 7})
    return Traits(
        candidate, name_parts(fields.name), _phone(fields.phone), _email(fields.email), tuple(months),
        _sketch(candidate.text),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def name_parts(name: str | None) -> NameParts:
    """Take a name apart.

    >>> name_parts("韩雪莹").key, name_parts("Xueying HAN").key
    ('han xueying', 'han xueying')
    >>> name_parts("梁女士")
    NameParts(han='梁', tokens=('liang',), masked=True)
    """
    folded = fold(name or "").text.strip()
    masked = _MASKED.match(folded.replace(" ", ""))
    if masked:
        return NameParts(masked[1], _pinyin(masked[1]), True)
    han = "".join(re.findall(r"[\u3400-\u9fff·]", folded))
    if len(han) >= 2:
        return NameParts(han, _pinyin(han))
    tokens = tuple(token for token in re.findall(r"[^\W\d_]+", folded.replace("'", "")) if token not in _TITLE_WORDS)
    return NameParts("", tokens)


def _pinyin(han: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    cut = 2 if han[:2] in _COMPOUND and len(han) > 2 else 1
    surname, given = han[:cut], han[cut:]
    first = _surname_readings().get(surname) or "".join(lazy_pinyin(surname))
    return (first, "".join(lazy_pinyin(given))) if given else (first,)


@cache
def _surname_readings() -> dict[str, str]:
    return {row["surname"]: row["pinyin"] for row in read_table("surname_readings.csv")}


def _phone(phone: str | None) -> str:
    digits = re.sub(r"\D", "", fold(phone or "").text)
    digits = re.sub(r"^0{0,2}86(?=1\d{10}$)", "", digits)
    usable = 7 <= len(digits) <= 15 and not _PLACEHOLDER_PHONE.search(digits)
    return digits[-11:] if usable else ""


def _email(email: str | None) -> str:
    folded = fold(email or "").text.strip()
    return "" if _PLACEHOLDER_EMAIL.match(folded) else folded


def _shingles(text: str) -> list[str]:
    squeezed = re.sub(r"[\W\d_]+", "", fold(text).text)
    return [squeezed[at : at + 8] for at in range(max(len(squeezed) - 7, 0))]


def _sketch(text: str) -> tuple[int, ...]:
    from rensa import RMinHash

    shingles = _shingles(text)
    if len(shingles) < 100:
        return ()
    minhash = RMinHash(num_perm=64, seed=7)
    minhash.update(shingles)
    return tuple(minhash.digest())


def _keys(traits: Traits) -> Iterator[tuple[str, str]]:
    yield "sha256", traits.candidate.sha256
    for kind, value in (("phone", traits.phone), ("email", traits.email), ("name", traits.name.key)):
        if value:
            yield kind, value
    yield from (("career", " ".join(pair)) for pair in combinations(traits.months[-6:], 2))
    yield from (("text", f"{at} {traits.sketch[at : at + 4]}") for at in range(0, len(traits.sketch), 4))


def candidate_pairs(traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a key, in order and once each; keys that very many share are left out."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(traits):
        for key in _keys(each):
            blocks.setdefault(key, []).append(at)
    pairs = {pair for block in blocks.values() if len(block) <= LARGEST_BLOCK for pair in combinations(block, 2)}
    yield from sorted(pairs)
