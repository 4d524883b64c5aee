"""Text that is written for the machine and not for people."""

from __future__ import annotations

from cs_match.records import Document, Notice

__all__ = ["suspicions"]


def suspicions(document: Document) -> tuple[Notice, ...]:
    """Notices about a document's visible text."""
    return ()
