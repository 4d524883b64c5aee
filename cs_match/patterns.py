"""The small grammar in which the word lists write terms and cues.

    handl(e|es|ed|ing) … complaint(s|)      …      a gap inside one clause: up to 12 characters or 5 words
    带{n}人(团队|小组|)                       {n}    a number in any form: 12, 1,200, 300+, 3.5, 85%, 四百, 3k
                                            (a|b|) alternatives, one of which may be empty

Everything else is literal. A blank stands for blanks or hyphens; between Latin and Han script blanks never matter.
Latin words match as whole words. A pattern compiles to a bounded regular expression (linear time) and to *anchors*:
literal strings of which at least one stands in every match, so that a search for all patterns of a lexicon at once
can begin with one pass for the anchors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "Choice",
    "Gap",
    "Literal",
    "Node",
    "Number",
    "PatternFault",
    "Sequence",
    "anchors",
    "companions",
    "flat",
    "longest",
    "parse",
    "regex",
    "strings",
]

# Folded text has half-width punctuation only. ``\\w`` and ``\\s`` are ASCII: Han next to Latin is a boundary.
_GAP = r"(?:\w++|[^\w.,;:!?。\n\t]|\.(?!\s)){0,12}?"
_NUMBER = (
    r"(?:\d[\d,.]*+(?: ?[-~–—至到] ?\d[\d,.]*+)? ?(?:k|w|千|百|万|thousand|million)? ?[%+]?(?:余|多|来|几)?"
    r"|[零〇一二两三四五六七八九十百千万半几数]{1,6}(?:余|多|来)?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty"
    r"|hundred|(?:a )?dozen|several)"
)
_BLANK = r"[ -]{1,3}"
# Where two parts of a pattern meet, Han beside Latin or a number, a blank never matters.
_JUNCTION = r"(?:(?<=[^\w\s-])[ -]{1,2}(?=\w)|(?<=\w)[ -]{1,2}(?=[^\w\s-]))?"
_STARTS = r"(?:(?!\w)|(?<!\w))"
# A year may cling to a product's name (Excel2016), nothing else may.
_ENDS = r"(?:(?!\w)|(?<!\w)|(?=20[012]\d(?!\d)))"
_GAP_LENGTH, _NUMBER_LENGTH, _BLANK_LENGTH = 72, 16, 4
_TOKEN = re.compile(r"\{n\}|[(|)…]|[^(|)…{]+|\{")
_HAN_LATIN = re.compile(r"(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])")


class PatternFault(ValueError):
    """A pattern that is not of the grammar; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Characters that stand in the text as they are, after folding."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`…`: some words or none, inside one clause."""


@dataclass(frozen=True, slots=True)
class Number:
    """`{n}`: a number in any form."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`(a|b|)`: one of several sequences."""

    of: tuple[Sequence, ...]


Node = Literal | Gap | Number | Choice
Sequence = tuple[Node, ...]


def parse(pattern: str, *, fixed: bool = False) -> Choice:
    """The tree of a pattern.

    Args:
        fixed: whether something in it must be fixed, so that it can be searched for by its anchors.

    Raises:
        PatternFault: where the pattern is empty, a bracket is not closed, or nothing in it is fixed that should be.

    >>> parse("带{n}人").of
    ((Literal(text='带'), Number(), Literal(text='人')),)
    """
    tree = _tree(pattern)
    if fixed and not all(anchors(Choice((branch,)), str) for branch in tree.of):
        raise PatternFault("nothing in it is fixed: a term needs at least one literal word outside optional parts")
    return tree


@lru_cache(maxsize=65536)
def _tree(pattern: str) -> Choice:
    if not pattern.strip():
        raise PatternFault("it is empty")
    tokens = _TOKEN.findall(pattern)
    tree, rest = _alternatives(tokens, 0, 0)
    if rest < len(tokens):
        raise PatternFault("a ')' closes nothing")
    return tree


def _alternatives(tokens: list[str], at: int, depth: int) -> tuple[Choice, int]:
    if depth > 2:
        raise PatternFault("alternatives nest more than one level deep")
    branches: list[list[Node]] = [[]]
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            branches.append([])
        elif tokens[at] == "(":
            inner, at = _alternatives(tokens, at + 1, depth + 1)
            if at >= len(tokens):
                raise PatternFault("a '(' is not closed")
            branches[-1].append(inner)
        else:
            branches[-1].append(_leaf(tokens[at]))
        at += 1
    return Choice(tuple(tuple(branch) for branch in branches)), at


def _leaf(token: str) -> Node:
    if token == "…":
        return Gap()
    if token == "{n}":
        return Number()
    if "{" in token or "}" in token:
        raise PatternFault("a brace that is not {n}")
    return Literal(token)


# ---------------------------------------------------------------- regular expression


def regex(tree: Choice, folded: Callable[[str], str]) -> re.Pattern[str]:
    """The regular expression of a pattern over folded text; `folded` folds one literal."""
    return re.compile(_STARTS * _may_start_latin(tree, folded) + _choice(tree, folded) + _ENDS, re.ASCII)


