"""Education: the highest level (one in progress counts, one given up does not), with its school and major."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from cs_match.candidates.dates import Period, periods
from cs_match.candidates.labels import label_of, labelled_rows
from cs_match.candidates.layout import Fact, Row, Sheet, Value
from cs_match.candidates.places import is_place
from cs_match.lexicon import read_table
from cs_match.text import fold

__all__ = ["EducationFacts", "find_education"]

_BY_SCHOOL = (
    (
        "associate",
        r"高等专科学校|职业技术学院|职业学院|职业大学|polytechnic|politeknik|community college|专上学院|institute|technical",
    ),
    ("vocational", r"中专|职业|职高|职中|技校|技工|技师|卫校|中等|[业生范技械路政贸术]学校"),
    ("bachelor", r"大学|学院|university|universi"),
    ("high_school", r"中学|高中|[一二三四五六七八九十]中|high school|secondary|grammar"),
)
_ORDER = ("junior_high", "high_school", "vocational", "associate", "bachelor", "master", "doctor")
_GIVEN_UP = re.compile(
    r"肄业|退学|辍学|没读完|未读完|没念完|未毕业|没毕业|未完成|没拿到|冇完成|中途|读到(?:大|高)[一二三]|读了.{0,6}(?:就|停|没)|放弃|只读了|休学后|停学"
    r"|did not (?:finish|complete|graduate)|didn['’]t (?:finish|complete|graduate)|not (?:finished|completed)|undergraduate\s*[(–-]|"
    r"\bunits?\b|dropped out|drop out|incomplete|discontinued|\bstopped\b|\bleft (?:after|in|before)|unfinished|withdrew|began a|some college|"
    r"no degree|one year of|two years of|credits (?:earned|completed)|has units"
)
_IN_PROGRESS = re.compile(r"在读|在讀|复学|预计|应届|in progress|expected|pursuing|current(?:ly)?|awaited|in course")
_PASS = re.compile(r"bachelor['’]?s?'? pass|degree pass")
_LATIN_SPLIT = re.compile(r"\s*(?:[,，;；|｜\t•·]|\s[–—-]+\s|—|:|\(|\)|（|）)\s*")
_HAN_SPLIT = re.compile(r"\s*(?:[:：|｜\t,，;；、•·。]|\s[–—-]+\s|　|\s{1,})\s*")
_SCHOOL_HAN = re.compile(r"[\u3400-\u9fff·]{1,18}")
_LEAD_IN = re.compile(
    r"^.*?(?:毕业于|畢業於|就读于|就讀於|毕业院校|考上了?|考入|从(?=.{2,16}(?:毕业|畢業))|在(?=.{2,16}(?:读|念|学))|是(?=.{2,16}(?:毕业|学生))|学历|【.{2,4}】)"
)
_BEFORE_SCHOOL = re.compile(
    r"(?:[\d一二三四五六七八九〇零]{2,4}年(?:\d{1,2}月)?|[\d.\-—至到～~/、]+(?=[^\d一-九中])|.{0,4}(?:被评为|荣获|获得|获|一位|一名)|我|从|在|于|是|的|毕业|就读|读|年|月|[(（)）·.、]|"
    r"(?:学历|初中|高中|中专|大专|本科|技校)(?:是|为|在|毕业)?(?=[(（\u4e00-\u9fff]{3}))"
)
_MAJOR_SAID = re.compile(
    r"(?:学的是|读的是|专业(?:是|为|[:：])|主修|[学读念]的)\s*([\u3400-\u9fff]{2,10})|([\u3400-\u9fff（）()]{2,12}?)专业"
)
_MODE = re.compile(
    r"统招|全日制|自考|函授|成人高考|成人教育|成人|成教|业余|在职|夜大|网络教育|远程|电大|专升本|脱产|学历|学位|毕业|在读|双一流|211|985|普通|应届|高考|结业|届|学制|年制|公办|民办|预计|复学"
)
_DEGREE_LEAD = re.compile(r"\s*(?:\b(?:in|of|degree|honou?rs?|hons\.?|major(?:ed|ing)? in|majoring|en|em|dan|programme|program|course|studies in|with|specialization|the)\b|[.:’'–—-]|\((?:hons?\.?|honou?rs)\))\s*",
                          re.IGNORECASE)  # fmt: skip
_COMMERCE = {"bcom": "Commerce", "mcom": "Commerce"}
_TAIL = re.compile(r"(?:19|20)\d{2}|\d+(?:\.\d+)?\s?%|\bc?gpa\b|\bfirst class\b|\bgraduat\w+|\bclass of\b|finished|passed|\bhonou?rs\b|"
                   r"distinction|\baffiliated\b|distance|part[- ]time|online|evening", re.IGNORECASE)  # fmt: skip


_SCHOOL_TALK = re.compile(
    r"毕业|读|念|学历|文化|本科|大专|专科|中专|技校|高中|初中|学士|硕士|博士|大学|学院|中学|小学|degree|diploma|school|college|university|"
    r"graduat|\bb\.?a\b|b\.?sc|matric|kcse|secondary|sophomore|levels?\b|associate in|f\.sc|grade 1[12]|gcse|leaving cert|institute"
)


@dataclass(frozen=True, slots=True)
class EducationFacts:
    """The highest level with its school and major, each None where the resume does not say."""

    level: Fact | None = None
    school: Fact | None = None
    major: Fact | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    level: Fact | None = None
    school: Fact | None = None
    major: Fact | None = None
    last: int = 0
    given_up: bool = False
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class _Words:
    han: dict[str, str]
    latin: re.Pattern[str]
    levels: dict[str, str]


@cache
def _degrees() -> _Words:
    rows = [(fold(row["degree"]).text, row["level"]) for row in read_table("degrees")]
    han = {word: level for word, level in rows if re.search(r"[\u3400-\u9fff]", word)}
    latin = {word: level for word, level in rows if word not in han}
    pattern = "|".join(re.escape(word) for word in sorted(latin, key=len, reverse=True))
    return _Words(han, re.compile(rf"(?<![\w.&])(?:{pattern})(?![\w&])"), latin)


@cache
def _school_words() -> tuple[tuple[str, ...], re.Pattern[str]]:
    words = [fold(row["word"]).text for row in read_table("schools")]
    han = tuple(sorted((word for word in words if re.search(r"[\u3400-\u9fff]", word)), key=len, reverse=True))
    latin = "|".join(re.escape(word) for word in sorted((set(words) - set(han)), key=len, reverse=True))
    return han, re.compile(rf"(?<!\w)(?:{latin})(?:['’]?s)?(?!\w)")


# ---------------------------------------------------------------- words of one line


def _han_level(folded: str) -> tuple[str, int, int] | None:
    """The highest level that a text names: level, start, end."""
    best: tuple[int, str, int, int] | None = None
    for word, level in _degrees().han.items():
        at = folded.find(word)
        while at >= 0:
            rank = _ORDER.index(level)
            if not _blocked(folded, at, at + len(word)) and (best is None or rank > best[0]):
                best = (rank, level, at, at + len(word))
            at = folded.find(word, at + 1)
    return best[1:] if best else None


_PARTS = re.compile(r"^(?:学校|学院|生源|院校|部|及以上|以上|老师|教师|英语|数学|语文|学生|客户|家长|课程|类)")


def _blocked(folded: str, start: int, end: int) -> bool:
    """Is the word part of another (高中英语教师, 高等专科学校, 带出的本科生)?"""
    word = folded[start:end]
    if word in (
        "中专",
        "职高",
        "技校",
        "高职",
        "卫校",
        "职业中专",
        "技工学校",
        "中等专业学校",
        "职业高中",
        "技师学院",
        "职业中学",
    ):
        return False
    if word == "专科" and folded[end : end + 2] == "学校":
        return True
    return bool(_PARTS.match(folded[end:]))


def _latin_level(folded: str) -> tuple[str, int, int] | None:
    best: tuple[int, str, int, int] | None = None
    for found in _degrees().latin.finditer(folded):
        word = found.group()
        if len(word) <= 2 and not _short_degree(folded, found.start(), found.end()):
            continue
        if _PASS.match(folded, found.start()):
            continue
        level = _degrees().levels[word]
        rank = _ORDER.index(level)
        if best is None or rank > best[0]:
            best = (rank, level, found.start(), found.end())
    return best[1:] if best else None


def _short_degree(folded: str, start: int, end: int) -> bool:
    """`MA`, `BE`, `MS` count only at the head of a piece (`BA History`), not inside prose (`to be`)."""
    head = folded[:start].rstrip()
    return (not head or head[-1] in ",;|\t•·–—-(:/>)") and bool(re.match(r"[\s,.(:;–—-]|$", folded[end:]))


def _level_in(text: str) -> tuple[str, int, int] | None:
    folded = fold(text)
    found = [one for one in (_han_level(folded.text), _latin_level(folded.text)) if one]
    if not found:
        return None
    level, start, end = max(found, key=lambda one: _ORDER.index(one[0]))
    return (level, *folded.span(start, end))


def _school_in(text: str, start: int) -> Fact | None:
    return _han_school(text, start) or _latin_school(text, start)


def _han_school(text: str, start: int) -> Fact | None:
    words, _ = _school_words()
    for run in re.finditer(r"[\u3400-\u9fff·（）()0-9]{3,40}", text):
        folded = fold(run.group()).text
        if len(folded) != len(run.group()):
            continue
        ends = [(folded.rfind(word) + len(word), word) for word in words if folded.rfind(word) > 0]
        ends = [(end, word) for end, word in ends if not _no_school(folded, end, word)]
        if not ends:
            continue
        end = max(end for end, _ in ends)
        begin = _after_open_bracket(run.group()[:end])
        begin += _school_start(run.group()[begin:end])
        campus = re.match(r"[（(][\u4e00-\u9fff]{2,6}[)）]", run.group()[end:])
        if campus and not re.search(r"本科|专|硕|博|统招|自考|在读|全日|成|函授|实习|高中|自学", campus.group()):
            end += campus.end()
        name = run.group()[begin:end].strip("()（）·")
        if len(name) >= 3 and not re.match(r"(?:函授|自考|成人|全日制|统招)(?:中专|大专|技校|职高)", name):
            at = start + run.start() + run.group().index(name, begin)
            return Fact(name, at, at + len(name))
    return None


def _after_open_bracket(text: str) -> int:
    """Where a name begins that ends inside a bracket: `高中毕业（邵阳县中学`."""
    opened = max(text.rfind("("), text.rfind("（"))
    closed = max(text.rfind(")"), text.rfind("）"))
    return opened + 1 if opened > closed else 0


def _no_school(folded: str, end: int, word: str) -> bool:
    after = folded[end : end + 2]
    return after[:1] in ("生", "英" if word in ("高中", "中学", "小学") else "\0", "毕" if word in ("高中", "中专", "职高", "技校", "小学") else "\0") or after in ("文化", "学历", "数学", "语文", "时候", "期间", "里的", "学生", "一年", "二年", "三年") or (
        word in ("师范", "外语", "外国语", "高中", "科技大", "小学") and end < len(folded) and after[:1] not in "()（） ")  # fmt: skip


def _school_start(text: str) -> int:
    lead = _LEAD_IN.match(text)
    begin = lead.end() if lead else 0
    while True:
        noise = _BEFORE_SCHOOL.match(text, begin)
        if noise is None or len(text) - noise.end() < 3:
            return begin
        begin = noise.end()


def _latin_school(text: str, start: int) -> Fact | None:
    _, words = _school_words()
    pieces = list(_latin_pieces(text, start))
    for piece in pieces:
        folded = fold(piece.text).text
        found = words.search(folded)
        degree = re.match(r"(?:bachelor|master|associate|diploma|degree|doctor)\b", folded)
        known = found is not None and degree is None and (len(folded.split()) >= 2 or piece.text.isupper())
        if known and not _only_degree(folded):
            name = re.sub(
                r"^[\d.\s/-]+|^.{0,24}?\b(?:sophomore|freshman|junior|senior|student|studying|studied|graduated)\s(?:at|from|in)\s|^(?:at|from|the|in)\s+|\s*[.。]+$|\s+(?:19|20)\d\d.*$|[\s,]+in \d{4}.*$",
                "",
                piece.text,
                flags=re.IGNORECASE,
            )
            at = piece.start + piece.text.index(name)
            return Fact(name, at, at + len(name))
    return None


def _only_degree(folded: str) -> bool:
    level = _latin_level(folded)
    rest = folded[level[2] :] if level else ""
    if re.match(
        r"^(?:high school|senior high|secondary)(?: school)?(?: diploma| graduate| certificate| education)?\W*(?:\d{4})?$",
        folded,
    ):
        return True
    return bool(level and level[1] == 0 and not _school_words()[1].search(rest))


def _latin_pieces(text: str, start: int) -> Iterator[Value]:
    at = 0
    for found in [*_LATIN_SPLIT.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            lead = len(text[at:end]) - len(text[at:end].lstrip())
            yield Value(text[at:end].strip(), start + at + lead, start + at + lead + len(text[at:end].strip()))
        at = found.end() if found else end


# ---------------------------------------------------------------- majors


def _major_in(text: str, start: int, school: Fact | None, level: tuple[str, int, int] | None) -> Fact | None:
    said = _MAJOR_SAID.search(text)
    if said:
        group = said.lastindex or 1
        name = said[group]
        cut = re.search(r".*(?:大学|大學|学院|學院|学校|的|于|在)", name)
        begin = said.start(group) + (cut.end() if cut else 0)
        name = (
            re.sub(r"[（(].*$", "", text[begin : said.end(group)])
            if "（" not in name[-8:]
            else text[begin : said.end(group)]
        )
        if len(name) >= 2:
            return Fact(name, start + begin, start + begin + len(name))
    latin = _latin_major(text, start, school, level) if level and not re.search(r"[\u3400-\u9fff]", text[level[1] : level[2]]) else None
    return latin or _han_major(text, start, school) or (_before_degree(text, start, school, level) if level and school else None)


def _han_major(text: str, start: int, school: Fact | None) -> Fact | None:
    if not re.search(r"[\u3400-\u9fff]{2}", text):
        return None
    spans = [(one.start - start, one.end - start) for one in (school,) if one]
    masked = text
    for begin, end in spans:
        masked = masked[:begin] + "\t" * (end - begin) + masked[end:]
    for piece in _han_pieces(masked):
        name = _clean_major(piece[0])
        if name:
            at = text.index(name, piece[1])
            return Fact(name, start + at, start + at + len(name))
    return None


def _han_pieces(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for found in [*_HAN_SPLIT.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            yield text[at:end], at
        at = found.end() if found else end


def _clean_major(piece: str) -> str | None:
    piece = re.sub(r"^\s*(?:[(（][A-Za-z][^()（）]*|[A-Za-z .]*)[)）]", "", piece)
    name = piece.strip(" ()（）[]【】：:*")
    inner = re.match(r"^(.{2,14}?)[(（]([^()（）]*)[)）]?$", piece.strip(" "))
    if inner and (_han_level(fold(inner[2]).text) or _MODE.search(inner[2]) or re.search(r"\d{4}", inner[2])):
        name = inner[1]
    elif inner:
        name = piece.strip()
    level = _han_level(fold(name).text)
    if level:
        rest = max(name[: level[1]], name[level[2] :], key=len).strip(" ()（）")
        name = rest if len(rest) >= 2 and not _MODE.fullmatch(rest) else ""
    name = re.sub(r"(?:专业|專業|毕业|畢業)$", "", name)
    name = re.sub(r"^(?:主修|专业|就读|读)[:：]?", "", name)
    if not 2 <= len(name) <= 18 or not re.search(r"[\u3400-\u9fff]{2}", name) or re.search(r"\d{2}", name):
        return None
    if (
        _MODE.fullmatch(re.sub(r"[\d年月]", "", name))
        or _MODE.match(name)
        or label_of(name) not in (None, "objective")
        or is_place(name)
    ):
        return None
    return (
        None
        if re.search(
            r"课程|成绩|排名|奖学金|绩点|学生|证书|级$|普通话|分$|毕业|英语[四六]|主席|班长|学位|读了|没|至今|现在|良好|优秀|合格|录取|专[四八]|^某|公司|年$|月$",
            name,
        )
        else name
    )


def _latin_major(text: str, start: int, school: Fact | None, level: tuple[str, int, int] | None) -> Fact | None:
    if level is None:
        return None
    folded = re.sub(r"\W", "", fold(text[level[1] : level[2]]).text)
    tail = text[level[2] :]
    skip = 0
    for _ in range(5):
        lead = _DEGREE_LEAD.match(tail[skip:])
        if lead is None or lead.end() == 0:
            break
        skip += lead.end()
    if level[0] in ("high_school", "junior_high"):
        inner = re.match(r"\s*\(([A-Z][\w -]{3,30})\)", tail)
        fits = inner and not re.search(r"\d|certificate|pass|grade|equivalent|board", inner[1], re.IGNORECASE)
        return (
            Fact(inner[1], start + level[2] + inner.start(1), start + level[2] + inner.end(1))
            if inner and fits
            else None
        )
    if folded in ("ingenieria", "ingeniería"):
        whole = re.match(r"[^,，|(\t]+", text[level[1] :])
        return (
            Fact(whole.group().strip(), start + level[1], start + level[1] + len(whole.group().strip()))
            if whole
            else None
        )
    listed = re.match(r"\s*\(([A-Z][\w .&-]+(?:,\s?[A-Z][\w .&-]+)+)\)", tail)
    if listed:
        return Fact(listed[1], start + level[2] + listed.start(1), start + level[2] + listed.end(1))
    for piece in _latin_pieces(tail[skip:], start + level[2] + skip):
        if school and piece.start < school.end and school.start < piece.end:
            break
        name = re.sub(
            r"^(?:major(?:ed|ing)? in|in|of|hons?\.?|honou?rs)\s+", "", piece.text, flags=re.IGNORECASE
        ).rstrip(".")
        if re.match(r"^of (?:arts|science|applied science)\b", name, re.IGNORECASE) or name.casefold() in (
            "arts",
            "science",
            "applied science",
            "hons",
            "honours",
            "honors",
            "hon",
            "2:1",
            "2:2",
            "degree",
        ):
            continue
        arts = re.match(
            r"^(?:arts|science|applied science|technology|engineering)\s+(?:in|of|major in)\s+", name, re.IGNORECASE
        )
        name = name[arts.end() :] if arts else re.sub(r"^level \d\w*\s+", "", name, flags=re.IGNORECASE)
        if (
            _TAIL.match(name)
            or is_place(name)
            or not re.search(r"[^\W\d_]{2}", name)
            or re.search(r"\d{4}", name)
            or len(name) > 60
        ):
            break
        at = text.index(name, piece.start - start) + start
        return Fact(name, at, at + len(name))
    before = _before_degree(text, start, school, level)
    if before:
        return before
    if folded in _COMMERCE:
        return Fact(_COMMERCE[folded], start + level[1], start + level[2])
    if folded in ("bca", "bba", "mba", "emba", "mca"):
        return Fact(text[level[1] : level[2]], start + level[1], start + level[2]) if folded != "bba" else None
    return None


def _before_degree(text: str, start: int, school: Fact | None, level: tuple[str, int, int]) -> Fact | None:
    """`…College, Tourism Management, Bachelor`, `FETC Short-Term Insurance NQF 4`: the major stands before the degree."""
    begin = school.end - start if school and school.end - start <= level[1] else 0
    for piece in _latin_pieces(text[begin : level[1]], start + begin):
        name = re.sub(
            r"^(?:fetc|nqf|national certificate)\b:?\s*|\s*\b(?:nqf|level)\s*\d?$", "", piece.text, flags=re.IGNORECASE
        )
        if (
            not re.match(r"[A-ZÀ-Ý][^\W\d_]", name)
            or _TAIL.search(name)
            or is_place(name)
            or len(name) > 50
            or _school_words()[1].search(fold(name).text)
        ):
            continue
        at = start + text.index(name, piece.start - start)
        return Fact(name, at, at + len(name))
    return None


# ---------------------------------------------------------------- entries


def _of_row(row: Row) -> _Entry:
    school = _school_in(row.text, row.start)
    text = row.text
    if school:  # 湖北中医药高等专科学校 is no degree
        begin, end = school.start - row.start, school.end - row.start
        text = text[:begin] + "\t" * (end - begin) + text[end:]
    level = _level_in(text)
    if level is None and school:
        level = _inside_school(row.text, school, row.start)
    latin = _latin_level(fold(text).text) if level and len(fold(text).text) == len(text) else None
    said = latin if latin and level and _ORDER.index(latin[0]) >= _ORDER.index(level[0]) else level
    major = _major_in(row.text, row.start, school, said)
    spans = periods(row.folded)
    return _Entry(
        Fact(level[0], row.start + level[1], row.start + level[2]) if level else None,
        school,
        major,
        _last_month(spans),
        bool(_GIVEN_UP.search(row.folded.text)) and not _IN_PROGRESS.search(row.folded.text),
        row.index,
    )


def _inside_school(text: str, school: Fact, start: int) -> tuple[str, int, int] | None:
    """A degree word that the school's piece holds too: `High school diploma, Pueblo Grande High`."""
    begin, end = school.start - start, school.end - start
    found = _latin_level(fold(text[begin:end]).text)
    return (found[0], begin, end) if found and found[0] in ("high_school", "junior_high") else None


