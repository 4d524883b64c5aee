"""Screens resumes and matches candidates to customer-service jobs, Chinese first and English as well.

    from cs_match import screen
    screening = screen(["resumes/"], "requirements.csv")
    for match in screening.matches:
        print(match.rank, match.name, match.eligible, round(match.score, 1))

Every step of the pass is here too and can be called alone: `read_document`, `read_candidate`, `group_people`,
`load_requirements`, `rank`. Names are loaded when they are first used; importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cs_match.candidates.candidate import read_candidate
    from cs_match.documents.reading import ReadLimits, read_document, read_text
    from cs_match.errors import (
        CsMatchError,
        DocumentError,
        LexiconError,
        MissingExtra,
        RequirementsError,
        UsageError,
    )
    from cs_match.lexicon import load_lexicon
    from cs_match.people.grouping import group_people
    from cs_match.ranking.rank import rank
    from cs_match.records import (
        Candidate,
        Contribution,
        Criterion,
        Document,
        Evidence,
        Fields,
        Job,
        Match,
        Person,
        Problem,
        RequirementProfile,
        Screening,
        Tag,
        as_json,
        from_json,
    )
    from cs_match.requirements.profile import load_requirements
    from cs_match.screening import ScreenSettings, screen
    from cs_match.sections import find_sections
    from cs_match.tagging.tagger import Tagger

    __version__: str

_HOMES = {
    "candidates.candidate": ("read_candidate",),
    "documents.reading": ("ReadLimits", "read_document", "read_text"),
    "errors": ("CsMatchError", "DocumentError", "LexiconError", "MissingExtra", "RequirementsError", "UsageError"),
    "lexicon": ("load_lexicon",),
    "people.grouping": ("group_people",),
    "ranking.rank": ("rank",),
    "records": (
        "Candidate", "Contribution", "Criterion", "Document", "Evidence", "Fields", "Job", "Match", "Person", "Problem",
        "RequirementProfile", "Screening", "Tag", "as_json", "from_json",
    ),
    "requirements.profile": ("load_requirements",),
    "screening": ("ScreenSettings", "screen"),
    "sections": ("find_sections",),
    "tagging.tagger": ("Tagger",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Candidate",
    "Contribution",
    "Criterion",
    "CsMatchError",
    "Document",
    "DocumentError",
    "Evidence",
    "Fields",
    "Job",
    "LexiconError",
    "Match",
    "MissingExtra",
    "Person",
    "Problem",
    "ReadLimits",
    "RequirementProfile",
    "RequirementsError",
    "ScreenSettings",
    "Screening",
    "Tag",
    "Tagger",
    "UsageError",
    "__version__",
    "as_json",
    "find_sections",
    "from_json",
    "group_people",
    "load_lexicon",
    "load_requirements",
    "rank",
    "read_candidate",
    "read_document",
    "read_text",
    "screen",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        value: Any = import_module("cs_match.provenance").version()
    elif name in _HOME_OF:
        value = getattr(import_module(f"cs_match.{_HOME_OF[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
