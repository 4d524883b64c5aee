"""The person's name: a label, the resume's title or the first words of a letter; the file name only confirms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from cs_match.candidates.labels import label_of, labelled
from cs_match.candidates.layout import Fact, Row, Sheet
from cs_match.candidates.places import is_place
from cs_match.candidates.posts import has_title_word
from cs_match.candidates.signing import sign_offs
from cs_match.lexicon import read_table
from cs_match.sections import heading_kind
from cs_match.text import fold

__all__ = ["find_name", "looks_like_han_name"]

_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])")
_DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}[·•・．][\u4e00-\u9fff]{2,10}")
_SPACED = re.compile(r"^[\u3400-\u9fff](?:[\s　]+[\u3400-\u9fff]){1,3}$")
_TITLE_WORDS = re.compile(
    r"(?:的)?(?:个人|求职|我的|应聘|中文|简体|电子)?(?:简历|履历表?|求职信|自荐信|自我介绍|"
    r"自传|求职表|登记表|求职自述|自荐书|应聘书|求职自荐)+"
)
_INTRODUCED = re.compile(
    r"(?:我叫做?|我的名字(?:是|叫)|本人(?:姓名)?(?:叫|是)?|(?:大名|真名|全名|本名)(?:是|叫)?|大家好,?我是|您好[,!。]?我是|"
    r"你好[,!。]?我是|^我是|敝人|[,。!]我是|身份证(?:上|名)?(?:是|叫|[:：]))\s*[“\"「]?"
)
_I_AM = re.compile(r"\b(?:my name is|my full name is|i am|i['’]m|this is)\s+", re.IGNORECASE)
_RESUME = re.compile(
    r"^(?:curriculum\s+vitae|c\.?v\.?|r[eé]sum[eé]|bio-?\s?data|profile|candidate(?:\s+(?:report|"
    r"profile|name))?|name|application)\b"
    r"(?:\s+of)?\s*[:–—|-]*\s*", re.IGNORECASE)  # fmt: skip
_PREFIX = re.compile(r"^(?:(?:mr|mrs|ms|miss|dr|engr?|prof|atty|ca-inter|ca|cs|cma|rev)\b[.:]?\s+)+", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:,\s*(?:rn|bsn|msn|mba|ph\.?d|cpa|pmp|ccrn|lpt|rph|md|ccxp|cssbb|cssgb|csm|csp|bs|ba|b\.a|ma|m\.a|msc|bsc|"
    r"cfa|acca|mle|mha|mph|msw|bba|bcom|btech|mtech|b\.?tech|pgdm|llm|mcom|mres|mphil|dba|edd|he/him|she/her|they/them|cna|lvn|lpn|esq|a?cipd|mcipd|shrm-s?cp|s?phr|itil|hdi|copc|llb|jd|bcom|b\.com|aat|cima|fcca|aca|"
    r"mict|mscp|capm|cia|cisa|cams|lssbb|lssgb|ccna|assoc\.? cipd)\b\.?)+\s*$",
                     re.IGNORECASE)  # fmt: skip
_L = r"A-Za-zÀ-ɏḀ-ỿ"
_LATIN_WORD = rf"(?:[aA]/[pPlL]\b|[sSdD]/[oO]\b|[{_L}][{_L}'’ʼ.-]*|[\"“'(][\"“]?[{_L}][{_L} .'’-]{{0,18}}[\"”]?[\"”')])"
_LATIN = re.compile(rf"{_LATIN_WORD}(?:\s+{_LATIN_WORD}){{0,6}}(?:,\s?(?:jr\.?|sr\.?|[A-Z][a-z]+))?", re.IGNORECASE)
# OKONKWO, CHIDINMA BLESSING · CHIU Ka Yan, Karen: a surname in capitals, or given names behind a comma.
_SURNAME_FIRST = re.compile(
    rf"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’-]{{1,20}},\s?[A-ZÀ-Þ][{_L}'’-]+(?:\s[A-ZÀ-Þ][{_L}.'’-]*){{0,3}}"
    rf"|[A-ZÀ-Þ]{{2,12}}(?:\s[A-ZÀ-Þ][{_L}-]+){{1,2}},\s?[A-ZÀ-Þ][{_L}-]+(?:\s[A-ZÀ-Þ][{_L}-]+)?)(?=\s*(?:$|[|·(（\u3400-\u9fff/]))"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW_HAN = 12
_BREAK = re.compile(r"\s*(?:[|｜\t／·•;；:：]|\s/\s?|\s[-–—]+\s|[-–—]{2,}|　|\s{3,}|[,，](?=\s?(?:应聘|求职)))\s*")
_PARTICLES = frozenset(
    (
        "de da del dos das la le van von der den bin binti al el ibn ben di du af zu zum dem ten op o i ap ferch"
        " bint binte abu ould ka wa ole dello della degli do us vd mac a/p a/l s/o d/o y e san ter"
    ).split()
)
_NO_NAME = re.compile(
    r"公司|大学|学院|学校|银行|集团|中心|简历|履历|求职|应聘|个人|信息|联系|电话|^[男女]$|"
    r"女性|本科|大专|经验|自我|热线|招聘|直聘|智联|推荐|候选人|登记表|应届|本人"
    r"|报告|猎头|寻访|机密|报名|岗位|职位|技能|语言|证书|教育|工作|客服|语种|更新|年龄|性别|族$|初中|高中|中专|硕士"
)
# Surnames that are trades, behind a first name: `Jennifer L. Cook`.
_TRADE_SURNAME = re.compile(
    r"(?<=[\w.]\s)(?:cook|baker|porter|carter|butler|cooper|taylor|driver|steward|stewart|page|chambers|banks|bishop|"
    r"dean|judge|mason|miller|painter|fisher|hunter|shepherd|turner|barber|sawyer|parker|walker|gardner|carpenter|"
    r"marshall|major|king|knight|smith|clarke?|fowler|farmer|weaver|potter|archer|chandler|brewer|guard)\b",
    re.IGNORECASE)  # fmt: skip
_NO_LATIN = re.compile(
    r"\b(?:resume|curriculum|vitae|summary|profile|objective|experience|education|skills?|"
    r"contact|address|university|college|street|road|"
    r"limited|ltd|inc|llc|service|services|support|manager|engineer|agent|specialist|"
    r"assistant|representative|city|page|email|phone|mobile|"
    r"report|consultant|confidential|search|recruit\w*|jobsdb|jobstreet|naukri|linkedin|"
    r"wuzzuf|export|cover|letter|application|apartment|"
    r"hello|dear|hi|looking|seeking|currently|updated|about|me|work|career|details|"
    r"remote|team|customer|and|the|for|with|at|in|of)\b",
    re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    fact: Fact
    score: float


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames"))


def looks_like_han_name(text: str) -> bool:
    """Two to four Han characters that begin with a surname and are no other word of resumes.

    >>> looks_like_han_name("欧阳靖"), looks_like_han_name("客服主管")
    (True, False)
    """
    folded = fold(text).text
    if (
        not 2 <= len(folded) <= 4
        or _NO_NAME.search(folded)
        or has_title_word(folded)
        or heading_kind(text, styled=True)
    ):
        return False
    if is_place(text):
        return False
    known = _surnames()
    return folded[:2] in known if len(folded) == 4 else folded[0] in known or folded[:2] in known


def find_name(sheet: Sheet) -> Fact | None:
    """The person's name in the resume's own letters; of a name in two scripts the Chinese one."""
    found = [
        *_labelled(sheet),
        *_in_two_cells(sheet),
        *_titles(sheet),
        *_told(sheet),
        *_signatures(sheet),
        *_signed_off(sheet),
        *_last_lines(sheet),
        *_hinted(sheet),
    ]
    hint = _hint(sheet)
    ranked = sorted(found, key=lambda one: (-_weight(one, hint, sheet), one.fact.start))
    return _in_full(ranked[0], ranked).fact if ranked else None


def _in_full(best: _Name, ranked: list[_Name]) -> _Name:
    """The whole of a name that a letter is signed with a part of: 木呷阿木 for 阿木."""
    name = str(best.fact.value)
    longer = [one for one in ranked if one.score >= 4 and str(one.fact.value).endswith(name) and one.fact.value != name]
    return longer[0] if longer and re.match(r"[\u3400-\u9fff]", name) else best


def _weight(one: _Name, hint: str, sheet: Sheet) -> float:
    seen = 1.5 if sheet.hinted("NAME", one.fact.start, one.fact.end) else 0.0
    return one.score + seen + _confirmed(str(one.fact.value), hint)


def _hinted(sheet: Sheet) -> Iterator[_Name]:
    """Names that only the tagger saw among the first lines: those of peoples whose surnames no table has."""
    limit = sheet.rows[min(7, len(sheet.rows) - 1)].end if sheet.rows else 0
    for hint in sheet.hints:
        name = sheet.text[hint.start : hint.end].strip()
        if (
            hint.label == "NAME"
            and hint.end <= limit
            and 2 <= len(name) <= 40
            and "\n" not in name
            and not has_title_word(name)
        ):
            start = hint.start + sheet.text[hint.start : hint.end].index(name)
            yield _Name(Fact(name, start, start + len(name)), 2)


def _hint(sheet: Sheet) -> str:
    """What the file name and the mail address say; they name nobody, but they confirm a name that the text has."""
    addresses = re.findall(r"[\w.+-]{3,40}(?=@)", sheet.folded.text[:4000])
    return " ".join([fold(PurePath(sheet.document.source).stem).text, *addresses])


def _confirmed(name: str, hint: str) -> float:
    folded = fold(name).text
    words = [word for word in re.split(r"[^\w]+", folded) if len(word) > 1]
    if not words:
        return 0
    compact = re.sub(r"[\W_\d]+", "", hint)
    return 4 * sum(word in compact for word in words) / len(words)


def _in_two_cells(sheet: Sheet) -> Iterator[_Name]:
    """`Surname: Dlamini`, `First names: Nomvula Grace`: first names stand first."""
    first = next(labelled(sheet.rows, "givenname"), None)
    last = next(labelled(sheet.rows, "surname"), None)
    if first and last:
        han = bool(re.match(r"[\u3400-\u9fff]", last.text))
        whole = f"{last.text}{first.text}" if han else f"{first.text} {last.text}"
        if han or _plausible(whole, True, False):
            yield _Name(Fact(whole, min(first.start, last.start), max(first.end, last.end)), 10)


def _labelled(sheet: Sheet) -> Iterator[_Name]:
    for value in labelled(sheet.rows, "name"):
        name = _name_in(value.text, value.start, sure=True)
        if name:
            yield _Name(name, 10)
            return


def _name_in(text: str, start: int, *, sure: bool = False, confirmed: bool = False) -> Fact | None:
    """The name with which a title line or a labelled value begins."""
    han = _han_name(text, start, sure=sure)
    return han or _latin_name(text, start, sure=sure, loose=confirmed)


def _han_name(text: str, start: int, *, sure: bool) -> Fact | None:
    stripped = text.strip()
    if _SPACED.match(stripped) and looks_like_han_name(re.sub(r"\s", "", stripped)):
        lead = text.index(stripped)
        return Fact(re.sub(r"\s", "", stripped), start + lead, start + lead + len(stripped))
    apart = re.match(r"([\u3400-\u9fff]{1,2})[ 　]([\u3400-\u9fff]{2})(?=\s*(?:先生|小姐|女士)?(?:\s|$))", text)
    if apart and fold(apart[1]).text in _surnames() and looks_like_han_name(apart[1] + apart[2]):
        return Fact(apart[1] + apart[2], start, start + apart.end())  # 歐陽 志明 先生
    dotted = _DOTTED.match(text)
    if dotted and (sure or not has_title_word(dotted.group())):
        return Fact(dotted.group(), start, start + dotted.end())
    plain = _TITLE_WORDS.sub(lambda match: " " * len(match.group()), text)
    plain = re.sub(r"(?<=[\u4e00-\u9fff])(?:先生|女士|小姐|同学)", lambda match: " " * len(match.group()), plain)
    for found in _HAN_NAME.finditer(plain[:48]):
        first = found.start() == 0 or not plain[found.start() - 1].isalnum()
        if first and (looks_like_han_name(found.group()) or (sure and found.start() == 0)):
            begin = start + found.start()
            return Fact(found.group(), begin, begin + len(found.group()))
        before = plain[: found.start()]
        if (sure or before.strip()) and not re.fullmatch(r"[A-Za-z\s.,'’()-]*", before):
            return None
    return None


def _latin_name(text: str, start: int, *, sure: bool, loose: bool = False) -> Fact | None:
    skip = 0
    for pattern in (_RESUME, _PREFIX):
        found = pattern.match(text[skip:])
        skip += found.end() if found else 0
    body = _BREAK.split(text[skip:], maxsplit=1)[0]
    body = re.sub(r"['’]s (?:cv|resume|résumé|profile)$", "", body.replace("®", " ").rstrip(), flags=re.IGNORECASE)
    body = _SUFFIX.sub("", body)
    behind = re.search(r",\s[A-Z][a-z]+(?:\s[A-Za-z&-]+){1,5}$", body)
    if behind and has_title_word(behind.group().casefold()):  # Hannah Okoro, Customer Service Advisor
        body = body[: behind.start()]
    match = _SURNAME_FIRST.match(body) or _LATIN.match(body)
    if match is None:
        return None
    name = re.sub(r"\s*\([^)]*\)\s*$", "", match.group()).rstrip(" ,")
    name = name if body[: len(name)] == name else match.group()
    rest = body[len(match.group()) :].strip()
    if rest and rest[0] not in "(,，（（" and not sure and not _HAN_NAME.fullmatch(rest):
        return None
    return Fact(name, start + skip, start + skip + len(name)) if _plausible(name, sure, loose) else None


def _plausible(name: str, sure: bool, loose: bool) -> bool:
    last = name.rpartition(",")[2].strip()
    if last != name and is_place(last):
        return False  # Surulere, Lagos
    words = re.findall(r"[^\W\d_][\w'’.-]*", name)
    if not words or len(words) > 7 or len(name) > 48 or _NO_LATIN.search(name):
        return False
    if has_title_word(_TRADE_SURNAME.sub("", name).casefold()):
        return False
    if is_place(name):
        return False
    if sure:
        return True
    capital = all(word[0].isupper() or word.casefold() in _PARTICLES for word in words)
    return len(words) >= 2 and (capital or loose) and heading_kind(name, styled=True) is None


def _titles(sheet: Sheet) -> Iterator[_Name]:
    """Names in the first lines, in lines of the header and in lines set larger than all others."""
    sizes = [row.size for row in sheet.rows if row.size]
    largest = max(sizes, default=0)
    hint = re.sub(r"[\W_\d]+", "", _hint(sheet))
    for at, row in enumerate(sheet.rows[:400]):
        big = bool(largest) and row.size >= largest * 0.98
        if (at > 7 and not big) or (row.section == "work" and not big):
            continue
        if (row.sentence and row.width > 60) or label_of(row.text.split("\t")[0]) not in (None, "name"):
            continue
        if big:
            yield from _wrapped(sheet, at, largest)
        words = re.findall(r"[^\W\d_]{2,}", row.folded.text)[:2]
        confirmed = len(words) == 2 and all(word in hint for word in words)
        name = _name_in(row.text.split("\t")[0], row.start, confirmed=confirmed)
        if len(_HAN.findall(sheet.text)) <= _FEW_HAN:  # an English resume whose writer also has a Chinese name
            name = _latin_name(row.text.split("\t")[0], row.start, sure=False, loose=confirmed) or name
        if name:
            yield _Name(
                name, 6 - 0.5 * min(at, 8) + (2.5 if big else 0) + (1 if row.heading else 0) + _alone(row, name)
            )


def _wrapped(sheet: Sheet, at: int, largest: float) -> Iterator[_Name]:
    """A Latin name set so large that it needs two or three lines."""
    rows = [sheet.rows[at]]
    for row in sheet.rows[at + 1 : at + 3]:
        if row.size < largest * 0.98 or row.index != rows[-1].index + 1:
            break
        rows.append(row)
    whole = " ".join(row.text for row in rows)
    name = _latin_name(whole, 0, sure=False) if len(rows) > 1 else None
    if name and name.end == len(whole):
        yield _Name(Fact(name.value, rows[0].start + name.start, rows[-1].end), 13 - 0.5 * min(at, 8))


def _alone(row: Row, name: Fact) -> float:
    return 0.5 if name.end - name.start >= len(row.text) - 2 else 0.0


def _told(sheet: Sheet) -> Iterator[_Name]:
    for row in sheet.rows[:60]:
        for cue in _INTRODUCED.finditer(row.folded.text[:200]):
            start = row.folded.starts[cue.end()] if cue.end() < len(row.folded.starts) else None
            name = _introduced(row, start) if start is not None else None
            if name:
                yield _Name(name, 5)
        english = _I_AM.search(row.text[:200])
        if english:
            name = _latin_name(
                re.split(r",|(?<=[a-z]{3})\.|\sand\s", row.text[english.end() : english.end() + 40])[0],
                row.start + english.end(),
                sure=False,
            )
            if name:
                yield _Name(name, 4)


def _introduced(row: Row, start: int) -> Fact | None:
    run = re.match(r"[\u3400-\u9fff]{2,4}", row.text[start:])
    dotted = _DOTTED.match(row.text[start:])
    if dotted:
        return Fact(dotted.group(), row.start + start, row.start + start + dotted.end())
    if run is None:
        return None
    for size in (3, 2, 4):
        name = run.group()[:size]
        after = row.text[start + size : start + size + 1]
        if len(name) == size and looks_like_han_name(name) and not ("\u3400" <= after <= "\u9fff"):
            return Fact(name, row.start + start, row.start + start + size)
    whole = re.match(r"[\u3400-\u9fff]{2,5}(?=[,，。;；(（\s!！])", row.text[start:])
    called = row.text[:start].endswith(("叫", "叫做", "名字是"))  # 我叫木呷阿木: surnames that no table has
    if (
        whole
        and called
        and not has_title_word(whole.group())
        and not is_place(whole.group())
        and not _NO_NAME.search(whole.group())
    ):
        return Fact(whole.group(), row.start + start, row.start + start + whole.end())
    return None


def _signed_off(sheet: Sheet) -> Iterator[_Name]:
    """Names below the closing words of a letter."""
    for fact in sign_offs(sheet, _name_in):
        yield _Name(fact, 4)


def _last_lines(sheet: Sheet) -> Iterator[_Name]:
    """A name that is all that one of the last lines says."""
    for row in sheet.rows[-6:]:
        if row.width > 14 or row.bullet or row.section in ("skills", "references", "education", "languages", "hobbies"):
            continue
        name = _name_in(row.text, row.start)
        if name and name.end - name.start >= len(row.text.rstrip(" .。")) - 1:
            yield _Name(name, 2.5)


def _signatures(sheet: Sheet) -> Iterator[_Name]:
    """`李明  2025年12月9日` or `(Prashanth R Naidu)` at the end."""
    for row in sheet.rows[-4:]:
        han = re.match(
            r"(?:此致|敬礼|署名|签名|求职者|申请人|本人签字)?\s*[:：]?\s*([\u3400-\u9fff]{2,4})(?=\s|$|　|电话|\d)",
            row.text,
        )
        if han and row.width < 24 and looks_like_han_name(han[1]):
            yield _Name(Fact(han[1], row.start + han.start(1), row.start + han.end(1)), 2)
        signed = re.search(r"\(([A-Z][\w.'’ -]{4,40})\)\s*$", row.text)
        if signed and _plausible(signed[1], False, False):
            yield _Name(Fact(signed[1], row.start + signed.start(1), row.start + signed.end(1)), 1)