def _last_month(spans: Sequence[Period]) -> int:
    return max((one.last.months if one.last else 99999 for one in spans), default=0)


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    """Rows of an education section, joined where an entry is told in several lines."""
    found: list[_Entry] = []
    for row in [part for row in rows for part in _parts(row)]:
        one = _of_row(row)
        if found and _goes_on(found[-1], one, row):
            last = found[-1]
            found[-1] = _Entry(last.level or one.level, last.school or one.school, last.major or one.major,
                               max(last.last, one.last), last.given_up or one.given_up, row.index)  # fmt: skip
        elif one.level or one.school or one.last:
            found.append(one)
    return found


def _parts(row: Row) -> list[Row]:
    """A row that tells of several schools, cut where a semicolon or slash parts them."""
    cuts = [match.end() for match in re.finditer(r"[;；。]|\s/\s|[|｜]", row.text)]
    bounds = [0, *cuts, len(row.text)]
    parts = [
        replace(row, text=row.text[a:b], start=row.start + a)
        for a, b in zip(bounds, bounds[1:], strict=False)
        if row.text[a:b].strip()
    ]
    several = sum(_school_in(part.text, 0) is not None for part in parts) > 1 if len(parts) > 1 else False
    return parts if several else [row]


def _goes_on(last: _Entry, one: _Entry, row: Row) -> bool:
    if row.index - last.row > 2 or (last.school and one.school) or (last.last and one.last):
        return False
    return not (last.level and one.level) and not (last.school and last.level and row.bullet)


