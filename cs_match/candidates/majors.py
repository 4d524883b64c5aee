"""The major in a line about an education: what is called one, or what stands beside school and degree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cs_match.candidates.degrees import Level, han_level
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Fact
from cs_match.candidates.places import is_place
from cs_match.candidates.subjects import latin_major, subject_before
from cs_match.text import fold

__all__ = ["MODE", "clean_major", "major_in", "said_major"]

_HAN_SPLIT = re.compile(r"\s*(?:[:：|｜\t,，;；、•·。]|\s[–—-]+\s|　|\s{1,})\s*")
_SAID = re.compile(
    r"(?:学的是|读的是|专业(?:是|为|[:：])|主修|[学读念]的)\s*(?P<is>[\u3400-\u9fff]{2,10})"
    r"|(?P<called>[\u3400-\u9fff（）()]{2,12}?)专业(?!学校|技术|人才|课|线|能力|知识|中)"
    r"|[，,；;]\s?学(?![历生校习过会以到了位院的])(?P<learns>[\u3400-\u9fff]{3,12})(?=[，,。；;])"
    r"|[学读念]了[一二两三四五\d]+年(?P<years>[\u3400-\u9fff]{2,8})"
)
MODE = re.compile(
    r"统招|全日制|自考|自学考试|函授|成人高考|成人教育|成人|成教|业余|在职|夜大|网络教育|远程|"
    r"电大|专升本|脱产|学历|学位|毕业|在读|双一流|211|985|普通|应届|高考|结业|届|学制|"
    r"年制|公办|民办|预计|复学|网教|技能人才|统考|一本|二本|三本|一贯|预备技师|高级工|中级工|^高级?技师?$|独立学院|(?:五|三|两|四)年"
)
_NO_HAN_MAJOR = re.compile(
    r"了$|^补|怀孕|^[持报]|[证證]$|课程|成绩|排名|奖学金|绩点|学生|证书|级$|普通话|分$|毕业|英语[四六]|主席|班长|学位|读了|没|至今|现在|良好|"
    r"优秀|合格|录取|专[四八]|^某|公司|年$|月$|[学學]院$|分校$|校区$|局$|^[文理]科$|^在.{2,6}[读念上]的$|联络|聯絡|联系|聯繫|電話|电话|邮箱|地址|^(?:上的|学校|后来|自考|老家)|的是$|学历|中[学學]$|学校$|^正?在读|^辅修|中[三四五六七]|會考|会考|文憑試|文凭试|^課程$|^课程$|年生$|岁|出生|^[男女]$|汉族|[已未]婚|党员|团员|^(?:教育|技能|学历|证书|本科|硕士|大专|博士)$"
)


def said_major(text: str) -> re.Match[str] | None:
    """Where a text calls something a major: `英语专业`, `学的是动物科学`."""
    return _SAID.search(text)


def major_in(text: str, start: int, school: Fact | None, level: Level | None) -> Fact | None:
    """The major that a line names.

    Args:
        text, start: the line and its offset.
        school: the school that the line names; it is no part of the major.
        level: the degree in the line, with offsets in `text`.
    """
    said = _said(text, start) or _studied(text, start)
    if said:
        return said
    latin = level if level and not re.search(r"[\u3400-\u9fff]", text[level[1] : level[2]]) else None
    found = latin_major(text, start, school, latin) if latin else None
    found = found or _han_major(text, start, school)
    return found or (subject_before(text, start, school, level) if level and school else None)


def _fact(text: str, start: int, name: str, after: int = 0) -> Fact:
    at = start + text.index(name, after)
    return Fact(name, at, at + len(name))


def _said(text: str, start: int) -> Fact | None:
    for said in _SAID.finditer(text):
        found = _called(said, text, start)
        plain = fold(str(found.value).strip("()（）")).text if found else ""
        level = han_level(plain)
        if found and not (level and level[2] - level[1] == len(plain)):
            return found
    return None


_STUDIED = re.compile(
    r"\b(?:studied|studying|majored in|majoring in|to read|reading)\s(?P<major>[A-Z][\w&'’-]*(?:\s(?:and|of|&|"
    r"[A-Z][\w&'’-]*)){0,5})"
    r"(?=\s(?:at|in|from|with)\s[A-Z])"
)


def _studied(text: str, start: int) -> Fact | None:
    """`I studied Psychology at Peel Park University`."""
    found = _STUDIED.search(text)
    return Fact(found["major"], start + found.start("major"), start + found.end("major")) if found else None


def _called(said: re.Match[str], text: str, start: int) -> Fact | None:
    if said.lastgroup is None:
        return None
    name = said[said.lastgroup]
    cut = re.search(r".*(?:大学|大學|学院|學院|学校|的|于|在)", name)
    begin = said.start(said.lastgroup) + (cut.end() if cut else 0)
    name = text[begin : said.end(said.lastgroup)]
    name = name if "（" in name[-8:] else re.sub(r"[（(].*$", "", name)
    return Fact(name, start + begin, start + begin + len(name)) if len(name) >= 2 else None


# ---------------------------------------------------------------- Chinese


def _han_major(text: str, start: int, school: Fact | None) -> Fact | None:
    masked = text
    if school:
        begin, end = school.start - start, school.end - start
        masked = text[:begin] + "\t" * (end - begin) + text[end:]
    broad: Fact | None = None
    for piece, at in _han_pieces(masked):
        name = clean_major(piece)
        if name and broad is None and re.search(r"[\u3400-\u9fff]{2}(?:学士|學士|硕士|碩士)$", piece.strip()):
            broad = _fact(text, start, name, at)  # 工商管理學士 市場學
        elif name:
            return _fact(text, start, name, at)
    return broad


def _han_pieces(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for found in [*_HAN_SPLIT.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[at:end].strip():
            yield text[at:end], at
        at = found.end() if found else end


def clean_major(piece: str) -> str | None:
    """The major that a piece of a line is, without degree and mode of study, or None if it is something else.

    >>> clean_major("电子商务（中专）"), clean_major("全日制本科")
    ('电子商务', None)
    """
    piece = re.sub(r"^\s*(?:[(（](?:[A-Za-z]|[^()（）]{0,12}\d)[^()（）]*|[A-Za-z .]*)[)）]", "", piece)
    piece = re.sub(r"^[A-Za-z][A-Za-z .'’&/-]*[(（]\s*(?=[\u3400-\u9fff])", "", piece)
    name = _without_degree(_without_remark(piece))
    name = re.sub(r"(?:专业|專業|毕业|畢業)$", "", name)
    name = re.sub(
        r"^(?:主修|专业|就读|读|学(?:习|[过了][一二两三四五\d]年|(?!前|校|科|生|习|术|历|歷)(?=.{2})))[:：]?", "", name
    )
    if fold(name).text == name:  # 中文系, but in traditional characters 觀光事業系
        name = re.sub(r"(?<=[\u3400-\u9fff]{2})系$", "", name)
    if not 2 <= len(name) <= 18 or not re.search(r"[\u3400-\u9fff]{2}", name) or re.search(r"\d{2}", name):
        return None
    other = label_of(name) not in (None, "objective") or is_place(name) or _NO_HAN_MAJOR.search(name)
    return None if other or MODE.match(name) else name


def _without_remark(piece: str) -> str:
    inner = re.match(r"^(.{2,14}?)[(（]([^()（）]*)[)）]?$", piece.strip(" "))
    if inner is None:
        return piece.strip(" ()（）[]【】：:*")
    remark = inner[2]
    plain = han_level(fold(remark).text) or MODE.search(remark) or re.search(r"\d{4}", remark) or remark.isascii()
    plain = plain or re.search(r"方向$", remark)
    return inner[1] if plain else piece.strip()


def _without_degree(name: str) -> str:
    level = han_level(fold(name).text)
    if level is None:
        return name
    rest = max(name[: level[1]], name[level[2] :], key=len).strip(" ()（）")
    return rest if len(rest) >= 2 and not MODE.fullmatch(rest) else ""
