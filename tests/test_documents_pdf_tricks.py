"""Every way of hiding text in a PDF that test code can think of, and honest files that look alike."""

from __future__ import annotations

import pytest
from making_tricks import HONEST, PLAIN, SECRET, TRICKS

from cs_match.documents.reading import read_bytes


@pytest.mark.parametrize("name", TRICKS)
def test_hidden_text_is_kept_out_and_said(name: str) -> None:
    document = read_bytes(TRICKS[name], "a.pdf")
    assert PLAIN in document.text
    assert not {"Salesforce", "Zendesk", "expert"} & set(document.text.split())
    assert {notice.kind for notice in document.warnings} & {"hidden_text", "text_mismatch"}
    assert document.hidden


@pytest.mark.parametrize("name", HONEST)
def test_honest_text_stays(name: str) -> None:
    document = read_bytes(HONEST[name], "a.pdf")
    assert document.text.lower().count(SECRET.lower()) == 1
    assert document.hidden == ()
    assert document.warnings == ()
