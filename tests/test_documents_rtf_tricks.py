"""Text that an RTF file or a plain text hides, and honest ones that look alike."""

from __future__ import annotations

import pytest

from cs_match.documents.reading import read_bytes, read_text

SECRET = "Salesforce Zendesk expert"
COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red242\green242\blue242;}"


def rtf(marks: str) -> bytes:
    return (r"{\rtf1\ansi" + COLOURS + r"\pard\fs24 Plain words\par{" + marks + " " + SECRET + r"}\par}").encode()


TRICKS = {
    "vanish": r"\v", "white": r"\cf1", "near-white": r"\cf3", "white on white": r"\cf1\highlight1",
    "dark on dark": r"\cf2\chcbpat2", "tiny": r"\fs2", "deleted": r"\deleted", "narrow": r"\charscalex1",
    "drawn together": r"\expndtw-400",
}  # fmt: skip
HONEST = {"white on dark": r"\cf1\chcbpat2", "dark on white": r"\cf2\highlight1", "bold": r"\b", "small": r"\fs14"}


@pytest.mark.parametrize("name", TRICKS)
def test_hidden_text_is_kept_out_and_said(name: str) -> None:
    document = read_bytes(rtf(TRICKS[name]), "a.rtf")
    assert document.text == "Plain words\n"
    assert [notice.kind for notice in document.warnings] == ["hidden_text"]


@pytest.mark.parametrize("name", HONEST)
def test_honest_text_stays(name: str) -> None:
    document = read_bytes(rtf(HONEST[name]), "a.rtf")
    assert SECRET in document.text
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Baker " + "".join(chr(0xE0000 + ord(char)) for char in SECRET), "invisible_characters"),
        ("\u200b".join(SECRET), "invisible_characters"),
        ("\u202e" + SECRET, "invisible_characters"),
        ("Baker\u200b\u200c\u200b\u200b\u200c\u200c\u200b now", "invisible_characters"),
        ("".join(chr(0xE000 + ord(char)) for char in SECRET), "invisible_characters"),
        (SECRET.replace("e", "\u0435"), "text_mismatch"),
    ],
)
def test_characters_that_are_not_what_they_seem(text: str, kind: str) -> None:
    assert kind in {notice.kind for notice in read_text(f"Plain words\n{text}\n").warnings}


@pytest.mark.parametrize(
    "text",
    [
        "熟悉CRM系统和Excel，ＣＲＭ、ｅ-mail",
        "Опыт работы с CRM и Zendesk, Москва",
        "Ελληνικά και English",
        "\ufeffAnna Müller, naïve café",
        "Flags 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f and ❤\ufe0f and 👩\u200d💻",
        "电话\u200e 138 0013 8000",
        "10 µm, 5 kΩ, β-test, Δ of 3 %",
        "\ue001 \ue001 \ue001 \ue001 \ue001 \ue001 stars",
    ],
)
def test_honest_characters(text: str) -> None:
    assert read_text(text).warnings == ()


def test_a_comment_in_markdown_is_kept_out() -> None:
    document = read_text(f"# Anna\n## Work\nBaker\n<!-- {SECRET}, {SECRET} -->\n", markdown=True)
    assert document.text == "Anna\nWork\nBaker\n"
    assert [notice.kind for notice in document.warnings] == ["hidden_text"]
