"""What a person asks to be paid, as the resume writes it: `8-12K·13薪`, `面议`, `£28k`, `$22/h`, `HK$18,000`.

A figure counts where an expecting word stands before it (期望, "expected salary"), or where it stands as pay in the
head or the objective of the resume. What somebody earns or earned is no expectation. Where the period or the currency
is not written, a convention fills it in only if nothing else is usual: a Chinese figure is yuan a month, £28k a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cs_match.candidates.layout import Fact, Row, Sheet
from cs_match.records import ExpectedSalary, PayPeriod

__all__ = ["PERIODS_SAID", "find_salary"]

# How a period is said, in Chinese and in English.
PERIODS_SAID: Mapping[PayPeriod, tuple[str, str]] = {
    "hour": ("小时", "hour"), "day": ("天", "day"), "week": ("周", "week"), "month": ("月", "month"),
    "year": ("年", "year"),
}  # fmt: skip

_CURRENCIES: Mapping[str, str] = {
    "hk$": "HKD", "us$": "USD", "s$": "SGD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nt$": "TWD",
    "nz$": "NZD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "CNY", "₹": "INR", "₱": "PHP", "rm": "MYR", "rs": "INR",
    "rs.": "INR", "rmb": "CNY", "人民币": "CNY", "港币": "HKD", "港元": "HKD", "美元": "USD", "美金": "USD",
    "新币": "SGD", "日元": "JPY", "日币": "JPY", "欧元": "EUR", "英镑": "GBP", "台币": "TWD", "新台币": "TWD",
    "马币": "MYR", "澳元": "AUD", "加元": "CAD", "元": "CNY", "块": "CNY", "块钱": "CNY",
    **{code: code.upper() for code in (
        "cny usd gbp eur hkd sgd myr php inr aud cad nzd twd jpy aed egp zar ngn kes thb idr vnd krw pkr bdt lkr"
    ).split()},
}  # fmt: skip
_PERIODS: Sequence[tuple[str, PayPeriod]] = (
    (r"时薪|小时|/\s?h(?:r|our)?\b|per\s?hour|an hour|hourly|\bp\.?h\b", "hour"),
    (r"日薪|[/每]\s?[天日]|per day|a day|daily|/\s?day", "day"),
    (r"周薪|[/每]\s?周|per week|a week|weekly|/\s?w(?:ee)?k\b|\bp\.?w\b", "week"),
    (r"年薪|年包|[/每]\s?年|per annum|\bp\.?a\b|^pa\b|per year|a year|annual|yearly|/\s?y(?:ea)?r\b", "year"),
    (r"月|per month|a month|monthly|\bpcm\b|\bp\.?m\b|/\s?m(?:th|o|onth)?\b", "month"),
)
_SCALES = {"k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "lakh": 1e5, "lac": 1e5, "l": 1e5}
_HAN_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}

_SIGN = (
    r"hk\$|us\$|nt\$|nz\$|au\$|ca\$|[sac]\$|[$£€¥₹₱]|人民币|\b(?:rmb|cny|usd|gbp|eur|hkd|sgd|myr|rm|php|inr|rs\.?|aud"
    r"|cad|nzd|twd|jpy|aed|egp|zar|ngn|kes|thb|idr|vnd|krw|pkr|bdt|lkr)(?![a-z])"
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,3})?|[一二两三四五六七八九](?=[千万])"
_SCALE = r"k|w(?![a-z])|千|万|lakh|lac|l(?=pa)"
_AMOUNT = re.compile(
    rf"(?:(?P<sign>{_SIGN})\s?)?(?<![\d.a-z])(?<!\d,)(?P<low>{_FIGURE})\s?(?P<low_scale>{_SCALE})?(?P<low_rest>[一二三四五六七八九](?!\d))?"
    rf"(?:\s?(?:元|块))?(?:\s?(?:-|–|—|~|〜|至|到|\bto\b|\band\b)\s?(?:{_SIGN})?\s?"
    rf"(?P<high>{_FIGURE})\s?(?P<high_scale>{_SCALE})?(?![\d,.]*\d))?"
    r"\s?(?P<unit>元|块钱?|人民币|港币|港元|美元|美金|新币|日[元币]|欧元|英镑|新?台币|马币|澳元|加元"
    r"|(?:rmb|cny|usd|gbp|eur|hkd|sgd|myr|php|inr|aud|cad|nzd|twd|jpy|aed|egp|zar|lpa)(?![a-z]))?"
    r"(?P<tail>\s?(?:\(?(?:税前|税后|net|gross)\)?)?\s?"
    r"(?:[/每]\s?(?:小时|时|天|日|周|月|年|hour|hr|h\b|day|week|wk|month|mth|mo\b|m\b|year|yr|annum)"
    r"|\b(?:per|an?)\s(?:hour|day|week|month|year|annum)|monthly|hourly|weekly|yearly|annually|\bp\.?[amhw]\b\.?|pcm\b)?)"
)
_MONTHS = re.compile(r"\s{0,2}[·•*x×,，(/]?\s{0,2}(?P<months>1[2-9]|2[0-4])(?:\s?-\s?\d\d)?\s?(?:薪|个月|months?)|"
                     r"\s?[*x×]\s?(?P<times>1[2-9]|2[0-4])(?!\d)")  # fmt: skip
# Units of other things than money.
_OTHER_THING = re.compile(
    r"\s?(?:%|[+]?\s?(?:人|次|单|位|名|条|岁|年|级|分|字|个(?!月)|通|件|家|粉|用户|客户|calls?|tickets?|years?|yrs|users|"
    r"customers|words|wpm|days?|weeks?|months?|hours?|people|agents|\d))"
)
_EXPECTS = (
    r"期望|期待|希望|想要|要求|理想|意向|目标薪|预期|expect(?:ed|ation|ations|ing)?|desired|looking for|asking"
    r"|seeking|target|minimum|min\."
)
_PAY = r"薪|工资|待遇|收入|报酬|salar(?:y|ies)|compensation|\bpay\b|wage|remuneration|package|\bctc\b|\brate\b"
_EARNS = (
    r"目前|当前|现时|现月薪|现薪|现年薪|现在|现有|上家|上份|离职|原薪|原月薪|之前|此前|曾|税前月薪|current|present|previous|"
    r"\blast\b|drawn|\bnow\b|earned|奖|提成|补贴|罚|赔|退款|营业额|销售额|业绩|bonus|refund|budget|revenue|sales"
)
_CUE = re.compile(rf"(?P<earns>{_EARNS})|(?P<expects>{_EXPECTS})|(?P<pay>{_PAY})")
_PAID, _EXPECTED = re.compile(_PAY), re.compile(_EXPECTS)
_BOTH = re.compile(rf"(?:目前|当前|现\S?|current|present)[^\d|]{{0,10}}[/&和及][^\d|]{{0,6}}(?:{_EXPECTS})")
_OPEN = re.compile(r"面议|面谈|可谈|可议|详谈|negotiable|\bneg\b|to be discussed|open to discussion|\bdoe\b|flexible")
_AT_LEAST = re.compile(r"(?:不低于|不少于|至少|最低|起薪|底薪|\bmin(?:imum|\.)?|at least|not less than|from)\D{0,12}$")
_AT_MOST = re.compile(r"(?:不超过|不高于|最高|最多|up to|max(?:imum|\.)?)\D{0,9}$")
_UPWARDS = re.compile(r"\s?(?:以上|及以上|起|\+|or (?:above|more)|and above|upwards?|minimum|min\b)")
_DOWNWARDS = re.compile(r"\s?(?:以下|以内|之内|or (?:below|less)|max\b|maximum)")
_PART_OF_NUMBER = re.compile(r"\s?[-–]\s?\d")  # of a phone number, a date
_MOST_FIGURES, _REACH = 12, 120  # figures of a line that are weighed, and characters before one that bear on it
_CLAUSE = re.compile(r"[,，;；。!！|｜\t]")
_HEAD = ("header", "objective", "personal", "summary", "other", "self_evaluation", "declaration")
_BARE = ("header", "objective", "personal")
_NOT_PAST = ("work", "projects", "references", "education", "training", "awards")
_EDGE_BEFORE = re.compile(r"[\s|｜/,，;；·•、:：(（]$")
_EDGE_AFTER = re.compile(r"$|[\s|｜/,，;；·•、)）(（]")
_YEARLY, _YEARLY_FROM = frozenset({"GBP", "USD", "EUR", "AUD", "CAD", "NZD"}), 15_000
_MONTHLY = frozenset({"CNY", "HKD", "TWD", "MYR", "SGD", "PHP"})
_MONTHLY_RANGE = (1_000, 100_000)


@dataclass(frozen=True, slots=True)
class _Asked:
    salary: ExpectedSalary
    start: int
    end: int
    trust: int


def find_salary(sheet: Sheet) -> Fact | None:
    """The pay that the person asks for, as an `ExpectedSalary`, or None where the resume does not say."""
    rows = [row for row in sheet.rows if row.section != "references" and _may_ask(row)]
    best = _best(rows, yuan=True)
    if best is not None and best.salary.currency == "CNY" and _is_traditional(sheet):
        best = _best(rows, yuan=False)
    return Fact(best.salary, best.start, best.end) if best else None


def _best(rows: Sequence[Row], yuan: bool) -> _Asked | None:
    """What is asked most surely, and first; `yuan`: a figure without a sign, or in 元, is one of China's yuan."""
    asked = [one for row in rows for one in _asked_in(row, yuan)]
    return min(asked, key=lambda one: (-one.trust, one.start)) if asked else None


