"""Lines and table rows with a period, each of which heads a post: where jobs are found first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from cs_match.candidates.dates import Moment, Period, moments, periods
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Row, Value
from cs_match.candidates.pieces import TITLE_FIRST, Piece, pieces_of
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.candidates.roles import roles_of
from cs_match.lexicon import read_table
from cs_match.sections import heading_kind
from cs_match.text import fold, han_share

__all__ = ["Anchor", "find_anchors", "opens_section", "within", "without_period"]

_COLUMNS = ("time", "company", "title")
_SCHOOL_LABEL = re.compile(
    r"(?:正在|现)?(?:在校|就读|在读|读|学习|学籍|教育|毕业|入学)|(?:studying|studied)\b", re.IGNORECASE
)
_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_WIDEST = 36.0  # Han characters of a line that may name employer or title


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row with a period that heads a post, and what else stands in the row."""

    at: int
    row: Row
    period: Period
    pieces: tuple[Piece, ...]


def opens_section(row: Row) -> bool:
    """Is a row the heading of a section, and so no part of a post?"""
    return (
        row.width < 14
        and heading_kind(row.text.rstrip(":："), styled=row.heading or row.bold) is not None
        and len(row.cells) == 1
    )


def find_anchors(rows: Sequence[Row]) -> list[Anchor]:
    """The rows with a period that head posts, in text order, each with what else stands in it."""
    columns: dict[str, int] = {}
    schooling = False
    found: list[Anchor] = []
    for at, row in enumerate(rows):
        schooling = _heads_schooling(row) or (schooling and len(row.cells) > 1 and not _column_heads(row))
        if schooling:
            continue
        head = _column_heads(row)
        if head:
            columns = head
            continue
        anchor = _table_anchor(at, row, columns) if len(row.cells) > 1 else None
        found += [anchor] if anchor else _line_anchors(at, row)
    plain = [anchor for anchor in found if not anchor.row.bullet]
    return sorted([*plain, *_nested(found)], key=lambda anchor: anchor.at) if plain else found


def _nested(found: Sequence[Anchor]) -> list[Anchor]:
    """Bulleted titles with dates of their own under an employer's line that names no title."""
    kept: list[Anchor] = []
    above: Anchor | None = None
    for anchor in found:
        if not anchor.row.bullet:
            above = anchor
            continue
        title = roles_of(anchor.pieces).title
        outer = above is not None and roles_of(above.pieces).title is None and within(anchor.period, above.period)
        if outer and title and title_weight(title.text) >= 1:
            kept.append(anchor)
    return kept


def _column_heads(row: Row) -> dict[str, int]:
    if len(row.cells) < 2 or periods(row.folded):
        return {}
    found: dict[str, int] = {}
    for at, cell in enumerate(row.text.split("\t")):
        kinds = [_column(part) for part in [cell, *re.split(r"[/、及与和]|\band\b|\s", cell)]]
        field = next((kind for kind in kinds if kind in (*_COLUMNS, "duty", "department")), None)
        if field:
            found.setdefault(field, at)
    return found if sum(key in found for key in _COLUMNS) >= 2 or ("time" in found and len(found) > 1) else {}


def _column(text: str) -> str | None:
    """What a column with this head holds."""
    return _column_words().get(re.sub(r"[\W_]+", " ", fold(text).text).strip()) or label_of(text)


@cache
def _column_words() -> dict[str, str]:
    return {fold(row["head"]).text: row["field"] for row in read_table("column_heads")}


def _heads_schooling(row: Row) -> bool:
    """Is a row the head of a table of schools?"""
    kinds = {label_of(cell.text) for cell in row.cells}
    told = {"school", "major"} <= kinds and not {"company", "title"} & kinds
    return told and len(row.cells) > 2 and not periods(row.folded)


def _table_anchor(at: int, row: Row, columns: dict[str, int]) -> Anchor | None:
    spans = periods(row.folded) or _from_to(row)
    if not spans or label_of(row.cells[0].text):
        return None
    period = _shifted(spans[0], row.start)
    cells = row.text.split("\t")
    starts = _cell_starts(cells, row.start)
    holder = next((n for n, cell in enumerate(cells) if starts[n] <= period.start < starts[n] + len(cell) + 1), 0)
    if len(cells[holder]) - (period.end - period.start) > 24 and holder > 1:
        return None
    pieces = list(_cell_pieces(cells, starts, holder, period, columns)) or _long_cell(row, holder)
    return Anchor(at, row, period, tuple(pieces))


def _from_to(row: Row) -> list[Period]:
    """A period whose two ends stand in cells of their own."""
    dates = moments(row.folded)
    if len(dates) != 2 or row.text[dates[0].end : dates[1].start].strip() or dates[0].months > dates[1].months:
        return []
    return [Period(dates[0], dates[1], False, dates[0].start, dates[1].end)]