def _guessed(entry: _Entry) -> _Entry:
    """The level that a school's kind stands for where no degree is said."""
    if entry.level or not entry.school:
        return entry
    name = fold(str(entry.school.value)).text
    for level, words in _BY_SCHOOL:
        if re.search(words, name):
            return replace(entry, level=Fact(level, entry.school.start, entry.school.end, ("school",)))
    return entry


def find_education(sheet: Sheet) -> EducationFacts:
    """Read the education section, the labelled cells and, failing both, what is told anywhere else."""
    entries = [_guessed(one) for one in _entries(_education_rows(sheet))]
    entries += _labelled_entry(sheet)
    if not any(entry.level and entry.school for entry in entries):
        entries += [_guessed(one) for one in _told(sheet)]
    standing = [entry for entry in entries if entry.level and not entry.given_up]
    if not standing:
        return _given_up_only(entries)
    best = max(standing, key=lambda one: (_rank(one), bool(one.school), one.last))
    return _completed(best, standing, entries)


def _rank(entry: _Entry) -> int:
    return _ORDER.index(str(entry.level.value)) if entry.level else -1


def _completed(best: _Entry, standing: Sequence[_Entry], entries: Sequence[_Entry]) -> EducationFacts:
    """Fill school and major from other entries of the same level, or from one that does not say its level."""
    peers = [one for one in standing if _rank(one) == _rank(best)] + [
        one for one in entries if one.level is None and not one.given_up
    ]
    school = best.school or next((one.school for one in peers if one.school), None)
    major = best.major or next(
        (one.major for one in peers if one.major and (one.school is None or one.school == school)), None
    )
    return EducationFacts(best.level, school, major)