def _may_ask(row: Row) -> bool:
    """Whether a row is worth a closer look: most lines of a resume are not."""
    text = row.folded.text
    if row.section in _NOT_PAST:
        return _PAID.search(text) is not None and _EXPECTED.search(text) is not None
    return row.section in _BARE or _CUE.search(text) is not None


def _is_traditional(sheet: Sheet) -> bool:
    """Whether the text is written in traditional characters, whose 元 may be Taiwan's or Hong Kong's."""
    changed = sum(
        "\u3400" <= sheet.text[at] <= "\u9fff" and new != sheet.text[at]
        for new, at in zip(sheet.folded.text, sheet.folded.starts, strict=True)
    )
    return changed > 10 or changed * 20 > len(sheet.text)


def _asked_in(row: Row, yuan: bool) -> Iterator[_Asked]:
    text = row.folded.text
    figures = (match for match in _AMOUNT.finditer(text) if not _OTHER_THING.match(text, match.end()))
    found = list(islice(figures, _MOST_FIGURES))
    if _BOTH.search(text) and len(found) > 1:
        found = found[1:]
    for match in found:
        trust = _trust(row, text, match)
        if trust and (salary := _salary(text, match, yuan)) is not None:
            yield _placed(row, salary, match.start(), _end(text, match), trust)
    yield from _open_in(row, text)


