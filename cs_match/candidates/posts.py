"""Words of job titles and employers: which of two texts is the title, and whether a post is customer-service work.

A post counts as service work by its title first (``titles.csv``: 客服, 质检, customer success, collections … yes; 店员,
teacher, nurse … no), where the title leaves it open (组长, manager) by its employer (``employers.csv``: a call
centre) and then by its duties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["employer_weight", "has_title_word", "is_service", "title_weight"]

_LATIN_TOKEN = re.compile(r"[^\W_\u3040-\u9fff](?:[^\W\u3040-\u9fff]|[&.'’+-])*")
_GRADE = re.compile(r"\s(?:i{1,3}|iv|v|(?:level|grade|tier|l|t)?\s?\d)$")
_LONGEST_LATIN = 4  # words
_HAN_SPAN = 10  # characters
_DUTIES = re.compile(
    r"客服|客户|顾客|买家|热线|接听|来电|投诉|工单|售后|坐席|座席|回访|话务|退换|退款|"
    r"咨询|会话|进线|催收|还款|协商|外呼|customer|caller|client|ticket|inbound|passenger|member|patients?\b|tenant|resident|donor|shopper|buyer|subscriber|policyholder|"
    r"\bcalls?\b|\bchats?\b|complaint|enquir|inquir|rebook|live chat|phones?\b|hotline|switchboard|helpline|"
    r"quer(?:y|ies)|refund|csat|\baht\b|escalat|\bguests?\b"
)
_STRONG_DUTIES = re.compile(
    r"客服|外呼|催收|债务协商|还款|"
    r"热线|接听|来电|话务|坐席|座席|工单|接线|呼叫|csat|\baht\b|inbound|customer (?:service|"
    r"support|care)|hotline|call cent"
)
_FACTORY = re.compile(r"厂|制造|机械|电子有限|factory|manufactur", re.IGNORECASE)
_HEADHUNT = re.compile(r"[(（][^()（）]{0,40}[)）]")


class _Words:
    """Words of a table, looked up in folded text: Han anywhere, Latin at word boundaries."""

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        self.han = {fold(word).text: mark for word, mark in rows if not word.isascii() and _is_han(word)}
        self.latin = {" ".join(_tokens(fold(word).text)): mark for word, mark in rows if not _is_han(word)}

    def found(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Start, length and mark of the longest words that begin at each place; shorter ones inside are left out."""
        yield from self._found_han(folded)
        yield from self._found_latin(folded)

    def ends(self, folded: str) -> bool:
        """Does a text end with a word of the table that a longer one hides (`机票预订` in `机票预订员`)?"""
        return any(folded[-size:] in self.han for size in range(2, min(_HAN_SPAN, len(folded)) + 1))

    def _found_han(self, folded: str) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(folded):
            size = next(
                (n for n in range(min(_HAN_SPAN, len(folded) - at), 0, -1) if folded[at : at + n] in self.han), 0
            )
            if size:
                yield at, size, self.han[folded[at : at + size]]
            at += size or 1

    def _found_latin(self, folded: str) -> Iterator[tuple[int, int, str]]:
        tokens = list(_LATIN_TOKEN.finditer(folded))
        at = 0
        while at < len(tokens):
            step = 1
            for count in range(min(_LONGEST_LATIN, len(tokens) - at), 0, -1):
                words = " ".join(_bare(token.group()) for token in tokens[at : at + count])
                mark = self.latin.get(words)
                if mark is not None:
                    yield tokens[at].start(), tokens[at + count - 1].end() - tokens[at].start(), mark
                    step = count
                    break
            at += step


def _is_han(word: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in word)


def _bare(token: str) -> str:
    return token.rstrip(".'’")


def _tokens(text: str) -> list[str]:
    return [_bare(token.group()) for token in _LATIN_TOKEN.finditer(text)]


@cache
def _titles() -> _Words:
    return _Words([(row["title"], row["service"]) for row in read_table("titles")])


@cache
def _employers() -> _Words:
    return _Words([(row["word"], row["service"]) for row in read_table("employers")])


@lru_cache(maxsize=4096)
def title_weight(text: str) -> float:
    """How much a text looks like a job title, 0 to about 3; a title word at its end counts most.

    >>> title_weight("售后客服主管") > title_weight("杭州绮梦服饰有限公司")
    True
    """
    folded = _bare_words(text)
    found = list(_titles().found(folded))
    if not found or not folded:
        return 0.0
    at_end = any(start + size >= len(folded) for start, size, _ in found) or _titles().ends(folded)
    covered = sum(size for _, size, _ in found) / len(folded)
    return min(covered, 1) + (1.2 if at_end else 0.3)


@lru_cache(maxsize=4096)
def employer_weight(text: str) -> float:
    """How much a text looks like the name of an employer, 0 to about 3.

    >>> employer_weight("Kestrel Broadband Services Pvt. Ltd.") > employer_weight("Team Lead")
    True
    """
    folded = _bare_words(text)
    if not folded:
        return 0.0
    found = [one for one in _employers().found(folded) if one[2] != "department"]
    best = 0.0
    for start, size, _ in found:
        at_end = start + size >= len(folded)
        best = max(best, 1.0 + (0.8 if at_end else 0) + min(size, 4) * 0.15)
    proper = folded.startswith("某") or "某" in folded[:6]
    return best + (0.8 if proper else 0)


def _bare_words(text: str) -> str:
    """The text folded, without remarks in brackets and what closes it."""
    return _GRADE.sub("", fold(_HEADHUNT.sub("", text)).text.strip(" .,;:!*、。-–—"))


def has_title_word(text: str) -> bool:
    """Does a text contain a word of job titles?"""
    return title_weight(text) > 0


def is_service(title: str | None, company: str | None, duties: str = "") -> bool | None:
    """Is a post customer-service work, by its title, else by its employer, else by its duties; None if nothing tells?

    Args:
        title, company: as the resume writes them; `company` may have remarks with it.
        duties: what the resume says of the post.

    >>> is_service("AI训练师", None), is_service("店员", "依岚女装"), is_service("组长", "西域通联客服中心")
    (True, False, True)
    """
    words = _marks(title or "")
    employer = _serves(f"{title or ''} {company or ''}")
    if "yes" in words:
        return True
    if "no" in words:
        return False
    if "shop" in words:
        return employer
    if "desk" in words:
        return not _FACTORY.search(company or "")
    if employer or _by_duties(fold(duties[:1500]).text, open_title=not words):
        return True
    return None if "lead" in words and not _FACTORY.search(company or "") else False


def _marks(title: str) -> set[str]:
    """What the words of a title say; of `先店员后店长,管三个店,排班` what the first part says, if anything."""
    whole = {mark for _, _, mark in _titles().found(fold(title).text) if mark}
    first = {mark for _, _, mark in _titles().found(fold(re.split("[,，]", title)[0]).text) if mark}
    return first if {"yes", "no"} & first else whole


def _serves(text: str) -> bool:
    """Does an employer live from talking to customers?"""
    return any(mark for _, _, mark in _employers().found(fold(text).text))


def _by_duties(folded: str, *, open_title: bool = False) -> bool:
    strong, all_words = len(_STRONG_DUTIES.findall(folded)), len(_DUTIES.findall(folded))
    return (strong >= 1 and all_words >= 2) or all_words >= (3 if open_title else 4)
