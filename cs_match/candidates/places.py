"""Where a person lives or wants to work: a city, never the place of birth or of household registration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cs_match.candidates.labels import labelled, labelled_rows
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["find_city", "is_place", "strip_place"]

_LONGEST = 5  # characters of a Han place name
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LIVES = re.compile(
    r"(?:现居住?(?:于|地|在)?|现住(?:在|址)?|居住(?:于|在|地)?|住在|家住|家在|住|常住|定居(?:在|于)?|现在(?:在|住)?|人在|目前在|长居|坐标|落户|嫁到|搬到|在(?=.{2,5}(?:租房|买了?房|生活|上班|工作))"
    r"|\b(?:based|live|lives|living|located|reside|residing|staying|relocated|settled)\s(?:in|at|near|to)|\bhome in)\s*[:：]?\s*"
)
_WANTS = re.compile(r"(?:地点|想(?:留)?在|留在|希望在|愿意去|可(?:去|到|驻)|回|去|想去|base)\s*[:：]?\s*")
_ORIGIN = re.compile(r"籍贯|户口|户籍|原籍|祖籍|老家|出生地|生源|国籍|native|birth|hometown|permanent address|户(?=[:：])")
_NATIVE = re.compile(r"^.{0,6}人(?:$|[，,。；;、\s（(|])")
_STATE = re.compile(r"(?<![\w.])([A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}),?\s(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]"
                    r"|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|BC|AB|QC)\b")  # fmt: skip
_PIECE = re.compile(r"\s*(?:[|｜\t;；•·/]|\s-\s|　|\s{2,})\s*")


@cache
def _table() -> dict[str, str]:
    return {fold(row["place"]).text: row["city"] for row in read_table("cities")}


def _places(text: str, start: int) -> Iterator[tuple[Fact, bool]]:
    """The places in a text, in order, each with whether it is a city itself (rather than a part of one)."""
    folded, table = fold(text), _table()
    at = 0
    while at < len(folded.text):
        size = _match_at(folded.text, at, table)
        if size:
            begin, end = folded.span(at, at + size)
            place, city = folded.text[at : at + size], table[folded.text[at : at + size]]
            if city:
                own = fold(city).text == place
                yield Fact(text[begin:end] if own else city, start + begin, start + end), own
        at += size or 1


def _match_at(text: str, at: int, table: dict[str, str]) -> int:
    if "\u3400" <= text[at] <= "\u9fff":
        return next((size for size in range(min(_LONGEST, len(text) - at), 1, -1) if text[at : at + size] in table), 0)
    if at and (text[at - 1].isalnum() or text[at - 1] in "'’-@."):
        return 0
    ends: list[int] = []
    for word in _WORD.finditer(text, at, at + 40):
        if len(ends) >= 4 or (ends and text[ends[-1] : word.start()].strip(" ")) or (not ends and word.start() != at):
            break
        bare = word.end() - (len(word.group()) - len(word.group().rstrip(".")))
        ends += [bare, word.end()] if bare < word.end() else [bare]
    return next((end - at for end in reversed(ends) if text[at:end] in table), 0)


def is_place(text: str) -> bool:
    """Is the text nothing but a place, with perhaps a state, a country or a post code behind it?"""
    return strip_place(text) == "" or bool(_STATE.fullmatch(text.strip()))


def strip_place(text: str) -> str:
    """The text without places, the words 省市区县 and blanks."""
    at, left = 0, []
    for fact, _ in _places(text, 0):
        left.append(text[at : fact.start])
        at = fact.end
    left.append(text[at:])
    return re.sub(r"[\s,，.、·/()（）-]|[省市区县镇]|\b(?:usa|uk|india|philippines|singapore|\d{5,6})\b", "", "".join(left),
                  flags=re.IGNORECASE)  # fmt: skip


def _first(text: str, start: int) -> Fact | None:
    """The city that a short text names: a city before a part of one."""
    state = _STATE.search(text)
    if state:
        return Fact(state[1], start + state.start(1), start + state.end(1))
    found = list(_places(text, start))
    return next((fact for fact, own in found if own), found[0][0] if found else None) or _shi(text, start)


def _shi(text: str, start: int) -> Fact | None:
    """`黔西市`: a city that no table has."""
    unknown = re.search(r"(?:省|自治区|州|^)([\u4e00-\u9fff]{2,4}?)[市县]", text)
    return Fact(unknown[1], start + unknown.start(1), start + unknown.end(1)) if unknown else None


def find_city(sheet: Sheet) -> Fact | None:
    """The city where the person lives, or else the first one where they want to work."""
    for reader in (_labelled_home, _told_home, _beside_contacts, _labelled_wish, _native_in_header, _told_wish):
        found = next(reader(sheet), None)
        if found:
            return found
    return None


def _cities(values: Iterator[Value]) -> Iterator[Fact]:
    for value in values:
        found = _first(value.text, value.start)
        if found:
            yield found


def _labelled_home(sheet: Sheet) -> Iterator[Fact]:
    rows = [row for row in sheet.rows if row.section not in ("work", "references", "projects", "education")]
    yield from _cities(labelled(rows, "city"))


def _labelled_wish(sheet: Sheet) -> Iterator[Fact]:
    yield from _cities(labelled(sheet.rows, "wantcity"))
    for row in sheet.in_sections("objective"):
        found = _first(row.text, row.start)
        if found:
            yield found


def _told_home(sheet: Sheet) -> Iterator[Fact]:
    for row in sheet.rows:
        if row.section in ("work", "references", "projects", "education"):
            continue
        for cue in _LIVES.finditer(row.text):
            found = _first(row.text[cue.end() : cue.end() + 30].split("。")[0], row.start + cue.end())
            if found and found.start - row.start - cue.end() <= 14 and not _ORIGIN.search(row.text[: cue.start()][-4:]):
                yield found


def _beside_contacts(sheet: Sheet) -> Iterator[Fact]:
    """A piece of the header that is a place: `女 | 1999.08 | 现居杭州`, `Austin, TX 78745 | (512) 555-0142`."""
    origins = {value.start for field, value in labelled_rows(sheet.rows) if field == "origin"}
    labels = {value.start for field, value in labelled_rows(sheet.rows) if field in ("company", "school", "title")}
    for row in sheet.in_sections("header", "personal"):
        if row.sentence and row.width > 60:
            continue
        for piece in _header_pieces(row):
            if piece.start in origins or piece.start in labels or _ORIGIN.search(piece.text):
                continue
            found = _first(piece.text, piece.start)
            if found and _like_address(piece.text, found.start - piece.start, found.end - piece.start):
                yield found


def _header_pieces(row: Row) -> Iterator[Value]:
    at = 0
    for found in [*_PIECE.finditer(row.text), None]:
        end = found.start() if found else len(row.text)
        if row.text[at:end].strip():
            yield Value(row.text[at:end], row.start + at, row.start + end)
        at = found.end() if found else end


_NO_ADDRESS = re.compile(r"公司|大学|學院|学院|学校|中学|银行|客服|经理|专员|主管|工程师|毕业|有限|集团|热线|人[，,。、]|university|college|school|manager|"
                         r"agent|engineer|support|specialist|bank\b|services\b|solutions", re.IGNORECASE)  # fmt: skip


def _like_address(text: str, start: int, end: int) -> bool:
    if _NO_ADDRESS.search(text) or _NATIVE.match(text[end:]):
        return False
    before = text[:start]
    return len(text[end:]) <= 40 and (len(before) <= 6 or "," in before or "，" in before or bool(re.search(r"\d|省|区", before)))


def _native_in_header(sheet: Sheet) -> Iterator[Fact]:
    """`沈阳铁西人` where nothing else tells: people who write so usually live there."""
    for row in sheet.rows:
        if row.section in ("work", "education", "references", "projects"):
            continue
        for fact, own in _places(row.text, row.start):
            tail = row.text[fact.end - row.start :]
            if own and re.match(r"[\u4e00-\u9fff]{0,4}人(?![员事力才民寿])", tail) and not _ORIGIN.search(row.text):
                yield fact


def _told_wish(sheet: Sheet) -> Iterator[Fact]:
    for row in sheet.rows:
        if row.section in ("work", "references", "projects", "education"):
            continue
        for cue in _WANTS.finditer(row.text):
            found = _first(row.text[cue.end() : cue.end() + 8], row.start + cue.end())
            if found and found.start == row.start + cue.end():
                yield found
