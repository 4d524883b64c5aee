"""Jobs that stand in lines and tables: each has a line with a period, and employer and title on it or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cs_match.candidates.anchors import Anchor, find_anchors, opens_section, within, without_period
from cs_match.candidates.dates import Period, periods
from cs_match.candidates.idle import is_no_work, names_school
from cs_match.candidates.labels import label_of, labelled_rows
from cs_match.candidates.layout import Row, Sheet, Value
from cs_match.candidates.pieces import (
    COMPANY_FIRST,
    TITLE_FIRST,
    Heads,
    Piece,
    company_name,
    is_same,
    pieces_of,
    title_name,
)
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.candidates.roles import roles_of
from cs_match.candidates.umbrellas import governing_employer
from cs_match.candidates.wraps import rejoined
from cs_match.text import han_share

__all__ = ["Post", "dateless_posts", "posts_in"]

_HEADING = re.compile(
    r"^(?:(?:work|employment|career|job|professional|relevant|other|previous)\s?)?(?:history|experience|posts?|positions?|jobs?|"
    r"work|employment|career|roles?)\b(?:,.*|\s*[:：])?$|^(?:经历|工作|履历|职场|经验)$",
    re.IGNORECASE,
)
_SURE_ORDER = 0.9
_WIDEST = 36.0  # Han characters of a line that may name employer or title


@dataclass(frozen=True, slots=True)
class Post:
    """One post as it stands in the text; `start` to `end` is its part of the text, duties included."""

    company: Value | None
    title: Value | None
    period: Period | None
    start: int
    end: int


def posts_in(sheet: Sheet, rows: Sequence[Row]) -> list[Post]:
    """The posts that some rows (a work section) tell in lines and tables."""
    rows = [row for row in rejoined(sheet, rows) if not opens_section(row)]
    anchors = find_anchors(rows)
    if not anchors:
        return []
    page = _Page(rows, 0 if _dates_first(rows, anchors) else _lead(rows, anchors[0]))
    found = _posts(page, anchors)
    habits = replace(page, order=_usual_order(found), below=_named_below(page, anchors, found))
    if habits != page:
        found = _posts(habits, anchors)
    return _without_umbrellas(_with_ends(found, rows))


def dateless_posts(rows: Sequence[Row]) -> list[Post]:
    """Posts of a work section without any date: lines that name a sure title and its employer (`CSR, Sutherland`)."""
    found = []
    for row in rows:
        if row.sentence or row.width > _WIDEST or opens_section(row) or any(label_of(cell.text) for cell in row.cells):
            continue
        heads = roles_of(pieces_of(row.cells), order=TITLE_FIRST if han_share(row.text) < 0.3 else COMPANY_FIRST)
        if heads.company and heads.title and title_weight(heads.title.text) >= 1.6:
            company = company_name(heads.company)
            if employer_weight(company.text) >= 1 or company.text[:1].isupper():
                found.append(Post(company, title_name(heads.title), None, row.start, row.end))
    return _with_ends(found, rows)


@dataclass(frozen=True, slots=True)
class _Page:
    """Some rows with the habits of their writer.

    `lead` is how many lines above its dates a post begins; `order` tells whether title or employer stands first where
    that is known (see `roles_of`); `below` whether the employer stands in the line under title and dates.
    """

    rows: Sequence[Row]
    lead: int
    order: float | None = None
    below: bool = False

    def order_of(self, text: str) -> float:
        """The usual order in this document, or that of the language of a text."""
        return self.order if self.order is not None else TITLE_FIRST if han_share(text) < 0.3 else COMPANY_FIRST


def _posts(page: _Page, anchors: Sequence[Anchor]) -> list[Post]:
    found: list[Post] = []
    employer: Value | None = None
    for number, anchor in enumerate(anchors):
        before = anchors[number - 1].at if number else -1
        after = anchors[number + 1].at - page.lead if number + 1 < len(anchors) else len(page.rows)
        post = _post(page, anchor, range(before + 1, after), found)
        employer = governing_employer(page.rows[before + 1 : anchor.at]) or employer
        if post and employer and label_of(anchor.row.text.partition(":")[0]) is None:
            title = _best_named(anchor.pieces) or post.title
            post = replace(post, company=company_name(employer), title=title_name(title) if title else None)
        if post:
            found.append(post)
    return found


def _best_named(pieces: Sequence[Piece]) -> Value | None:
    return max((piece.value for piece in pieces), key=lambda value: title_weight(value.text), default=None)


def _usual_order(posts: Sequence[Post]) -> float | None:
    """The order of title and employer in the posts of which the words leave no doubt, if it is nearly always one."""
    votes = [
        post.title.start < post.company.start
        for post in posts
        if post.title and post.company and abs(post.title.start - post.company.start) < 120
        and title_weight(post.title.text) >= 1.5 and employer_weight(post.title.text) < 1
        and title_weight(post.company.text) < 0.5
    ]  # fmt: skip
    first = sum(votes)
    if not votes or first * 4 > len(votes) > first * 4 / 3:
        return None
    return _SURE_ORDER if first * 2 > len(votes) else -_SURE_ORDER


def _named_below(page: _Page, anchors: Sequence[Anchor], posts: Sequence[Post]) -> bool:
    """Is it the writer's habit to put the employer alone in the line under title and dates?"""
    bare = [anchor for anchor in anchors if len(anchor.pieces) == 1 and title_weight(anchor.pieces[0].value.text) > 0]
    without = sum(post.company is None for post in posts)
    if page.lead or not bare or len(bare) * 2 < len(anchors) or not without:
        return False
    return all(_names_employer(page.rows, anchor.at + 1) for anchor in bare)


