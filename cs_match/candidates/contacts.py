"""The person's own phone and e-mail: not a referee's, a recruiter's, a relative's or a company hotline's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cs_match.candidates.dates import Moment, moments
from cs_match.candidates.labels import labelled
from cs_match.candidates.layout import Fact, Row, Sheet
from cs_match.text import Folded, fold

__all__ = ["find_email", "find_phone"]

_NUMBER = re.compile(r"(?<![a-z0-9_.@/+=])(?<!\d,)(?:\+\s?|00(?=86))?\(?\d(?:[\s().–‐-]{0,3}\d){6,14}(?![a-z0-9_@])")
_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9._%+-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[a-z0-9](?:[a-z0-9-]{0,62}\.){1,6}[a-z]{2,24}"
)
_CN_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_YEARS = re.compile(r"^(?:19|20)\d{2}\D*(?:19|20)\d{2}$|^(?:19|20)\d{2}[.\-\s/]{1,3}(?:0?\d|1[0-2])\b(?:\D+\d{1,2})?$")
_SURE_FORM = 2
_SERVICE_NUMBER = re.compile(r"^(?:400|800)\d{7}$")
_TOLL_FREE = re.compile(r"^\+?1[\s-](?:800|888|877|866|855)[\s-]|^(?:0800|1300)\s?\d")
_PAY = re.compile(r"^\d{4,6}\s?[-–]\s?\d{4,6}$")
_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_HAN_NUMBER = re.compile(r"[零〇一二三四五六七八九幺]{11}")
_CLAUSE = re.compile(r"[。；;，,|｜\t!！]")
# Someone else's number or address: the words stand before it on the line.
_OTHERS = re.compile(
    r"紧急|联系人|推荐人|证明人|介绍人|顾问[:：]|猎头|公司电话|单位电话|公司座机|热线|"
    r"总机|前台电话|客服电话|父亲|母亲|丈夫|妻子|老公|老婆"
    r"|儿子|女儿|儿媳|朋友|哥哥|姐姐|弟弟|妹妹|家属|亲戚|代投|代发|hr电话|招聘|老师电话|主管电话|经理电话"
    r"|referee|reference|emergency|consultant|recruit|headhunt|agency|hotline|supervisor|next of kin|father|mother"
    r"|husband|wife|\bson\b|daughter|cousin|brother|sister|friend|landlord|\bclient\b|switchboard|company phone|c/o"
)
_RECRUITER = re.compile(
    r"顾问\s?[:：]|猎头|寻访|人力资源服务|recruit|search partners|staffing|talent (?:partners|"
    r"consult)|headhunt"
                        r"|consultant\s*[:：]|candidate report|候选人(?:推荐)?报告|推荐报告")  # fmt: skip
# Which of several own numbers is the one to call.
_PREFERRED = re.compile(r"\s?[(\[](?:mobile|m\b|cell|手机|[^()]{0,6}(?:优先|首选|preferred|常用))")
_FIXED = re.compile(r"\s?[(\[](?:home|h\b|landline|office|work\b|家|住宅|座机|固话|备用)")
_OWN_FORMS = ("header", "personal", "objective", "summary")


@dataclass(frozen=True, slots=True)
class _Found:
    fact: Fact
    score: float


def find_phone(sheet: Sheet) -> Fact | None:
    """The person's phone as digits, with ``+country`` if it is written."""
    return _best(_phones(sheet))


def find_email(sheet: Sheet) -> Fact | None:
    """The person's e-mail address in lower case."""
    return _best(_emails(sheet))


def _best(found: Iterator[_Found]) -> Fact | None:
    ranked = sorted(found, key=lambda one: (-one.score, one.fact.start))
    return ranked[0].fact if ranked and ranked[0].score > 0 else None


