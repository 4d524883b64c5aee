#!/usr/bin/env python3
"""Train the denial model that ships in ``cs_match/models/``, and say what it adds to the cues.

usage: python training/denial_model.py [--data DIR] [--denials DIR] [--leave-out FOLDER ...] [--out FILE]

Examples are places where the word lists see a skill: in labelled resumes (denied where the label's quote denies it,
held where the label holds it) and in ``data/denials/*.txt``: sentences with marks, ``{-id:words}`` denied,
``{+id:words}`` held; what the sentences of ``data/clauses/*.csv`` tell is held too.
Sentences are harder than resumes are, so the linear part has its weights twice, for all examples and for resumes on top
(H. Daume III, "Frustratingly easy domain adaptation", 2007), and what ships is their sum. What
is left out of training (default: the folders that benchmarks report on) is scored by resume: the share of denied skills
that stay uncredited and the share of held skills that are lost, by the cues alone and with the model.
Needs jax and optax (``pip install -e .[training]``); about six minutes on two cores.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "training"))

import denial_network  # noqa: E402

from cs_match.documents.reading import read_text  # noqa: E402
from cs_match.evaluation.labelled import LabelledResume, load_labelled  # noqa: E402
from cs_match.lexicon import load_lexicon  # noqa: E402
from cs_match.tagging.cues import CueFinder  # noqa: E402
from cs_match.tagging.denial_features import Spot, linear_features, spots_of  # noqa: E402
from cs_match.tagging.denial_model import CATEGORIES, MODEL, DenialModel  # noqa: E402
from cs_match.tagging.denial_network import encode  # noqa: E402
from cs_match.tagging.judgement import judge  # noqa: E402
from cs_match.tagging.passages import passages  # noqa: E402
from cs_match.tagging.terms import TermFinder  # noqa: E402

MARK = re.compile(r"\{([+-])(\w+):([^}]*)\}")
# Of the sentences that the tests hold against the cues, those that the model learns from too; the others it never sees.
SENTENCES, TESTED = ROOT / "tests" / "sentences", ("cues_*.txt", "told_*.txt", "languages.txt")
BESIDE = 12  # characters around a label's quote that still belong to it, besides the rest of its line
RESUME = "resume "  # before the name of a feature: its weight on top where the text is a resume
RESUME_SHARE = 0.5
DENIED_WEIGHT = 4.0  # a denied place of a resume counts as much as four held ones
HELD_SHARE = 0.6  # of the held places of resumes, which are many, the network is shown this share
NETWORK_SHARE = 0.35


@dataclass(frozen=True)
class Example:
    group: str
    key: tuple[str, str]  # resume and skill
    spot: Spot
    denied: bool
    resume: bool


class Finder:
    """The word lists and cues, as the tagger uses them."""

    def __init__(self) -> None:
        lexicon = load_lexicon()
        self._terms, self._cues = TermFinder(lexicon), CueFinder(lexicon.cues)

    def spots(self, text: str) -> Iterator[tuple[str, int, int, Spot]]:
        """Skill, place in the text, and surroundings of each hit."""
        view = passages(text)
        judged = judge(view, self._terms.find(view), self._cues)
        hits = [one.hit for one in judged]
        for one, spot in zip(judged, spots_of(view, hits, range(len(hits))), strict=True):
            yield one.hit.skill, *view.span(one.hit.start, one.hit.end), replace(spot, by_cue=not one.has)


def examples_of(resume: LabelledResume, group: str, finder: Finder) -> Iterator[Example]:
    text = read_text(resume.text, source=resume.id, markdown=True).text
    for skill, start, end, spot in finder.spots(text):
        label = resume.skills.get(skill)
        if label is None:
            continue
        if not label.has:
            at = text.find(label.quote)
            if at < 0 or not _same_line(text, at, at + len(label.quote), start, end):
                continue
        yield Example(group, (resume.id, skill), spot, not label.has, True)


def _same_line(text: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether a mention stands in a line of the quote, or right beside it: a quote is often only what denies."""
    low = min(low - BESIDE, text.rfind("\n", 0, low) + 1)
    line_end = text.find("\n", high)
    high = max(high + BESIDE, len(text) if line_end < 0 else line_end)
    return start <= high and end >= low


def marked(file: Path, finder: Finder) -> Iterator[Example]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        wanted = {skill: sign for sign, skill, _ in MARK.findall(line)}
        for skill, _, _, spot in finder.spots(MARK.sub(r"\3", line)):
            if skill in wanted:
                yield Example(file.name, (f"{file.name}:{number}", skill), spot, wanted[skill] == "-", False)


def told(file: Path, finder: Finder) -> Iterator[Example]:
    """The sentences of the clause model: what they tell is held."""
    with file.open(encoding="utf-8", newline="") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            held = set((row["holds"] or "").split())
            for skill, _, _, spot in finder.spots(row["text"]):
                if skill in held:
                    yield Example(file.name, (f"{file.name}:{number}", skill), spot, False, False)


def train_linear(examples: Sequence[Example]) -> tuple[dict[str, float], float]:
    """The weights that count for resumes, and the bias."""
    vectorizer = DictVectorizer()
    inputs = vectorizer.fit_transform([_doubled(one) for one in examples])
    inputs.indices, inputs.indptr = inputs.indices.astype("int32"), inputs.indptr.astype("int32")
    model = LogisticRegression(C=0.3, solver="liblinear", random_state=0)
    counts = [DENIED_WEIGHT if one.denied and one.resume else 1.0 for one in examples]
    model.fit(inputs, [one.denied for one in examples], sample_weight=counts)
    weights: dict[str, float] = {}
    for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0].tolist(), strict=True):
        share = RESUME_SHARE if name.startswith(RESUME) else 1.0
        weights[name.removeprefix(RESUME)] = weights.get(name.removeprefix(RESUME), 0.0) + share * weight
    bias = weights.pop("bias") + float(model.intercept_[0])
    return {name: weight for name, weight in sorted(weights.items()) if abs(weight) > 0.005 and "\n" not in name}, bias


