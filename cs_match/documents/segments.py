"""Spans of a page gathered into segments: stretches of one line between wide gaps."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cs_match.documents.sheet import Span
from cs_match.records import Box

__all__ = ["Segment", "first_width", "goes_on", "is_bullet", "rows_of", "segments_of"]

_NUMBERED = re.compile(r"[(（]?(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})[.)）、．]|[①-⑳㈠-㈩❶-❿]")
# Letters that stand for bullets where a symbol font is missing, and signs that begin no list.
_LETTER_BULLETS = frozenset("onluØüvqw")
_NO_BULLETS = frozenset("\"'“”‘’「」『』《》<>()（）[]【】{},，.。:：;；!！?？/\\%&@$￥¥€#=|｜+~^_`、…")
# In parts of the type size: a gap wider than this parts segments, and a bullet reaches this far to its text.
_WIDE, _BULLET_REACH = 1.2, 4.0
_SAME_LINE = 0.35
# Characters of a title or label set far apart: 简   历, 姓   名：
_ORNAMENT = re.compile(r"[\s—–―─━_=\-]{3,}")  # drawn with characters, to set off a heading
_SPACED = re.compile("[\u3400-\u9fff](?: [\u3400-\u9fff]){0,5}")
_SPACED_ON = re.compile("[\u3400-\u9fff](?:$|\\s*[:：])")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


def is_bullet(text: str, alone: bool = True) -> bool:
    """Whether `text` is what stands before an item of a list; `alone` says that a gap follows it.

    >>> is_bullet("•"), is_bullet("2."), is_bullet("("), is_bullet("n", alone=False)
    (True, True, False, False)
    """
    if len(text) == 1:
        return not (text.isalnum() or text.isspace() or text in _NO_BULLETS) or (alone and text in _LETTER_BULLETS)
    return len(text) <= 4 and _NUMBERED.fullmatch(text) is not None


@dataclass(slots=True)
class Segment:
    """Spans of one line, left to right; `joints[i]` is what stands before span i: nothing, a blank or a tab."""

    spans: list[Span]
    joints: list[str]
    x0: float
    x1: float
    baseline: float
    size: float

    @property
    def text(self) -> str:
        """The characters, with blanks."""
        return "".join(joint + span.text for span, joint in zip(self.spans, self.joints, strict=True))

    @property
    def top(self) -> float:
        """Top edge of the type."""
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Bottom edge of the type."""
        return self.baseline + 0.22 * self.size

    @property
    def box(self) -> Box:
        """Where it stands."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    def take(self, other: Segment, joint: str) -> None:
        """Append a segment that stands to the right on the same line."""
        self.spans.extend(other.spans)
        self.joints.extend([joint, *other.joints[1:]])
        self.x1 = max(self.x1, other.x1)
        self.size = max(self.size, other.size)


def segments_of(spans: Iterable[Span]) -> list[Segment]:
    """The segments that these spans make, line by line from the top, each line from the left."""
    single = [Segment([s], [""], s.edges[0], s.edges[-1], s.baseline, s.size) for s in spans]
    found = [segment for row in rows_of(single) for segment in _merged(_opened(row))]
    return [segment for segment in found if not _ORNAMENT.fullmatch(segment.text)]


def _opened(row: list[Segment]) -> list[Segment]:
    """Spans that leave room for another one inside them (a quotation mark of another font) are cut there."""
    for at in range(1, len(row)):
        before, here = row[at - 1], row[at]
        if here.x0 < before.x1 - 0.1 * here.size:
            tail = _cut(before, here)
            if tail is not None:
                rest = sorted([*row[at:], tail], key=_by_side)
                return [*row[:at], *_opened(rest)]
    return row


def _cut(whole: Segment, inside: Segment) -> Segment | None:
    """Cut a segment of one span at the blank where another stands; its second part comes back."""
    span = whole.spans[0]
    for at, char in enumerate(span.chars):
        middle = (inside.x0 + inside.x1) / 2
        if char.isspace() and span.edges[at] <= middle <= span.edges[at + 1] and 0 < at < len(span.chars) - 1:
            tail = dataclasses.replace(span, chars=span.chars[at + 1 :], edges=span.edges[at + 1 :])
            whole.spans[0] = dataclasses.replace(span, chars=span.chars[:at], edges=span.edges[: at + 1])
            whole.x1 = whole.spans[0].x1
            return Segment([tail], [""], tail.x0, tail.x1, tail.baseline, tail.size)
    return None


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand on one line, from the top; each row from the left."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=_by_height):
        if rows and _level(rows[-1], segment):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=_by_side)
    return rows


def _by_height(segment: Segment) -> tuple[float, float]:
    return segment.baseline, segment.x0


def _by_side(segment: Segment) -> tuple[float, float]:
    return segment.x0, segment.baseline


def _level(row: list[Segment], segment: Segment) -> bool:
    reach = _SAME_LINE * min(row[0].size, segment.size)
    return segment.baseline - row[0].baseline <= max(reach, 0.8)


def _merged(row: list[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for segment in row:
        last = merged[-1] if merged else None
        if last is None or segment.x0 - last.x1 > _reach(last, segment):
            merged.append(segment)
        elif not _doubled(last, segment):
            bullet = len(last.spans) == 1 and is_bullet(last.spans[0].text)
            last.take(segment, " " * (bullet or _blank_between(last, segment)))
    return merged


def _reach(last: Segment, segment: Segment) -> float:
    bullet = len(last.spans) == 1 and is_bullet(last.spans[0].text)
    spaced = _SPACED.fullmatch(last.text) and _SPACED_ON.match(segment.text)
    return (_BULLET_REACH if bullet or spaced else _WIDE) * max(last.size, segment.size)


def _doubled(last: Segment, segment: Segment) -> bool:
    """The same word set twice, a hair apart, to look bold or to cast a shadow."""
    before, after = last.spans[-1], segment.spans[0]
    return abs(before.x0 - after.x0) < 0.3 * after.size and before.chars == after.chars


def _blank_between(last: Segment, segment: Segment) -> bool:
    gap = (segment.x0 - last.x1) / max(segment.size, 0.1)
    before, after = last.spans[-1].chars[-1], segment.spans[0].chars[0]
    han = bool(_HAN.match(before)) + bool(_HAN.match(after))
    return gap > (0.11, 0.3, 0.5)[han] and not before.isspace()


# What no line end may part: a word or a Han character, with the brackets before it and the punctuation after it.
_UNIT = re.compile(r"[（(“‘《【「『]*(?:[^\s\u2e80-\uffef（(“‘]+|.)[，。、；：！？）」』》】”’,.;:!?)]*")


def goes_on(before: Segment, segment: Segment, right: float) -> bool:
    """Whether a line had no room on the line before it, in a column that ends at `right`, and stands close below it."""
    drop = segment.baseline - before.baseline
    close = 0.8 * segment.size < drop <= 2.0 * segment.size and abs(segment.size - before.size) <= 0.1 * segment.size
    return close and before.x1 + first_width(segment) > right - 0.3 * before.size


def first_width(segment: Segment) -> float:
    """Width of what could not be set on the line before."""
    span = segment.spans[0]
    unit = _UNIT.match(span.text)
    return (span.edges[unit.end()] - span.x0 if unit else 0.0) + (
        0.6 if _HAN.match(span.chars[0]) else 0.25
    ) * span.size
