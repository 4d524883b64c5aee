"""``ActualText``: what a PDF says that a stretch of its page means, against what the page shows there.

Honest programs use it for hyphens, ligatures and bullets. pdfium gives the claim in place of the glyphs' own
characters; with the claim taken out of the open page, the same stretch is read again from its glyphs.
"""

from __future__ import annotations

import ctypes
import unicodedata
from difflib import SequenceMatcher

from cs_match.documents.pdf_calls import calls

__all__ = ["claims", "differs", "take_claim"]

_KEY = b"ActualText\0"
_STRING = 3
_FEW = 3  # letters up to which a claim can't say anything
_ALIKE = 0.6
_MOST = 20_000


def claims(thing: int) -> list[int]:
    """The marks of a text object that claim what it means."""
    call = calls()
    marks = [call.mark_at(thing, at) for at in range(min(call.marks(thing), 50))]
    return [mark for mark in marks if call.mark_kind(mark, _KEY) == _STRING]


def take_claim(thing: int) -> str:
    """Take the claims out of a text object's marks; what they said."""
    call, size = calls(), ctypes.c_ulong()
    said = []
    for mark in claims(thing):
        buffer = ctypes.create_string_buffer(2 * _MOST)
        call.mark_text(mark, _KEY, ctypes.addressof(buffer), 2 * _MOST, ctypes.addressof(size))
        said.append(buffer.raw[: max(0, min(size.value, 2 * _MOST) - 2)].decode("utf-16-le", "replace"))
        call.forget(thing, mark, _KEY)
    return " ".join(said)


def differs(claim: str, shown: str) -> bool:
    """Whether a claim says something else than the glyphs under it, as far as these can be read.

    >>> differs("fi", "ﬁ"), differs("Salesforce expert", "I like to bake")
    (False, True)
    """
    said, seen = _letters(claim), _letters(shown)
    if len(said) <= _FEW or said in seen:
        return False
    unreadable = sum(unicodedata.category(char) in ("Co", "Cn") or char == "\ufffd" for char in shown)
    if unreadable > 0.3 * len(shown):
        return len(said) > 3 * len(shown)
    return SequenceMatcher(None, said[:1000], seen[:1000], autojunk=False).ratio() < _ALIKE


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
