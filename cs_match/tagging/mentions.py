"""What the tagger gives out: mentions of skills, named entities, and all that it makes of one document."""

from __future__ import annotations

from dataclasses import dataclass

from cs_match.records import Level, NewTerm, Strength, Tag

__all__ = ["Entity", "Mark", "Mention", "Tagged"]


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
class Mark:
    """One place of a document that a tag rests on, as it was judged there: characters `start` to `end` of its text.

    `term` is the pattern of the word lists that matched, empty where a model saw the skill; `models` names the trained
    models that had a say: ``clauses`` saw the skill, ``denials`` took it away.
    """

    skill: str
    start: int
    end: int
    has: bool
    level: Level | None
    strength: Strength
    cues: tuple[str, ...]
    term: str = ""
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger makes of one document."""

    tags: tuple[Tag, ...]
    new_terms: tuple[NewTerm, ...] = ()
    entities: tuple[Entity, ...] = ()
