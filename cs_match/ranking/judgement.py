"""What a scorer says about one criterion, and how it is put together from what it says about single skills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from cs_match.records import CriterionStatus, Eligible, Evidence

__all__ = ["Finding", "FindingState", "Judgement", "every", "one_of"]

# How the documents stand to a demand: shown or claimed, only something related, denied, silent where silence tells
# nothing (`silent`) and where it speaks (`absent`); `short` is less than was asked for.
FindingState = Literal["shown", "claimed", "written", "short", "related", "denied", "absent", "silent"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the documents say about one thing that was asked for.

    Args:
        subject: skill id, or the name of a fact such as ``education``.
        state: how they stand to it.
        credit: 0 to 1.
        detail: what belongs into the reason, such as a related skill id or a figure.
        open: whether the truth may still be anything between absent and present.
    """

    subject: str
    state: FindingState
    credit: float
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()
    open: bool = False

    @property
    def low(self) -> float:
        """The credit if what is open turns out absent."""
        return 0.0 if self.open else self.credit

    @property
    def high(self) -> float:
        """The credit if what is open turns out present."""
        return 1.0 if self.open else self.credit


@dataclass(frozen=True, slots=True)
class Judgement:
    """A criterion judged: status, credit with its bounds, what a gate makes of it, and the findings behind it."""

    status: CriterionStatus
    satisfaction: float
    low: float
    high: float
    gate: Eligible
    findings: tuple[Finding, ...] = field(default=())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of all findings, each piece once."""
        return tuple(dict.fromkeys(piece for finding in self.findings for piece in finding.evidence))

    @property
    def only_claimed(self) -> bool:
        """Whether what counts here was only said by the person themselves."""
        counted = [f for f in self.findings if f.credit > 0 and not f.open]
        return bool(counted) and all(f.state in ("claimed", "written") for f in counted)


_HAD = ("shown", "claimed", "written")


def every(findings: Sequence[Finding], wanted: int | None = None) -> Judgement:
    """A judgement over findings of which all (or the best `wanted`) are asked for: the mean of their credits."""
    count = wanted or len(findings)
    best = sorted(findings, key=lambda f: -f.credit)[:count]
    had = sum(f.state in _HAD and not f.open for f in best)
    satisfaction = sum(f.credit for f in best) / count
    low = sum(sorted((f.low for f in findings), reverse=True)[:count]) / count
    high = sum(sorted((f.high for f in findings), reverse=True)[:count]) / count
    status, gate = _verdict(best, had, count)
    return Judgement(status, satisfaction, low, high, gate, tuple(findings))


def _verdict(best: Sequence[Finding], had: int, count: int) -> tuple[CriterionStatus, Eligible]:
    if had == count:
        return "met", "yes"
    if had or any(f.state in ("short", "related") and f.credit > 0 and not f.open for f in best):
        return "partly", "unknown"
    return ("unknown", "unknown") if any(f.open for f in best) else ("unmet", "no")


def one_of(findings: Sequence[Finding]) -> Finding:
    """The best of several findings of which one is enough; what is denied outweighs a mere guess."""
    denied = [f for f in findings if f.state == "denied"]
    sure = [f for f in findings if not f.open and f.state in (*_HAD, "short", "related")]
    if denied and not sure:
        return denied[0]
    return max(sure or findings, key=lambda f: f.credit)