def _may_start_latin(tree: Choice, folded: Callable[[str], str]) -> bool:
    firsts = [branch[0] if branch else None for branch in tree.of]
    return not all(isinstance(n, Literal) and "\u3400" <= folded(n.text.strip() or "a")[0] <= "\u9fff" for n in firsts)


def _choice(tree: Choice, folded: Callable[[str], str], inner: bool = False) -> str:
    branches = ["".join(_parts(branch, folded, inner)) for branch in tree.of]
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"


def _parts(branch: Sequence, folded: Callable[[str], str], inner: bool) -> Iterator[str]:
    for at, node in enumerate(branch):
        if at and not isinstance(node, Gap) and not isinstance(branch[at - 1], Gap):
            yield _JUNCTION
        if isinstance(node, Gap):
            yield _ENDS + _GAP + _STARTS
        elif isinstance(node, Number):
            yield _NUMBER
        elif isinstance(node, Choice):
            before, after = _spared(branch, at)
            spared = before or after
            said = Choice(tuple(filter(None, node.of))) if spared else node
            chosen = _choice(said, folded, inner=True)
            yield f"(?:{before}{chosen}{after}|)" if spared else chosen
        else:
            yield _literal(_trimmed(branch, at, inner), folded)


def _spared(branch: Sequence, at: int) -> tuple[str, str]:
    """The blank beside alternatives that goes when the empty one is taken: 'a (b|) c' is 'a c', 'a (b|)' is 'a'."""
    node = branch[at]
    if not isinstance(node, Choice) or all(node.of):
        return "", ""
    left, right = _neighbour(branch, at - 1), _neighbour(branch, at + 1)
    if right[:1] == " " and left[-1:] in (" ", "") and not _blank_inside(node):
        return "", _BLANK
    return (_BLANK, "") if left[-1:] == " " and not right else ("", "")


def _blank_inside(choice: Choice) -> bool:
    """Whether an alternative brings its blank with it, as in ``(the |)``."""
    ends = [branch[end] for branch in choice.of for end in (0, -1) if branch]
    return any(isinstance(node, Literal) and (node.text[:1] == " " or node.text[-1:] == " ") for node in ends)


def _neighbour(branch: Sequence, at: int) -> str:
    """The literal at `at`; nothing at the ends of a branch and at a gap; a mark for anything else."""
    if not 0 <= at < len(branch) or isinstance(branch[at], Gap):
        return ""
    node = branch[at]
    return node.text if isinstance(node, Literal) else "?"


def _trimmed(branch: Sequence, at: int, inner: bool) -> str:
    """The literal at `at` without the blanks that only set a gap or a pattern's ends apart, or that go with a choice.

    Inside brackets the ends keep theirs: in ``(the |)customer`` the blank parts two words.
    """
    node = branch[at]
    assert isinstance(node, Literal)
    text = node.text
    opens, closes = at == 0, at + 1 == len(branch)
    if (opens and not inner) or (not opens and (isinstance(branch[at - 1], Gap) or _spared(branch, at - 1)[1])):
        text = text.lstrip()
    if (closes and not inner) or (not closes and (isinstance(branch[at + 1], Gap) or _spared(branch, at + 1)[0])):
        text = text.rstrip()
    return text


def _literal(text: str, folded: Callable[[str], str]) -> str:
    pieces = re.split(r"([\s-]+)", folded(text) if text.strip() else text)
    return "".join(_blank(pieces, at) if at % 2 else _word(piece) for at, piece in enumerate(pieces))


def _blank(pieces: list[str], at: int) -> str:
    left, right = pieces[at - 1][-1:], pieces[at + 1][:1]
    # Between two bracketed parts or numbers nothing tells which script stands there, so the blank is free.
    free = not (left or right) or any("\u3400" <= char <= "\u9fff" for char in (left, right) if char)
    return "[ -]{0,3}" if free else _BLANK


def _word(piece: str) -> str:
    return "[ -]{0,2}".join(re.escape(part) for part in _HAN_LATIN.split(piece))


# ---------------------------------------------------------------- plain strings

_MOST_STRINGS = 400
_MOST_OPTIONAL = 3
_BLANKS = re.compile(r"[\s-]+")
_MAY_BE_BLANK = re.compile(
    r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])|(?<=[a-z0-9])(?=[\u3400-\u9fff])"
)


def strings(tree: Choice, folded: Callable[[str], str]) -> tuple[str, ...]:
    """All strings that a pattern matches in flat text (see `flat`), where these are few; else nothing.

    >>> strings(parse("(处理|解决)投诉"), str)
    ('处理投诉', '解决投诉')
    >>> strings(parse("crm系统"), str)
    ('crm系统', 'crm 系统')
    """
    grown = _strings(tree, folded) or []
    found = [variant for text in grown for variant in _with_blanks(_BLANKS.sub(" ", text).strip())]
    return tuple(dict.fromkeys(found)) if found and all(found) and len(found) <= _MOST_STRINGS else ()


