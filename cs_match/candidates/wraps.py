"""Lines that a narrow column broke in two: a period over two lines, or a dash at the beginning of the next one.

Oct 2021 –          Barclay Foods GmbH, Support          Deccan Infoworks, Engineer Dec
present             – Team Lead 2019.06 – 2022.02        2019 – Jul 2022
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cs_match.candidates.dates import moments, periods
from cs_match.candidates.layout import Row, Sheet
from cs_match.text import Folded, fold

__all__ = ["rejoined"]

_JOINT = re.compile(r"(?:[-–—~～至到]|\bto|\buntil|\btill)\s*$", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DASHED = re.compile(r"\s*[-–—~～]\s*")
_NOW = re.compile(r"(?:present|current|now|to ?date|till date|date|ongoing|至今|现在|今\b)", re.IGNORECASE)
_LONGEST = 90  # characters of a line of which something may be cut off


def rejoined(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """The rows with those put together whose period was broken over two lines; offsets stay those of the text."""
    found: list[Row] = []
    for row in rows:
        if found and _goes_on(sheet.text, found[-1], row):
            text = sheet.text[found[-1].start : row.end].replace("\n", " ")
            found[-1] = replace(found[-1], text=text)
        else:
            found.append(row)
    return found


def _goes_on(text: str, before: Row, row: Row) -> bool:
    between = text[before.end : row.start]
    if between.count("\n") != 1 or len(before.text) > _LONGEST or len(before.cells) > 1 or len(row.cells) > 1:
        return False
    if _MONTH.search(before.text) and _YEAR.match(row.text):
        return not row.bullet
    dates = moments(before.folded)
    if not dates or dates[-1].end < len(before.text.rstrip(" -–—~～至到toTO(（")) - 5 or periods(_cut(before)):
        return False
    dashed = _DASHED.fullmatch(between.partition("\n")[2] or " ")
    return bool(dashed or _JOINT.search(before.text)) and _begins_with_date(row)


def _cut(row: Row) -> Folded:
    """The row without a joint at its end, which alone would make an open period of a date."""
    return fold(_JOINT.sub("", row.text))


def _begins_with_date(row: Row) -> bool:
    first = next(iter(moments(row.folded)), None)
    return bool(_NOW.match(row.text)) or (first is not None and first.start <= 1)
