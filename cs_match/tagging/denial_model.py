"""A second opinion on denial: what stands around a skill, judged by example where no listed cue was found.

People deny in endless ways ("someone else does my pivot tables", 招聘里写的这个我没见过). The cues of ``cues.csv``
name the usual ones and say which word decided; this model, a logistic regression over what stands left and right of the
skill in its sentence (character n-grams and words, nearer ones weighing more), learns from examples what lists cannot
hold. It is trained by ``training/denial_model.py`` and asked only where no cue decided. It ships as arrays and a
vocabulary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

__all__ = ["CATEGORIES", "MODEL", "Denial", "DenialModel", "around", "denial_features", "load_denial_model"]

MODEL = "denial.npz"
# Of these people say plainly whether they have them; character is told in stories full of other people's words.
CATEGORIES = frozenset(
    {"system", "ai", "channel", "language", "certificate", "office", "data", "technical", "availability", "task"}
)
_WINDOW = 36  # characters on each side
_LONGEST_GRAM = 4
_NEAR = 5
_WORDS = 8
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True, slots=True)
class Denial:
    """How likely a denial is, and the words around the skill that weighed most."""

    probability: float
    because: tuple[str, ...]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands left of, at and right of characters `start` to `end` of a folded text, inside the sentence.

    >>> around("会excel。不会sql，正在学。", 9, 12)
    ('不会', 'sql', '，正在学')
    """
    low = max(0, start - _WINDOW)
    for found in _SENTENCE_END.finditer(text, low, start):
        low = found.end()
    found_end = _SENTENCE_END.search(text, end, end + _WINDOW)
    high = found_end.start() if found_end else min(len(text), end + _WINDOW)
    return _DIGITS.sub("0", text[low:start]), text[start:end], _DIGITS.sub("0", text[end:high])


def denial_features(left: str, inside: str, right: str, category: str) -> dict[str, float]:
    """Names and values of the features of one place; grams are read outwards from the skill, side first."""
    found = {f"cat={category}": 1.0}
    # A term may hold the denial itself (不上夜班), and some skills are oftener denied than others.
    found.update((f"M{inside[at : at + n]}", 1.0) for n in (1, 2) for at in range(len(inside) - n + 1))
    for side, text in (("L", left), ("R", right)):
        _grams(side, text, found)
        words = _WORD.findall(text)
        outwards = words[::-1][:_WORDS] if side == "L" else words[:_WORDS]
        found.update((f"{side}w {word}", 1.0) for word in outwards)
        found.update((f"{side}ww {a} {b}", 1.0) for a, b in pairwise(outwards))
    return found


def _grams(side: str, text: str, found: dict[str, float]) -> None:
    size = len(text)
    for n in range(1, _LONGEST_GRAM + 1):
        for away in range(size - n + 1):
            at = away if side == "R" else size - n - away
            gram = side + text[at : at + n]
            # Outwards from the skill the first is the nearest, so it is the one that counts.
            found.setdefault(gram, 1.0 / (1.0 + away / 12.0))
            if away < _NEAR:
                found[f"{side}near{text[at : at + n]}"] = 1.0


class DenialModel:
    """Trained weights of `denial_features`."""

    def __init__(self, arrays: Any) -> None:
        names = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
        self._weights = dict(zip(names, arrays["weights"].astype("float64").tolist(), strict=True))
        self._bias = float(arrays["bias"][0])
        self.threshold = float(arrays["threshold"][0])

    def judge(self, text: str, start: int, end: int, category: str) -> Denial:
        """How likely the skill at characters `start` to `end` of a folded text is denied there."""
        import math

        found = denial_features(*around(text, start, end), category)
        parts = {name: self._weights.get(name, 0.0) * value for name, value in found.items()}
        probability = 1.0 / (1.0 + math.exp(-(self._bias + math.fsum(parts.values()))))
        return Denial(probability, _strongest(parts) if probability >= self.threshold else ())


def _strongest(parts: dict[str, float]) -> tuple[str, ...]:
    """The two readable pieces that weighed most for a denial."""
    words = {
        re.sub(r"^[LR](?:near|ww |w )?", "", name): weight
        for name, weight in sorted(parts.items(), key=lambda part: (part[1], part[0]))
        if weight > 0 and name[0] in "LR"
    }
    ranked = sorted((word for word in words if len(word.strip()) > 1), key=lambda word: (-words[word], word))
    kept: list[str] = []
    for word in map(str.strip, ranked):
        if len(kept) < 2 and not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)


@cache
def load_denial_model() -> DenialModel | None:
    """The model that came with the package, or None where it was installed without it."""
    path = files("cs_match.models").joinpath(MODEL)
    if not path.is_file():
        return None
    import numpy as np

    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return DenialModel({name: arrays[name] for name in arrays.files})