def _names_employer(rows: Sequence[Row], at: int) -> bool:
    if at >= len(rows) or not _may_name(rows[at]) or rows[at].width > 24 or rows[at].text.endswith((":", "：")):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w.'’&-]*", rows[at].text) if len(word) > 3]
    return all(word[0].isupper() or not word.isascii() for word in words) and label_of(rows[at].text) is None


def _dates_first(rows: Sequence[Row], anchors: Sequence[Anchor]) -> bool:
    """Does each post begin with a line of dates alone, and its names follow?

    What stands above the first such line and below the last one tells it apart from names with the dates below.
    """
    alone = [anchor.at for anchor in anchors if not anchor.pieces]
    if len(alone) * 2 <= len(anchors):
        return False
    above, below = rows[max(alone[0] - 2, 0) : alone[0]], rows[alone[-1] + 1 : alone[-1] + 3]
    return any(map(_holds_title, below)) and not any(_holds_title(row) or _holds_employer(row) for row in above)


def _holds_title(row: Row) -> bool:
    pieces = list(_labelled_pieces(row)) or pieces_of(row.cells)
    return _may_name(row) and any(piece.role == "title" or title_weight(piece.value.text) >= 1.5 for piece in pieces)


def _holds_employer(row: Row) -> bool:
    named = _may_name(row) and not periods(row.folded)
    named = named and not names_school(row)
    return named and any(employer_weight(piece.value.text) >= 1 for piece in pieces_of(row.cells))


def _lead(rows: Sequence[Row], first: Anchor) -> int:
    """How many lines above its dates a post of this document begins, told by the first one."""
    count = 0
    for row in reversed(rows[: first.at]):
        if not _may_name(row) or count == 3:
            break
        count += 1
    return count


def _post(page: _Page, anchor: Anchor, around: range, found: Sequence[Post]) -> Post | None:
    rows, lead = page.rows, page.lead
    heads, first = _own_heads(page, anchor, around, found), anchor.at
    if label_of(anchor.row.cells[0].text.rstrip(":：")) == "time":
        heads, first = _labelled_block(rows, anchor, around)
    if not (heads.company or heads.same) or not heads.title:
        above = _above(rows, anchor.at, around, lead)
        heads, used = _from_lines(page, heads, [(rows[at], at) for at in above])
        first = min([first, *used])
    if not (heads.company or heads.same) or not heads.title:
        reach = range(anchor.at + 1, min(anchor.at + 3, around.stop))
        below = [(rows[at], at) for at in reach if _may_name(rows[at])]
        careful = (bool(anchor.pieces) or lead > 0) and not page.below
        if anchor.pieces or careful:
            heads, _ = _merged(page, heads, below[:1] if anchor.pieces else below, careful=careful)
        else:
            heads, _ = _from_lines(page, heads, below)
    heads = _said_same(heads)
    company = _inherited(heads, found)
    if is_no_work(anchor.row, heads, company) or (company is None and heads.title is None):
        return None
    return Post(
        company_name(company) if company else None,
        title_name(heads.title) if heads.title else None,
        anchor.period,
        rows[first].start,
        anchor.row.end,
    )


def _labelled_block(rows: Sequence[Row], anchor: Anchor, around: range) -> tuple[Heads, int]:
    """Employer and title of a post whose rows are `时间 | …`, `公司 | …`, `岗位 | …`, in any order."""
    for reach in (
        range(anchor.at + 1, min(anchor.at + 4, around.stop + 2, len(rows))),
        range(anchor.at - 1, max(anchor.at - 4, around.start - 1), -1),
    ):
        pieces = [piece for at in reach for piece in _labelled_pieces(rows[at])]
        heads = roles_of(pieces)
        if heads.company or heads.title:
            return heads, min(anchor.at, *reach) if reach.step < 0 else anchor.at
    return Heads(), anchor.at


