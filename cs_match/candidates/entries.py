"""Jobs that stand in lines and tables: each has a line with a period, and employer and title on it or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cs_match.candidates.dates import Period, moments, periods
from cs_match.candidates.labels import label_of, labelled_rows
from cs_match.candidates.layout import Row, Sheet, Value
from cs_match.candidates.pieces import Heads, Piece, company_name, pieces_of, roles_of, title_name
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.sections import heading_kind
from cs_match.text import fold, han_share

__all__ = ["Post", "posts_in"]

_GAP = re.compile(
    r"待业|在家带|带娃|带孩子|备考|考研|生育|产假|休养|休息|全职妈妈|全职太太|脱产|gap year|career break|maternity|sabbatical|unemployed|家庭原因|考公|养伤|康复期|在家(?!居)|照顾(?:老人|家|孩子)"
)
_SCHOOLING = re.compile(r"本科|大专|中专|硕士|博士|高中|学士|专业|bachelor|diploma|b\.?sc|degree", re.IGNORECASE)
_COLUMNS = ("time", "company", "title")
_WIDEST = 36.0  # Han characters of a line that may name employer or title


@dataclass(frozen=True, slots=True)
class Post:
    """One post as it stands in the text; `start` to `end` is its part of the text, duties included."""

    company: Value | None
    title: Value | None
    period: Period | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A row with a period that heads a post, and what else stands in the row."""

    at: int
    row: Row
    period: Period
    pieces: tuple[Piece, ...]


def posts_in(sheet: Sheet, rows: Sequence[Row]) -> list[Post]:
    """The posts that some rows (a work section) tell in lines and tables."""
    rows = [row for row in rows if not _opens_section(row)]
    anchors = _anchors(rows)
    if not anchors:
        return []
    lead = _lead(rows, anchors[0])
    found: list[Post] = []
    for number, anchor in enumerate(anchors):
        before = anchors[number - 1].at if number else -1
        after = anchors[number + 1].at - lead if number + 1 < len(anchors) else len(rows)
        post = _post(rows, anchor, range(before + 1, after), lead, found)
        if post:
            found.append(post)
    return _without_umbrellas(_with_ends(found, rows, sheet))


def _opens_section(row: Row) -> bool:
    return (
        row.width < 14
        and heading_kind(row.text.rstrip(":："), styled=row.heading or row.bold) is not None
        and len(row.cells) == 1
    )


def _anchors(rows: Sequence[Row]) -> list[_Anchor]:
    columns: dict[str, int] = {}
    found: list[_Anchor] = []
    for at, row in enumerate(rows):
        head = _column_heads(row)
        if head:
            columns = head
            continue
        anchor = _table_anchor(at, row, columns) if len(row.cells) > 1 else None
        found += [anchor] if anchor else _line_anchors(at, row)
    plain = [anchor for anchor in found if not anchor.row.bullet]
    return sorted([*plain, *_nested(found)], key=lambda anchor: anchor.at) if plain else found


def _nested(found: Sequence[_Anchor]) -> list[_Anchor]:
    """Bulleted titles with dates of their own under an employer's line that names no title."""
    kept: list[_Anchor] = []
    above: _Anchor | None = None
    for anchor in found:
        if not anchor.row.bullet:
            above = anchor
            continue
        title = roles_of(anchor.pieces, latin=False).title
        outer = (
            above is not None
            and roles_of(above.pieces, latin=False).title is None
            and _within(anchor.period, above.period)
        )
        if outer and title and title_weight(title.text) >= 1:
            kept.append(anchor)
    return kept


# ---------------------------------------------------------------- tables


def _column_heads(row: Row) -> dict[str, int]:
    if len(row.cells) < 2 or periods(row.folded):
        return {}
    found: dict[str, int] = {}
    for at, cell in enumerate(row.text.split("\t")):
        kinds = [label_of(part) for part in [cell, *re.split(r"[/、及与和]|\band\b|\s", cell)]]
        field = next((kind for kind in kinds if kind in (*_COLUMNS, "duty", "department")), None)
        if field:
            found.setdefault(field, at)
    return found if sum(key in found for key in _COLUMNS) >= 2 or ("time" in found and len(found) > 1) else {}