def _open_in(row: Row, text: str) -> Iterator[_Asked]:
    """`薪资面议`, "salary: negotiable": pay is spoken of, and no figure is named."""
    for match in islice(_OPEN.finditer(text), _MOST_FIGURES):
        cue = _nearest_cue(text[max(0, match.start() - _REACH) : match.start()])
        alone = row.section in _BARE and match.group().startswith("面") and _stands_alone(text, match.span())
        paid = re.search(_PAY, text[max(0, match.start() - 24) : match.start()])
        if row.section not in _NOT_PAST and (alone or (paid and cue != "earns")):
            yield _placed(row, ExpectedSalary(negotiable=True), match.start(), match.end(), 1)


def _placed(row: Row, salary: ExpectedSalary, start: int, end: int, trust: int) -> _Asked:
    low, high = row.folded.span(start, end)
    return _Asked(salary, row.start + low, row.start + high, trust)


def _end(text: str, match: re.Match[str]) -> int:
    months = _MONTHS.match(text, match.end())
    return months.end() if months else match.start() + len(match.group().rstrip())


# ---------------------------------------------------------------- whose pay, and of when


def _trust(row: Row, text: str, match: re.Match[str]) -> int:
    """How surely a figure is expected pay: 0 not at all, 3 it is said."""
    before = text[max(0, match.start() - _REACH) : match.start()].rpartition("。")[2]
    if _PART_OF_NUMBER.match(text, match.end()):
        return 0
    cue = _nearest_cue(_CLAUSE.split(before)[-1] if row.section in _NOT_PAST else before)
    if cue == "earns":
        return 0
    money = any((match["sign"], match["unit"], match["tail"].strip(), match["low_scale"], match["high_scale"]))
    if cue == "expects" and (money or re.search(_PAY, before) or _is_directly_before(before, row)):
        in_clause = re.search(_PAY, _CLAUSE.split(before)[-1])
        return 3 if row.section in _HEAD or in_clause else 0
    if row.section not in _HEAD:
        return 0
    if cue == "pay":
        return 2
    return 1 if row.section in _BARE and _is_bare_pay(text, match) else 0


def _nearest_cue(before: str) -> str | None:
    """The kind of the last deciding word before a figure: ``expects`` and ``earns`` outrank a mere word for pay."""
    kinds = [match.lastgroup for match in _CUE.finditer(before)]
    strong = [kind for kind in kinds if kind != "pay"]
    return strong[-1] if strong else kinds[-1] if kinds else None


def _is_directly_before(before: str, row: Row) -> bool:
    return row.section in _HEAD and re.search(rf"(?:{_EXPECTS})[\s:：|\t]{{0,4}}$", before) is not None


