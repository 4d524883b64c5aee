"""Hidden text that a reader met, gathered, and what a person is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cs_match.records import Hidden, Notice

__all__ = ["hide", "hiding_notices"]

_QUIET = ("deleted",)  # a tracked deletion hides nothing that its author wanted to be read
_FEW = 4  # letters up to which hidden text is left over from a template, not put there


def hide(hidden: list[Hidden], text: str, kind: str, page: int = 1) -> None:
    """Add text to what is hidden; what follows hidden text of the same kind continues it."""
    if not text.strip():
        return
    last = hidden[-1] if hidden else None
    if last is not None and (last.kind, last.page) == (kind, page):
        hidden[-1] = replace(last, text=last.text + text)
    else:
        hidden.append(Hidden(text, kind, page))


def hiding_notices(hidden: Sequence[Hidden]) -> list[Notice]:
    """One `hidden_text` notice for each way of hiding on each page, unless next to nothing is hidden."""
    found: dict[tuple[str, int], int] = {}
    for part in hidden:
        letters = sum(char.isalnum() for char in part.text)
        if part.kind not in _QUIET and letters:
            found[part.kind, part.page] = found.get((part.kind, part.page), 0) + letters
    if sum(found.values()) < _FEW:
        return []
    return [
        Notice("hidden_text", f"{kind}: {count} characters that the page does not show", page)
        for (kind, page), count in found.items()
    ]
