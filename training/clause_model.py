#!/usr/bin/env python3
"""Train the clause model that ships in ``cs_match/models/``, and say what it is worth.

usage: python training/clause_model.py [--data DIR] [--clauses DIR] [--leave-out FOLDER ...] [--out FILE]

Sentences come from labelled resumes (a sentence that holds a label's quote is an example of its skill; other sentences
of a resume that has the skill are left out, since labels quote only once; all others are counter-examples) and from
``data/clauses``: written sentences with the skills they tell, near-misses among them.

Thresholds come from cross-validation by whole folders: for each skill the least probability from which a resume whose
best sentence reaches it has the skill in `PRECISION` of the cases. What the model adds to the word lists is measured on
the folders that were left out (default: those that benchmarks report on), which the word lists have not seen either.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cs_match.documents.reading import read_text  # noqa: E402
from cs_match.evaluation.labelled import LabelledResume, load_labelled  # noqa: E402
from cs_match.lexicon import load_lexicon  # noqa: E402
from cs_match.sections import find_sections  # noqa: E402
from cs_match.tagging.clause_model import MODEL, ngrams, readable  # noqa: E402
from cs_match.tagging.passages import passages  # noqa: E402
from cs_match.tagging.tagger import Tagger  # noqa: E402
from cs_match.text import fold  # noqa: E402

PRECISION = 0.8
LEAST_EXAMPLES = 8
FOLDS = 4  # of whole folders
CATEGORIES = ("core", "value", "task", "channel", "ai", "data", "technical", "availability", "industry")
FLOOR, CEILING = 0.15, 0.9
Bits = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass
class Examples:
    """Sentences with, for each skill, 1 (tells it), 0 (does not) or -1 (unknown); `owner` is the resume's number."""

    skills: list[str]
    texts: list[str] = field(default_factory=list)
    rows: list[Bits] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    folder: list[str] = field(default_factory=list)
    resumes: list[tuple[LabelledResume, set[str]]] = field(default_factory=list)

    def add_resume(self, folder: str, resume: LabelledResume, tagger: Tagger) -> None:
        document = read_text(resume.text, source=resume.id, markdown=True)
        sections = find_sections(document)
        self.resumes.append((resume, {mention.skill for mention in tagger.find(document.text)}))
        quotes = {skill: readable(fold(label.quote).text) for skill, label in resume.skills.items()}
        view = passages(document.text, sections)
        for start, end in view.sentences:
            text = readable(view.text[start:end])
            self._add(
                folder, text, np.array([self._state(s, resume, quotes, text) for s in self.skills], dtype=np.int8)
            )

    def _state(self, skill: str, resume: LabelledResume, quotes: dict[str, str], text: str) -> int:
        label = resume.skills.get(skill)
        if label is None:
            return 0
        if quotes[skill] in text or (len(text) > 8 and text in quotes[skill]):
            return int(label.has)
        return -1 if label.has else 0

    def add_clause(self, text: str, holds: set[str]) -> None:
        row = np.array([skill in holds for skill in self.skills], dtype=np.int8)
        self._add("clauses", readable(fold(text).text), row, owner=-1)

    def _add(self, folder: str, text: str, row: Bits, owner: int | None = None) -> None:
        if text:
            self.texts.append(text)
            self.rows.append(row)
            self.owner.append(len(self.resumes) - 1 if owner is None else owner)
            self.folder.append(folder)


@dataclass
class Fitted:
    vectorizer: TfidfVectorizer
    weights: Floats
    bias: Floats

    def predict(self, texts: Sequence[str]) -> Floats:
        scores = self.vectorizer.transform(texts) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)))


def fit(texts: Sequence[str], rows: Bits) -> Fitted:
    vectorizer = TfidfVectorizer(analyzer=ngrams, sublinear_tf=True, min_df=3, max_features=60_000)
    matrix = vectorizer.fit_transform(texts)
    weights, bias = np.zeros((matrix.shape[1], rows.shape[1])), np.full(rows.shape[1], -20.0)
    for column in range(rows.shape[1]):
        known = rows[:, column] >= 0
        if (rows[:, column] == 1).sum() < LEAST_EXAMPLES:
            continue
        model = LogisticRegression(C=40, solver="liblinear", class_weight={1: 3, 0: 1}, random_state=0)
        model.fit(matrix[known], rows[known, column])
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return Fitted(vectorizer, weights, bias)


def by_resume(examples: Examples, chosen: Bools, probabilities: Floats, into: Floats) -> None:
    """Each resume's highest probability of each skill over its sentences."""
    owners = np.array(examples.owner)[chosen]
    np.maximum.at(into, owners, probabilities)


def truth(examples: Examples) -> tuple[Bools, Bools]:
    """For each resume and skill: is it labelled as held, and do the word lists already speak of it."""
    held = [[s in r.skills and r.skills[s].has for s in examples.skills] for r, _ in examples.resumes]
    found = [[s in tags for s in examples.skills] for _, tags in examples.resumes]
    return np.array(held), np.array(found)


