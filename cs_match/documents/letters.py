"""Characters that are not what they seem: without width, turned round, private, or borrowed from another alphabet.

A reader of the page sees the shapes, so that the shapes count: a word of Latin letters and Cyrillic ones that look the
same is read as the Latin word. Han beside Latin is no mixture, and words that are Greek or Russian stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cs_match.records import Notice

__all__ = ["as_seen", "character_notices", "smuggled", "turned"]

_TAGS = re.compile("[\U000e0001-\U000e007f]{2,}")
_FLAG = re.compile("\U0001f3f4[\U000e0001-\U000e007f]{1,16}")  # flags of nations are spelt in tag characters
_OVERRIDE = re.compile("[\u202e\U000e0001-\U000e007f]")
_INSIDE = re.compile("(?<=[^\\W_])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+(?=[^\\W_])")
_STRINGS = re.compile(  # so many in a row carry something
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u180e\u3164\uffa0]{6,}"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff][\ue000-\uf8ff\U000f0000-\U0010ffff ]{5,}")
_DISTINCT = 4  # private characters; a row of stars repeats one or two
_TURNED = re.compile("\u202e([^\u202c\u202d\u2066-\u2069\n\t]{1,2000})\u202c?")
_FORMULA = re.compile("[\U0001d400-\U0001d7ff]{3,}")  # letters of formulas, as many as make a word
_LIKE = dict(
    zip(
        "аеорсухіѕјԁһӏԛԝѵкмтнвАВЕКМНОРСТХУІЅЈԌοανρικτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսհոᴄɑɡ",
        "aeopcyxisjdhlqwvkmthbABEKMHOPCTXYISJGoavpiktuABEZHIKMNOPTYXouhncag",
        strict=True,
    )
)
_STRANGE = "".join(_LIKE)
_WORD = re.compile(f"[A-Za-z{_STRANGE}]{{2,60}}")
_HAS_STRANGE = re.compile(f"[{_STRANGE}]")
_LATIN = re.compile("[A-Za-z]")
_FEW = 2


def as_seen(text: str) -> str:
    """A line with the letters that its words show, of the same length.

    >>> as_seen("Zеndеsk и CRM")
    'Zendesk и CRM'
    """
    if text.isascii() or not _HAS_STRANGE.search(text) or not _mixed(text):
        return text
    return _WORD.sub(
        lambda word: "".join(_LIKE.get(char, char) for char in word[0]) if _is_whole(word) else word[0], text
    )


def _mixed(text: str) -> list[str]:
    """Words of both alphabets."""
    return [
        word[0] for word in _WORD.finditer(text)
        if _HAS_STRANGE.search(word[0]) and _LATIN.search(word[0]) and _is_whole(word)
    ]  # fmt: skip


def _is_whole(word: re.Match[str]) -> bool:
    """Whether no other letter of a foreign alphabet stands beside a word: then it is a word of that alphabet."""
    around = word.string[max(0, word.start() - 1) : word.start()] + word.string[word.end() : word.end() + 1]
    return not any(char.isalpha() and unicodedata.name(char, "").startswith(("CYRILLIC", "GREEK")) for char in around)


def turned(text: str) -> str:
    """A text as it is shown where it is told to run from right to left.

    >>> turned("\u202ekseb\u202c x")
    'besk x'
    """
    return _TURNED.sub(lambda found: found[1][::-1], text) if "\u202e" in text else text


def smuggled(line: str) -> list[str]:
    """Text spelt in tag characters, which nothing shows."""
    found = _TAGS.findall(_FLAG.sub("", line)) if max(line, default="") >= "\U000e0001" else []
    return ["".join(chr(ord(char) - 0xE0000) for char in tags) for tags in found]


def character_notices(lines: Iterable[str]) -> list[Notice]:
    """Notices where characters of no width break words up or carry text, and where letters are not what they seem.

    One that copying left behind (a byte order mark, a direction mark around a phone number) is no reason.
    """
    inside, carried, private, strange = 0, False, False, 0
    for line in lines:
        if line.isascii():
            continue
        inside += len(_INSIDE.findall(line))
        carried = carried or bool(_OVERRIDE.search(_FLAG.sub("", line)) or _STRINGS.search(line))
        private = private or any(len(set(found) - {" "}) >= _DISTINCT for found in _PRIVATE.findall(line))
        strange += sum(len(_HAS_STRANGE.findall(word)) for word in _mixed(line)) + 2 * len(_FORMULA.findall(line))
    notices = []
    if inside >= _FEW or carried:
        notices.append("characters of no width stand inside words or carry text; they were taken out")
    if private:
        notices.append("private characters stand in a row where words should be")
    found = [Notice("invisible_characters", detail) for detail in notices]
    if strange >= _FEW:
        found.append(
            Notice("text_mismatch", "letters of other alphabets stand in words in place of those they look like")
        )
    return found