def _table_anchor(at: int, row: Row, columns: dict[str, int]) -> _Anchor | None:
    spans = periods(row.folded) or _from_to(row)
    if not spans or label_of(row.cells[0].text):
        return None
    period = _shifted(spans[0], row.start)
    cells = row.text.split("\t")
    starts = _cell_starts(cells, row.start)
    holder = next((n for n, cell in enumerate(cells) if starts[n] <= period.start < starts[n] + len(cell) + 1), 0)
    if len(cells[holder]) - (period.end - period.start) > 24 and holder > 1:
        return None
    pieces = list(_cell_pieces(cells, starts, holder, period, columns))
    return _Anchor(at, row, period, tuple(pieces))


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
            yield from pieces_of(_without(Value(text, start, start + len(text)), period))
            continue
        field = named.get(n, "")
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


def _head_of(value: Value) -> Value:
    stop = re.search(r"[。；;]|(?<=[\u4e00-\u9fff])[:：]", value.text)
    return Value(value.text[: stop.start()], value.start, value.start + stop.start()) if stop else value


def _long(text: str) -> bool:
    return len(text) * (0.45 + 0.55 * han_share(text)) > _WIDEST or bool(re.search(r"[。；;]|，.*，", text))


def _shifted(period: Period, by: int) -> Period:
    return replace(period, start=period.start + by, end=period.end + by)


def _without(value: Value, period: Period) -> list[Value]:
    """What is left of a value when its period is taken out."""
    before = value.text[: max(period.start - value.start, 0)]
    after = value.text[max(period.end - value.start, 0) :]
    before = re.sub(
        r"(?:\b(?:since|from)|自|从|时间[:：]?|period[:：]?|duration[:：]?)\s*$|[(（\[]\s*$",
        "",
        before,
        flags=re.IGNORECASE,
    )
    opened = before != value.text[: max(period.start - value.start, 0)]
    found = []
    if before.strip():
        found.append(Value(before.rstrip(), value.start, value.start + len(before.rstrip())))
    tail = re.sub(r"^[^()（）\[\]]{0,20}[)）\]]" if opened else r"^[)）\]]", "", after)
    lead = len(tail) - len(tail.lstrip(" :：,，|｜-–—·起"))
    if tail[lead:].strip():
        found.append(
            Value(tail[lead:].rstrip(), value.end - len(tail) + lead, value.end - len(tail) + len(tail.rstrip()))
        )
    return found


# ---------------------------------------------------------------- lines


def _line_anchors(at: int, row: Row) -> list[_Anchor]:
    spans = [_shifted(period, row.start) for period in periods(row.folded)]
    spans = [one for one in spans if not one.open or one.start - row.start < 12 or row.end - one.end <= 4]
    if not spans:
        return _single_year(at, row)
    period = spans[0]
    lead = re.match(r"([^:：]{1,12})[:：]", row.text)
    if lead and label_of(lead[1]) in ("title", "duty", "education", "school"):
        return []
    rest = _without(Value(row.text, row.start, row.end), period)
    if not _heads_post(row, period, rest):
        return []
    return [_Anchor(at, row, period, tuple(pieces_of([_shortened(value, row.bullet) for value in rest])))]


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
    prose = any(re.search(r"[。；].|，.*，", value.text) for value in rest)
    leads = period.start - row.start <= 6
    return (
        length <= 48
        and not prose
        or at_edge
        and length <= 60
        and not prose
        or leads
        and not row.bullet
        and not _told(rest)
    )


def _told(rest: Sequence[Value]) -> bool:
    return any(re.match(r"^[,，]?\s*(?:我|在|就|进|去|到|the\b|i\b)", value.text, re.IGNORECASE) for value in rest)


def _single_year(at: int, row: Row) -> list[_Anchor]:
    """`Candy bar | 2018 (10 months)`, `2024年11月 学校驿站 帮忙`: a post within one month or year."""
    found = re.search(
        r"(?:^|[|｜\t,，(（]\s*)((?:19|20)\d{2}(?:[./年-]\s?(?:1[0-2]|0?[1-9])月?)?)(?:\s*[(（]\d+\s*(?:months?|个月)[)）])?\s*[)）]?\s*$",
        row.text,
    )
    if found is None or row.bullet or row.sentence:
        return []
    dates = moments(fold(found[1]))
    if not dates:
        return []
    start, end = row.start + found.start(1), row.start + found.end()
    period = Period(dates[0], dates[0], False, start, end)
    pieces = pieces_of(_without(Value(row.text, row.start, row.end), period))
    heads = roles_of(pieces, latin=True)
    return [_Anchor(at, row, period, tuple(pieces))] if heads.title and title_weight(heads.title.text) > 0 else []


