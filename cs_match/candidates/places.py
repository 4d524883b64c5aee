"""Where a person lives or wants to work: a city, never the place of birth or of household registration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from cs_match.candidates.labels import labelled, labelled_rows
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.lexicon import read_table
from cs_match.text import fold, han_share

__all__ = ["find_city", "is_place", "strip_place"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 5  # characters of a Han place name
_AREA_CODE = re.compile(r"(?:-\d+|\.|['’]s)$")  # Dhaka-1216
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_AROUND_PLACE = re.compile(
    r"[\s,，.、·/()（）-]|[省市区县镇]|\b(?:usa|uk|india|philippines|singapore|\d{5,6})\b", re.IGNORECASE
)
_LIVES = re.compile(
    r"(?:现居住?(?:于|地|在)?|现住(?:在|址)?|居住(?:于|在|地)?|住在|家住|家在|住|校区在|生活在|生活于|常年在|[Bb]ase[:：]?\s?(?=[\u4e00-\u9fff])|常住|"
    r"定居(?:在|于)?|现在(?:在|住)?|人在|目前在|长居|坐标|落户|嫁到|搬到|在(?=.{2,5}(?:租房|"
    r"买了?房|生活|上班|工作|[一二三四五六七八九十多\d]{1,3}年))"
    r"|\b(?:based|have lived|live|lives|living|located|reside|residing|staying|relocated|settled|currently|"
    r"moved)\s(?:in|at|near|to)|\bhome (?:in|is|town is)|\bnear(?=\s[A-Z][a-z]+, where i\b))\s*[:：]?\s*"
)
_WANTS = re.compile(r"(?:地点|想(?:留)?在|留在|希望在|愿意去|可(?:去|到|驻)|回|去|想去|base)\s*[:：]?\s*")
_ORIGIN = re.compile(
    r"籍贯|户口|户籍|原籍|祖籍|老家|出生地|生源|国籍|native|birth|hometown|permanent address|户(?=[:：])"
)
_NATIVE = re.compile(r"^.{0,6}人(?:$|[，,。；;、\s（(|])")
_STATE = re.compile(
    r"(?<![\w.])([A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}),?\s(?:A[KLRZ]|C[AOT]|D[CE]|"
    r"FL|GA|HI|I[ADLN]|K[SY]"
                    r"|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|BC|AB|"
                    r"QC)\b")  # fmt: skip


@cache
def _table() -> dict[str, str]:
    return {fold(row["place"]).text: row["city"] for row in read_table("cities")}


def _places(text: str, start: int) -> Iterator[tuple[Fact, bool]]:
    """The places in a text, in order, each with whether it is a city itself (rather than a part of one)."""
    for begin, end in _spans(text):
        place = fold(text[begin:end]).text
        city = _table().get(place, text[begin:end])  # `Cagayan de Oro City`
        if city:
            own = fold(city).text == place
            yield Fact(text[begin:end] if own else city, start + begin, start + end), own


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where cities, parts of cities and regions stand in a text."""
    folded, table = fold(text), _table()
    at = 0
    while at < len(folded.text):
        size = _match_at(folded.text, at, table)
        if size:
            begin, end = folded.span(at, at + size)
            yield begin, end + (5 if table[folded.text[at : at + size]] and text[end : end + 6] in _CITY else 0)
        at += size or 1


_CITY = (" City", " City,", " City.", " City ", " City\n", " City|")


def _match_at(text: str, at: int, table: dict[str, str]) -> int:
    if "\u3400" <= text[at] <= "\u9fff":
        return next((size for size in range(min(_LONGEST, len(text) - at), 1, -1) if text[at : at + size] in table), 0)
    if at and (text[at - 1].isalnum() or text[at - 1] in "'’-@."):
        return 0
    ends: list[int] = []
    for word in _WORD.finditer(text, at, at + 40):
        if len(ends) >= 4 or (ends and text[ends[-1] : word.start()].strip(" ")) or (not ends and word.start() != at):
            break
        bare = word.start() + len(_AREA_CODE.sub("", word.group()))
        ends += [bare, word.end()] if bare < word.end() else [bare]
    return next((end - at for end in reversed(ends) if text[at:end] in table), 0)


def is_place(text: str) -> bool:
    """Is the text nothing but a place, with perhaps a state, a country or a post code behind it?"""
    return strip_place(text) == "" or bool(_STATE.fullmatch(text.strip()))


def strip_place(text: str) -> str:
    """The text without places, the words 省市区县 and blanks."""
    at, left = 0, []
    for start, end in _spans(text):
        left.append(text[at:start])
        at = end
    left.append(text[at:])
    return _AROUND_PLACE.sub("", "".join(left))


def _first(text: str, start: int) -> Fact | None:
    """The city that a short text names: a city before a part of one."""
    state = _STATE.search(text)
    if state:
        return Fact(state[1], start + state.start(1), start + state.end(1))
    found = list(_places(text, start))
    cities = [fact for fact, own in found if own]
    # In an address with a number the town stands behind street and quarter: `18 Riddiford Street, Newtown, Wellington`.
    behind = bool(re.search(r"\d", text[: found[0][0].start - start])) and text.isascii() if found else False
    city = cities[-1 if behind else 0] if cities else None
    return city or _before_region(text, start) or (found[0][0] if found else None) or _shi(text, start)


