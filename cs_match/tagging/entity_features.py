"""What the entity recogniser sees of a line of text: its tokens and, of each token, the features that weigh.

Linear-chain conditional random field over lines (Lafferty et al. 2001), with the character and boundary features that
Chinese named-entity recognition has used since Peng, Feng and McCallum (2004); Latin words are tokens, Han characters
are tokens of one character. Training and use call the same functions, so the two cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["LABELS", "Place", "Token", "features", "tokens"]

LABELS = ("NAME", "ORG", "TITLE", "SCHOOL", "MAJOR", "LOC", "TOOL")
_TOKEN = re.compile(
    r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+(?:['’.&+#][^\W\d_\u3400-\u9fff]+)*|\d+|[^\w\s]|_|\t| {2,}|\u3000"
)
_ENDINGS = {
    "org": re.compile(
        "公司|集团|有限|银行|中心|酒店|医院|超市|门店|旗舰店|商行|工作室|科技|llc|ltd|inc|gmbh|group|limited|bank|hotel"
    ),
    "school": re.compile(
        "大学|学院|学校|中学|职高|技校|university|college|school|institute|polytechnic|academy"
    ),
    "title": re.compile(
        "客服|专员|主管|经理|助理|代表|坐席|座席|组长|班长|店长|店员|顾问|前台|实习生|督导|员|师|associate|representative"
        "|agent|specialist|manager|lead|leader|supervisor|executive|officer|advisor|assistant|clerk|engineer|analyst|intern"
    ),
}  # fmt: skip
_LABELLED = re.compile("姓名|name|学校|院校|专业|major|公司|单位|职位|职务|岗位|现居|城市|地址|所在地")
_DATE = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its place in the text, and its folded form."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its number in the text, its section's kind, and whether it is set as a heading."""

    number: int
    section: str = "other"
    heading: bool = False


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a line; blanks between words are no tokens, wide gaps are.

    >>> [token.form for token in tokens("2021-至今 星河Tech公司")]
    ['2021', '-', '至', '今', '星', '河', 'tech', '公', '司']
    """
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(m.start(), m.end(), fold(m.group()).text or m.group()) for m in found]


def features(line: str, line_tokens: Sequence[Token], place: Place, offset: int = 0) -> list[list[str]]:
    """For each token of a line the names of the features that hold; `offset` is where the line begins in the text."""
    forms = [token.form for token in line_tokens]
    shapes = [_shape(line[token.start - offset : token.end - offset]) for token in line_tokens]
    shared = _line_features(line, place)
    ahead = _endings(forms)
    gazetteer = _gazetteer(forms)
    return [
        [*shared, *_window(forms, shapes, at), *ahead[at], *gazetteer[at], *_position(forms, at)]
        for at in range(len(forms))
    ]  # fmt: skip


def _shape(form: str) -> str:
    if "\u3400" <= form[0] <= "\u9fff":
        return "H"
    if form.isdigit():
        return f"d{min(len(form), 5)}"
    if not form[0].isalpha():
        return "p"
    return "AA" if form.isupper() and len(form) > 1 else "Aa" if form[0].isupper() else "a"


def _line_features(line: str, place: Place) -> list[str]:
    early = str(place.number) if place.number < 4 else "5" if place.number < 8 else "n"
    found = ["b", f"sec={place.section}", f"ln={early}", f"sec_ln={place.section}{early}"]
    found += ["heading"] if place.heading else []
    found += ["dated"] if _DATE.search(line) else []
    return found + [f"lab={word}" for word in _LABELLED.findall(line.lower())[:3]]


def _window(forms: Sequence[str], shapes: Sequence[str], at: int) -> list[str]:
    def form(step: int) -> str:
        return forms[at + step] if 0 <= at + step < len(forms) else "^" if at + step < 0 else "$"

    def shape(step: int) -> str:
        return shapes[at + step] if 0 <= at + step < len(shapes) else "^" if at + step < 0 else "$"

    found = [f"w{step}={form(step)}" for step in range(-3, 4)]
    found += [f"s{step}={shape(step)}" for step in range(-2, 3)]
    found += [f"ww{step}={form(step)}|{form(step + 1)}" for step in range(-2, 2)]
    found += [f"www={form(-1)}|{form(0)}|{form(1)}", f"ss={shape(-1)}{shape(0)}{shape(1)}{shape(2)}"]
    here = form(0)
    return found + ([f"pre={here[:3]}", f"suf={here[-3:]}", f"len={min(len(here), 12)}"] if shape(0) != "H" else [])


def _endings(forms: Sequence[str]) -> list[list[str]]:
    """How near, to the right and within a chunk, a word stands that ends names of employers, schools or posts."""
    found: list[list[str]] = [[] for _ in forms]
    for kind, pattern in _ENDINGS.items():
        nearest: int | None = None
        for at in range(len(forms) - 1, -1, -1):
            if pattern.match("".join(forms[at : at + 3])) or pattern.fullmatch(forms[at]):
                nearest = at
            elif forms[at] in "\t,，;；。|/()（）:：" or forms[at].isspace():
                nearest = None
            if nearest is not None:
                away = nearest - at
                found[at].append(f"to_{kind}={away if away < 3 else 5 if away < 6 else 9 if away < 10 else 15}")
    return found


def _position(forms: Sequence[str], at: int) -> list[str]:
    chunk = at
    while chunk and not (forms[chunk - 1] in "\t|｜·•/:：,，" or forms[chunk - 1].isspace()):
        chunk -= 1
    return [
        f"in_chunk={min(at - chunk, 6)}",
        f"in_line={min(at, 4)}",
        *([f"before={forms[chunk - 1]}"] if chunk else []),
    ]


def _gazetteer(forms: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in forms]
    surnames, cities = _surnames(), _cities()
    for at, form in enumerate(forms):
        if form in surnames or "".join(forms[at : at + 2]) in surnames:
            found[at].append("surname")
        size = next((n for n in (4, 3, 2, 1) if "".join(forms[at : at + n]) in cities), 0)
        for inside in range(at, min(at + size, len(forms))):
            found[inside].append("city")
    return found


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row[key] for row in read_table("surnames.csv") for key in ("surname", "pinyin") if row[key])


@cache
def _cities() -> frozenset[str]:
    return frozenset(fold(row["place"].replace(" ", "")).text for row in read_table("cities.csv"))
