"""What the tagger gives out: mentions of skills, named entities, and all that it makes of one document."""

from __future__ import annotations

from dataclasses import dataclass

from cs_match.records import Level, NewTerm, Tag

__all__ = ["Entity", "Mention", "Tagged"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of a text: NAME, ORG, TITLE, SCHOOL, MAJOR, LOC or TOOL at characters `start` to `end`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text speaks of a skill: characters `start` to `end` of the text, and what it says there."""

    skill: str
    start: int
    end: int
    has: bool
    level: Level | None
    cues: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger makes of one document."""

    tags: tuple[Tag, ...]
    new_terms: tuple[NewTerm, ...] = ()
    entities: tuple[Entity, ...] = ()
