"""Work history: the posts with their months, whether each is customer-service work, and the years of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cs_match.candidates.dates import Moment, Period, periods
from cs_match.candidates.entries import Post, dateless_posts, posts_in
from cs_match.candidates.idle import schooled
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.candidates.mending import mended
from cs_match.candidates.narrative import told_posts
from cs_match.candidates.posts import employer_weight, is_service, title_weight
from cs_match.records import Job
from cs_match.sections import informal_kind

__all__ = ["JobFact", "find_jobs", "find_years", "service_years"]

_STATED = re.compile(
    r"(?P<zh>\d{1,2}(?:\.\d)?|[一二两三四五六七八九十]{1,2})\s*年(?:多|以上|\+)?的?.{0,6}?(?:客服|"
    r"客户服务|呼叫中心|热线|话务|坐席|售后|售前)"
    r"|(?P<en>\d{1,2}(?:\.\d)?)\+?\s*(?:years?|yrs?)['’]?\s+(?:of\s+)?(?:\w+\s){0,3}(?:customer|"
    r"call cent|contact cent|bpo|support|service)"
)
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class JobFact:
    """A job with the places in the text where its employer, title and dates stand."""

    job: Job
    post: Post


def find_jobs(sheet: Sheet) -> list[JobFact]:
    """The jobs in text order: from the work sections, or, where there are none, from what is told elsewhere."""
    posts = _in_work(sheet)
    posts = _beside(sheet, posts) if posts else _elsewhere(sheet) or _anywhere(sheet) or _elsewhere(sheet, leading=True)
    posts = mended(sheet, posts)
    found: dict[tuple[object, ...], JobFact] = {}
    for post in posts:
        job = _job(post)
        found.setdefault((job.company, job.title, job.start), JobFact(job, post))
    return _decided(list(found.values()), sheet)


def _decided(jobs: Sequence[JobFact], sheet: Sheet) -> list[JobFact]:
    """Say of each job whether it is service work; what its own words leave open, its neighbours decide."""
    said = [_says(one, sheet) for one in jobs]
    known = [mark for mark in said if mark is not None]
    mostly = sum(known) * 2 > len(known)
    found = []
    for one, mark in zip(jobs, said, strict=True):
        same = [
            other
            for other, job in zip(said, jobs, strict=True)
            if other is not None and job.job.company == one.job.company
        ]
        service = mark if mark is not None else any(same) if same else mostly
        found.append(JobFact(replace(one.job, service=service), one.post))
    return found


def _says(one: JobFact, sheet: Sheet) -> bool | None:
    post = one.post
    text = sheet.text[post.start : post.end]
    head = max(
        (value.end - post.start for value in (post.company, post.title) if value and value.start >= post.start),
        default=0,
    )
    line = text.find("\n", head)
    remarks = text[: line if line >= 0 else len(text)] if post.company and len(text[:line]) < 200 else ""
    # A heading that shows no title apart may hold its words beside the employer.
    return is_service(one.job.title or one.job.company, f"{one.job.company or ''} {remarks}", text[head:])


def _in_work(sheet: Sheet) -> list[Post]:
    posts: list[Post] = []
    for section in sheet.sections:
        if section.kind == "work":
            rows = [row for row in sheet.rows if section.start <= row.start < section.end]
            if rows and informal_kind(rows[0].text.strip(" ★☆~～=*#■◆●▌【】:：")):
                rows = rows[1:]
            listed = posts_in(sheet, rows)
            told = told_posts([row for row in rows if _prose(row)] if listed else rows, _orgs(sheet))
            told = [post for post in told if not any(_overlap(post, other) for other in listed)]
            posts += sorted([*listed, *told], key=lambda post: post.start) or dateless_posts(rows)
    return posts


def _orgs(sheet: Sheet) -> list[Value]:
    """The employers that the recogniser saw, in text order."""
    found = [
        Value(sheet.text[hint.start : hint.end], hint.start, hint.end) for hint in sheet.hints if hint.label == "ORG"
    ]
    return sorted((one for one in found if "\n" not in one.text), key=lambda one: one.start)


def _beside(sheet: Sheet, posts: list[Post]) -> list[Post]:
    """The posts with those that a letter tells apart from the work section, at other employers and other times."""
    rows = [
        row for row in sheet.rows if row.section in ("header", "summary", "other", "self_evaluation") and _prose(row)
    ]
    told = [post for post in told_posts(rows, _orgs(sheet)) if _named(sheet, post)]
    told = [post for post in told if not any(_overlap(post, other) for other in posts)]
    return sorted([*posts, *told], key=lambda post: post.start)


def _named(sheet: Sheet, post: Post) -> bool:
    """Does a post that a letter tells have an employer, and a title or a word of employers beside it?"""
    if post.company is None:
        return False
    known = employer_weight(post.company.text) >= 1 or sheet.hinted("ORG", post.company.start, post.company.end)
    return post.title is not None or known


def _overlap(post: Post, other: Post) -> bool:
    if post.company and other.company and post.company.text in other.company.text:
        return True
    first, second = post.period, other.period
    if first is None or second is None:
        return True
    ends = [one.last.months if one.last else 99999 for one in (first, second)]
    return first.first.months < ends[1] and second.first.months < ends[0]


def _elsewhere(sheet: Sheet, *, leading: bool = False) -> list[Post]:
    """Posts outside work sections; `leading`: also paragraphs that begin with their dates."""
    kinds = ("header", "other", "summary", "self_evaluation", "projects", "personal", "training")
    rows = [row for row in sheet.rows if row.section in kinds]
    listed = posts_in(sheet, [row for row in rows if not _prose(row) or (leading and _leads_with_dates(row))])
    told = told_posts([row for row in rows if _prose(row)], _orgs(sheet))
    return sorted([*(post for post in listed if post.title), *told], key=lambda post: post.start)


def _anywhere(sheet: Sheet) -> list[Post]:
    """Posts under a heading that nobody knows, which seem to belong to the section before it: sure titles only."""
    rows = [row for row in sheet.rows if row.section not in ("references", "declaration") and not _prose(row)]
    sure = [post for post in posts_in(sheet, rows) if post.title and title_weight(post.title.text) >= 1.5]
    rows = [row for row in rows if row.section not in ("education", "projects", "training")]
    return sure or [post for post in posts_in(sheet, rows) if _likely(sheet, post)]


def _likely(sheet: Sheet, post: Post) -> bool:
    """Has a post a word of titles or employers, or one that the recogniser calls so?"""
    if post.title and (title_weight(post.title.text) >= 1 or sheet.hinted("TITLE", post.title.start, post.title.end)):
        return True
    named = post.company and (
        employer_weight(post.company.text) >= 1 or sheet.hinted("ORG", post.company.start, post.company.end)
    )
    return bool(named and not schooled(post.company.text if post.company else ""))


def _leads_with_dates(row: Row) -> bool:
    """Does a paragraph begin with a period, as the head of a post does (`2003年3月—2018年5月，某制冷，师傅。…`)?"""
    first = next(iter(periods(row.folded)), None)
    return first is not None and not first.open and first.start <= 4


def _prose(row: Row) -> bool:
    return row.sentence and len(row.cells) == 1


def _job(post: Post) -> Job:
    company = post.company.text if post.company else None
    title = post.title.text if post.title else None
    start = str(post.period.first) if post.period else None
    return Job(company, title, start, post.period.last_text if post.period else None, False)


def service_years(jobs: Iterable[tuple[Job, Period | None]], as_of: date) -> float | None:
    """Years of service work up to a day: the union of the periods, end minus start; None where no period is known."""
    spans = sorted(_months(period, as_of) for job, period in jobs if job.service and period)
    total, reached = 0, -1
    for first, last in spans:
        first = max(first, reached)
        if last > first:
            total += last - first
            reached = last
    return round(total / 12, 1) if spans else None


def _months(period: Period, as_of: date) -> tuple[int, int]:
    today = Moment(as_of.year, as_of.month).months
    last = period.last.months if period.last else today if period.running else period.first.months
    return period.first.months, min(last, today)


def find_years(jobs: Sequence[JobFact], sheet: Sheet, as_of: date) -> float | None:
    """Years of service work from the dates of the jobs, else the number that the resume states."""
    counted = service_years([(one.job, one.post.period) for one in jobs], as_of)
    if counted is not None:
        return counted
    if any(one.job.start for one in jobs):
        return 0.0 if not any(one.job.service for one in jobs) else None
    stated = _stated(sheet)
    return float(str(stated.value)) if stated else None


def _stated(sheet: Sheet) -> Fact | None:
    for row in sheet.rows:
        found = _STATED.search(row.folded.text)
        if found:
            number = found["zh"] or found["en"]
            value = float(number) if number[0].isdigit() else float(_han_number(number))
            start, end = row.folded.span(found.start(), found.end())
            return Fact(value, row.start + start, row.start + end)
    return None


def _han_number(text: str) -> int:
    if "十" in text:
        before, _, after = text.partition("十")
        return _NUMERALS.get(before, 1) * 10 + _NUMERALS.get(after, 0)
    return _NUMERALS[text[0]]
