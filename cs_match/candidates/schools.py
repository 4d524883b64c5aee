"""Names of schools in a text (``schools.csv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cs_match.candidates.degrees import latin_level
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Fact, Value
from cs_match.candidates.places import is_place
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["inside_school", "latin_pieces", "names_school", "school_in"]

_LATIN_SPLIT = re.compile(r"\s*(?:[,，;；|｜\t•·]|\s[–—-]+\s|^[–—-]+\s|—|:|\(|\)|（|）|\s{2,}|\s/\s)\s*")
_LEAD_IN = re.compile(
    r"^.*?(?:毕业于|畢業於|就读于|就讀於|毕业院校|考上了?|考入|从(?=.{2,16}(?:毕业|"
    r"畢業))|在(?=.{2,16}(?:读|念|学))|读的是?|念的是?|上的是?|学校(?:是|为|叫)|取得了?|拿到了?|考取了?|进入|进了|是(?=.{2,16}(?:毕业|学生))|学历(?:还是|就是)?|报了|【.{2,4}】)"
)
_BEFORE_SCHOOL = re.compile(
    r"(?:[\d一二三四五六七八九〇零]{2,4}年(?:\d{1,2}月)?|[\d.\-—至到～~/、]+(?=[^\d一-九中])|"
    r".{0,4}(?:被评为|荣获|获得|获|一位|一名)|[级届](?=[\u4e00-\u9fff]{3})|我|从|在|于|是|的|毕业|就读|读|年|月|"
    r"[(（)）·.、]|"
    r"(?:学历|初中|高中|中专|大专|本科|技校)(?:是|为|在|毕业)?(?=[(（\u4e00-\u9fff]{3}))"
)


@cache
def _han_words() -> tuple[str, ...]:
    words = [fold(row["word"]).text for row in read_table("schools")]
    return tuple(sorted((word for word in words if re.search(r"[\u3400-\u9fff]", word)), key=len, reverse=True))


@cache
def _latin_words() -> re.Pattern[str]:
    words = [row["word"] for row in read_table("schools") if not re.search(r"[\u3400-\u9fff]", row["word"])]
    folded = sorted((fold(word).text for word in words if not _acronym(word)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, folded))})(?:['’]?s)?(?!\w)")


@cache
def _acronyms() -> re.Pattern[str]:
    words = sorted((row["word"] for row in read_table("schools") if _acronym(row["word"])), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _acronym(word: str) -> bool:
    """Words of the table in capitals (`IGNOU`) are matched as they are written."""
    return word.isascii() and word[:2].isupper()


def names_school(text: str) -> bool:
    """Do the words hold a word of schools (`University`, `College`) or the short name of one?"""
    return _keyword(text) is not None


def school_in(text: str, start: int) -> Fact | None:
    """The first school that a line names.

    Args:
        text, start: the line and its offset in the document.
    """
    han = _han_school(text, start)
    if han is None:
        return _latin_school(text, start)
    before = re.search(r"[A-Z][A-Za-z .'’&-]{5,60}\s$", text[: han.start - start])
    latin = _latin_school(before.group(), start + before.start()) if before else None
    # `Southwest Minzu University 西南民族大学` is one name in two scripts.
    if latin and han.start - latin.end <= 2:
        return Fact(text[latin.start - start : han.end - start], latin.start, han.end)
    return han


# ---------------------------------------------------------------- Chinese


def _han_school(text: str, start: int) -> Fact | None:
    for run in re.finditer(r"[\u3400-\u9fff·（）()0-9]{3,40}", text):
        folded = fold(run.group()).text
        if len(folded) != len(run.group()):
            continue
        ends = [(folded.rfind(word) + len(word), word) for word in _han_words() if folded.rfind(word) > 0]
        ends = [(end, word) for end, word in ends if not _no_school(folded, end, word)]
        if not ends:
            continue
        name, at = _han_name(run.group(), max(end for end, _ in ends))
        if len(name) >= 3 and not _NO_NAME.search(fold(name).text) and label_of(name) is None:
            return Fact(name, start + run.start() + at, start + run.start() + at + len(name))
    return None


# Words of schools that name none: 没上大学, 过两年技校, 老家镇上的中学.
_NO_NAME = re.compile(
    r"^(?:函授|自考|成人|全日制|统招)(?:中专|大专|技校|职高)|^(?:没|未|不|想|准备|去)|^[过了]?[一二两三四五六半几]年|"
    r"的(?:中学|学校|高中|职高|技校|大学|小学|中专)$"
)
_REMARK = re.compile(r"[（(](?:[^()（）]{0,10}(?:本科|大专|中专|专科|硕士|博士|统招|自考|在读|全日|成人|函授|"
    r"实习|高中|高职|中职|职高|自学|\d)|"
                     r"独立学院|公办|民办|原|现|985|211|双一流|一本|二本|三本)[^()（）]{0,14}[)）]?")  # fmt: skip


def _han_name(run: str, end: int) -> tuple[str, int]:
    """The name that ends at `end`, with its offset in the run."""
    remark = _REMARK.search(run, 3, end)
    if remark and _ends_school(run[: remark.start()]):  # 江西财经大学（2012-2016）, 城市学院（独立学院）
        end = remark.start()
    begin = _after_open_bracket(run[:end])
    begin += _school_start(run[begin:end])
    campus = re.match(r"[（(][\u4e00-\u9fff]{2,6}[)）]", run[end:])
    if campus and not _REMARK.match(campus.group()):
        end += campus.end()
    name = run[begin:end].strip("·").lstrip("()（）")
    if name[-1:] in "(（" or (name[-1:] in ")）" and not re.search(r"[(（]", name)):
        name = name[:-1]
    return name, run.index(name, begin)


def _ends_school(text: str) -> bool:
    folded = fold(text).text
    return any(folded.endswith(word) for word in _han_words())


def _after_open_bracket(text: str) -> int:
    """Where a name begins that ends inside a bracket: `高中毕业（邵阳县中学`."""
    opened = max(text.rfind("("), text.rfind("（"))
    closed = max(text.rfind(")"), text.rfind("）"))
    return opened + 1 if opened > closed else 0


_LOWER = ("高中", "中专", "职高", "技校", "小学", "中学")
_KINDS_OF_SCHOOL = (
    "民族",
    "职业",
    "师范",
    "卫生",
    "农业",
    "工业",
    "商业",
    "财经",
    "旅游",
    "第一",
    "第二",
    "第三",
    "实验",
    "技术",
)
_LATER = ("文化", "学历", "数学", "语文", "时候", "期间", "里的", "学生", "一年", "二年", "三年")


def _no_school(folded: str, end: int, word: str) -> bool:
    """Is the word no end of a name: `高中毕业`, `中学英语教师`, `小学期间`, `外语能力`?"""
    after = folded[end : end + 2]
    if after == "毕业" and folded[max(0, end - len(word) - 2) : end - len(word)] in _KINDS_OF_SCHOOL:
        return False
    if after[:1] == "生" or after in _LATER or (word in _LOWER and after[:1] in ("英", "毕")):
        return True
    whole = word not in ("师范", "外语", "外国语", "高中", "科技大", "小学")
    return not whole and end < len(folded) and after[:1] not in ("(", ")", "（", "）", " ")


def _school_start(text: str) -> int:
    begin = 0
    while lead := _LEAD_IN.match(text[begin:]):
        begin += lead.end()
    while True:
        noise = _BEFORE_SCHOOL.match(text, begin)
        if noise is None or len(text) - noise.end() < 3:
            return begin
        begin = noise.end()


# ---------------------------------------------------------------- Latin

_NO_SCHOOL = re.compile(
    r"state (?:of|board)\b|high (?:distinction|honou?rs|merit|gpa|pass|marks|scor|school diploma|school graduate|"
    r"school (?:level|certificate|equivalen))|(?:high |secondary )?school (?:leav|certificate|education|of thought)|"
    r"secondary (?:education|certificate|level)|grammar (?:and|check)|college (?:diploma|level|degree|coursework|"
    r"student|credit|graduate)|university (?:degree|level|student|graduate)"
)
_LEAD = re.compile(r"^[\d.\s/'’*–-]+|^(?:[Aa]t|[Ff]rom|the|[Ii]n|of)\s+")
_TRAIL = re.compile(
    r"\s*[.。*]+$|[\s,]+(?:in |class of |batch of |since |until |till )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|"
    r"oct|nov|dec)[a-z]*\.?\s)?(?:19|20)\d\d\b.*$|\s+(?:with|where|but|after|until|till|since|because|during|while|when|"
    r"graduat\w+|passed|completed|and i\b|in \d|in the|for (?:a|my|one|two|three)\b).*$",
    re.IGNORECASE,
)
_LINKS = frozenset("of and the for de da do dos das du des la le di e y und für van der och i w na".split())
_SPOKEN = re.compile(r"(?:i|my|our|his|her|we|and|then|but|an?)\s", re.IGNORECASE)
_HEADED = re.compile(r"(?:university|college|institute|school|academy|polytechnic|universit[aà]t?|universidade?)\s"
                     r"(?:of|for|de|du|des|di|da|do)\b", re.IGNORECASE)  # fmt: skip


def _keyword(text: str) -> tuple[int, int] | None:
    """Where the first word of schools stands in a text."""
    folded = fold(text).text
    if len(folded) == len(text):
        for found in _latin_words().finditer(folded):
            if not _NO_SCHOOL.match(folded, found.start()):
                return found.span()
    acronym = _acronyms().search(text)
    return acronym.span() if acronym else None


def _latin_school(text: str, start: int) -> Fact | None:
    for piece in latin_pieces(text, start):
        word = _keyword(piece.text)
        name = _latin_name(piece.text, *word) if word else None
        if name:
            at = piece.start + piece.text.index(name)
            return Fact(name, at, at + len(name))
    return None


def _latin_name(piece: str, start: int, end: int) -> str | None:
    """The name around a word of schools: what stands before `at` and `from`, and a degree, are no part of it."""
    again = re.search(r"(?:high school|secondary school|school|college|university)\s(?:at|from)\s(?=[A-Z])", piece)
    if again and _keyword(piece[again.end() :]):  # finished high school at Ballard High
        return _latin_name(piece[again.end() :], 0, 1)
    begin = max(
        (
            one.end()
            for one in re.finditer(
                r"\b(?:at|from|in|through|via|with|left|attended|finished|joined|entered|to)\s+(?:the\s)?",
                piece[:start],
            )
        ),
        default=0,
    )
    if begin == 0 and _HEADED.match(piece, start) and latin_level(piece[:start]):
        begin = start
    name = piece[begin:]
    if begin == 0 and start > 60:
        return None
    name = _TRAIL.sub("", _LEAD.sub("", _LEAD.sub("", name)))
    acronym = _acronyms().match(name)
    if not acronym and (len(name.split()) < 2 and not name.isupper()):
        return None
    return None if _only_degree(name) or is_place(name) or _prose(name) else name


def _prose(name: str) -> bool:
    """Are the words around a word of schools those of a sentence (`My youngest starts secondary`), and no name?"""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", name) if word not in _LINKS]
    small = sum(word[0].islower() for word in words)
    return bool(_SPOKEN.match(name)) or (any(word[0].isupper() for word in words) and small * 2 > len(words))


def _only_degree(name: str) -> bool:
    """Is a name with a word of schools no more than a degree: `High School Diploma`, `Bachelor of School Education`?"""
    level = latin_level(name)
    if level is None:
        return False
    bare = r"(?:senior |junior )?(?:high school|senior high|secondary|higher secondary)(?: school)?"
    if re.fullmatch(rf"{bare}(?: diploma| graduate| certificate| education)?\W*", name, re.IGNORECASE):
        return True
    if re.match(r"(?:bachelor|master|associate|diploma|degree|doctor|certificate)\b", name, re.IGNORECASE):
        return True
    if re.search(r"(?:diploma|certificate|degree|graduate)s?$", name, re.IGNORECASE):
        return True
    return level[1] == 0 and _keyword(name[level[2] :]) is None


def latin_pieces(text: str, start: int) -> Iterator[Value]:
    """The pieces of a line between commas, brackets, dashes and bars.

    >>> [piece.text for piece in latin_pieces("BA (Hons) History, University of Hull – 2:1", 0)]
    ['BA', 'Hons', 'History', 'University of Hull', '2', '1']
    """
    at = 0
    for found in [*_LATIN_SPLIT.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            lead = len(text[at:end]) - len(text[at:end].lstrip())
            yield Value(text[at:end].strip(), start + at + lead, start + at + lead + len(text[at:end].strip()))
        at = found.end() if found else end


def inside_school(text: str, school: Fact, start: int) -> tuple[str, int, int] | None:
    """A school level that the name of the school says: `Pueblo Grande High School`."""
    begin, end = school.start - start, school.end - start
    found = latin_level(text[begin:end])
    return (found[0], begin, end) if found and found[0] in ("high_school", "junior_high", "vocational") else None