def _cell_starts(cells: Sequence[str], start: int) -> list[int]:
    starts = []
    for cell in cells:
        starts.append(start)
        start += len(cell) + 1
    return starts


def _cell_pieces(
    cells: Sequence[str], starts: Sequence[int], holder: int, period: Period, columns: dict[str, int]
) -> Iterator[Piece]:
    named = {at: field for field, at in columns.items()}
    told = len(columns) and not {"company", "title"} & set(columns)
    for n, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        start = starts[n] + cell.index(text)
        if n == holder:
            yield from pieces_of(without_period(Value(text, start, start + len(text)), period))
            continue
        field = named.get(n, "")
        if field == "time" or starts[n] < period.end <= starts[n] + len(cell):
            continue  # the other end of the period
        if told and field == "duty":  # `时间 | 内容`: employer and title begin the cell
            yield from pieces_of([_head_of(Value(text, start, start + len(text)))])
            continue
        if field in ("duty", "department") or (not field and _long(text)):
            continue
        alone = field == "company" and "title" not in columns
        value = Value(text, start, start + len(text))
        if field in ("company", "title") and not alone:
            yield Piece(value, "same" if re.match(r"^同", text) and len(text) < 5 else field)
        else:
            yield from pieces_of([value])


def _long_cell(row: Row, holder: int) -> list[Piece]:
    """Employer and title at the beginning of the only other cell, where the duties follow in it."""
    others = [cell for cell in row.cells if not periods(fold(cell.text))][:1]
    if len(row.cells) != 2 or not others:
        return []
    head = _head_of(others[0])
    stop = re.search(r"\.\s|\s[-–•]\s", head.text)
    head = Value(head.text[: stop.start()], head.start, head.start + stop.start()) if stop else head
    words = head.text.split(" ")
    if _long(head.text) and han_share(head.text) > 0.3 and len(words) > 2:
        text = " ".join(words[:2])
        head = Value(text, head.start, head.start + len(text))
    return [] if _long(head.text) else pieces_of([head])


def _head_of(value: Value) -> Value:
    stop = re.search(r"[。；;]|(?<=[\u4e00-\u9fff])[:：]", value.text)
    return Value(value.text[: stop.start()], value.start, value.start + stop.start()) if stop else value


def _long(text: str) -> bool:
    return len(text) * (0.45 + 0.55 * han_share(text)) > _WIDEST or bool(re.search(r"[。；;]|，.*，", text))


def _shifted(period: Period, by: int) -> Period:
    return replace(period, start=period.start + by, end=period.end + by)


def without_period(value: Value, period: Period) -> list[Value]:
    """What is left of a value when its period is taken out."""
    before = value.text[: max(period.start - value.start, 0)]
    after = value.text[max(period.end - value.start, 0) :]
    before = re.sub(
        r"(?:\b(?:since|from|started(?:\sin)?|joined(?:\sin)?|began|w\.?e\.?f\.?)|自|从|(?:在职|任职|工作|就职|起止|入职|在岗)?(?:时间段?|日期|期间|年限)\s?[:：]?"
        r"|\b(?:(?:employment|service|work)\s)?(?:period|duration|dates?|tenure)(?:\sof\s(?:employment|service|stay))?\s*[:：]?"
        r"|\b(?:from|date)\s?[:：]|[|·,]\s*[^\W\d_]{3,12}\s?/)\s*$|[(（\[]\s*$",
        "",
        before,
        flags=re.IGNORECASE,
    )
    opened = before != value.text[: max(period.start - value.start, 0)]
    found = []
    if before.strip():
        found.append(Value(before.rstrip(), value.start, value.start + len(before.rstrip())))
    tail = re.sub(r"^[^()（）\[\]]{0,20}[)）\]]" if opened else r"^[)）\]]", "", after)
    if re.match(r"[,;]\s(?:then\s)?[a-z]", tail):
        tail = ""  # `barista (2012–2014), paper round`
    if before.strip() and (title_weight(before.rstrip(" ,")) >= 1.5 or title_weight(tail.strip(" ()（）")) < 1):
        # `Front desk, 2020 to 2021 (au pair at first)`
        tail = re.sub(r"^\s*[(（][^()（）]*[)）]\s*$|^\s*[·|]\s*[a-z(][^·|]*$", "", tail)
    if re.match(r"\s*[·|]\s*[a-z][^·|]*$", tail) and title_weight(tail) < 1 and employer_weight(tail) < 1.5:
        tail = ""  # `Aug 2021 to present · marketplace for handmade goods`
    lead = len(tail) - len(tail.lstrip(" :：,，|｜-–—·.。起"))
    if tail[lead:].strip():
        found.append(
            Value(tail[lead:].rstrip(), value.end - len(tail) + lead, value.end - len(tail) + len(tail.rstrip()))
        )
    return found


