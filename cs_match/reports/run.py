"""How a run was made, and `run.json`, from which it can be repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cs_match.records import STATUSES, Screening, as_json

__all__ = ["RunRecord", "counts", "run_object"]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What made a `Screening` besides the files themselves.

    Args:
        as_of: the day up to which years were counted.
        arguments: the command's arguments, as given.
        seconds: wall time of each step.
        versions: of `cs_match`, Python and the libraries that read documents.
        digests: of the lexicons, the requirement table and the program.
        top: how many candidates the report describes in full; None for the report's own limit.
    """

    as_of: date
    arguments: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    top: int | None = None


def run_object(screening: Screening, run: RunRecord) -> dict[str, Any]:
    """The object of `run.json`."""
    return {
        "versions": dict(run.versions),
        "arguments": as_json(run.arguments),
        "as_of": run.as_of.isoformat(),
        "counts": counts(screening),
        "seconds": {step: round(seconds, 3) for step, seconds in run.seconds.items()},
        "digests": dict(run.digests),
        "requirements": {
            "source": screening.requirements.source,
            "criteria": len(screening.requirements.criteria),
            "inactive": len(screening.requirements.inactive),
            "industries": list(screening.requirements.industries),
            "not_understood": as_json(screening.requirements.not_understood),
        },
    }


def counts(screening: Screening) -> dict[str, Any]:
    """Inputs, persons, and how many of them ended in each status."""
    failed = Counter(problem.kind for problem in screening.problems)
    read = sum(1 + len(person.repeats) for person in screening.people)
    eligible = Counter(match.eligible for match in screening.matches)
    return {
        "inputs": read + len(screening.problems),
        "status": {"ok": read} | {status: failed[status] for status in STATUSES if failed[status]},
        "people": len(screening.people),
        "eligible": {answer: eligible[answer] for answer in ("yes", "unknown", "no")},
    }