@cache
def _regions() -> re.Pattern[str]:
    """A town before a county, state, province or country: `Pontypridd, South Wales`, `Footscray VIC 3011`."""
    names = [place for place, city in _table().items() if not city and not _HAN.search(place)]
    region = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    word = r"[^\W\d_a-zß-ÿ][\w'’-]*"
    return re.compile(
        rf"(?<![\w'’-])(?P<town>{word}(?:\s{word}){{0,3}})(?:\s\d{{3,6}})?"
        rf"(?:,?\s(?:(?:Co\.?|County)\s[A-Z]\w+|(?:VIC|NSW|QLD|TAS|ACT|NT|SA|WA)\s\d{{4}}|UK\b|USA\b)"
        rf"|,\s(?i:{region})(?!\w))"
    )


_STREET = re.compile(
    r"^.*\b(?:street|st|road|rd|avenue|ave|lane|drive|close|crescent|estate|block|blk|flat|unit|floor|phase|sector|"
    r"house|jalan|taman|plot|ward|po box)\.?(?:\s+|$)", re.IGNORECASE)  # fmt: skip


def _before_region(text: str, start: int) -> Fact | None:
    for found in _regions().finditer(text):
        town = re.sub(r"-\d+$", "", _STREET.sub("", found["town"]))
        part = _table().get(fold(town).text)
        if not town or part == "" or _NO_ADDRESS.search(town) or _NO_TOWN.search(text[: found.end()][-60:]):
            continue
        end = start + found.end("town") - (len(found["town"]) - len(re.sub(r"-\d+$", "", found["town"])))
        # A part of a city stands for it, unless the county says that it is a town of its own.
        county = re.search(r"(?:Co\.?|County)\s\w+$", found.group())
        return Fact(part if part and not county else town, end - len(town), end)
    return None


def _shi(text: str, start: int) -> Fact | None:
    """`黔西市`: a city that no table has."""
    unknown = re.search(r"(?:省|自治区|州|^)(?!意向|期望|城)([\u4e00-\u9fff]{2,4}?)[市县](?!场)", text)
    return Fact(unknown[1], start + unknown.start(1), start + unknown.end(1)) if unknown else None


def find_city(sheet: Sheet, name: Fact | None = None) -> Fact | None:
    """The city where the person lives, or else the first one where they want to work; no part of the `name`."""
    for reader in (_labelled_home, _told_home, _beside_contacts, _labelled_wish, _native_in_header, _told_wish):
        places = reader(sheet)
        found = next((one for one in places if not name or not _in_name(one, name, sheet.text)), None)
        if found:
            return _in_its_language(found, sheet.text)
    return None


def _in_name(place: Fact, name: Fact, text: str) -> bool:
    """Is the place a part of the name, or the nickname in brackets behind it: `Lim Hui Ling (Charlotte)`?"""
    nick = re.match(r"\s*[(\"“（][^()\"”）]{2,24}[)\"”）]", text[name.end : name.end + 30])
    return place.start < name.end + (nick.end() if nick else 0) and name.start < place.end


def _in_its_language(fact: Fact, text: str) -> Fact:
    """In a Chinese resume `Hangzhou` is 杭州."""
    chinese = _chinese_names().get(fold(str(fact.value)).text)
    return replace(fact, value=chinese) if chinese and han_share(text) > 0.25 else fact


@cache
def _chinese_names() -> dict[str, str]:
    return {fold(row["place"]).text: row["zh"] for row in read_table("cities") if row["zh"]}


def _cities(values: Iterator[Value]) -> Iterator[Fact]:
    for value in values:
        found = _first(value.text, value.start)
        if found:
            yield found


def _labelled_home(sheet: Sheet) -> Iterator[Fact]:
    rows = [row for row in sheet.rows if row.section not in _ELSEWHERE]
    yield from _cities(labelled(rows, "city"))


def _labelled_wish(sheet: Sheet) -> Iterator[Fact]:
    yield from _cities(labelled(sheet.rows, "wantcity"))
    for row in sheet.in_sections("objective"):
        found = _first(row.text, row.start)
        if found:
            yield found


def _told_home(sheet: Sheet) -> Iterator[Fact]:
    for row in sheet.rows:
        if row.section in _ELSEWHERE:
            continue
        for cue in _LIVES.finditer(row.text):
            found = _first(row.text[cue.end() : cue.end() + 30].split("。")[0], row.start + cue.end())
            if found and found.start - row.start - cue.end() <= 14 and not _ORIGIN.search(row.text[: cue.start()][-4:]):
                yield found


