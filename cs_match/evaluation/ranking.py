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
    from sklearn.metrics import ndcg_score

    if len(set(grades)) < 2:
        return math.nan
    gains = [2**grade - 1 for grade in grades]
    places = [-place for place in range(len(grades))]
    return float(ndcg_score([gains], [places], k=at))