def _given_up_only(entries: Sequence[_Entry]) -> EducationFacts:
    """A college that was given up counts as the level before it: high school."""
    left = [entry for entry in entries if entry.level and entry.given_up]
    if not left:
        return EducationFacts(school=next((one.school for one in entries if one.school), None))
    rank = max(_rank(one) for one in left)
    lower = _ORDER[1] if rank >= 2 else _ORDER[max(rank - 1, 0)]
    first = max(left, key=_rank).level
    keep = rank <= 1
    return EducationFacts(Fact(lower, first.start, first.end, ("given up",)) if first else None,
                          left[0].school if keep else None)  # fmt: skip


def _education_rows(sheet: Sheet) -> list[Row]:
    rows = sheet.in_sections("education")
    return [row for row in rows if not _is_head(row)]


def _is_head(row: Row) -> bool:
    """A heading, or the head of a table."""
    cells = row.cells
    return len(cells) > 1 and sum(label_of(cell.text) is not None for cell in cells) >= 2


def _labelled_entry(sheet: Sheet) -> list[_Entry]:
    """`学历 | 大专 | 专业 | 护理 | 毕业院校 | …` in a personal table, or as `label: value`."""
    level = school = major = None
    for kind, value in labelled_rows(
        [row for row in sheet.rows if row.section not in ("work", "references", "projects")]
    ):
        if kind in ("education", "school", "major"):
            found = _value_entry(kind, value)
            level, school, major = level or found.level, school or found.school, major or found.major
    if level is None:
        level = _header_level(sheet)
    return [_Entry(level, school, major)] if level or school or major else []


