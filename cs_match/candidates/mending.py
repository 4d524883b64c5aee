"""What the entity recogniser saw mends the heads of posts where the grammar found nothing plausible.

柳州市某三甲医院骨科护士 is an employer and a title without a sign between them; `8 cooks under me` is no employer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cs_match.candidates.entries import Post
from cs_match.candidates.layout import Hint, Sheet, Value
from cs_match.candidates.pieces import company_name
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.candidates.regions import is_somewhere

__all__ = ["mended"]

_ZONE = 160  # characters of a post that may hold its head
_UNLIKE = re.compile(
    r"^[(（](?![^()（）]{1,12}[)）]\S)|^\d+\s[a-z]|^(?:[Ii]|[Mm]y|[Aa]nd|[Bb]ut|[Ww]ith|[Ff]rom|[Aa]t|[Ii]n|[Aa]s|[Ww]orked|[Ss]tarted|[Ss]ince|[Nn]ow)\s[a-z]"
    r"|\bunder me\b|\b(?:I|my|me|we)\s[a-z]"
    r"|^(?:来接|进来|接了|做了|给(?=.{4})|帮(?=.{4})|还是|还在|就在|我在|我们(?=.{3})|在家|没有|老板|年\d|后来)"
)
_JOINED = re.compile(
    r"^(?P<company>.{2,24}?(?:公司|集团|医院|酒店|宾馆|银行|超市|商场|学校|中学|大学|学院|幼儿园|门店|店|厂|网吧|平台|中心|机构|"
    r"工作室|餐厅|饭店|物业|保险|科技|服务社|服务部|营业厅|药房|电商|旗舰店|事务所))(?P<title>[^,，()（）]{2,12})$"
)


def mended(sheet: Sheet, posts: Sequence[Post]) -> list[Post]:
    """The posts with employers and titles that are plausible, as far as the text has them."""
    return [_split_joined(_with_hints(sheet, post)) for post in posts]


def _split_joined(post: Post) -> Post:
    """`柳州市某三甲医院骨科护士` where no title is known apart."""
    found = _JOINED.match(post.company.text) if post.company and not post.title else None
    if not found or not post.company or title_weight(found["title"]) < 1.5:
        return post
    at = post.company.start
    return replace(
        post,
        company=Value(found["company"], at, at + found.end("company")),
        title=Value(found["title"], at + found.start("title"), at + found.end("title")),
    )


def _with_hints(sheet: Sheet, post: Post) -> Post:
    zone = range(post.start, min(post.start + _ZONE, max(post.end, post.start + 1)))
    orgs = [hint for hint in sheet.hints if hint.label == "ORG" and hint.start in zone]
    titles = [hint for hint in sheet.hints if hint.label == "TITLE" and hint.start in zone]
    company, title = post.company, post.title
    if orgs and (company is None or _unlike(company.text)):
        named = next((one for one in (_value(sheet, hint) for hint in orgs) if one and not _same(one, title)), None)
        company = company_name(named) if named else company
    elif company and _UNLIKE.search(company.text) and employer_weight(company.text) < 1:
        company = None
    if titles and title is None and company:
        title = next((one for one in (_value(sheet, hint) for hint in titles) if one and not _same(one, company)), None)
    return replace(post, company=company, title=title)


def _value(sheet: Sheet, hint: Hint) -> Value | None:
    text = sheet.text[hint.start : hint.end].strip()
    if "\n" in text or len(text) < 2 or _unlike(text):
        return None
    start = sheet.text.index(text, hint.start)
    return Value(text, start, start + len(text))


def _same(one: Value, other: Value | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _unlike(text: str) -> bool:
    """Is a text no employer: a remark, a part of a sentence, a place, or a title?"""
    if _UNLIKE.search(text) or is_somewhere(text):
        return True
    return title_weight(text) >= 1.9 and employer_weight(text) < 1
