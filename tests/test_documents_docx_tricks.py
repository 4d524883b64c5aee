"""Every way of hiding text in a DOCX that test code can think of, and honest files that look alike."""

from __future__ import annotations

import pytest
from making_docx_tricks import HONEST, PLAIN, SECRET, TRICKS

from cs_match.documents.reading import read_bytes

# Here the letters are seen, only not as the letters that they are.
DISGUISED = ("look-alike letters", "zero-width inside words", "mathematical letters")


@pytest.mark.parametrize("name", TRICKS)
def test_hidden_text_is_kept_out_and_said(name: str) -> None:
    document = read_bytes(TRICKS[name], "a.docx")
    assert PLAIN in document.text
    if name not in DISGUISED:
        assert not {"Salesforce", "Zendesk", "expert"} & set(document.text.split())
    assert {notice.kind for notice in document.warnings} & {"hidden_text", "text_mismatch", "invisible_characters"}


def test_look_alike_letters_are_read_as_what_they_look_like() -> None:
    assert SECRET in read_bytes(TRICKS["look-alike letters"], "a.docx").text


@pytest.mark.parametrize("name", HONEST)
def test_honest_text_stays(name: str) -> None:
    document = read_bytes(HONEST[name], "a.docx")
    assert SECRET in document.text
    assert document.warnings == ()