def _title_below(page: _Page, anchor: Anchor, around: range) -> Value | None:
    """The title of `Position held: …` in one of the two lines under employer and dates."""
    for row in page.rows[anchor.at + 1 : min(anchor.at + 3, around.stop + page.lead)]:
        for piece in _labelled_pieces(row):
            if piece.role == "title":
                return piece.value
    return None


def _own_heads(page: _Page, anchor: Anchor, around: range, found: Sequence[Post]) -> Heads:
    """Employer and title on the line of the dates.

    Where the employer stands on a line above, for one post or for several, a comma or blank in the line of the dates
    only parts a title (`Supervisor, Save Desk`).
    """
    rows, lead = page.rows, page.lead
    order = page.order_of(anchor.row.text)
    title = _title_below(page, anchor, around)
    if title and anchor.pieces and label_of(anchor.row.text[: anchor.row.text.find(":")]) is None:
        return Heads(next((one.value for one in anchor.pieces if one.role == "company"), anchor.pieces[0].value), title)
    heads = roles_of(anchor.pieces, order=order)
    above = _above(rows, anchor.at, around, lead)
    if lead and above and (heads.company is None or heads.title is None):
        both = roles_of(pieces_of(rows[above[0]].cells), order=order)
        if (
            both.company
            and both.title
            and employer_weight(both.company.text) >= 1
            and title_weight(both.title.text) >= 1
        ):
            return both
    if heads.company is None or heads.title is None or lead == 0:
        return heads
    if employer_weight(heads.company.text) >= 1 and title_weight(heads.company.text) < 1.5:
        return heads
    values = without_period(Value(anchor.row.text, anchor.row.start, anchor.row.end), anchor.period)
    whole = pieces_of(values, weak=False)
    if len(whole) != 1 or not (found or above):
        return heads
    return Heads(None, whole[0].value) if title_weight(whole[0].value.text) > 0 else heads


def _from_lines(page: _Page, heads: Heads, above: Sequence[tuple[Row, int]]) -> tuple[Heads, list[int]]:
    """Fill what is missing from the lines above or below, of which each names one thing, or the only one names both."""
    if len(above) < 2 or heads.company or heads.title:
        return _merged(page, heads, above)
    firsts = []
    for row, _ in sorted(above, key=lambda one: one[1]):
        labelled = list(_labelled_pieces(row))
        firsts += labelled or pieces_of(row.cells, weak=False)[:1]
    joined = roles_of(firsts, order=page.order_of(above[0][0].text))
    return (joined, [at for _, at in above]) if joined.company and joined.title else _merged(page, heads, above)


def _inherited(heads: Heads, found: Sequence[Post]) -> Value | None:
    if heads.company:
        return heads.company
    if not found or not (heads.same or heads.title) or _own_boss(heads):
        return None
    return found[-1].company


def _said_same(heads: Heads) -> Heads:
    """`same place` is no employer, but says which one it is; a title may have it behind a comma."""
    if heads.company and is_same(heads.company.text):
        return Heads(None, heads.title, True)
    first, comma, rest = heads.title.text.rpartition(",") if heads.title else ("", "", "")
    if heads.title and comma and is_same(rest.strip()):
        return Heads(None, Value(first, heads.title.start, heads.title.start + len(first)), True)
    return heads


def _own_boss(heads: Heads) -> bool:
    return heads.own_boss or bool(
        heads.title and re.match(r"自由职业|freelanc|self-employed|个体", heads.title.text, re.IGNORECASE)
    )


def _may_name(row: Row) -> bool:
    heads = sum(label_of(cell.text) is not None for cell in row.cells)
    if (
        "。" in row.text
        or label_of(row.text)
        or _HEADING.match(row.text)
        or opens_section(row)
        or (heads > 1 and heads == len(row.cells))
    ):
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


def _merged(
    page: _Page, heads: Heads, beside: Sequence[tuple[Row, int]], *, careful: bool = False
) -> tuple[Heads, list[int]]:
    """Fill what is missing from lines beside, the nearest first; `careful` takes sure titles and employers only."""
    used: list[int] = []
    for row, at in beside:
        if heads.company and heads.title:
            break
        pieces = list(_labelled_pieces(row)) or pieces_of(row.cells, weak=not (heads.company or heads.title))
        if heads.title and not heads.company:
            pieces = pieces[:1]
        other = roles_of(pieces, order=page.order_of(row.text))
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


def _with_ends(posts: Sequence[Post], rows: Sequence[Row]) -> list[Post]:
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
            and post.company == after.company and within(after.period, post.period)
        )  # fmt: skip
        if not umbrella:
            kept.append(post)
    return kept
