"""Text that can be compared without losing where it came from.

Two forms of a text exist in the pass. The *read* form is what a `Document` holds and what quotes are taken from: the
writer's own characters, with damage of the file format repaired (`repair`). The *folded* form is only for comparing:
compatibility forms, width, case and traditional characters are folded away (`fold`), and each folded character knows
which character of the read form it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

__all__ = ["Folded", "clauses", "fold", "han_share", "repair", "sentences"]

# Radicals that print engines put in the place of the ideograph they look like. Unicode folds the Kangxi block itself;
# for the supplement this is its EquivalentUnifiedIdeograph table, as far as modern text has the ideographs.
_RADICALS = dict(
    zip(
        "⺀⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乛乚乙亻冂几刀刂卜㔾小小尢尣兀尣巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糸纟网罒网罓网羊羊老聿聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=False,
    )
)
# Format characters that carry no text: zero width, bidi controls, soft hyphen, byte order mark, variation selectors.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
                        "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")  # fmt: skip


@lru_cache(maxsize=65536)
def _repaired(char: str) -> str:
    if "\u2f00" <= char <= "\u2fd5":
        return unicodedata.normalize("NFKC", char)
    if "\uf900" <= char <= "\ufaff":  # CJK compatibility ideographs
        return unicodedata.normalize("NFC", char)
    if _INVISIBLE.match(char):
        return ""
    return _RADICALS.get(char, char)


# A letter with its accents as characters of their own, as macOS and some print engines write é; never many of them.
_ACCENTS = "\u0300-\u036f\u3099\u309a"
_ACCENTED = re.compile(f"[^\\W\\d_{_ACCENTS}][{_ACCENTS}]{{1,8}}(?![{_ACCENTS}])")
# All that may need repair.
_FRAIL = re.compile(f"{_INVISIBLE.pattern[:-1]}{_ACCENTS}\u2f00-\u2fd5\uf900-\ufaff{''.join(_RADICALS)}]")


def repair(text: str) -> tuple[str, list[int]]:
    """Put right what print engines and word processors do to characters, keeping the writer's own choice of form.

    Kangxi radicals and CJK compatibility ideographs become the ideograph that they stand for, accents join their
    letter, characters of no width go. Runs in linear time.

    Returns:
        The repaired text, and for each of its characters the offset in `text` that it came from.

    >>> repair("\u2f29明")
    ('小明', [0, 1])
    """
    if text.isascii() or not _FRAIL.search(text):
        return text, list(range(len(text)))
    kept = [(new, at) for at, char in enumerate(text) for new in _repaired(char)]
    repaired, offsets = "".join(new for new, _ in kept), [at for _, at in kept]
    return _composed(repaired, offsets) if _ACCENTED.search(repaired) else (repaired, offsets)


def _composed(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """The text with accents joined to their letters, as far as there are such characters."""
    parts: list[str] = []
    kept: list[int] = []
    at = 0
    for found in _ACCENTED.finditer(text):
        start, end = found.span()
        whole = unicodedata.normalize("NFC", found[0])
        parts += (text[at:start], whole)
        kept += (*offsets[at:start], *offsets[start : start + len(whole)])
        at = end
    return "".join([*parts, text[at:]]), [*kept, *offsets[at:]]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` is the offset in `original` from which folded character `i` came."""

    text: str
    original: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of `original` that folded characters `start` to `end` (half open, not empty) came from."""
        return self.starts[start], self.starts[end - 1] + 1


@cache
def _simplifier() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    whole: str = _simplifier().convert(text)
    # Phrase rules almost always keep the length; where one does not, single characters keep the offsets.
    return whole if len(whole) == len(text) else "".join(map(_simplified_char, text))


@lru_cache(maxsize=65536)
def _simplified_char(char: str) -> str:
    new: str = _simplifier().convert(char)
    return new if len(new) == 1 else char


# What simplifying changes in words only (回覆, 瞭解, 藉口, 深沈): the characters alone are simplified already.
_TRADITIONAL_IN_WORDS = "覆瞭藉沈坏甦哩衹"


class _FoldTable(dict[int, str]):
    """What each character folds to, for `str.translate`, filled as characters come up.

    `odd` are characters that do not fold to exactly one, `traditional` those that simplifying may change.
    """

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()
        self.traditional = set(_TRADITIONAL_IN_WORDS)

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = self[code] = unicodedata.normalize("NFKC", _repaired(char)).casefold()
        if len(folded) != 1:
            self.odd.add(char)
        self.traditional.update(one for one in folded if _simplified_char(one) != one)
        return folded


_FOLDS = _FoldTable()
_SHORT = 48  # characters; words and cells come up again and again, lines hardly ever


def fold(text: str) -> Folded:
    """Fold width, compatibility forms, case and traditional characters away, keeping offsets. Linear time.

    >>> folded = fold("熟悉ＣＲＭ、電話")
    >>> folded.text
    '熟悉crm、电话'
    >>> folded.span(2, 5)
    (2, 5)
    """
    return _fold_again(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> Folded:
    folded = text.translate(_FOLDS)
    if _FOLDS.odd.isdisjoint(text):
        starts = tuple(range(len(text)))
    else:
        starts = tuple(at for at, char in enumerate(text) for _ in _FOLDS[ord(char)])
    return Folded(folded if _FOLDS.traditional.isdisjoint(folded) else _simplified(folded), text, starts)


@lru_cache(maxsize=16384)
def _fold_again(text: str) -> Folded:
    return _fold(text)


# A full stop ends a sentence unless it stands between digits or letters (3.5, node.js) or after an initial.
_SENTENCE_END = re.compile(r"[。！？!?；;\n\t]+|(?<![A-Z\W])\.(?=\s)")
_CLAUSE_END = re.compile(r"[。！？!?；;\n\t，,：:]+(?!\d{3}\b)|(?<![A-Z\W])\.(?=\s)|\s{1,8}[-–—•|·]\s+|——")


def _pieces(text: str, start: int, end: int, boundary: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for found in boundary.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:end].strip():
        yield at, end


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of `text`, Chinese or English; line ends and table cells part sentences too."""
    return _pieces(text, start, len(text) if end is None else end, _SENTENCE_END)


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Offsets of the clauses of `text`: parts of sentences between commas, colons and dashes (not 、)."""
    return _pieces(text, start, len(text) if end is None else end, _CLAUSE_END)


def han_share(text: str) -> float:
    """Share of Han characters among the letters of `text`, 0 to 1."""
    letters = [char for char in text if char.isalpha()]
    return sum("\u3400" <= char <= "\u9fff" for char in letters) / len(letters) if letters else 0.0
