"""Labelled resumes on disk: one YAML file each, with the text, the facts and the skills that a reader ticked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cs_match.errors import UsageError
from cs_match.records import Fields, Job, Level, Strength

__all__ = ["LabelledResume", "LabelledSkill", "load_labelled"]


@dataclass(frozen=True, slots=True)
class LabelledSkill:
    """What the label says of one skill; `level` and `strength` are None where it says nothing."""

    has: bool
    level: Level | None = None
    strength: Strength | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class LabelledResume:
    """One labelled resume. `modified` is the day on which running jobs end; `text` is light Markdown."""

    id: str
    person: str
    language: str
    filename: str
    modified: date
    text: str
    fields: Fields
    skills: Mapping[str, LabelledSkill]


def load_labelled(folder: Path | str) -> Iterator[LabelledResume]:
    """Read every ``*.yaml`` of `folder` and of the folders in it, in sorted order.

    Raises:
        UsageError: where the folder has no labelled resume.
    """
    import yaml

    files = sorted(Path(folder).rglob("*.yaml"))
    if not files:
        raise UsageError(f"{folder}: no labelled resume (*.yaml) here")
    for file in files:
        yield _resume(yaml.safe_load(file.read_text(encoding="utf-8")))


def _resume(raw: Mapping[str, Any]) -> LabelledResume:
    return LabelledResume(
        id=raw["id"],
        person=raw["person"],
        language=raw["lang"],
        filename=raw["filename"],
        modified=date.fromisoformat(str(raw["modified"])),
        text=raw["text"],
        fields=_fields(raw["fields"]),
        skills={skill: LabelledSkill(**label) for skill, label in (raw.get("skills") or {}).items()},
    )


def _fields(raw: Mapping[str, Any]) -> Fields:
    jobs = tuple(
        Job(job.get("company"), job.get("title"), _text(job.get("start")), _text(job.get("end")), bool(job["service"]))
        for job in raw.get("jobs") or ()
    )
    return Fields(**{**raw, "jobs": jobs})


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
