"""Names under letters: what stands below `Sincerely,`, `此致 敬礼` or `Med vänlig hälsning`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cs_match.candidates.layout import Fact, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["sign_offs"]

_CLOSING = re.compile(
    r"^(?:yours?(?:\s(?:sincerely|faithfully|truly|respectfully))?|(?:most\s)?sincerely(?:\syours)?|faithfully|"
    r"(?:(?:with\s)?(?:my\s)?(?:kind|kindest|best|warm|warmest|many)\s)?(?:regards|wishes|thanks|greetings)|respectfully(?:\syours)?|"
    r"with\s(?:respect|thanks|gratitude|appreciation|kind regards|best regards)|thank you(?: for (?:your time|"
    r"reading))?|thanks|cheers|cordially|"
    r"bien cordialement|cordialement|saludos|atentamente|atenciosamente|mit freundlichen gr[üu](?:ß|ss)en|"
    r"med v[äa]nlig h[äa]lsning|"
    r"venlig hilsen|met vriendelijke groet|cordiali saluti|hormat saya|signed|此致|敬礼|敬禮|敬上|谨上|祝好|"
    r"顺颂商祺|此致[\s,，]*敬礼[!！]?)[\s,，.!！。]*$",
    re.IGNORECASE,
)
_NICK = re.compile(r"\s*[(\"“‘'][^()\"”’']{1,16}[)\"”’']\s*")


def sign_offs(sheet: Sheet, read: Callable[[str, int], Fact | None]) -> Iterator[Fact]:
    """The names that stand in the two lines below the closing words of a letter.

    Args:
        sheet: the document.
        read: what reads a name at the beginning of a line, given the line and its offset.
    """
    for at, row in enumerate(sheet.rows):
        if row.width <= 24 and _CLOSING.match(row.text):
            for below in sheet.rows[at + 1 : at + 3]:
                found = _plain(below, read) if not _CLOSING.match(below.text) and below.width <= 30 else None
                if found:
                    yield found
                    break


def _plain(row: Row, read: Callable[[str, int], Fact | None]) -> Fact | None:
    """The name of a line, without a nickname in brackets: `Rosalind (Roz) Hallberg`."""
    nick = _NICK.search(row.text)
    if nick and row.text[nick.end() :].strip():
        bare = f"{row.text[: nick.start()]} {row.text[nick.end() :]}".strip()
        found = read(bare, row.start)
        return Fact(found.value, row.start, row.end) if found else None
    return read(row.text, row.start)
