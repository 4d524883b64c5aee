#!/usr/bin/env python3
"""How well tags and facts agree with careful labels, on resumes that nothing was tuned on and on those it was.

usage: python benchmarks/understanding.py [--data DIR] [--rendered DIR] [--part work|report|samples|all] [--per-skill]

`--data` is a folder of labelled folders (default: data/labelled). The folders of REPORT were kept unread while word
lists, cues and models were made; the others were worked on. `--rendered` names a folder with the same resumes rendered
as PDF and DOCX (``<folder>/<id>__<filename>``), which are read instead of the plain text. A name-list tagger (product
and skill names of skills.csv, no cues) runs beside ours as the floor.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cs_match.candidates.candidate import read_candidate  # noqa: E402
from cs_match.documents.reading import read_document, read_text  # noqa: E402
from cs_match.evaluation.labelled import LabelledResume, load_labelled  # noqa: E402
from cs_match.evaluation.understanding import F1, field_scores, tag_scores  # noqa: E402
from cs_match.lexicon import load_lexicon  # noqa: E402
from cs_match.records import Candidate, Document  # noqa: E402
from cs_match.tagging.tagger import Tagger  # noqa: E402
from cs_match.text import fold  # noqa: E402

REPORT = ("en_check", "zh_check")


def resumes(options: argparse.Namespace) -> Iterator[tuple[Path, LabelledResume]]:
    """(folder, resume) of the asked-for part; repeats carry no tags and stay out."""
    if options.part == "samples":
        yield from ((ROOT / "data" / "samples", r) for r in load_labelled(ROOT / "data" / "samples_labelled"))
        return
    for folder in sorted(path for path in options.data.iterdir() if path.is_dir() and path.name != "repeats"):
        wanted = {"all": True, "report": folder.name in REPORT, "work": folder.name not in REPORT}[options.part]
        if wanted and any(folder.glob("*.yaml")):
            yield from ((folder, resume) for resume in load_labelled(folder))


def document_of(folder: Path, resume: LabelledResume, options: argparse.Namespace) -> Document:
    if options.part == "samples":
        return read_document(folder / resume.filename)
    if options.rendered is None:
        return read_text(resume.text, source=resume.filename, markdown=True)
    return read_document(options.rendered / folder.name / f"{resume.id}__{resume.filename}")


def name_list(pairs: list[tuple[Candidate, LabelledResume]]) -> F1:
    """The floor: a skill is held if its name in either language stands in the text."""
    names = {skill.id: [fold(part.strip()).text for name in (skill.zh, skill.en) for part in name.split("/")]
             for skill in load_lexicon().skills}  # fmt: skip
    right = wrong = missed = 0
    for _, resume in pairs:
        text = fold(resume.text).text
        found = {skill for skill, words in names.items() if any(word in text for word in words)}
        wanted = {skill for skill, label in resume.skills.items() if label.has}
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    return F1(right, wrong, missed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "labelled")
    parser.add_argument("--rendered", type=Path)
    parser.add_argument("--part", choices=["work", "report", "samples", "all"], default="report")
    parser.add_argument("--per-skill", action="store_true")
    parser.add_argument("--no-ner", action="store_true")
    options = parser.parse_args()

    tagger = Tagger(load_lexicon(), ner=not options.no_ner)
    pairs, spent = [], 0.0
    for folder, resume in resumes(options):
        document = document_of(folder, resume, options)
        begun = time.perf_counter()
        pairs.append((read_candidate(document, tagger=tagger, as_of=resume.modified), resume))
        spent += time.perf_counter() - begun
    if not pairs:
        sys.exit(f"NOT RUN: no labelled resumes for part {options.part!r} in {options.data}")
    report(pairs, spent, options)


def report(pairs: list[tuple[Candidate, LabelledResume]], spent: float, options: argparse.Namespace) -> None:
    scores, fields = tag_scores(pairs), field_scores(pairs)
    how = "rendered PDF and DOCX" if options.rendered or options.part == "samples" else "plain text"
    print(f"part {options.part}, {len(pairs)} resumes, {how}")
    print(f"tags   F1 {scores.micro.f1:.3f}  precision {scores.micro.precision:.3f}  recall {scores.micro.recall:.3f}")
    print(f"       name list beside it: F1 {name_list(pairs).f1:.3f}")
    print(f"denied {scores.denied_kept_out:.3f} of {scores.denied} kept out")
    print(f"level  {scores.level:.3f}  strength {scores.strength:.3f}")
    print("fields " + "  ".join(f"{name} {value:.3f}" for name, value in fields.items()))
    print(f"       mean {sum(fields.values()) / len(fields):.3f}")
    print(f"time   {1000 * spent / len(pairs):.1f} ms a resume for tags and facts")
    if options.per_skill:
        for skill, counts in sorted(scores.per_skill.items(), key=lambda item: -item[1].wrong - item[1].missed):
            print(f"{skill:24} F1 {counts.f1:.2f}  right {counts.right} wrong {counts.wrong} missed {counts.missed}")


if __name__ == "__main__":
    main()