def _line_anchors(at: int, row: Row) -> list[Anchor]:
    spans = [_shifted(period, row.start) for period in periods(row.folded)]
    spans = [
        one
        for one in spans
        if not one.open
        or one.start - row.start < 12
        or row.end - one.end <= 4
        or _REMARK.match(row.text[one.end - row.start :])
    ]
    if not spans:
        return _single_year(at, row)
    period = spans[0]
    lead = re.match(r"([^:：]{1,12})[:：]", row.text)
    if lead and (
        label_of(lead[1]) in ("title", "duty", "education", "school", "major") or _SCHOOL_LABEL.match(lead[1])
    ):
        return []
    rest = without_period(Value(row.text, row.start, row.end), period)
    if not _heads_post(row, period, rest):
        return []
    if period.open and len(pieces_of(rest, weak=False)) < 2 and not _names_title(rest):
        return []  # `2023年起转到…` tells of a job, it heads none
    return [Anchor(at, row, period, tuple(pieces_of([_shortened(value, row.bullet) for value in rest])))]


def _names_title(rest: Sequence[Value]) -> bool:
    """`Since Jan 2023: Support Specialist at Hostelworld`: a title at the beginning, and no sentence."""
    heads = roles_of(pieces_of(rest), order=TITLE_FIRST)
    first = heads.title is not None and heads.title.start == rest[0].start
    alone = first and len(rest[0].text) < 50 and not re.search(r"[.;]\s|\b(?:I|my|we)\b", rest[0].text)
    return (
        (alone or (first and heads.company is not None))
        and han_share(rest[0].text) < 0.3
        and title_weight(heads.title.text if heads.title else "") >= 1.5
    )


def _shortened(value: Value, bulleted: bool) -> Value:
    """A heading that runs on into its duties ends at the first full stop."""
    if len(value.text) < 40 and not bulleted:
        return value
    stop = re.search(r"[。；;]|(?<=[\u4e00-\u9fff])[:：]", value.text)
    text = value.text[: stop.start()] if stop else value.text
    return Value(text, value.start, value.start + len(text))


def _heads_post(row: Row, period: Period, rest: Sequence[Value]) -> bool:
    length = sum(len(value.text) * (0.45 + 0.55 * han_share(value.text)) for value in rest)
    at_edge = period.start - row.start <= 6 or row.end - period.end <= 8
    if row.bullet and (length > 30 or not at_edge or any("。" in value.text or "，" in value.text for value in rest)):
        return False
    prose = any(
        re.search(r"[。；].|，.*，|\bI\s[a-z]|\b(?:had|took|hired|gave) me\b|\bmy (?:first|last|own|job)", value.text)
        for value in rest
    )
    if any(re.match(r"\s*(?:and|but|when|where|because|which|while|until)\s[a-z]", value.text) for value in rest[1:]):
        return False  # `Worked second shift 2019-2022 and would again.`
    leads = period.start - row.start <= 6
    return (
        (length <= 48 and not prose)
        or (at_edge and length <= 60 and not prose)
        or (leads and not row.bullet and not _told(rest))
    )


def _told(rest: Sequence[Value]) -> bool:
    return any(re.match(r"^[,，]?\s*(?:我|在|就|进|去|到|the\b|i\b)", value.text, re.IGNORECASE) for value in rest)


def _single_year(at: int, row: Row) -> list[Anchor]:
    """`Candy bar | 2018 (10 months)`, `2024年11月 学校驿站 帮忙`: a post within one month or year."""
    found = re.search(
        r"(?:^|[|｜\t,，(（]\s*)((?:19|20)\d{2}(?:[./年-]\s?(?:1[0-2]|0?[1-9])月?|年)?)(?:[暑寒]假|暑期|春节|[春夏秋冬][天季]?|[上下]半年|年底|年初)?(?:\s*[(（]\d+\s*(?:m"
        r"onths?|个月)[)）])?\s*[)）]?\s*$",
        row.text,
    )
    if found is None or row.bullet or row.sentence:
        return []
    dates = moments(fold(found[1]))
    if not dates:
        return []
    start, end = row.start + found.start(1), row.start + found.end()
    period = Period(dates[0], dates[0], False, start, end)
    pieces = pieces_of(without_period(Value(row.text, row.start, row.end), period))
    heads = roles_of(pieces, order=TITLE_FIRST)
    return [Anchor(at, row, period, tuple(pieces))] if heads.title and title_weight(heads.title.text) > 0 else []


def _latest(moment: Moment) -> int:
    """The last month that a date may mean: of a year alone, December."""
    return moment.months + (0 if moment.month else 11)


def within(inner: Period | None, outer: Period | None) -> bool:
    """Does one period lie inside another?"""
    if inner is None or outer is None:
        return False
    late_enough = inner.first.months >= outer.first.months
    return late_enough and (
        outer.running
        or (inner.last is not None and outer.last is not None and inner.last.months <= _latest(outer.last) + 1)
    )
