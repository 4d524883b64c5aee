"""Whether a reading of a PDF page looks wrong, and which of two readings is the better one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cs_match.documents.sheet import Sheet, Span

__all__ = ["looks_wrong", "worth"]

_BAD = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\x80-\x9f]")
_GOOD = re.compile("[^\\W_]")
_HAN = re.compile("[\u3400-\u9fff]")
_ICONS = re.compile("[\ue000-\uf8ff\\s]+")
_BAD_SHARE, _ICON_SHARE, _ENGLISH_SHARE = 0.03, 0.33, 0.6
_FEW = 0.4  # characters a text object: most draw at least one that is not a blank
_ENOUGH = 20


def looks_wrong(sheet: Sheet) -> bool:
    """Whether another reader should try this page.

    It draws text but gave none; more than 3 % of what it gave are private, replacement or control characters (private
    characters by themselves are icons or stars, and count only where they are a third of the page); it gave far fewer
    characters than it has text objects; or it uses fonts for Chinese and gave neither Han characters nor plain English.
    """
    text = _text(sheet.spans)
    if not text:
        return sheet.texts > 0
    if _bad(sheet.spans) > _BAD_SHARE * len(text) or len(text) < _FEW * sheet.texts:
        return True
    return sheet.han_fonts and len(text) >= _ENOUGH and not _HAN.search(text) and not _is_english(text)


def worth(spans: Sequence[Span]) -> int:
    """Letters and digits that a reading gave, less three for each character that is none a person could read."""
    return len(_GOOD.findall(_text(spans))) - 3 * _bad(spans)


def _bad(spans: Sequence[Span]) -> int:
    bad = icons = whole = 0
    for span in spans:
        text = span.text
        whole += len(text)
        if _ICONS.fullmatch(text):
            icons += len(text)
        else:
            bad += len(_BAD.findall(text))
    return bad + (icons if icons > _ICON_SHARE * whole else 0)


def _is_english(text: str) -> bool:
    return sum(char.isascii() and char.isalnum() for char in text) > _ENGLISH_SHARE * len(text)


def _text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
