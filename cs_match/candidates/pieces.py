"""The parts of a line that heads a job, and which of them is the employer and which the title.

2023.03 - 至今　杭州绮梦服饰有限公司　天猫售前客服（2年11个月）
Senior Technical Support Engineer, Tallgrass Analytics (B2B software), Austin, TX
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Value
from cs_match.candidates.posts import employer_weight, title_weight
from cs_match.candidates.regions import is_region, is_somewhere

__all__ = [
    "COMPANY_FIRST",
    "TITLE_FIRST",
    "Heads",
    "Piece",
    "company_name",
    "is_same",
    "pieces_of",
    "title_name",
    "told_pair",
]

# What the order of the language counts when roles are given out.
TITLE_FIRST = 0.3
COMPANY_FIRST = -0.3

_STRONG = re.compile(
    r"\t+|\s*::+\s*|\s+//\s+|(?<=[a-z]{4})\.\s+(?=[A-Z])|(?<=\))\.\s+(?=[A-Z])|^[【\[][\u4e00-\u9fff\w]{1,3}[】\]]?(?=\s|$)"
    r"|\s*[|｜]\s*|　+|\s{2,}|\s+[-–—−]+\s*|\s*[–—]{1,2}\s+|——|(?<=[\u4e00-\u9fff)）])\s?[—–]\s?(?"
    r"=[A-Z\u4e00-\u9fff])"
                     r"|\s+[·•‧∙]\s*|\s*[·•‧∙]\s+|(?<=[)）])[·•](?=\S)|\s*[;；]\s*")  # fmt: skip
_SLASH = re.compile(r"\s+/\s+|\s*／\s*")
_COMMA = re.compile(r"\s*[,，]\s*(?!(?:inc|ltd|llc|co|corp|s\.a|jr|sr|pte|pvt|plc)\b)", re.IGNORECASE)
_IN = re.compile(r"\s+(?:in|for)\s+(?:the\s)?(?=[A-Z\u4e00-\u9fff])")
_WORKED_AS = re.compile(
    r"^(?:i\s)?(?:have\s|am\s|was\s)?(?:currently\s|presently\s)?(?:worked|working|work|served|serving|employed|"
    r"engaged|joined)\s(?:as|in the (?:role|capacity|position) of)\s(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_WORKED_WITH = re.compile(
    r"^(?:i\s)?(?:have\s|am\s|was\s)?(?:currently\s|presently\s)?(?:worked|working|work|served|employed|joined)\s"
    r"(?:(?:with|for|at|in|by)\s)?(?P<company>[^,;]{2,60}?),?\sas\s(?:an?\s|the\s)?(?P<title>.{3,60})$",
    re.IGNORECASE,
)
_IN_POST = re.compile(
    r"^[,，]?\s*(?:我)?(?:曾经?|现|目前|先后)?(?P<at>任职于|就职于|供职于|受雇于|服务于|受聘于|入职了?|加入了?|进入|于|在)?"
    r"(?P<company>(?(at)|(?![起进转在于去到是给跟来被）)年月调]))[^,，。；;:：]{2,30}?)[,，]?\s?(?:担任过?|做过?|当过?|从事|任|出任|干)(?:了|的是)?(?:一名|一个)?"
    r"(?P<title>[^,，。；;:：]{2,20}?)(?:一职|职务|的?工作|岗位)?(?:[,，。；;:：（(].*)?$"
)
_HYPHEN = re.compile(r"(?<=[\u4e00-\u9fff)）])\s?[-–—－_]\s?(?=[\u4e00-\u9fff\d])")
_COLON = re.compile(r"(?<=[A-Za-z\u4e00-\u9fff)）])\s?[:：]\s*(?=[A-Za-z\u4e00-\u9fff])")
_AS = re.compile(r"\s+as\s+(?:an?\s|the\s)?(?=[A-Z])")
_EARLIER = re.compile(
    r"^(?:earlier|previously|previous|prior|before that|before|also|other|past|更早|此前|之前|早期|其他)\s?[:：]\s*",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|@|with)\s+(?=[A-Z\u4e00-\u9fff])|\s*@\s*")
_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff)）])\s+|\s+(?=[\u4e00-\u9fff(（])|(?<=[\u4e00-\u9fff])[,，](?=[\u4e00-\u9fff])"
)
_AFTER_BRACKET = re.compile(r"(?<=[)）\]])(?=[\u4e00-\u9fffA-Z]{2})")
_DURATION = re.compile(
    r"^[(（\[]?\s*(?:共|约|近)?\s*(?:\d{1,2}(?:\.\d)?|[一二两三四五六七八九十半]+)\s*(?:个?\s*年|"
    r"年|个?月|yrs?|years?|months?|mos?)"
    r"(?:\s*(?:多|零|and|,)?\s*(?:\d{1,2}|[一二两三四五六七八九十半]+)\s*(?:个?月|months?|"
    r"mos?))?\s*[)）\]]?$", re.IGNORECASE)  # fmt: skip
_NOISE = re.compile(
    r"^(?:(?:before|after|prior to|since) (?:that|this)|earlier|previously|currently|now|then|至今|"
    r"\(?\d+\s?(?:hrs?|hours?|h)\b.*|全职|兼职|full[ -]?time|remote|hybrid|on-?site|"
    r"居家|远程|contract|permanent|freelance|temporary|wfh|part[ -]?time|seasonal|present|"
    r"至今|"
    r"实习经历|工作经历|经历[一二三四五\d]|共\d+.*|[\W\d_]+|\d[\d.,kK千万-]*\s?(?:元|"
    r"/月|k\b|K|千|万|LPA).*|(?:国企|民营|外企|私企|上市公司|合资|事业单位|\d+-?\d*人|"
    r".*\d+人以上?)|互联网.{0,6}|.{2,8}行业|(?:总部|驻).{2,4})$",
    re.IGNORECASE)  # fmt: skip
_KIND_OF_POST = re.compile(
    r"internship|intern|part[- ]?time(?: job)?|temp(?:orary)? job|实习|兼职|全职|暑期工|临时工", re.IGNORECASE
)
_SAME = re.compile(
    r"^(?:同上|同(?:一|个|一个|一家|一间|前)?(?:公司|单位|医院|门店|店|企业|集团|项目|平台|酒店|机构|东家|部门|家)|同前|"
    r"[本该](?:公司|单位|院|店|集团)|(?:the )?same (?:company|employer|place|firm|bank|team|account|campaign|client|"
    r"cent(?:re|er)|hotel|shop|store|trust|office|site|group|council|hospital|building|house|people|"
    r"organi[sz]ation)|ditto|as above)(?:$|(?=[\s·•,，/:：(（]))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
_KEPT_BRACKET = re.compile(r"店|分公司|中国|香港|集团|china|asia|pvt|hk", re.IGNORECASE)
_NUMBER = re.compile(r"^[(（\[]?(?:[一二三四五六七八九十]|\d{1,2}|[A-H])(?:[)）\]、]|\.(?=\s))\s*")
_TAIL_NOTE = re.compile(
    r"\s*(?:[（(]\s*(?:共|约)?\s*\d+(?:\.\d+)?\s*(?:年|个月|yrs?|years?|months?|mos?)[^)）]*[)）]|[:：,，、]\s*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a heading line; `role` is ``company``, ``title``, ``same`` or empty where it is to be found out."""

    value: Value
    role: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    """Employer and title of a post; `same` where the line says that the employer is the one before.

    `own_boss` says that there is no employer: self-employed.
    """

    company: Value | None = None
    title: Value | None = None
    same: bool = False
    own_boss: bool = False


