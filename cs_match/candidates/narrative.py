"""Jobs that are told in sentences.

2016年9月进了湘融速贷公司做电话催收，一直做到2020年6月
From 2017 to 2021 I was with Ravi Cellular as Customer Services Officer
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cs_match.candidates.dates import Moment, Period, moments, periods
from cs_match.candidates.entries import Post
from cs_match.candidates.layout import Row, Value
from cs_match.candidates.pieces import company_name, is_same, told_pair
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.text import Folded, fold, han_share

__all__ = ["told_posts"]

_ENTER = (
    r"(?:应聘到|应聘进|入职了?|加入了?|就职于|任职于|供职于|受雇于|转到|转去|转岗到|"
    r"调到|调去|跳到|跳槽到|考进|考入|进入了?|进了|进到|进|去了|去到|去|来到|来了|到了|"
    r"到|跟着|给|帮|为|在)"
)
_PLACE = re.compile(
    rf"{_ENTER}(?P<co>[^,，。；;:：、!！?？做当担干任]{{2,30}}?)(?=做|当|担任|任|干|"
    rf"从事|负责|上班|工作|打工|打包|实习|兼职|站|卖|教|开|跑|的?(?:客服|前台)|接|,|"
    rf"，|。|；|$|\()"
)
_ROLE = re.compile(
    r"(?:做(?:的是|过|了|起)?|当(?:了|过|的)?|担任了?|任职?|干(?:的是|了|过)?|从事|"
    r"应聘(?:上)?)(?:[一二两三四五六七八九十\d]+(?:年|个月)(?:多|半)?的?)?(?:一?名|"
    r"一个)?(?P<title>[^,，。；;:：(（!！?？到]{2,14})"
)
_GO_ON = re.compile(
    r"(?:到|至|做到|干到|直到|持续到)(?:了)?(?P<now>现在|如今|目前|今天|今)|一直(?:干|"
    r"做|在)?(?:到|至)?(?P<now2>现在|今)|至今|到现在|还在(?:做|干)|现在还|一直没(?:换|"
    r"离)"
)
_LEFT = re.compile(r"(?:到|至|做到|干到|待到|直到)\s*$")
_NOT_JOB = re.compile(r"毕业|入学|考上|出生|生的|生二胎|结婚|参加考试|拿到|考了|考到|读(?:书|完|大|高)|高考|搬到|疫情")
_START = re.compile(
    r"^[^,，。；;]{0,4}(?:起|开始|以来|,|，)?[^。；;]{0,10}?(?:应聘|入职|加入|进|去|"
    r"到|转|调|在|给|跟|考|做|当|开|参军|退役|回)"
)
_EN_CO = re.compile(
    r"\b(?:at|with|for|joined|join|by|(?:moved|went|switched|transferred|came)\sto|(?:office|desk|team|side|branch|cent(?:re|er)|counter|reception|shop|store|department|"
    r"line|phones|floor)\sof)"
    r"\s+(?:the\s)?(?P<co>[A-Z][\w&'’.-]*(?:\s+(?:[A-Z&][\w&'’.-]*|"
    r"(?:of|and|de|the)(?=\s[A-Z]))){0,6})"
)
_EN_TAKER = re.compile(
    r"(?P<co>[A-Z][\w&'’.-]*(?:\s(?:[A-Z&][\w&'’.-]*|(?:of|and|the)(?=\s[A-Z]))){0,5})\s+"
    r"(?:took me|hired me|had me|gave me|employed me|made me|kept me|promoted me|offered me)"
)
_EN_ROLE = re.compile(
    r"\b(?:as|was|am|been|became|worked as|work as)\s+(?:an?|the|their)?\s*(?P<title>[A-Za-z][A-Za-z/"
    r"&' -]{3,60}?)(?=\s+(?:at|with|for|in|on|to|until|from|of|where|who|and)\b|[,.;:(]|"
    r"$)"
)
_EN_STOP = re.compile(r"(?<=[a-z0-9)]{2})[.!?;]\s+|(?<!\w[A-Z])[.]\s+(?=[A-Z])|,\sand\s(?=in\s)|\n")
_EN_WORK = re.compile(
    r"\b(?:work|job|join|start|hire|employ|promot|answer|began|mov|hired|employed|ran|run|serv|spent|wait|look|mann|manag|answer|taught|teach|drove|"
    r"sold|been|was|am|led|handled|took|went|became|did|stayed|post|role|position)\w*",
    re.IGNORECASE,
)
_EN_ENTER = re.compile(
    r"\b(?:joined|started|began|moved|went|switched|transferred|hired|employed|working|worked|have been|became|"
    r"i've been|took|got a job|came)\b",
    re.IGNORECASE,
)
_EN_SINCE = re.compile(r"\b(?:in|since|from|around|of)\s+(?:early\s|late\s|mid[- ])?$", re.IGNORECASE)
_EN_LEFT = re.compile(
    r"\b(?:until|till|to|through|ended in|left(?:\sit|\sthem)?(?:\sin)?|(?:until|left)\b[^.,;]{0,64}\sin)\s*$",
    re.IGNORECASE,
)
_EN_GO_ON = re.compile(r"\b(?:still|to this day|at present|currently|ever since|until now|to date)\b", re.IGNORECASE)
_EN_NOT_JOB = re.compile(
    r"\b(?:graduat|born|married|degree|diploma|universit|colleg|certif|award|studied|studying|enrol|volunteer)\w*",
    re.IGNORECASE,
)
_EN_IDLE = re.compile(
    r"\b(?:at home|carer for|caring for|caregiver|maternity|unemployed|looking after my)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")


@dataclass(frozen=True, slots=True)
class _Told:
    period: Period
    company: Value | None
    title: Value | None
    start: int
    end: int
    sure: bool = False  # told with a verb of work


def told_posts(rows: Sequence[Row], orgs: Sequence[Value] = ()) -> list[Post]:
    """The posts that the sentences of some rows tell, in text order.

    Args:
        rows: lines of prose.
        orgs: employers that a recogniser saw, which count where the grammar finds none.
    """
    found: list[Post] = []
    for row in rows:
        english = han_share(row.text) < 0.2
        told = _english(row) if english else _chinese(row)
        for one in told:
            if one.company is None or re.match(r"[来接进做转到]", one.company.text):
                one = replace(one, company=_seen(one, orgs))
            if found and one.company and is_same(one.company.text):
                one = replace(one, company=found[-1].company, sure=True)
            if found and one.company is None and one.title and title_weight(one.title.text) >= 1:
                one = replace(one, company=found[-1].company)
            if _stands(one):
                found.append(Post(one.company, one.title, one.period, one.start, one.end))
    return _chained(found)


def _chained(posts: Sequence[Post]) -> list[Post]:
    """A post of which no end is told ends where the next one begins."""
    found = list(posts)
    for at, (post, after) in enumerate(pairwise(posts)):
        first, then = post.period, after.period
        if first and then and first.open and first.running and then.first.months > first.first.months:
            found[at] = replace(post, period=replace(first, last=then.first, running=False))
    return found


def _seen(one: _Told, orgs: Sequence[Value]) -> Value | None:
    """The employer that was seen in the sentence, else the last one before it where a verb of work is told."""
    inside = next((org for org in orgs if one.start <= org.start < one.end), None)
    if inside:
        return company_name(inside)
    before = [org for org in orgs if org.end <= one.start]
    return company_name(before[-1]) if before and (one.sure or one.title) else None


def _stands(one: _Told) -> bool:
    if one.company and re.search(r"读|念|考[了公研]|养伤|大学$|学院$|在家|自己$", one.company.text) and not one.title:
        return False
    if one.sure or (one.title and title_weight(one.title.text) >= 1):
        return True
    return one.company is not None and employer_weight(one.company.text) >= 1


def _chinese(row: Row) -> Iterator[_Told]:
    folded = row.folded
    spans = sorted([*periods(folded), *_started(folded)], key=lambda one: one.start)
    # Patterns are written in simplified characters; where folding keeps every character, it may stand for the text.
    text = folded.text if len(folded.text) == len(row.text) else row.text
    for at, period in enumerate(spans):
        if period.open and any(one.start <= period.start < one.end for one in spans[max(at - 1, 0) : at]):
            continue
        before = spans[at - 1].end if at else 0
        after = spans[at + 1].start if at + 1 < len(spans) else len(text)
        begin, end = _sentence_around(text, period, before, after)
        if _NOT_JOB.search(text[period.end : min(period.end + 8, end)]):
            continue
        company, title = (_as_written(value, row) for value in _names(text, period, begin, end, row.start))
        reach = spans[at + 1].start if at + 1 < len(spans) else len(text)
        yield _Told(_moved(period, row.start), company, title, row.start + begin, row.start + max(end, reach))


def _as_written(value: Value | None, row: Row) -> Value | None:
    return Value(row.text[value.start - row.start : value.end - row.start], value.start, value.end) if value else None


def _moved(period: Period, by: int) -> Period:
    return replace(period, start=period.start + by, end=period.end + by)


def _sentence_around(text: str, period: Period, before: int, after: int) -> tuple[int, int]:
    begin = max((text.rfind(mark, before, period.start) + 1 for mark in "。；;！"), default=before)
    ends = [at for at in (text.find(mark, period.end, after) for mark in "。；;！") if at >= 0]
    return max(begin, before), min(ends, default=after)


def _names(text: str, period: Period, begin: int, end: int, start: int) -> tuple[Value | None, Value | None]:
    pair = told_pair(Value(text[period.end : end], start + period.end, start + end))
    if pair:
        return pair
    bracketed = text[: period.start].rstrip().endswith(("(", "（"))
    parts = [(begin, period.start), (period.end, end)] if bracketed else [(period.end, end), (begin, period.start)]
    company = title = None
    for left, right in parts:
        found = _company(text[left:right], start + left)
        company = company or found
        role = _role(text[left:right], start + left)
        title = title or role
        if company:
            break
    return company, title


def _company(text: str, start: int) -> Value | None:
    best: tuple[float, Value] | None = None
    for found in _PLACE.finditer(text):
        name = found["co"].strip(" “”\"'")
        if len(name) < 2 or re.search(
            r"(?<!\d)(?:19|20)\d{2}(?!\d)|现在|如今|老家$|家里$|那(?:时|会)|这里|一起|我$|自己", name
        ):
            continue
        quoted = re.search(r"[“\"「(（]([^”\"」)）]{2,12})[”\"」)）]", found["co"])
        strong = bool(re.match(r"应聘|入职|加入|就职|任职|供职|受雇|进入|进了|进(?!修)", found.group()))
        weight = employer_weight(name) + (0.7 if quoted or strong else 0) - 0.02 * found.start()
        begin = start + found.start("co") + found["co"].index(name)
        value = company_name(Value(name, begin, begin + len(name)))
        if best is None or weight > best[0] + 0.3:
            best = (weight, value)
    if best and best[0] > 0.5:
        return best[1]
    head = re.match(r"[\s,，:：]*([\u4e00-\u9fffA-Za-z0-9·“”()（）]{3,24}?)(?=\s|做|当|[,，]|的(?!士)|$)", text)
    if head and employer_weight(head[1]) >= 1.5:
        return company_name(Value(head[1], start + head.start(1), start + head.end(1)))
    return None


def _role(text: str, start: int) -> Value | None:
    for found in _ROLE.finditer(text):
        name = re.sub(r"(?:的?工作|一直|,.*)$", "", found["title"]).strip()
        if title_weight(name) > 0:
            at = start + found.start("title")
            return Value(name, at, at + len(name))
    return None


def _started(folded: Folded) -> Iterator[Period]:
    """Posts of which only the beginning is a date: `2021年10月应聘到…做…`, `一直到现在` or `做到2020年6月` behind."""
    taken = {offset for one in periods(folded) if not one.open for offset in range(one.start, one.end)}
    dates = moments(folded)
    text = folded.original
    for at, date in enumerate(dates):
        if date.start in taken or _LEFT.search(text[max(0, date.start - 4) : date.start]):
            continue
        tail = fold(text[date.end : date.end + 24]).text
        if _NOT_JOB.search(tail[:10]) or not _START.match(tail):
            continue
        yield _until(date, dates[at + 1 :], text)


def _until(date: Moment, later: Sequence[Moment], text: str) -> Period:
    for other in later[:4]:
        gap = text[date.end : other.start]
        if len(gap) > 160:
            break
        if _LEFT.search(gap[-4:]) and other.months >= date.months:
            return Period(date, other, False, date.start, date.end)
    following = later[0].start if later else len(text)
    told = bool(_GO_ON.search(text[date.end : max(following, date.end + 90)]))
    running = told or not later
    end = None if running else later[0]
    last = end if end and end.months >= date.months else None
    return Period(date, last, running, date.start, date.end, open=running and not told)


def _english(row: Row) -> Iterator[_Told]:
    closed = [one for one in periods(row.folded) if not one.open]
    spans = sorted([*closed, *_en_started(row, closed)], key=lambda one: one.start)
    for at, period in enumerate(spans):
        before = spans[at - 1].end if at else 0
        after = spans[at + 1].start if at + 1 < len(spans) else len(row.text)
        begin = max((one.end() for one in _EN_STOP.finditer(row.text, before, period.start)), default=before)
        stop = _EN_STOP.search(row.text, period.end, after)
        window = row.text[begin : stop.start() if stop else after]
        taker = _EN_TAKER.search(window)
        company = _best(_EN_TAKER if taker else _EN_CO, "co", window, row.start + begin)
        sure = company is not None and bool(_EN_WORK.search(window)) and not _EN_NOT_JOB.search(window)
        title = _best(_EN_ROLE, "title", window, row.start + begin) or _inside(window, row.start + begin)
        company = company or _employer_inside(window, row.start + begin)
        studied = _EN_NOT_JOB.search(window) and title is None
        if (period.open and company is None) or studied or _EN_IDLE.search(window):
            continue
        yield _Told(_moved(period, row.start), company, title, row.start + begin, row.start + after, sure)


def _en_started(row: Row, closed: Sequence[Period]) -> Iterator[Period]:
    """Posts of which the beginning is told: `In March 2019 I joined Eir as ...`, `Since April 2021 I have been ...`."""
    dates = [one for one in moments(row.folded) if not any(span.start <= one.start < span.end for span in closed)]
    for at, date in enumerate(dates):
        lead = _EN_SINCE.search(row.text[max(0, date.start - 14) : date.start])
        stop = _EN_STOP.search(row.text, date.end)
        begin = max((one.end() for one in _EN_STOP.finditer(row.text, 0, date.start)), default=0)
        sentence = row.text[begin : stop.start() if stop else len(row.text)]
        if (
            lead is None
            or _EN_LEFT.search(row.text[max(0, date.start - 80) : date.start])
            or not _EN_ENTER.search(sentence)
            or _EN_NOT_JOB.search(sentence)
        ):
            continue
        yield _en_until(row, date, dates[at + 1 :], since="since" in lead.group().lower())


def _en_until(row: Row, date: Moment, later: Sequence[Moment], *, since: bool) -> Period:
    left = [one for one in later[:3] if _EN_LEFT.search(row.text[max(0, one.start - 80) : one.start])]
    if left and left[0].months >= date.months and not since:
        return Period(date, left[0], False, date.start, date.end)
    following = next((one for one in later if one.months >= date.months), None)
    running = since or following is None or bool(_EN_GO_ON.search(row.text[date.end : following.start]))
    return Period(date, None if running else following, running, date.start, date.end)


def _best(pattern: re.Pattern[str], group: str, window: str, start: int) -> Value | None:
    found = [match for match in pattern.finditer(window) if group == "co" or title_weight(match[group]) > 0]
    if not found:
        return None
    first = found[0]
    text = first[group].rstrip(" .,")
    behind = re.match(r".{0,40}\bas\s(?:an?\s|the\s)?(?=\w)", text) if group == "title" else None
    skip = behind.end() if behind else 0
    return Value(text[skip:], start + first.start(group) + skip, start + first.start(group) + len(text))


def _inside(window: str, start: int) -> Value | None:
    """A title that stands between commas: `(May 2021 to present, Senior Sales Representative, …)`."""
    for piece in re.finditer(r"[^,;:()]+", window):
        text = piece.group().strip()
        if 3 < len(text) < 50 and title_weight(text) >= 1.5 and text[0].isupper():
            at = start + piece.start() + piece.group().index(text)
            return Value(text, at, at + len(text))
    return None


def _employer_inside(window: str, start: int) -> Value | None:
    """An employer that stands between commas: `Sonoran Desert Reptile Park, keeper (2016 to present)`."""
    for piece in re.finditer(r"[^,;:()]+", window):
        text = piece.group().strip(" .")
        told = re.search(r"\b(?:I|my|we|have|had|been|was|were|started|at first|same)\b", text)
        if (
            3 < len(text) < 60
            and text[0].isupper()
            and employer_weight(text) >= 1.5
            and title_weight(text) < 1
            and not told
        ):
            at = start + piece.start() + piece.group().index(text)
            return Value(text, at, at + len(text))
    return None
