#!/usr/bin/env python3
"""Train the denial model that ships in ``cs_match/models/``, and say what it adds to the cues.

usage: python training/denial_model.py [--data DIR] [--denials DIR] [--leave-out FOLDER ...] [--out FILE]

Examples are places where the word lists see a skill: in labelled resumes (denied where the label's quote denies it,
held where the label holds it) and in ``data/denials/*.txt``: sentences with marks, ``{-id:words}`` denied,
``{+id:words}`` held. What is left out of training (default: the folders that benchmarks report on) is scored by
resume: the share of denied skills that stay uncredited and the share of held skills that are lost, by the cues alone
and with the model.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cs_match.documents.reading import read_text  # noqa: E402
from cs_match.evaluation.labelled import LabelledResume, load_labelled  # noqa: E402
from cs_match.lexicon import load_lexicon  # noqa: E402
from cs_match.tagging.denial_model import CATEGORIES, MODEL, around, denial_features  # noqa: E402
from cs_match.tagging.tagger import Tagger  # noqa: E402
from cs_match.text import fold  # noqa: E402

MARK = re.compile(r"\{([+-])(\w+):([^}]*)\}")
# Of the sentences that the tests hold against the cues, those that the model learns from too; the others it never sees.
SENTENCES, TESTED = ROOT / "tests" / "sentences", ("cues_*.txt", "told_*.txt", "languages.txt")
BESIDE = 12  # characters around a label's quote that still belong to it


@dataclass(frozen=True)
class Example:
    group: str
    key: tuple[str, str]  # resume and skill
    left: str
    inside: str
    right: str
    category: str
    by_cue: bool
    denied: bool


def examples_of(resume: LabelledResume, group: str, tagger: Tagger) -> Iterator[Example]:
    text = read_text(resume.text, source=resume.id, markdown=True).text
    for mention in tagger.find(text):
        label = resume.skills.get(mention.skill)
        if label is None:
            continue
        if not label.has:
            at = text.find(label.quote)
            if at < 0 or mention.start > at + len(label.quote) + BESIDE or mention.end < at - BESIDE:
                continue
        yield example(text, mention, group, (resume.id, mention.skill), not label.has, tagger)


def marked(file: Path, tagger: Tagger) -> Iterator[Example]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        text = MARK.sub(r"\3", line)
        wanted = {skill: sign for sign, skill, _ in MARK.findall(line)}
        for mention in tagger.find(text):
            if mention.skill in wanted:
                key = (f"{file.name}:{number}", mention.skill)
                yield example(text, mention, file.name, key, wanted[mention.skill] == "-", tagger)


def example(text: str, mention: Any, group: str, key: tuple[str, str], denied: bool, tagger: Tagger) -> Example:
    folded = fold(text)
    start = folded.starts.index(mention.start) if mention.start in folded.starts else 0
    width = len(fold(text[mention.start : mention.end]).text)
    left, inside, right = around(folded.text, start, start + width)
    category = tagger.lexicon.by_id[mention.skill].category
    return Example(group, key, left, inside, right, category, not mention.has, denied)


def matrix(vectorizer: DictVectorizer, examples: Sequence[Example], *, fit: bool = False) -> Any:
    rows = [denial_features(one.left, one.inside, one.right, one.category) for one in examples]
    found = vectorizer.fit_transform(rows) if fit else vectorizer.transform(rows)
    found.indices, found.indptr = found.indices.astype("int32"), found.indptr.astype("int32")
    return found


def score(examples: Sequence[Example], probabilities: Sequence[float], thresholds: Sequence[float]) -> None:
    """By resume and skill: a skill counts as denied where every place is."""
    for group in sorted({one.group for one in examples}):
        for threshold in thresholds:
            places: dict[tuple[str, str], list[bool]] = {}
            truth: dict[tuple[str, str], bool] = {}
            for one, p in zip(examples, probabilities, strict=True):
                if one.group == group:
                    places.setdefault(one.key, []).append(one.by_cue or (p >= threshold and one.category in CATEGORIES))
                    truth[one.key] = one.denied
            kept_out = [all(places[key]) for key, denied in truth.items() if denied]
            lost = [all(places[key]) for key, denied in truth.items() if not denied]
            name = "cues alone" if threshold > 1 else f"with model {threshold:.2f}"
            print(f"{group:16} {name:16} denied kept out {np.mean(kept_out or [0]):.3f} of {len(kept_out)}, "
                  f"held lost {np.mean(lost or [0]):.3f} of {len(lost)}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "labelled")
    parser.add_argument("--denials", type=Path, default=ROOT / "data" / "denials")
    parser.add_argument("--leave-out", nargs="*", default=["en_west", "zh_public_life"])
    parser.add_argument("--threshold", type=float, default=0.2)
    parser.add_argument("--out", type=Path, default=ROOT / "cs_match" / "models" / MODEL)
    options = parser.parse_args()
    tagger = Tagger(load_lexicon(), ner=False)
    folders = sorted(p for p in options.data.iterdir() if p.is_dir() and p.name != "repeats")
    examples = [e for folder in folders for r in load_labelled(folder) for e in examples_of(r, folder.name, tagger)]
    files = [*sorted(options.denials.glob("*.txt")), *sorted(file for name in TESTED for file in SENTENCES.glob(name))]
    examples += [e for file in files for e in marked(file, tagger)]
    train = [one for one in examples if one.group not in options.leave_out]
    vectorizer = DictVectorizer()
    inputs = matrix(vectorizer, train, fit=True)
    model = LogisticRegression(C=1.0, solver="liblinear", class_weight={1: 4, 0: 1}, random_state=0)
    model.fit(inputs, [one.denied for one in train])
    held_out = [one for one in examples if one.group in options.leave_out]
    if held_out:
        chances = model.predict_proba(matrix(vectorizer, held_out))[:, 1].tolist()
        score(held_out, chances, [2.0, 0.4, 0.2])
    save(options.out, vectorizer, model, options.threshold)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, {len(train)} places, "
          f"{sum(one.denied for one in train)} of them denied")  # fmt: skip


def save(path: Path, vectorizer: DictVectorizer, model: LogisticRegression, threshold: float) -> None:
    names, weights = vectorizer.get_feature_names_out(), model.coef_[0]
    used = [at for at in np.flatnonzero(np.abs(weights) > 0.01).tolist() if "\n" not in names[at]]
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(names[used]).encode(), dtype=np.uint8),
        weights=weights[used].astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        threshold=np.array([threshold], dtype=np.float32),
    )


if __name__ == "__main__":
    main()
