"""Values that stand behind a label: `姓名：张三`, `手机 | 138…`, `Date of birth: 14/03/1996`, table cells.

Which words are labels of what is data (``labels.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cs_match.candidates.layout import Row, Value
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["label_of", "labelled", "labelled_rows"]

_NO_WORD = re.compile(r"[\W_]+")
_INLINE = re.compile(
    r"(?:^|(?<=[\s|｜,，;；/、·•(（]))(?P<label>[^\s:：|｜,，;；\t][^:：|｜,，;；\t]{0,24}?)\s*[:：]\s*"
)
_STOP = re.compile(r"\s*(?:[|｜\t;；]|\s{3,}|　{1,}|$)")

_HARD_STOP = re.compile(r"\s*(?:[|｜\t;；]|$)")


@cache
def _labels() -> dict[str, str]:
    return {_compact(row["label"]): row["field"] for row in read_table("labels")}


def _compact(text: str) -> str:
    return _NO_WORD.sub("", fold(text).text)


def label_of(text: str) -> str | None:
    """The field that a label names, or None.

    >>> label_of("姓 名："), label_of("Date of Birth"), label_of("某公司")
    ('name', 'birth', None)
    """
    if len(text) > 40:
        return None
    key = _compact(text)
    known = _labels()
    if key in known:
        return known[key]
    # bilingual labels: `现居 Location`
    han = "".join(re.findall(r"[\u3400-\u9fff]+", key))
    latin = re.sub(r"[\u3400-\u9fff]+", "", key)
    return (known.get(han) or known.get(latin)) if han and latin else None


def labelled(rows: Sequence[Row], *fields: str) -> Iterator[Value]:
    """The values behind labels of some fields, in text order, from cells and from `label: value` in a line."""
    for field, value in labelled_rows(rows):
        if field in fields:
            yield value


def labelled_rows(rows: Sequence[Row]) -> Iterator[tuple[str, Value]]:
    """All labelled values of some rows with the field that their label names."""
    for row in rows:
        cells = row.cells
        for at, cell in enumerate(cells):
            field = label_of(cell.text.rstrip(":： ")) if len(cells) > 1 else None
            if field and at + 1 < len(cells) and label_of(cells[at + 1].text) is None:
                yield field, cells[at + 1]
            else:
                yield from _inline(cell)


def _inline(cell: Value) -> Iterator[tuple[str, Value]]:
    found = [(match, label_of(match["label"])) for match in _INLINE.finditer(cell.text)]
    for at, (match, field) in enumerate(found):
        if field is None:
            continue
        limit = next((later.start() for later, other in found[at + 1 :] if other), len(cell.text))
        stop = (_HARD_STOP if field in ("school", "education", "major") else _STOP).search(
            cell.text, match.end(), limit
        )
        end = stop.start() if stop else limit
        text = cell.text[match.end() : end].strip(" ,，/、")
        if text:
            start = cell.text.index(text, match.end())
            yield field, Value(text, cell.start + start, cell.start + start + len(text))