# ---------------------------------------------------------------- what stands beside


def _lead(rows: Sequence[Row], first: _Anchor) -> int:
    """How many lines above its dates a post of this document begins, told by the first one."""
    count = 0
    for row in reversed(rows[: first.at]):
        if not _may_name(row) or count == 3:
            break
        count += 1
    return count


def _post(rows: Sequence[Row], anchor: _Anchor, around: range, lead: int, found: Sequence[Post]) -> Post | None:
    heads, first = _own_heads(rows, anchor, around, lead, found), anchor.at
    if label_of(anchor.row.cells[0].text.rstrip(":：")) == "time":
        heads, first = _labelled_block(rows, anchor, around)
    if not (heads.company or heads.same) or not heads.title:
        above = _above(rows, anchor.at, around, lead)
        heads, used = _from_above(heads, [(rows[at], at) for at in above])
        first = min([first, *used])
    if not (heads.company or heads.same) or not heads.title:
        reach = range(anchor.at + 1, min(anchor.at + 3, around.stop))
        below = [(rows[at], at) for at in reach if _may_name(rows[at])]
        heads, _ = _merged(heads, below[: 2 if not anchor.pieces else 1], careful=bool(anchor.pieces) or lead > 0)
    company = _inherited(heads, found)
    if _no_work(anchor.row, heads, company) or (company is None and heads.title is None):
        return None
    return Post(
        company_name(company) if company else None,
        title_name(heads.title) if heads.title else None,
        anchor.period,
        rows[first].start,
        anchor.row.end,
    )


def _labelled_block(rows: Sequence[Row], anchor: _Anchor, around: range) -> tuple[Heads, int]:
    """Employer and title of a post whose rows are `时间 | …`, `公司 | …`, `岗位 | …`, in any order."""
    for reach in (
        range(anchor.at + 1, min(anchor.at + 4, around.stop + 2, len(rows))),
        range(anchor.at - 1, max(anchor.at - 4, around.start - 1), -1),
    ):
        pieces = [piece for at in reach for piece in _labelled_pieces(rows[at])]
        heads = roles_of(pieces, latin=False)
        if heads.company or heads.title:
            return heads, min(anchor.at, *reach) if reach.step < 0 else anchor.at
    return Heads(), anchor.at


def _own_heads(rows: Sequence[Row], anchor: _Anchor, around: range, lead: int, found: Sequence[Post]) -> Heads:
    """Employer and title on the line of the dates.

    Where the employer stands on a line above, for one post or for several, a comma or blank in the line of the dates
    only parts a title (`Supervisor, Save Desk`).
    """
    latin = han_share(anchor.row.text) < 0.3
    heads = roles_of(anchor.pieces, latin=latin)
    above = _above(rows, anchor.at, around, lead)
    if lead and above and (heads.company is None or heads.title is None):
        both = roles_of(pieces_of(rows[above[0]].cells), latin=latin)
        if (
            both.company
            and both.title
            and employer_weight(both.company.text) >= 1
            and title_weight(both.title.text) >= 1
        ):
            return both
    if heads.company is None or heads.title is None or lead == 0 or employer_weight(heads.company.text) >= 1:
        return heads
    values = _without(Value(anchor.row.text, anchor.row.start, anchor.row.end), anchor.period)
    whole = pieces_of(values, weak=False)
    if len(whole) != 1 or not (found or above):
        return heads
    return Heads(None, whole[0].value) if title_weight(whole[0].value.text) > 0 else heads


def _from_above(heads: Heads, above: Sequence[tuple[Row, int]]) -> tuple[Heads, list[int]]:
    """Fill what is missing from the lines above, of which each names one thing, or the only one names both."""
    if len(above) < 2 or heads.company or heads.title:
        return _merged(heads, above)
    firsts = []
    for row, _ in above:
        labelled = list(_labelled_pieces(row))
        firsts += labelled or pieces_of(row.cells, weak=False)[:1]
    joined = roles_of(list(reversed(firsts)), latin=han_share(above[0][0].text) < 0.3)
    return (joined, [at for _, at in above]) if joined.company and joined.title else _merged(heads, above)


def _inherited(heads: Heads, found: Sequence[Post]) -> Value | None:
    if heads.company:
        return heads.company
    if not found or not (heads.same or heads.title) or _own_boss(heads):
        return None
    return found[-1].company


