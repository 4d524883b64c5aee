"""Employers that stand on a line of their own over several posts: `Present employer: Arogyam Hospital`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cs_match.candidates.labels import labelled_rows
from cs_match.candidates.layout import Row, Value

__all__ = ["governing_employer"]

_OF_EMPLOYER = re.compile(
    r"(?:present|current|previous|last|former)\s(?:employer|company|organi[sz]ation)|(?:现|目前|前)?(?:任职|工作|所在)?(?:公司|单位)",
    re.IGNORECASE,
)


def governing_employer(rows: Sequence[Row]) -> Value | None:
    """The last employer of some rows that is labelled, alone on its line, and so that of the posts below."""
    for row in reversed(rows):
        fields = list(labelled_rows([row]))
        if len(fields) == 1 and fields[0][0] == "company" and len(row.cells) == 1 and _OF_EMPLOYER.match(row.text):
            return fields[0][1]
    return None