def _masked(text: str) -> str:
    """The text with what stands in brackets blotted out, so that no separator is found there."""
    out, depth = [], 0
    for char in text:
        if char in "(（[【":
            depth += 1
            out.append(char)
        elif char in ")）]】":
            depth = max(depth - 1, 0)
            out.append(char)
        else:
            out.append("\x00" if depth else char)
    return "".join(out) if depth == 0 else text


def _split(value: Value, boundary: re.Pattern[str]) -> list[Value]:
    masked, at, found = _masked(value.text), 0, []
    for match in [*boundary.finditer(masked), None]:
        end = match.start() if match else len(masked)
        piece = value.text[at:end].strip(" ,，:：-–—|·*】")
        if piece:
            start = value.text.index(piece, at)
            found.append(Value(piece, value.start + start, value.start + start + len(piece)))
        at = match.end() if match else end
    return found


def pieces_of(values: Sequence[Value], *, weak: bool = True) -> list[Piece]:
    """Split what is left of a heading line (without its dates) where it shows its parts; noise is left out.

    Args:
        values: the text before and behind the dates, or the cells of a row.
        weak: whether a comma, ` at ` or a single blank may part employer and title too.
    """
    parts = [part for value in values for part in _split(value, _STRONG)]
    parts = [part for part in parts if not _noise(part.text)]
    if len(parts) == 2 and _KIND_OF_POST.fullmatch(parts[0].text) and len(_weak_split(parts[1])) > 1:
        parts = parts[1:]
    if len(parts) == 1 and weak:
        told = _worked(parts[0])
        if len(told) > 1:
            return told
        parts = _weak_split(told[0].value)
    elif len(parts) > 1:
        parts = [piece for part in parts for piece in _inner_split(part)]
    return [piece for part in parts if not _noise(part.text) for piece in _said(part)]


