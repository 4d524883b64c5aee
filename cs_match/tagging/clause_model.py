"""Skills told as stories: a learned model over sentences, for what word lists cannot reach.

One logistic regression a skill over character n-grams (TF-IDF weighted, as in `sklearn.feature_extraction.text`),
trained by ``training/clause_model.py`` on labelled sentences. It ships as arrays and a vocabulary. A skill is seen in a
sentence where its probability reaches the skill's own threshold, which training set by cross-validation so that what
the model adds is right often enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cs_match.tagging.passages import Passages

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["MODEL", "ClauseModel", "Sighting", "load_clause_model", "ngrams", "readable"]

MODEL = "clauses.npz"
_LONGEST_GRAM = 4
_SHORTEST, _LONGEST = 4, 400  # characters of a sentence that is read
_FEATURES_SHOWN = 3
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A skill seen in a sentence: the stretch of folded text that weighed most, and the n-grams that decided."""

    skill: str
    start: int
    end: int
    probability: float
    because: tuple[str, ...]


def readable(text: str) -> str:
    """A folded sentence as the model reads it: numbers become 0, blanks become one blank.

    >>> readable("日均接待 1,200 人")
    '日均接待 0 人'
    """
    return _BLANKS.sub(" ", _DIGITS.sub("0", text)).strip()


def ngrams(text: str) -> list[str]:
    """All character n-grams of `text` of one to four characters, in order of length and place."""
    return [text[at : at + n] for n in range(1, _LONGEST_GRAM + 1) for at in range(len(text) - n + 1)]


class ClauseModel:
    """The trained weights: `weights` has a row for each n-gram of `vocabulary` and a column for each skill."""

    def __init__(self, arrays: Any) -> None:
        from scipy.sparse import csr_matrix

        grams = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
        self.skills = tuple(bytes(arrays["skills"]).decode("utf-8").split("\n"))
        self.vocabulary = {gram: at for at, gram in enumerate(grams)}
        self._grams = grams
        self._idf = arrays["idf"].astype("float32")
        self._bias = arrays["bias"].astype("float32")
        self.thresholds = arrays["thresholds"].astype("float32")
        shape = (len(grams), len(self.skills))
        self.weights: csr_matrix = csr_matrix(
            (arrays["data"].astype("float32"), arrays["columns"].astype("int32"), arrays["rows"].astype("int32")), shape
        )
        self._by_skill = self.weights.tocsc()

    def see(self, passages: Passages) -> tuple[Sighting, ...]:
        """The skills that the model sees in a text, in order of place and skill."""
        spans = [span for span in passages.sentences if _SHORTEST <= span[1] - span[0] <= _LONGEST]
        if not spans:
            return ()
        vectors = self._vectors([readable(passages.text[start:end]) for start, end in spans])
        probabilities = _sigmoid((vectors @ self.weights).toarray(), self._bias)
        rows, columns = (probabilities >= self.thresholds).nonzero()
        found = [
            self._sighting(passages, spans[row], _row(vectors, row), column, float(probabilities[row, column]))
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return tuple(sorted(found, key=lambda one: (one.start, one.skill)))

    def _vectors(self, texts: Sequence[str]) -> csr_matrix:
        import numpy as np
        from scipy.sparse import csr_matrix

        data: list[int] = []
        columns: list[int] = []
        ends = [0]
        known = self.vocabulary.get
        for text in texts:
            counts = Counter(map(known, ngrams(text)))
            counts.pop(None, None)
            columns.extend(counts)  # type: ignore[arg-type]
            data.extend(counts.values())
            ends.append(len(columns))
        values = (1.0 + np.log(np.asarray(data, dtype="float32"))) * self._idf[columns] if columns else np.zeros(0)
        matrix = csr_matrix((values, columns, ends), (len(texts), len(self.vocabulary)))
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)))
        return csr_matrix(matrix.multiply(1.0 / np.maximum(norms, 1e-9)))

    def _sighting(
        self, passages: Passages, span: tuple[int, int], row: tuple[Any, Any], column: int, p: float
    ) -> Sighting:
        """Narrow a sentence to what decided: the clause-sized stretch around the n-grams that weigh most."""
        grams, values = row
        weights = self._weights_of(grams, column) * values
        strongest = [self._grams[grams[at]] for at in weights.argsort(kind="stable")[::-1][:12] if weights[at] > 0]
        because = tuple(_apart(gram for gram in strongest if len(gram.strip()) > 1))
        start, end = span
        places = [
            (at, at + len(gram)) for gram in because if (at := passages.text.find(gram, start, end)) >= 0
        ]  # fmt: skip
        low, high = places[0] if places else (start, end)
        return Sighting(self.skills[column], low, high, p, because)

    def _weights_of(self, grams: Any, column: int) -> Any:
        """What each of these n-grams weighs for one skill."""
        import numpy as np

        low, high = self._by_skill.indptr[column], self._by_skill.indptr[column + 1]
        known = self._by_skill.indices[low:high]
        at = np.minimum(np.searchsorted(known, grams), len(known) - 1)
        return np.where(known[at] == grams, self._by_skill.data[low:high][at], np.float32(0))


def _row(matrix: csr_matrix, row: int) -> tuple[Any, Any]:
    low, high = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[low:high], matrix.data[low:high]


def _sigmoid(scores: Any, bias: Any) -> Any:
    import numpy as np

    return 1.0 / (1.0 + np.exp(-(scores + bias)))


def _apart(grams: Iterator[str]) -> list[str]:
    """The first few n-grams that do not lie inside one another."""
    kept: list[str] = []
    for gram in grams:
        clean = gram.strip()
        if len(kept) < _FEATURES_SHOWN and not any(clean in other or other in clean for other in kept):
            kept.append(clean)
    return kept


@cache
def load_clause_model() -> ClauseModel | None:
    """The model that came with the package, or None where it was installed without it."""
    import numpy as np

    path = files("cs_match.models").joinpath(MODEL)
    if not path.is_file():
        return None
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return ClauseModel({name: arrays[name] for name in arrays.files})
