"""Every way of hiding text on a web page that test code can think of, and honest pages that look alike."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from making_html_tricks import HONEST, PLAIN, SECRET, TRICKS, page

from cs_match.documents.reading import read_bytes
from cs_match.documents.selectors import parsed_selector
from cs_match.errors import DocumentError

DISGUISED = ("zero-width", "look-alike")


@pytest.mark.parametrize("name", TRICKS)
def test_hidden_text_is_kept_out_and_said(name: str) -> None:
    document = read_bytes(TRICKS[name], "a.html")
    assert PLAIN in document.text
    if name not in DISGUISED:
        assert not {"Salesforce", "Zendesk", "expert"} & set(document.text.split())
    assert {notice.kind for notice in document.warnings} & {"hidden_text", "text_mismatch", "invisible_characters"}


@pytest.mark.parametrize("name", HONEST)
def test_honest_text_stays(name: str) -> None:
    document = read_bytes(HONEST[name], "a.html")
    assert SECRET in document.text
    assert document.warnings == ()


@pytest.mark.parametrize("text", ["p:hover", "p::before", "p:has(a)", "", ">", "p[", "a:not(b > c)", "p:nth-child()x("])
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    assert parsed_selector(text) is None


@pytest.mark.parametrize("rule", ["a > b c ~ d e", ":is(p, div) p", "p[data-x^=a] ~ p", "p:nth-child(2n+1)"])
def test_many_elements_and_rules_take_linear_time(rule: str) -> None:
    body = "<p class=a>word</p>" * 2_000
    start = time.perf_counter()
    with suppress(DocumentError):
        read_bytes(page(body, "<style>" + f"{rule}{{color:red}}" * 50 + "</style>"), "a.html")
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("part", ["<!--", "<p>", "<p style='transform:scale(", "<style>a{", "&#8203;a"])
def test_long_pages_are_read_in_linear_time(part: str) -> None:
    start = time.perf_counter()
    with suppress(DocumentError):
        read_bytes(page(part * (300_000 // len(part))), "a.html")
    assert time.perf_counter() - start < 10