def _worked(value: Value) -> list[Piece]:
    """`Worked with Daksh as Process Associate`, `Worked as Cashier in ...`: without the words around the names."""
    pair = told_pair(value)
    if pair:
        return [Piece(pair[0], "company"), Piece(pair[1], "title")]
    both = _WORKED_WITH.match(value.text)
    if both and title_weight(both["title"]) > 0:
        parts = [Value(both[name], *(value.start + at for at in both.span(name))) for name in ("company", "title")]
        return [Piece(parts[0], "company"), Piece(_before_place(parts[1]), "title")]
    lead = _WORKED_AS.match(value.text) or _EARLIER.match(value.text)
    return [Piece(Value(value.text[lead.end() :], value.start + lead.end(), value.end) if lead else value)]


def told_pair(value: Value) -> tuple[Value, Value] | None:
    """Employer and title of `在李宁担任导购，…`."""
    both = _IN_POST.match(value.text)
    if both is None or title_weight(both["title"]) < 1.5 or not (both["at"] or employer_weight(both["company"]) >= 1.5):
        return None
    company, title = (Value(both[name], *(value.start + at for at in both.span(name))) for name in ("company", "title"))
    return company_name(_named(company)), title


def _named(value: Value) -> Value:
    """`跳槽到无锡某家居店`, `一家叫“小满”的公司`: without the words that lead to the name."""
    called = re.search(r"叫(?:做)?[“\"「『]([^”\"」』]{2,12})[”\"」』]", value.text)
    lead = re.match(
        r"(?:后来?|又|再|先)?(?:跳槽到|跳到|转到|调到|调去|应聘到|入职|进了|去了|来到|到了|去)(?=.{3})", value.text
    )
    begin, end = called.span(1) if called else (lead.end(), len(value.text)) if lead else (0, len(value.text))
    return Value(value.text[begin:end], value.start + begin, value.start + end)


def _before_place(value: Value) -> Value:
    first = _split(value, _COMMA)[0]
    return (
        first if first.start == value.start and _noise(value.text[first.end - value.start :].strip(" ,，.")) else value
    )


def _said(value: Value) -> Iterator[Piece]:
    """A piece that says itself what it is: `职位：客服`, `同公司`."""
    label = re.match(r"^([^:：]{1,16})[:：]\s*(.+)$", value.text)
    field = label_of(label[1]) if label else None
    if label and field in ("company", "title"):
        yield Piece(Value(label[2], value.start + label.start(2), value.end), field)
    elif label and field in ("department", "duty", "objective", "years", "time", "city", "updated"):
        return
    else:
        same = _SAME.match(value.text)
        if same:
            yield Piece(Value(value.text[: same.end()], value.start, value.start + same.end()), "same")
            rest = value.text[same.end() :].strip(" ·•,，/:：的")
            if rest:
                yield Piece(Value(rest, value.end - len(rest), value.end))
        else:
            yield Piece(value)


def is_same(text: str) -> bool:
    """Do the words say that the employer is the one before (`同上`, `same place`)?"""
    return _SAME.match(text) is not None


def _noise(text: str) -> bool:
    return bool(_DURATION.match(text) or _NOISE.match(text)) or is_somewhere(text)


def _inner_split(value: Value) -> list[Value]:
    """A part that holds employer and title, each of them sure, with a slash or comma between them."""
    for boundary in (_SLASH, _COMMA, _AT):
        parts = _split(value, boundary)
        if len(parts) == 2 and any(_sure_pair(*pair) for pair in (parts, parts[::-1])):
            return parts
    return [value]


def _sure_pair(company: Value, title: Value) -> bool:
    sure = employer_weight(company.text) >= 1.3 and title_weight(company.text) == 0
    return sure and title_weight(title.text) >= 1.5 and employer_weight(title.text) < 1


def _weak_split(value: Value) -> list[Value]:
    """A heading that parts employer and title by a comma, ` at `, a slash or a single blank only."""
    inside = _bracket_split(value)
    if inside:
        return inside
    for boundary in (_AS, _AT, _IN, _COLON, _COMMA, _SLASH, _AFTER_BRACKET, _HYPHEN, _SPACE):
        if boundary is _IN and not _title_ends(value):
            continue
        if boundary is _COLON and not any(title_weight(part.text) >= 1.5 for part in _split(value, _COLON)):
            continue
        if boundary is _AS and title_weight(_split(value, _AS)[-1].text) < 1.5:
            continue
        if boundary is _SPACE and not re.search(r"[\u4e00-\u9fff]", value.text):
            continue
        parts = [part for part in _split(value, boundary) if not _noise(part.text)]
        if len(parts) > 1 and _both_roles(parts):
            return _joined(parts, value)
    return [value]


