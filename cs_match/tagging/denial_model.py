"""A second opinion on denial: what stands around a skill, judged by example where no listed cue was found.

People deny in endless ways ("someone else does my pivot tables", 招聘里写的这个我没见过). The cues of ``cues.csv``
name the usual ones and say which word decided; this model learns from examples what lists cannot hold, and is asked
only where no cue decided. It is the mean of two: a logistic regression over what stands left and right of the skill
(n-grams, words, and kinds of words: see `linear_features`), which says what weighed most, and a small recurrent network
that reads the words in order (`DenialNetwork`). Trained by ``training/denial_model.py``; it ships as arrays and a
vocabulary.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cs_match.tagging.denial_features import Spot, linear_features
from cs_match.tagging.denial_network import DenialNetwork

__all__ = ["CATEGORIES", "MODEL", "Denial", "DenialModel", "load_denial_model"]

MODEL = "denial.npz"
# Of these people say plainly whether they have them; character is told in stories full of other people's words.
CATEGORIES = frozenset(
    {"system", "ai", "channel", "language", "certificate", "office", "data", "technical", "availability", "task"}
)
_NETWORK = "network_"


@dataclass(frozen=True, slots=True)
class Denial:
    """How far the log-odds of a denial lie above the point of doubt, and the words that weighed most."""

    margin: float
    because: tuple[str, ...]


class DenialModel:
    """The trained weights: of `linear_features`, and of the network.

    Args:
        arrays: ``vocabulary`` and ``weights`` of the linear part, ``bias``, ``share`` (of the network in the mean),
            ``threshold`` (the probability from which on a place may be doubted), and the network's arrays.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        names = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
        self._weights = dict(zip(names, arrays["weights"].astype("float64").tolist(), strict=True))
        self._bias, self._share, threshold = (float(arrays[name][0]) for name in ("bias", "share", "threshold"))
        self._doubt = math.log(threshold / (1.0 - threshold))
        self._network = DenialNetwork(
            {name.removeprefix(_NETWORK): values for name, values in arrays.items() if name.startswith(_NETWORK)}
        )

    def judge(self, spots: Sequence[Spot]) -> list[Denial]:
        """How likely the skill of each spot is denied there."""
        if not spots:
            return []
        return [
            self._judged(spot, score) for spot, score in zip(spots, self._network.scores(spots), strict=True)
        ]  # fmt: skip

    def _judged(self, spot: Spot, score: float) -> Denial:
        known = self._weights.get
        parts = {
            name: weight * value for name, value in linear_features(spot).items() if (weight := known(name)) is not None
        }
        odds = (1.0 - self._share) * (self._bias + math.fsum(parts.values())) + self._share * score
        margin = odds - self._doubt
        return Denial(margin, _strongest(parts) if margin >= 0 else ())


def _strongest(parts: dict[str, float]) -> tuple[str, ...]:
    """The two readable pieces that weighed most for a denial."""
    words = {
        re.sub(r"^(?:[LR](?:near|ww |w )?|B)", "", name): weight
        for name, weight in sorted(parts.items(), key=lambda part: (part[1], part[0]))
        if weight > 0 and name[0] in "LRB"
    }
    ranked = sorted((word for word in words if len(word.strip(" §")) > 1), key=lambda word: (-words[word], word))
    kept: list[str] = []
    for word in (word.strip(" §,，.、") for word in ranked):
        if len(kept) < 2 and word and not any(word in other or other in word for other in kept):
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