def _is_bare_pay(text: str, match: re.Match[str]) -> bool:
    """`8-12K·13薪` as a cell of its own."""
    months = _MONTHS.match(text, match.end())
    scaled = match["high"] and (match["high_scale"] or match["low_scale"])
    paid = (match["sign"] or match["unit"]) and match["tail"].strip()
    if not (months or scaled or paid):
        return False
    return _stands_alone(text, (match.start(), _end(text, match)))


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    left = text[max(0, span[0] - 3) : span[0]]
    return (span[0] == 0 or bool(_EDGE_BEFORE.search(left))) and bool(_EDGE_AFTER.match(text, span[1]))


# ---------------------------------------------------------------- what a figure says


def _salary(text: str, match: re.Match[str], yuan: bool) -> ExpectedSalary | None:
    low, high = _bounds(text, match)
    amount = low or high or 0.0
    currency = _currency(text, match, yuan)
    period = _period(text, match) or _usual_period(currency, amount)
    if not 3 <= amount <= 100_000_000 or (period != "hour" and amount < 50):
        return None
    months = _MONTHS.match(text, match.end())
    number = int(months["months"] or months["times"]) if months else None
    around = text[match.start() : match.end() + 16]
    return ExpectedSalary(low, high, currency, period, number, bool(_OPEN.search(around)))


def _bounds(text: str, match: re.Match[str]) -> tuple[float | None, float | None]:
    low_scale, high_scale = match["low_scale"], match["high_scale"]
    first = _value(match["low"])
    if match["high"] is None:
        amount = _scaled(first, low_scale, match["low_rest"])
        return _one_sided(_thousands(text, match, amount, low_scale), text, match)
    second = _value(match["high"])
    # 8-12K: the scale of the second holds for the first too, unless that is larger as it stands (8000-1万).
    shared = low_scale or (high_scale if first < 1000 else None)
    other = high_scale or (low_scale if second < 1000 else None)
    bounds = (_scaled(first, shared, None), _scaled(second, other, None))
    low, high = (_thousands(text, match, value, shared or high_scale) for value in bounds)
    return (low, high) if low <= high else (high, low)


def _one_sided(amount: float, text: str, match: re.Match[str]) -> tuple[float | None, float | None]:
    before = text[max(0, match.start() - 18) : match.start()]
    end = _end(text, match)
    if _AT_MOST.search(before) or _DOWNWARDS.match(text, end):
        return None, amount
    if _AT_LEAST.search(before) or _UPWARDS.match(text, end):
        return amount, None
    return amount, amount


def _thousands(text: str, match: re.Match[str], value: float, scale: str | None) -> float:
    """`薪资：8-10` is short for thousands where pay by the month is meant."""
    small = scale is None and value < 100 and not match["sign"] and not match["unit"]
    before = text[max(0, match.start() - _REACH) : match.start()]
    paid = re.search("薪资|月薪|待遇|期望", before) and not match["tail"].strip()
    return value * 1000 if small and paid else value


def _value(figure: str) -> float:
    return float(_HAN_DIGITS.get(figure) or figure.replace(",", ""))


def _scaled(value: float, scale: str | None, rest: str | None) -> float:
    by = _SCALES.get(scale or "", 1.0)
    return round(value * by + (_HAN_DIGITS[rest] * by / 10 if rest and by > 1 else 0), 2)


def _currency(text: str, match: re.Match[str], yuan: bool) -> str | None:
    word = match["sign"] or match["unit"]
    if word is None and match["low_scale"] in ("l", "lakh", "lac"):
        return "INR"
    if word in ("元", "块", "块钱", None):
        han = any("\u3400" <= char <= "\u9fff" for char in text)
        return "CNY" if yuan and (word or han) else None
    return _CURRENCIES[word]


def _period(text: str, match: re.Match[str]) -> PayPeriod | None:
    before = _CLAUSE.split(text[max(0, match.start() - _REACH) : match.start()].rstrip(" |\t:："))[-1][-20:]
    for place in (match["tail"], text[match.end() : match.end() + 3], before):
        for pattern, period in _PERIODS:
            if place and re.search(pattern, place):
                return period
    return None


def _usual_period(currency: str | None, amount: float) -> PayPeriod | None:
    if (currency in _YEARLY and amount >= _YEARLY_FROM) or (currency == "CNY" and amount >= _MONTHLY_RANGE[1]):
        return "year"
    return "month" if currency in _MONTHLY and _MONTHLY_RANGE[0] <= amount < _MONTHLY_RANGE[1] else None
