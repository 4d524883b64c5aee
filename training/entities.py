#!/usr/bin/env python3
"""Train the entity recogniser that ships in ``cs_match/models/``.

usage: python training/entities.py [--data data/labelled] [--leave-out FOLDER ...] [--out FILE]

Where the labelled facts of a resume (name, employers, titles, school, major, city) stand in its text, they are marked;
tools are the product names that the lexicon knows. Folders that are left out (default: those that benchmarks report on)
are scored afterwards: precision, recall and F1 of whole entities.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import pycrfsuite  # noqa: E402

from cs_match.documents.reading import read_text  # noqa: E402
from cs_match.evaluation.labelled import LabelledResume, load_labelled  # noqa: E402
from cs_match.lexicon import Lexicon, load_lexicon  # noqa: E402
from cs_match.records import Document  # noqa: E402
from cs_match.sections import find_sections  # noqa: E402
from cs_match.tagging.entities import MODEL, lines_of  # noqa: E402
from cs_match.tagging.entity_features import Token, features, tokens  # noqa: E402
from cs_match.tagging.tagger import Mention, Tagger  # noqa: E402

Sequence_ = tuple[list[list[str]], list[str]]
GENERIC = re.compile(
    r"\b(crm|erp|ivr|rpa|api|sql|python|bot|bots|chatbot|ai|oms|wms|cti|help ?desk|ticket|phone|dialer|macro|trigger"
    r"|system|tool|software|platform|base|wiki|script|flow|model)|[…{(]|系统|工单|机器人|客服|平台|软件|热线|知识库|分析|自动|语音|看板"
    r"|质检|模型|数据|报表|助手|话术|触发|规则|快捷|后台"
)
PARAMETERS = {"c1": 0.08, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 2}


def marks(document: Document, resume: LabelledResume, tagger: Tagger) -> list[tuple[int, int, str]]:
    """Stretches of the text that a label names, longest first."""
    fields = resume.fields
    wanted = [("NAME", fields.name), ("SCHOOL", fields.school), ("MAJOR", fields.major), ("LOC", fields.city)]
    wanted += [("ORG", job.company) for job in fields.jobs] + [("TITLE", job.title) for job in fields.jobs]
    found = [
        (at, at + len(value), label)
        for label, value in wanted
        if value and len(value) > 1
        for at in occurrences(document.text, value)
    ]
    found += [(m.start, m.end, "TOOL") for m in tagger.find(document.text) if is_tool(m, tagger.lexicon)]
    return sorted(found, key=lambda mark: (mark[0] - mark[1], mark[0]))


def is_tool(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is a product's name, not a word for a kind of product."""
    return (
        lexicon.by_id[mention.skill].category in ("system", "ai", "data")
        and mention.end - mention.start <= 30
        and not GENERIC.search(mention.term)
    )


def occurrences(text: str, value: str) -> Iterator[int]:
    at = text.find(value)
    while at >= 0:
        yield at
        at = text.find(value, at + len(value))


def tagged(line_tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """BIO tags of a line's tokens."""
    tags = ["O"] * len(line_tokens)
    for start, end, label in spans:
        inside = [at for at, token in enumerate(line_tokens) if start <= token.start and token.end <= end]
        if inside and all(tags[at] == "O" for at in inside):
            for at in inside:
                tags[at] = f"I-{label}"
            tags[inside[0]] = f"B-{label}"
    return tags


def sequences(resume: LabelledResume, tagger: Tagger) -> Iterator[Sequence_]:
    document = read_text(resume.text, source=resume.id, markdown=True)
    spans = marks(document, resume, tagger)
    for start, end, place in lines_of(document, find_sections(document)):
        line_tokens = tokens(document.text, start, end)
        if line_tokens:
            line = document.text[start:end]
            yield features(line, line_tokens, place, start), tagged(line_tokens, spans)


def entities_of(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    found, begun = set(), None
    for at, tag in enumerate([*tags, "O"]):
        if begun is not None and not tag.startswith("I-"):
            found.add((begun, at, tags[begun][2:]))
            begun = None
        if tag != "O" and begun is None:
            begun = at
    return found


def score(model: Path, held_out: Sequence[Sequence_]) -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for xs, ys in held_out:
        predicted, gold = entities_of(tagger.tag(xs)), entities_of(ys)
        right.update(label for *_, label in predicted & gold)
        given.update(label for *_, label in predicted)
        wanted.update(label for *_, label in gold)
    for label in [*sorted(wanted), "all"]:
        r, g, w = (c.total() if label == "all" else c[label] for c in (right, given, wanted))
        print(f"{label:8} P {r / max(g, 1):.3f}  R {r / max(w, 1):.3f}  F1 {2 * r / max(g + w, 1):.3f}  ({w})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "labelled")
    parser.add_argument("--leave-out", nargs="*", default=["en_check", "zh_check", "repeats"])
    parser.add_argument("--out", type=Path, default=ROOT / "cs_match" / "models" / MODEL)
    options = parser.parse_args()
    tagger = Tagger(load_lexicon(), ner=False)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    held_out: list[Sequence_] = []
    for folder in sorted(path for path in options.data.iterdir() if path.is_dir()):
        for resume in load_labelled(folder):
            for xs, ys in sequences(resume, tagger):
                if folder.name not in options.leave_out:
                    trainer.append(xs, ys)
                elif folder.name != "repeats":
                    held_out.append((xs, ys))
    trainer.train(str(options.out))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    score(options.out, held_out)


if __name__ == "__main__":
    main()