def _value_entry(kind: str, value: Value) -> _Entry:
    level = _level_in(value.text)
    fact = Fact(level[0], value.start + level[1], value.start + level[2]) if level else None
    school = _school_in(value.text, value.start)
    major = _major_in(value.text, value.start, school, level)
    if kind == "major":
        name = re.split(r"[（(,，/]\s*(?=本科|大专|\d|专科|硕士|中专|全日|學士|学士|[A-Z]{2,5}[)）])", value.text)[0].strip()
        major = Fact(name, value.start, value.start + len(name)) if 2 <= len(name) <= 40 else major
    if kind == "school" and school is None and len(value.text) <= 40:
        school = Fact(value.text, value.start, value.end)
    if kind == "education" and level and school is None:
        major = _major_beside(value, level)
    return _Entry(fact, school, major)


def _major_beside(value: Value, level: tuple[str, int, int]) -> Fact | None:
    """`本科 统计学`, `大专（药学）` in the cell of the level."""
    rest = value.text[level[2] :]
    name = _clean_major(rest.strip(" ()（）,，·"))
    return (
        Fact(
            name,
            value.start + value.text.index(name, level[2]),
            value.start + value.text.index(name, level[2]) + len(name),
        )
        if name
        else None
    )


def _header_level(sheet: Sheet) -> Fact | None:
    """`女 | 26岁 | 大专` in the header."""
    for row in sheet.in_sections("header", "personal"):
        if row.sentence and row.width > 60:
            continue
        for piece in re.finditer(r"[^|｜\t,，;；/·\s　]+", row.text):
            level = _level_in(piece.group()) if len(piece.group()) <= 10 else None
            if level and not piece.group().isascii():
                return Fact(level[0], row.start + piece.start() + level[1], row.start + piece.start() + level[2])
    return None


