"""Everything that `cs_match` raises on purpose.

    CsMatchError                 the root: catch this to catch all of them
    ├── UsageError               a call or a command that cannot be carried out as written
    ├── DocumentError            one input file could not be read; `kind` says how it failed
    ├── LexiconError             a word list has faults; `faults` lists all of them
    ├── RequirementsError        a requirement table or profile has faults; `faults` lists all of them
    └── MissingExtra             an optional package is needed; the message says how to install it

Each error carries what it is about, so that a caller never has to parse a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "CsMatchError",
    "DocumentError",
    "Fault",
    "LexiconError",
    "MissingExtra",
    "RequirementsError",
    "UsageError",
]


class CsMatchError(Exception):
    """Root of the errors that `cs_match` raises on purpose."""


class UsageError(CsMatchError):
    """A call or command that cannot be carried out as it was written."""


class DocumentError(CsMatchError):
    """One input file could not be read.

    Args:
        kind: a failing status of `candidates.jsonl`, such as ``"encrypted"`` (see `cs_match.records.STATUSES`).
        detail: one sentence for a person, without personal data.
        warnings: what was noticed before reading failed (`cs_match.records.Notice`).
    """

    def __init__(self, kind: str, detail: str, warnings: Sequence[Any] = ()) -> None:
        super().__init__(kind, detail, warnings)  # all of them, so that the error survives pickling
        self.kind = kind
        self.detail = detail
        self.warnings = tuple(warnings)

    def __str__(self) -> str:
        return self.detail


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a table: where it stands, what it is and what would be allowed."""

    place: str
    problem: str
    allowed: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" + (f" (allowed: {self.allowed})" if self.allowed else "")


class _Faulty(CsMatchError):
    def __init__(self, what: str, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join([what, *(f"  {fault}" for fault in faults)]))
        self.faults = tuple(faults)


class LexiconError(_Faulty):
    """A word list has faults; nothing of it was loaded and `faults` lists all of them."""


class RequirementsError(_Faulty):
    """A requirement table or profile cannot be used; `faults` lists all that is wrong with it."""


class MissingExtra(CsMatchError):
    """An optional package is needed for what was asked."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs the {extra!r} extra: pip install 'cs-match[{extra}]'")
        self.feature = feature
        self.extra = extra
