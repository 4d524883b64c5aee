"""What `cs-match read` and `cs-match requirements` print with ``--json``."""

from __future__ import annotations

from typing import Any

from cs_match.records import Document, RequirementProfile, as_json
from cs_match.sections import find_sections

__all__ = ["document_object", "failure_object", "masked_object", "profile_object"]


def document_object(document: Document) -> dict[str, Any]:
    """A document that was read."""
    return {
        "source": document.source,
        "status": "ok",
        "problem": None,
        "format": document.format,
        "text": document.text,
        "pages": as_json(document.pages),
        "sections": as_json(find_sections(document)),
        "warnings": as_json(document.warnings),
        "hidden": as_json(document.hidden),
    }


def masked_object(document: Document) -> dict[str, Any]:
    """A document with what is protected blacked out, and where that stood; titles of sections are masked with it."""
    from cs_match.candidates.protected import find_protected, mask

    found = find_protected(document)
    places = [{"ground": one.ground, "start": one.start, "end": one.end} for one in found]
    return {**document_object(mask(document, found)), "protected": places}


def failure_object(source: str, failure: Any) -> dict[str, Any]:
    """A document that could not be read: the same keys, and why."""
    return {
        "source": source, "status": failure.kind, "problem": failure.detail, "format": None, "text": "", "pages": [],
        "sections": [], "warnings": as_json(failure.warnings), "hidden": [],
    }  # fmt: skip


def profile_object(profile: RequirementProfile) -> dict[str, Any]:
    """Every row of the table: criteria of industries that were not asked for are there too, marked as not active."""
    rows = [*((row, True) for row in profile.criteria), *((row, False) for row in profile.inactive)]
    criteria = [{**as_json(row), "active": active} for row, active in sorted(rows, key=lambda pair: pair[0].row)]
    rest = {key: as_json(getattr(profile, key)) for key in ("not_understood", "industries", "digest")}
    return {"source": profile.source, "criteria": criteria, **rest}
