"""The fast search for patterns against a slow, obvious twin, and what holds of it for any text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from cs_match import patterns
from cs_match.patterns import PatternFault
from cs_match.tagging.matcher import Matcher, compiled, trimmed
from cs_match.tagging.passages import passages
from cs_match.text import fold

PATTERNS = [
    "处理…投诉", "投诉", "crm系统", "handl(e|es|ed|ing) … complaint(s|)", "(the |a |)team lead", "带{n}人(团队|小组|)",
    "e mail|email", "native (in|)", "call centre", "(熟练|精通)(使用|)crm", "日均{n}(通|单)", "c++", "node.js",
]  # fmt: skip
WORDS = [
    "处理", "投诉", "客户", "的", "CRM", "系统", " ", "handled", "complaints", "angry", "team lead", "the ", "带", "16",
    "人", "小组", "，", ", ", "。", "\n", "E-mail", "email", "native", " in", "call-centre", "call  centre", "熟练使用",
    "精通", "日均", "1,200", "通", "C++", "Node.js", "三百", "ＣＲＭ", "系統", "\t", "-",
]  # fmt: skip


def slow_twin(text: str) -> set[tuple[int, int, int]]:
    """Each pattern's own expression over all of the text, without anchors, windows or plain strings."""
    found = ((at, one.span()) for at, pattern in enumerate(PATTERNS) for one in compiled(pattern).finditer(text))
    return {(at, *trimmed(text, *span)) for at, span in found}


def texts(seed: int, count: int) -> Iterator[str]:
    rng = random.Random(seed)
    for _ in range(count):
        yield "".join(rng.choices(WORDS, k=rng.randint(1, 25)))


def test_finds_what_the_slow_twin_finds() -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    matcher = Matcher(PATTERNS)
    for text in texts(seed, 300):
        folded = fold(text).text
        fast, slow = set(matcher.find(folded)), slow_twin(folded)
        assert not slow - fast, text
        # A plain pattern may report a shorter alternative inside a longer one; never anything else.
        assert all(any(i == j and a <= s and e <= b for j, a, b in slow) for i, s, e in fast - slow), text


def test_offsets_lead_back_to_the_text() -> None:
    for text in texts(7, 200):
        view = passages(text)
        for _, start, end in Matcher(PATTERNS).find(view.text):
            low, high = view.span(start, end)
            assert 0 <= low < high <= len(text)
            assert fold(text[low:high]).text == view.text[start:end]


@pytest.mark.parametrize("word", ["投诉", "处理", "crm ", "handled a ", "带16", "("])
def test_work_grows_with_the_text_and_no_faster(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counting:
        def __init__(self, expression: re.Pattern[str]) -> None:
            self._expression = expression

        def finditer(self, text: str, low: int, high: int) -> Iterator[re.Match[str]]:
            read.append(high - low)
            return self._expression.finditer(text, low, high)

    monkeypatch.setattr("cs_match.tagging.matcher.compiled", lambda pattern: Counting(compiled(pattern)))
    for size in (1_000, 100_000):
        read.clear()
        text = word * (size // len(word))
        found = list(Matcher(PATTERNS).find(text))
        assert sum(read) <= len(PATTERNS) * (len(text) + 400)
        assert len(found) <= 200 * len(PATTERNS)


def test_a_word_ends_where_its_letters_end() -> None:
    matcher = Matcher(["sql", "crm", "c++", "go"])
    texts = ["mysql", "sqlx", "SQL语言", "会SQL", "CRM2016", "crm2", "C++/Java", "google"]
    assert [text for text in texts if _sees(matcher, text)] == ["SQL语言", "会SQL", "CRM2016", "C++/Java"]


def _sees(matcher: Matcher, text: str) -> bool:
    return bool(list(matcher.find(fold(text).text)))


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("处理…投诉", "处理客户各类投诉", "处理订单，投诉"),
        ("handl(e|ed) … complaint(s|)", "handled many angry complaints", "handled calls. Complaints went up"),
        ("a (b|) c", "a c", "a d c"),
        ("(the |)customer", "customer", "custom"),
        ("带{n}人", "带三十多人", "带好人"),
        ("{n} tickets", "1,200+ tickets", "many tickets"),
        ("{n}(次|通)", "85%次", "次"),
    ],
)
def test_grammar(pattern: str, yes: str, no: str) -> None:
    assert _sees(Matcher([pattern]), yes)
    assert not _sees(Matcher([pattern]), no)


@pytest.mark.parametrize("pattern", ["", "  ", "(a", "a)", "{m}", "((((a))))"])
def test_what_is_not_of_the_grammar_is_refused(pattern: str) -> None:
    with pytest.raises(PatternFault):
        patterns.parse(pattern)


@pytest.mark.parametrize("pattern", ["{n}", "…", "(a|)", "(a|)…(b|)"])
def test_a_term_needs_something_fixed(pattern: str) -> None:
    with pytest.raises(PatternFault, match="fixed"):
        patterns.parse(pattern, fixed=True)
