"""How well an order of candidates agrees with grades that people gave."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

__all__ = ["ndcg", "pair_accuracy"]


def pair_accuracy(grades: Sequence[float]) -> float:
    """Share of the pairs with different grades that stand in the right order; `grades` in ranked order, best first.

    >>> pair_accuracy([3, 1, 2, 1])
    0.8
    """
    judged = [better > worse for better, worse in combinations(grades, 2) if better != worse]
    return sum(judged) / len(judged) if judged else math.nan


def ndcg(grades: Sequence[float], at: int) -> float:
    """Normalised discounted cumulative gain of the first `at` places, with gains ``2**grade - 1`` (Burges 2005).

    >>> round(ndcg([3, 1, 2, 1], 10), 3)
    0.973
    """
    best = _dcg(sorted(grades, reverse=True)[:at])
    return _dcg(grades[:at]) / best if best else math.nan


def _dcg(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