def thresholds(highest: Floats, held: Bools) -> Floats:
    """For each skill the least probability from which it is held in `PRECISION` of the resumes."""
    pooled = threshold(highest, held)
    chosen = np.ones(highest.shape[1])
    for column in range(highest.shape[1]):
        cases = int(held[:, column].sum())
        share = cases / (cases + 15)  # a skill with few cases leans on what holds for all of them
        own = threshold(highest[:, column], held[:, column])
        chosen[column] = np.clip(share * own + (1 - share) * pooled, FLOOR, CEILING)
    return chosen


def threshold(p: Floats, right: Bools) -> float:
    best = CEILING
    for candidate in np.arange(CEILING, FLOOR, -0.02):
        reached = p >= candidate
        # One imagined wrong case keeps two lucky hits from opening the door.
        if right[reached].sum() / (reached.sum() + 1) >= PRECISION:
            best = float(candidate)
    return best


def save(path: Path, fitted: Fitted, limits: Floats, skills: Sequence[str]) -> None:
    grams = fitted.vectorizer.get_feature_names_out()
    weights = np.where(np.abs(fitted.weights) < 0.03 * np.abs(fitted.weights).max(axis=0), 0, fitted.weights)
    used = np.flatnonzero((weights != 0).any(axis=1) & np.array(["\n" not in gram for gram in grams]))
    matrix = sparse.csr_matrix(weights[used])
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(grams[used]).encode(), dtype=np.uint8),
        skills=np.frombuffer("\n".join(skills).encode(), dtype=np.uint8),
        idf=fitted.vectorizer.idf_[used].astype(np.float16),
        bias=fitted.bias.astype(np.float32),
        thresholds=limits.astype(np.float32),
        data=matrix.data.astype(np.float16),
        columns=matrix.indices.astype(np.uint8),
        rows=matrix.indptr.astype(np.uint32),
    )


def clauses(folder: Path, skills: set[str]) -> Iterator[tuple[str, set[str]]]:
    """The written sentences: columns text and holds (skill ids, space separated; empty for a near-miss)."""
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                holds = set(row["holds"].split())
                if unknown := holds - skills:
                    raise SystemExit(f"{file}:{number}: unknown skill {sorted(unknown)}")
                yield row["text"], holds


def evaluate(name: str, highest: Floats, limits: Floats, held: Bools, found: Bools) -> None:
    added = (highest >= limits) & ~found
    print(f"{name}: adds {added.sum()} tags, {(added & held).sum() / max(added.sum(), 1):.3f} of them right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "labelled")
    parser.add_argument("--clauses", type=Path, default=ROOT / "data" / "clauses")
    parser.add_argument("--leave-out", nargs="*", default=["en_check", "zh_check"])
    parser.add_argument("--out", type=Path, default=ROOT / "cs_match" / "models" / MODEL)
    options = parser.parse_args()

    lexicon = load_lexicon()
    tagger = Tagger(lexicon, ner=False)
    examples = Examples([skill.id for skill in lexicon.skills if skill.category in CATEGORIES])
    folders = sorted(p for p in options.data.iterdir() if p.is_dir() and p.name != "repeats")
    for folder in folders:
        for resume in load_labelled(folder):
            examples.add_resume(folder.name, resume, tagger)
    for text, holds in clauses(options.clauses, {skill.id for skill in lexicon.skills}):
        examples.add_clause(text, holds)
    rows, where = np.vstack(examples.rows), np.array(examples.folder)
    held, found = truth(examples)
    owner_folder = np.array(["clauses"] * len(examples.resumes), dtype=object)
    for at, owner in enumerate(examples.owner):
        if owner >= 0:
            owner_folder[owner] = examples.folder[at]
    highest = np.zeros(held.shape)
    work = [folder.name for folder in folders if folder.name not in options.leave_out]
    for part in (work[at::FOLDS] for at in range(FOLDS)):
        inside = ~np.isin(where, [*part, *options.leave_out])
        fitted = fit([t for t, use in zip(examples.texts, inside, strict=True) if use], rows[inside])
        chosen = np.isin(where, part)
        by_resume(
            examples, chosen, fitted.predict([t for t, c in zip(examples.texts, chosen, strict=True) if c]), highest
        )
    on_work = np.isin(owner_folder, work)
    limits = thresholds(highest[on_work], held[on_work])
    evaluate("cross-validated by folder", highest[on_work], limits, held[on_work], found[on_work])

    inside = ~np.isin(where, options.leave_out)
    fitted = fit([t for t, use in zip(examples.texts, inside, strict=True) if use], rows[inside])
    for name in options.leave_out:
        chosen = where == name
        by_resume(
            examples, chosen, fitted.predict([t for t, c in zip(examples.texts, chosen, strict=True) if c]), highest
        )
    out = ~on_work
    if out.any():
        evaluate("left out", highest[out], limits, held[out], found[out])
    save(options.out, fitted, limits, examples.skills)
    size = options.out.stat().st_size / 1e6
    print(f"{options.out}: {size:.1f} MB, {len(examples.texts)} sentences, {len(examples.skills)} skills")


if __name__ == "__main__":
    main()