def _title_ends(value: Value) -> bool:
    """Does a title end before the first ` in ` or ` for `?"""
    return title_weight(_split(value, _IN)[0].text) >= 1.5


def _bracket_split(value: Value) -> list[Value]:
    """`Convergys (CSR)`, `CSR (Convergys Inc.)`: the one in brackets behind the other."""
    found = re.fullmatch(r"([^()（）]{2,60}?)\s*[(（]([^()（）]{2,60})[)）]", value.text)
    if found is None:
        return []
    before, inside = (Value(found[at], *(value.start + n for n in found.span(at))) for at in (1, 2))
    title, employer = title_weight(inside.text), employer_weight(inside.text)
    behind = title >= max(1.9, employer + 0.5) and title_weight(before.text) < 1 and not before.text.islower()
    around = employer >= 1.7 and title < 1 and title_weight(before.text) >= 1.9 and employer_weight(before.text) < 1
    return [before, inside] if behind or around else []


def _both_roles(parts: Sequence[Value]) -> bool:
    titles = [title_weight(part.text) for part in parts]
    employers = [employer_weight(part.text) for part in parts]
    apart = any(title > 0 and employer == 0 for title, employer in zip(titles, employers, strict=True))
    if max(titles) >= 1 or (apart and max(employers) >= 1.5 and len(parts) == 2):
        return True
    plain = all(re.match(r"[A-Z0-9]", part.text) and not re.search(r"\d{3}", part.text) for part in parts)
    return (len(parts) <= 3 and plain and max(employers) > 0) or (len(parts) == 2 and plain)


def _joined(parts: list[Value], whole: Value) -> list[Value]:
    """Of more than two parts, put those together that make up the title or the employer."""
    if len(parts) == 2:
        return parts
    titles = [title_weight(part.text) - 0.6 * employer_weight(part.text) for part in parts]
    companies = [employer_weight(part.text) - 0.6 * title_weight(part.text) for part in parts]
    company = max(range(len(parts)), key=lambda at: (companies[at], -at))
    title = max((at for at in range(len(parts)) if at != company), key=lambda at: (titles[at], -at))
    if company < title:
        return [
            _from(parts[0], parts[company], whole) if company else parts[0],
            _from(parts[title], parts[title], whole),
        ]
    return [_from(parts[0], parts[company - 1], whole), parts[company]]


def _from(first: Value, last: Value, whole: Value) -> Value:
    return Value(whole.text[first.start - whole.start : last.end - whole.start], first.start, last.end)


def company_name(value: Value) -> Value:
    """The employer without remarks in brackets, place and role behind it.

    >>> company_name(Value("安徽信迅服务外包有限公司（女鞋项目）", 0, 18)).text
    '安徽信迅服务外包有限公司'
    """
    number = _NUMBER.match(value.text)
    if number:
        value = Value(value.text[number.end() :], value.start + number.end(), value.end)
    text = value.text.rstrip(" ,，:：*")
    bracket = _BRACKET.search(text)
    if bracket and bracket.start() > 1 and not _KEPT_BRACKET.search(bracket.group()):
        text = text[: bracket.start()].rstrip(" *")
    parts = _split(Value(text, 0, len(text)), _COMMA)
    town = False  # a part before a region
    while len(parts) > 1 and (town or is_somewhere(parts[-1].text) or employer_weight(parts[0].text) >= 1):
        town = is_region(parts[-1].text) and len(parts) > 2
        text = text[: parts[-2].end]
        parts = parts[:-1]
    quoted = re.fullmatch(r"[“\"「『](.+)[”\"」』]", text)
    lead = quoted.start(1) if quoted else 0
    text = quoted[1] if quoted else text
    return Value(text, value.start + lead, value.start + lead + len(text))


def title_name(value: Value) -> Value:
    """The title without a duration behind it."""
    number = _NUMBER.match(value.text)
    if number and len(value.text) - number.end() > 2:
        value = Value(value.text[number.end() :], value.start + number.end(), value.end)
    text = _TAIL_NOTE.sub("", value.text).rstrip(" ,，:：*")
    return Value(text, value.start, value.start + len(text)) if text else value