def _doubled(one: Example) -> dict[str, float]:
    found = {**linear_features(one.spot), "bias": 1.0}
    if one.resume:
        found.update({RESUME + name: value * RESUME_SHARE for name, value in found.items()})
    return found


def train_network(examples: Sequence[Example]) -> dict[str, Any]:
    draw = np.random.default_rng(0)
    shown = [one for one in examples if not one.resume or one.denied or draw.random() < HELD_SHARE]
    pieces, kinds, about = encode([one.spot for one in shown])
    about = np.concatenate([about, np.array([[one.resume] for one in shown], dtype=np.int32)], axis=1)
    counts = np.array([3.0 if one.denied and one.resume else 1.0 for one in shown], dtype=np.float32)
    denied = np.array([one.denied for one in shown], dtype=np.float32)
    return denial_network.train(pieces, kinds, about, denied, counts)


def packed(linear: Mapping[str, float], bias: float, network: Mapping[str, Any], threshold: float) -> dict[str, Any]:
    return {
        "vocabulary": np.frombuffer("\n".join(linear).encode(), dtype=np.uint8),
        "weights": np.array(list(linear.values()), dtype=np.float16),
        "bias": np.array([bias], dtype=np.float32),
        "share": np.array([NETWORK_SHARE], dtype=np.float32),
        "threshold": np.array([threshold], dtype=np.float32),
        **{f"network_{name}": values.astype(np.float16) for name, values in network.items()},
    }


def check_network(network: Mapping[str, Any], arrays: Mapping[str, Any], examples: Sequence[Example]) -> None:
    """What runs in numpy must say what was trained, up to the rounding of the stored weights."""
    from cs_match.tagging.denial_network import DenialNetwork

    spots = [one.spot for one in examples]
    pieces, kinds, about = encode(spots)
    about = np.concatenate([about, np.ones((len(spots), 1), dtype=np.int32)], axis=1)
    copies = len(network["b2"])
    single = [{name: values[at] for name, values in network.items()} for at in range(copies)]
    trained = np.mean([denial_network.forward(one, pieces, kinds, about) for one in single], axis=0)
    stored = {name.removeprefix("network_"): values for name, values in arrays.items() if name.startswith("network_")}
    np.testing.assert_allclose(DenialNetwork(stored).scores(spots), trained, atol=0.1)


def score(examples: Sequence[Example], margins: Sequence[float], thresholds: Sequence[float]) -> None:
    """By resume and skill: a skill counts as denied where every place is."""
    for group in sorted({one.group for one in examples}):
        for threshold in thresholds:
            places: dict[tuple[str, str], list[bool]] = {}
            truth: dict[tuple[str, str], bool] = {}
            for one, margin in zip(examples, margins, strict=True):
                if one.group == group:
                    doubted = margin >= threshold and one.spot.category in CATEGORIES
                    places.setdefault(one.key, []).append(one.spot.by_cue or doubted)
                    truth[one.key] = one.denied
            kept_out = [all(places[key]) for key, denied in truth.items() if denied]
            lost = [all(places[key]) for key, denied in truth.items() if not denied]
            name = "cues alone" if math.isinf(threshold) else f"margin {threshold:+.1f}"
            print(f"{group:16} {name:16} denied kept out {np.mean(kept_out or [0]):.3f} of {len(kept_out)}, "
                  f"held lost {np.mean(lost or [0]):.3f} of {len(lost)}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "labelled")
    parser.add_argument("--denials", type=Path, default=ROOT / "data" / "denials")
    parser.add_argument("--clauses", type=Path, default=ROOT / "data" / "clauses")
    parser.add_argument("--leave-out", nargs="*", default=["en_check", "zh_check"])
    parser.add_argument("--threshold", type=float, default=0.045)
    parser.add_argument("--out", type=Path, default=ROOT / "cs_match" / "models" / MODEL)
    options = parser.parse_args()
    finder = Finder()
    folders = sorted(p for p in options.data.iterdir() if p.is_dir() and p.name != "repeats")
    examples = [e for folder in folders for r in load_labelled(folder) for e in examples_of(r, folder.name, finder)]
    files = [*sorted(options.denials.glob("*.txt")), *sorted(file for name in TESTED for file in SENTENCES.glob(name))]
    examples += [e for file in files for e in marked(file, finder)]
    examples += [e for file in sorted(options.clauses.glob("*.csv")) for e in told(file, finder)]
    train = [one for one in examples if one.group not in options.leave_out]
    linear, bias = train_linear(train)
    network = train_network(train)
    arrays = packed(linear, bias, network, options.threshold)
    check_network(network, arrays, train[:100])
    np.savez_compressed(options.out, **arrays)
    held_out = [one for one in examples if one.group in options.leave_out]
    margins = [one.margin for one in DenialModel(arrays).judge([one.spot for one in held_out])]
    score(held_out, margins, [math.inf, 2.0, 1.0, 0.5, 0.0, -0.5])
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, {len(train)} places, "
          f"{sum(one.denied for one in train)} of them denied")  # fmt: skip


if __name__ == "__main__":
    main()