def _phones(sheet: Sheet) -> Iterator[_Found]:
    own = {value.start: value.end for value in labelled(sheet.rows, "phone")}
    others = {value.start: value.end for value in labelled(sheet.rows, "otherphone")}
    for row in sheet.rows:
        folded = row.folded
        dates = moments(folded)
        for match in [*_NUMBER.finditer(folded.text), *_HAN_NUMBER.finditer(folded.text)]:
            start, end = folded.span(match.start(), match.end())
            at = row.start + start
            number = _number(match.group().translate(_HAN_DIGITS))
            if _PAY.match(match.group()) and not _inside(at, own):
                continue
            if number is None or _inside(at, others):
                continue
            form = _form(number, match.group())
            # The end of a number in groups may look like a year (138 0013 2003), but not the whole of it.
            if form < _SURE_FORM and _on_date(dates, start, end):
                continue
            score = _place(row, _before(folded, match.start()), sheet) + form
            score += 3 if _inside(at, own) else 0
            after = folded.text[match.end() : match.end() + 14]
            score += 1 if _PREFERRED.match(after) else -1 if _FIXED.match(after) else 0
            yield _Found(Fact(number, at, row.start + end), score)


def _before(folded: Folded, at: int) -> str:
    return folded.text[max(0, at - 60) : at]


def _on_date(dates: Sequence[Moment], start: int, end: int) -> bool:
    """Does a stretch of a line lie on one of its dates (which are in order)?"""
    at = bisect_left(dates, end, key=lambda one: one.start) - 1
    return at >= 0 and dates[at].end > start


def _inside(at: int, spans: dict[int, int]) -> bool:
    return any(start - 1 <= at < end for start, end in spans.items())


def _number(written: str) -> str | None:
    written = written.strip()
    if _YEARS.match(written.strip("() ")) or _TOLL_FREE.match(written):
        return None
    plus = written.startswith(("+", "0086")) or bool(re.fullmatch(r"\(?85[23]\)?[\s-]\d{4}[\s-]?\d{4}", written))
    plus = plus or bool(re.match(r"\(?86\)?[\s-]?1[3-9]\d", written))
    digits = re.sub(r"\D", "", re.sub(r"\(0\)", "", written) if plus else written)
    digits = digits.removeprefix("00") if written.startswith("00") else digits
    if not 7 <= len(digits) <= 15 or _SERVICE_NUMBER.match(digits) or len(set(digits)) < 3:
        return None
    return ("+" if plus else "") + digits


def _form(number: str, written: str) -> float:
    if _CN_MOBILE.fullmatch(number):
        return 2
    digits = len(number.lstrip("+"))
    if number.startswith("+") and 9 <= digits <= 15:
        return 2 if _possible(number) else 0.5
    shaped = bool(re.search(r"\d[\s).–-]", written))
    return 0.5 if 8 <= digits <= 12 and (shaped or number.startswith("0")) else -2


@cache
def _possible(number: str) -> bool:
    """Can a number with country code exist, by its length? (Its country says nothing of where the person lives.)"""
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


@cache
def _well_formed(address: str) -> bool:
    """Does an address keep the grammar of mail addresses? Nobody is asked whether it exists."""
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _place(row: Row, before: str, sheet: Sheet) -> float:
    if row.section == "references":
        return -20
    if _OTHERS.search(_CLAUSE.split(before)[-1][-40:]) or _recruiters(row, sheet):
        return -20
    if row.section in _OWN_FORMS:
        return 2
    # Prose and closing lines: `…电话13800138115` at the end of a letter.
    return 1 if row.section in ("other", "self_evaluation", "declaration", "skills", "education", "languages") else -1


def _recruiters(row: Row, sheet: Sheet) -> bool:
    """Does the row stand in the letterhead of a recruiter who writes about the person?"""
    folded = row.folded.text[:400]
    if _RECRUITER.search(folded):
        return True
    near: Sequence[Row] = [other for other in sheet.rows[:6] if abs(other.index - row.index) <= 2]
    return row in near and any(_RECRUITER.search(other.folded.text[:400]) for other in near) and "@" in folded


def _emails(sheet: Sheet) -> Iterator[_Found]:
    labels = {value.start: value.end for value in labelled(sheet.rows, "email")}
    for row in sheet.rows:
        folded = row.folded
        for match in _EMAIL.finditer(folded.text):
            start, end = folded.span(match.start(), match.end())
            at = row.start + start
            address = re.sub(r"\s", "", match.group()).replace("(at)", "@").replace("[at]", "@")
            if not _well_formed(address):
                continue
            score = 1 + _place(row, _before(folded, match.start()), sheet) + (2 if _inside(at, labels) else 0)
            yield _Found(Fact(fold(address).text, at, row.start + end), score)