def _own_boss(heads: Heads) -> bool:
    return bool(heads.title and re.match(r"自由职业|freelanc|self-employed|个体", heads.title.text, re.IGNORECASE))


def _no_work(row: Row, heads: Heads, company: Value | None) -> bool:
    words = row.text
    own = company is not None and row.start <= company.start < row.end and not row.heading
    if (
        heads.title is None
        and company
        and employer_weight(company.text) < 1
        and (own or re.search(r"\d|[,，、]", company.text))
    ):
        return True
    if heads.title and title_weight(heads.title.text) >= 1:
        return False
    return bool(
        _GAP.search(words)
        or (
            _SCHOOLING.search(words)
            and re.search(r"大学|学院|学校|中学|university|college|school", words, re.IGNORECASE)
        )
    )


def _may_name(row: Row) -> bool:
    if "。" in row.text or _opens_section(row):
        return False
    bare = replace(row, text=re.sub(r"[(（][^()（）]*[)）]", "", row.text))
    return (
        bare.width <= 60 if row.heading or row.bold else not bare.sentence and not row.bullet and bare.width <= _WIDEST
    )


def _above(rows: Sequence[Row], at: int, around: range, lead: int) -> list[int]:
    found = []
    for before in range(at - 1, max(at - 1 - max(lead, 1), around.start - 1), -1):
        row = rows[before]
        if not _may_name(row) or (lead == 0 and not (row.heading or row.bold)):
            break
        found.append(before)
    return found


def _merged(heads: Heads, beside: Sequence[tuple[Row, int]], *, careful: bool = False) -> tuple[Heads, list[int]]:
    """Fill what is missing from lines beside, the nearest first; `careful` takes only what surely is a title or employer."""
    used = []
    for row, at in beside:
        if heads.company and heads.title:
            break
        pieces = list(_labelled_pieces(row)) or pieces_of(row.cells, weak=not (heads.company or heads.title))
        if heads.title and not heads.company:
            pieces = pieces[:1]
        other = roles_of(pieces, latin=han_share(row.text) < 0.3)
        other = _other_role(other, heads)
        if careful:
            other = _sure(other)
        if not (other.company or other.title or other.same):
            continue
        joined = Heads(heads.company or other.company, heads.title or other.title, heads.same or other.same)
        if joined != heads:
            heads, used = joined, [*used, at]
    return heads, used


def _labelled_pieces(row: Row) -> Iterator[Piece]:
    for field, value in labelled_rows([row]):
        if field in ("company", "title"):
            yield Piece(value, field)


def _other_role(other: Heads, heads: Heads) -> Heads:
    """A lone piece beside a known title is the employer, and the other way round, unless its words speak against it."""
    if heads.title and not heads.company and other.title and not other.company and not other.same:
        if title_weight(other.title.text) < 1.5 or employer_weight(other.title.text) > 0:
            return Heads(other.title, None)
        return Heads()
    if heads.company and not heads.title and other.company and not other.title:
        return Heads(None, other.company) if employer_weight(other.company.text) < 1 else Heads()
    return other


def _sure(other: Heads) -> Heads:
    title = other.title if other.title and title_weight(other.title.text) >= 1 else None
    company = other.company if other.company and employer_weight(other.company.text) >= 1 else None
    return Heads(company, title, other.same)


# ---------------------------------------------------------------- afterwards


def _with_ends(posts: Sequence[Post], rows: Sequence[Row], sheet: Sheet) -> list[Post]:
    if not posts:
        return []
    last = rows[-1].end if rows else 0
    ends = [*(post.start for post in posts[1:]), last]
    return [replace(post, end=max(end, post.end)) for post, end in zip(posts, ends, strict=True)]


def _without_umbrellas(posts: Sequence[Post]) -> list[Post]:
    """Leave out `Company, 2003 – 2020` where the titles that were held there follow with their own periods."""
    kept = []
    for at, post in enumerate(posts):
        after = posts[at + 1] if at + 1 < len(posts) else None
        umbrella = (
            after is not None and post.title is None and after.title is not None
            and post.company == after.company and _within(after.period, post.period)
        )  # fmt: skip
        if not umbrella:
            kept.append(post)
    return kept


def _within(inner: Period | None, outer: Period | None) -> bool:
    if inner is None or outer is None:
        return False
    late_enough = inner.first.months >= outer.first.months
    return late_enough and (
        outer.running
        or (inner.last is not None and outer.last is not None and inner.last.months <= outer.last.months + 1)
    )