def _told(sheet: Sheet) -> list[_Entry]:
    """Education told in sentences: `2010年我从安徽财经大学金融学本科毕业`, `I have a B.A. from …`."""
    found = []
    for row in sheet.rows:
        if row.section in ("work", "references", "projects", "objective", "education"):
            continue
        for match in re.finditer(r"(?:[^。；;！\n.]|\.(?!\s+[A-Z])|(?<![a-z)\d])\.)+", row.text):
            sentence = replace(row, text=match.group(), start=row.start + match.start())
            found += [entry for part in _parts(sentence) for entry in _told_entry(part)]
    return found


def _told_entry(part: Row) -> list[_Entry]:
    if not _SCHOOL_TALK.search(part.folded.text):
        return []
    one = _of_row(part)
    studied = re.search(r"毕业|畢業|读|念|学生|专业|本科|大专|中专|graduat|stud|sophomore|student", part.folded.text)
    if not one.level and not (one.school and studied):
        return []
    if (
        one.school is None
        and part.sentence
        and not re.search(r"毕业|文化|学历|学[的了]|读|graduat|degree|diploma|school", part.folded.text)
    ):
        return []
    return [replace(one, major=_told_major(part, one))]


def _told_major(part: Row, one: _Entry) -> Fact | None:
    """In a sentence only what is called a major, or what stands right behind the school, is one."""
    if one.major is None or not part.sentence and one.school:
        return one.major
    said = _MAJOR_SAID.search(part.text)
    at = one.major.start - part.start
    if said and said.start() <= at <= said.end():
        return one.major
    close = one.school is not None and 0 <= one.major.start - one.school.end <= 3
    return one.major if close or part.text[at : at + 1].isascii() else None