def _with_blanks(text: str) -> list[str]:
    """The text with and without a blank wherever one does not matter; an empty string where these are too many."""
    pieces = _MAY_BE_BLANK.split(text)
    if len(pieces) > _MOST_OPTIONAL + 1:
        return [""]
    grown = [pieces[0]]
    for piece in pieces[1:]:
        grown = [head + blank + piece for head in grown for blank in ("", " ")]
    return grown


def _strings(tree: Choice, folded: Callable[[str], str]) -> list[str] | None:
    found: list[str] = []
    for branch in tree.of:
        grown = [""]
        for node in branch:
            tails = _tails(node, folded)
            if tails is None or len(grown) * len(tails) > _MOST_STRINGS:
                return None
            grown = [head + tail for head in grown for tail in tails]
        found += grown
    return found if len(found) <= _MOST_STRINGS else None


def _tails(node: Node, folded: Callable[[str], str]) -> list[str] | None:
    if isinstance(node, Choice):
        return _strings(node, folded)
    return [folded(node.text)] if isinstance(node, Literal) else None


_FLAT = str.maketrans({"-": " ", "\r": " ", "\x0b": " ", "\x0c": " "})
_RUN_OF_BLANKS = re.compile(r" {2,}")


def flat(text: str) -> tuple[str, list[int] | None]:
    """Folded text with hyphens as blanks and runs of blanks as one; where that moved characters, their old places.

    >>> flat("call-centre  lead")
    ('call centre lead', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16])
    """
    plain = text.translate(_FLAT)
    if "  " not in plain:
        return plain, None
    places: list[int] = []
    at = 0
    for run in _RUN_OF_BLANKS.finditer(plain):
        places.extend(range(at, run.start() + 1))
        at = run.end()
    places.extend(range(at, len(plain)))
    return _RUN_OF_BLANKS.sub(" ", plain), places


# ---------------------------------------------------------------- anchors


def anchors(tree: Choice, folded: Callable[[str], str]) -> tuple[str, ...]:
    """Literal strings of which at least one stands in every match of the pattern; empty where there is none.

    >>> anchors(parse("handl(e|ed|ing) … complaint(s|)"), str)
    ('complaint',)
    """
    best = [_of_branch(branch, folded) for branch in tree.of]
    return tuple(dict.fromkeys(anchor for found in best for anchor in found)) if all(best) else ()


def companions(tree: Choice, folded: Callable[[str], str]) -> tuple[str, ...]:
    """Strings of which one, too, stands in every match, beside the anchor; empty where nothing else is fixed.

    >>> companions(parse("处理…投诉"), str)
    ('处理',)
    """
    if len(tree.of) != 1:
        return ()
    ranked = _ranked(tree.of[0], folded)
    return ranked[1] if len(ranked) > 1 else ()


def _of_branch(branch: Sequence, folded: Callable[[str], str]) -> tuple[str, ...]:
    ranked = _ranked(branch, folded)
    return ranked[0] if ranked else ()


def _ranked(branch: Sequence, folded: Callable[[str], str]) -> list[tuple[str, ...]]:
    """What is fixed in a branch, the rarest first; of equals the later, as verbs are commoner than what they rule."""
    found = [strings for node in reversed(branch) if (strings := _of_node(node, folded))]
    return sorted(found, key=lambda strings: -min(map(_weight, strings)))


def _of_node(node: Node, folded: Callable[[str], str]) -> tuple[str, ...]:
    if isinstance(node, Choice):
        return anchors(node, folded)
    if not isinstance(node, Literal) or not node.text.strip():
        return ()
    pieces = [part for word in _BLANKS.split(folded(node.text)) for part in _HAN_LATIN.split(word) if part]
    return (max(pieces, key=_weight),) if pieces else ()


# Words of the trade stand in nearly every sentence of a resume: poor anchors, whatever their length.
_COMMON = frozenset(
    "客服 电话 客户 顾客 用户 公司 系统 处理 服务 问题 工作 负责 customer customers client clients service services"
    " call calls support phone chat contact sales agent team work with the and for from line desk".split()
)


def _weight(text: str) -> float:
    """How rare a string is: a Han character tells as much as three Latin letters."""
    if text in _COMMON:
        return 2.0
    return sum(3.0 if char > "\u2e80" else 1.0 for char in text)


def longest(tree: Choice) -> int:
    """The greatest number of characters that a match of the pattern can span."""
    return max(sum(map(_length, branch)) for branch in tree.of)


def _length(node: Node) -> int:
    if isinstance(node, Choice):
        return longest(node)
    if isinstance(node, Literal):
        return 2 * len(node.text) + _BLANK_LENGTH * (1 + node.text.count(" "))
    return _GAP_LENGTH if isinstance(node, Gap) else _NUMBER_LENGTH
