"""Figures of service work, on both sides: thresholds of demands and figures of resumes (打字 60 字/分钟, CSAT 95 %)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cs_match.lexicon import read_table
from cs_match.requirements.phrases import find_all
from cs_match.text import fold

__all__ = ["Figure", "Metric", "figures", "metrics"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A kind of figure: its unit, whether more is better, and the skill that it speaks of."""

    id: str
    unit: str
    higher_is_better: bool
    skill: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: `value` in the metric's unit, and the characters `start` to `end` where it stands."""

    metric: str
    value: float
    start: int
    end: int


@cache
def metrics() -> dict[str, Metric]:
    """All kinds of figures by id."""
    return {
        row["metric"]: Metric(row["metric"], row["unit"], row["better"] == "higher", row["skill"], row["zh"], row["en"])
        for row in read_table("metrics")
    }


@cache
def _terms() -> tuple[tuple[str, float, str], ...]:
    return tuple(
        (row["metric"], float(row["factor"]), term.strip())
        for row in read_table("metrics")
        for term in row["term"].split(" ; ")
    )


def figures(text: str, only: str | None = None) -> tuple[Figure, ...]:
    """The figures that a text names, in its order; of one metric if `only` is given. A number counts once a metric.

    >>> [(f.metric, f.value) for f in figures("打字 60 字/分钟以上，满意度 98%")]
    [('typing', 60.0), ('csat', 98.0)]
    """
    folded = fold(text)
    found = [figure for metric, factor, term in _terms() if only in (None, metric)
             for figure in _found(metric, factor, term, folded.text)]  # fmt: skip
    kept: list[Figure] = []
    for figure in found:
        if not any(k.metric == figure.metric and k.start < figure.end and figure.start < k.end for k in kept):
            kept.append(figure)
    kept.sort(key=lambda figure: (figure.start, figure.metric))
    return tuple(Figure(f.metric, f.value, *folded.span(f.start, f.end)) for f in kept)


def _found(metric: str, factor: float, term: str, folded: str) -> Iterator[Figure]:
    for hit in find_all(term, folded):
        if hit.value is not None:
            yield Figure(metric, hit.value * factor, hit.start, hit.end)