def _beside_contacts(sheet: Sheet) -> Iterator[Fact]:
    """A place on its own among the first lines: `女 | 1999.08 | 杭州余杭`, `Austin, TX 78745 | (512) 555-0142`."""
    spoken = {value.start: field for field, value in labelled_rows(sheet.rows) if field in _OTHER_LABELS}
    for row in _first_lines(sheet):
        state = _STATE.search(row.text)
        if state and not _NO_ADDRESS.search(row.text[: state.start()][-30:]):
            yield Fact(state[1], row.start + state.start(1), row.start + state.end(1))
        found = [
            one
            for one in _places(row.text, row.start)
            if _stands_alone(row, one[0]) and not _told_of(row, one[0], spoken)
        ]
        town = None if state else _before_region(row.text, row.start)
        first = min((fact.start for fact, own in found if own), default=row.end)
        if town and town.start <= first and not _told_of(row, town, spoken):
            yield town
        yield from (fact for fact, _ in sorted(found, key=lambda one: _unlike_city(row, one)))


_ELSEWHERE = ("work", "education", "projects", "references")
_OTHER_LABELS = ("origin", "company", "school", "title", "wantcity", "objective", "major", "education")


def _first_lines(sheet: Sheet) -> Iterator[Row]:
    """The rows that speak of the person: the header, short first rows of any part but jobs, and signatures."""
    for at, row in enumerate(sheet.rows):
        early = row.section in ("header", "personal") or (at < 14 and row.section not in _ELSEWHERE)
        last = at >= len(sheet.rows) - 2 and row.width < 20 and row.section not in _ELSEWHERE
        if (early or last) and (row.width <= 60 or not row.sentence):
            yield row


def _stands_alone(row: Row, fact: Fact) -> bool:
    """Does the place begin a piece of the row, and is the piece no employer, school or post?"""
    at = fact.start - row.start
    before = re.sub(
        r"(?:[\u4e00-\u9fff]{2,3}(?:省|自治区)|" + "|".join(_provinces()) + r"|现|住|在|base)$", "", row.text[:at]
    )
    piece = _TOKEN.match(row.text, at)
    token = piece.group() if piece else ""
    if _common_word(row.text, at):
        return False
    begins = not before or not before[-1].isalnum() or bool(re.search(r"\d$", before))
    return (
        begins
        and not _NO_ADDRESS.search(token)
        and not _NATIVE.match(row.text[fact.end - row.start :])
        and len(token) <= 40
    )


def _common_word(text: str, at: int) -> bool:
    """Does a word of lower case stand in a line that knows capitals? Then it is no name: `Thank you for reading`."""
    return text[at].islower() and bool(re.search(r"\b[A-Z]", text))


def _told_of(row: Row, fact: Fact, spoken: dict[int, str]) -> bool:
    """Is the place the value of another label, or of birth and registration?"""
    labelled_else = any(start <= fact.start < start + 20 for start in spoken if row.start <= start < row.end)
    return labelled_else or bool(_ORIGIN.search(row.text[max(0, fact.start - row.start - 10) : fact.start - row.start]))


def _unlike_city(row: Row, one: tuple[Fact, bool]) -> tuple[bool, int]:
    fact, own = one
    return not (own or "\u3400" <= row.text[fact.start - row.start] <= "\u9fff"), fact.start


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(sorted(place for place, city in _table().items() if not city and _HAN.search(place)))


_TOKEN = re.compile(r"[^|｜\t,，;；·•/\s　]+(?:\s[A-Z][\w.]+)*")
_NO_TOWN = re.compile(
    r"\b(?:nationality|citizen|born|visa|passport|university|college|school|bank|ltd|limited|inc|pvt|plc|llc|market|team|"
    r"office|centre|center|support|service|sales|officer|agent|executive|representative|advisor|adviser|manager|"
    r"specialist|consultant|analyst|director|lead|account|licen[cs]e)\b", re.IGNORECASE)  # fmt: skip
_NO_ADDRESS = re.compile(
    r"公司|大学|學院|学院|学校|中学|银行|客服|经理|专员|主管|工程师|毕业|有限|集团|"
    r"热线|人[，,。、]|university|college|school|manager|"
                         r"agent|engineer|support|specialist|bank\b|services\b|solutions", re.IGNORECASE)  # fmt: skip


def _native_in_header(sheet: Sheet) -> Iterator[Fact]:
    """`沈阳铁西人` where nothing else tells: people who write so usually live there."""
    for row in sheet.rows:
        if row.section in _ELSEWHERE:
            continue
        for fact, own in _places(row.text, row.start):
            tail = row.text[fact.end - row.start :]
            if own and re.match(r"[\u4e00-\u9fff]{0,4}人(?![员事力才民寿])", tail) and not _ORIGIN.search(row.text):
                yield fact


def _told_wish(sheet: Sheet) -> Iterator[Fact]:
    for row in sheet.rows:
        if row.section in _ELSEWHERE:
            continue
        for cue in _WANTS.finditer(row.text):
            found = _first(row.text[cue.end() : cue.end() + 8], row.start + cue.end())
            if found and found.start == row.start + cue.end():
                yield found
