"""The major in a Latin line about an education: what stands behind, in brackets behind or before the degree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cs_match.candidates.degrees import Level, degree_subject, latin_level
from cs_match.candidates.labels import label_of
from cs_match.candidates.layout import Fact, Value
from cs_match.candidates.places import is_place
from cs_match.candidates.schools import latin_pieces, names_school

__all__ = ["latin_major", "subject_before"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 70  # characters of a major
# `major in X`, `specialising in X`, `concentration: X`; `minor in X` is none.
_CALLED = re.compile(
    r"\b(?:major(?:ed|ing|s)?|speciali[sz](?:ed|ing|ation)|concentration|emphasis|majors)\b\s*(?:in|on|of)?\s*[:–-]?\s*"
    r"(?!in\b)(?=[A-Z])|\b(?:field of study|discipline|stream|branch|option)\s*[:–-]\s*",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(r"^(?P<what>.{3,50}?)\s+(?:option|major|stream|specialisation|specialization|track|strand|"
                           r"branch|concentration|pathway)$", re.IGNORECASE)  # fmt: skip
_FOREWORDS = re.compile(
    r"\s*(?:\b(?:degree|honou?rs|hons\.?|programme|program|course|studies in|the|level \d\w*|nqf \d|nc ?i{1,3}v?|"
    r"(?:first|final|second|third) year|in|en|em|of|dan|zur?|zum|als|with honou?rs|national|extended|subsidiary|"
    r"award|diploma|certificate)\b"
    r"|[.:’'–—*/-]|\((?:hons?\.?|honou?rs|ordinary|general|part[- ]time|full[- ]time)\))\s*",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z.&/ ]{0,9})\)\s*")
_FACULTY = re.compile(r"(?:of |in )?(?:the )?(?:arts|sciences?|applied sciences?|applied arts|"
                      r"arts and sciences?|general studies)\b", re.IGNORECASE)  # fmt: skip
_BROAD = re.compile(
    r"(?:of )?(?:arts|sciences?|applied sciences?|applied arts|technology|engineering|philosophy|commerce|business|"
    r"education|business administration|science in business administration|administration|management|"
    r"applied business|social sciences?|laws?)$",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"^(?:19|20)\d{2}|\d+(?:\.\d+)?\s?%|\bc?gpa\b|\bcgpi\b|\b(?:first|second|third|upper|lower|1st|2nd|3rd)\s(?:class|"
    r"division|upper|lower|year)|\bgraduat|\bclass of\b|finished|passed|complet|distinction|\bmerit$|affiliat|"
    r"\bdistance|part[- ]time|full[- ]time|\bonline\b|evening|weekend|schooling|qualif|cum laude|\bdean|honou?rs?$|"
    r"\bhons?$|expected|in progress|pursuing|present|ongoing|\bcredits?\b|\bunits?\b|\bgrade\b|\bgrades\b|\bpass\b|"
    r"\bcredit$|\bboard\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|"
    r"august|september|october|november|december)\.?\s?(?:\d|$)|\baward|"
    r"^(?:very )?good$|^excellent$|^minor|^coursework|^relevant|^thesis|^dissertation|^result|^\d|"
    r"\bscholar|^and\b|^or\b|^but\b|^with\b|^from\b|^at\b|^left\b|^did not|^not\b|^years?\b|^no degree|^state of",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s+(?:from|at|with (?!(?-i:[A-Z])(?!hon|dist|merit|first|upper|second|minor))|minor|through|via|while|where|but|"
    r"and (?:a |an )?minor|graduated|completed|obtained|degree\b|"
    r"in (?:19|20)\d\d|by|awarded|expected|\(|2[:.][12]|nqf\b|level \d)(?:\b|\s|$|\().*$|[\s,]+(?:19|20)\d\d.*$|"
    r"\s+(?:degree|diploma|department|dept\.?|programme|program|course)$|\s+[\u3400-\u9fff].*$|\.\s+[A-Z].*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:of|in) )?(?:arts|sciences?|applied sciences?|technology|engineering|business administration|commerce|"
    r"business|education|philosophy)\s*(?:degree\s)?(?:in|with (?:a )?(?:major|specialization|concentration) in)\s+|"
    r"^(?:major(?:ed|ing)? in|in|of|hons?\.?|honou?rs(?: in)?|department of|dept\.? of|faculty of)\s+|"
    r"^(?:fetc|fet|nqf|national certificate|national|extended)\b:?\s*|^level \d\w*\s+",
    re.IGNORECASE,
)
_WORD_OF_LEVEL = re.compile(
    r"^(?:tertiary|secondary|primary|college|university|education|graduation|post[- ]?graduation|degree|course|"
    r"undergraduate|postgraduate|higher education|qualification|studies|master|bachelor|diploma|certificate|"
    r"year|school|institution|name|vocational|professional|academic)$",
    re.IGNORECASE,
)
_STREAMS = re.compile(r"certificate|pass|grade|equivalent|board|english|maths?|subject|expected|part|\d|"
                      r"cbse|icse|marks|points|completed|leaving|level|abroad|day|night|spm|"
                      r"ged|state", re.IGNORECASE)  # fmt: skip


def latin_major(text: str, start: int, school: Fact | None, level: Level) -> Fact | None:
    """The major that a line with a Latin degree names.

    Args:
        text, start: the line and its offset in the document.
        school: the school that the line names; it is no part of the major.
        level: the degree in the line, with offsets in `text`.
    """
    if level[0] in ("high_school", "junior_high"):
        return _stream(text, start, level)
    degree = text[level[1] : level[2]]
    if re.fullmatch(r"ingenier[ií]a", degree, re.IGNORECASE):
        whole = re.match(r"[^,，|(\t]+", text[level[1] :])
        return _fact(text, start, whole.group().strip(), level[1]) if whole else None
    found = _called(text, start) or _listed(text, start, level) or _behind(text, start, school, level)
    found = found or subject_before(text, start, school, level)
    own = degree_subject(degree)
    return found or (Fact(own, start + level[1], start + level[2]) if own else None)


def _fact(text: str, start: int, name: str, after: int = 0) -> Fact:
    at = start + text.index(name, after)
    return Fact(name, at, at + len(name))


def _stream(text: str, start: int, level: Level) -> Fact | None:
    """`F.Sc. (Pre-Engineering)`, `12th (Commerce)`, `ABM strand`: a stream of a school, but no certificate or pass."""
    inner = re.match(r"\s*\(([A-Z][A-Za-z& -]{2,30})\)", text[level[2] :])
    if inner and not _STREAMS.search(inner[1]) and not is_place(inner[1]):
        return _fact(text, start, inner[1], level[2])
    strand = re.search(
        r"\b([A-Z][A-Za-z&]{2,30}) (?:strand|stream)\b|\b(?:strand|stream)\s*[:–-]?\s*([A-Z][A-Za-z&]+)", text
    )
    return _fact(text, start, strand[1] or strand[2]) if strand else None


def _called(text: str, start: int) -> Fact | None:
    for found in _CALLED.finditer(text):
        rest = re.match(r"[^,;|\t•·()]+", text[found.end() :])
        name = _clean(rest.group()) if rest else ""
        if _like_subject(name):
            return _fact(text, start, name, found.end())
    return None


def _listed(text: str, start: int, level: Level) -> Fact | None:
    """`B.Sc. (Mathematics, Statistics, Computer Science)`."""
    listed = re.match(r"\s*\(([A-Z][\w .&-]+(?:,\s?[A-Z][\w .&-]+){1,5})\)", text[level[2] :])
    return _fact(text, start, listed[1], level[2]) if listed and not re.search(r"\d", listed[1]) else None


def _behind(text: str, start: int, school: Fact | None, level: Level) -> Fact | None:
    """What follows the degree; of `Bachelor of Business (Marketing)` the narrower subject."""
    broad: Fact | None = None
    for piece in _pieces_behind(text, start, _after_forewords(text, level[2])):
        if (school and school.start <= piece.start < school.end) or _HAN.match(piece.text):
            break
        ends = school is not None and piece.start < school.start < piece.end
        name = _clean(piece.text[: school.start - piece.start] if school and ends else piece.text)
        if _FACULTY.fullmatch(name) or re.fullmatch(r"hons?\.?|honou?rs|degree", name, re.IGNORECASE) or _short(name):
            continue
        if not _like_subject(name) or (broad and not name[0].isupper()):
            break
        if re.fullmatch(r"technology|philosophy", name, re.IGNORECASE) and text[: level[2]].endswith("of"):
            continue
        found = _fact(text, start, name, piece.start - start)
        if broad or not _BROAD.fullmatch(name):
            return found
        broad = found
    return broad


def _after_forewords(text: str, at: int) -> int:
    for _ in range(6):
        short = _ABBREVIATED.match(text, at)
        word = _FOREWORDS.match(text, at)
        if short and latin_level(short["short"]):
            at = short.end()
        elif word and word.end() > at:
            at = word.end()
        else:
            break
    return at


def _pieces_behind(text: str, start: int, at: int) -> Iterator[Value]:
    """Pieces behind a degree; one with `in` inside gives what stands before and behind it."""
    for piece in latin_pieces(text[at:], start + at):
        inner = re.match(r"(.{3,40}?) in (?=[A-Z])", piece.text)
        if inner and _BROAD.fullmatch(inner[1]):
            yield Value(inner[1], piece.start, piece.start + len(inner[1]))
            yield Value(piece.text[inner.end() :], piece.start + inner.end(), piece.end)
        else:
            yield piece


def _short(name: str) -> bool:
    """The degree once more, as an abbreviation: `Associate of Arts (A.A.)`."""
    level = latin_level(name)
    return level is not None and level[1] == 0 and len(name) - level[2] <= 2


def _clean(name: str) -> str:
    name = _LEAD.sub("", _STOP.sub("", name.strip(" .–—*-")))
    after = _CALLED_AFTER.match(name)
    return re.sub(r"\s+(?:nqf|level)\s?\d?$", "", after["what"] if after else name, flags=re.IGNORECASE).strip(" .*–-")


def _like_subject(name: str) -> bool:
    return (
        bool(re.search(r"[^\W\d_]{2}", name))
        and len(name) <= _LONGEST
        and not re.search(r"\d{4}", name)
        and not _NO_SUBJECT.search(name)
        and not _WORD_OF_LEVEL.match(name)
        and not names_school(name)
        and label_of(name) in (None, "objective", "duty", "title")
        and not is_place(name)
    )


def subject_before(text: str, start: int, school: Fact | None, level: Level) -> Fact | None:
    """A major that stands before the degree: `…College, Tourism Management, Bachelor`, `a Law degree`."""
    begin = school.end - start if school and school.end - start <= level[1] else 0
    for piece in latin_pieces(text[begin : level[1]], start + begin):
        article = re.search(r"\b(?:an?|my)\s+(?=[A-Z][^.]{2,40}$)", piece.text)
        name = _clean(piece.text[article.end() :] if article else piece.text)
        if re.match(r"[A-ZÀ-Ý][^\W\d_]", name) and len(name) <= 50 and _like_subject(name) and len(name.split()) <= 6:
            return _fact(text, start, name, piece.start - start)
    return None
