#!/usr/bin/env python3
"""Damaged copies of real files through `read_document` in confined children: is every outcome a typed one?

usage: python benchmarks/fuzz_documents.py [--public DIR] [--count 2000] [--first 1] [--seconds 5] [--keep DIR] [--ocr]
       python benchmarks/fuzz_documents.py --again SEED [--public DIR]

Files are taken from data/samples and from a folder of files of other hands (option or CS_MATCH_PUBLIC). A mutant is
determined by its seed and the files that are there. Printed with seed, file and mutation: a death of the parent (the
run ends), an outcome that is no document and no typed failure, a failure that no reader foresaw, a document whose
offsets do not hold together, a read that takes longer than its limit and half a second, and a child that grows to more
than its limit of memory and a tenth. Pictures are recognised only with --ocr, which is slow.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from mutants import mutant  # noqa: E402

from cs_match.documents.isolation import Failure, run_isolated  # noqa: E402
from cs_match.documents.limits import ReadLimits  # noqa: E402
from cs_match.documents.reading import read_document  # noqa: E402
from cs_match.evaluation.soundness import unsound  # noqa: E402
from cs_match.records import Document  # noqa: E402

_UNFORESEEN = ("reading it failed", "reading it tried", "reading it crashed", "the result cannot", "the reader handed")
# How often files of a kind are drawn; those that other programs have to convert take seconds each.
_SHARES = {"pdf": 45, "docx": 33, "html": 7, "rtf": 8, "text": 4, "other": 2, "converted": 1}
_KINDS = {
    "pdf": "pdf", "docx": "docx", "docm": "docx", "dotx": "docx", "zip": "docx", "html": "html", "htm": "html",
    "mht": "html", "eml": "html", "rtf": "rtf", "txt": "text", "md": "text", "doc": "converted", "odt": "converted",
}  # fmt: skip
_LARGEST = 1_500_000


@dataclass
class Tally:
    """What came out so far."""

    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    peak: int = 0


def warm() -> None:
    """Load what the readers need, so that children do not."""
    for name in ("pdf", "docx", "html", "rtf", "plain", "legacy"):
        importlib.import_module(f"cs_match.documents.{name}")


def corpus(public: Path | None) -> dict[str, list[Path]]:
    """Files by kind, in a fixed order."""
    folders = [ROOT / "data" / "samples", *([public] if public else [])]
    found: dict[str, list[Path]] = {}
    for path in (p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()):
        if 0 < path.stat().st_size <= _LARGEST and path.suffix not in (".csv", ".jsonl", ".json"):
            found.setdefault(_KINDS.get(path.suffix[1:].lower(), "other"), []).append(path)
    return found


def made(seed: int, files: dict[str, list[Path]]) -> tuple[str, bytes, str]:
    """(name of the file, the mutant, what was done to it)."""
    dice = random.Random(seed)
    kinds = [kind for kind in _SHARES if kind in files]
    kind = dice.choices(kinds, [_SHARES[k] for k in kinds])[0]
    path = dice.choice(files[kind])
    same = dice.random() < 0.8
    donor = dice.choice(files[kind if same else dice.choice(kinds)])
    what, data = mutant(seed, path.read_bytes(), donor.read_bytes())
    return path.name, data, f"{what}; donor {donor.name}"


def read(path: str) -> Document:
    """What the child does."""
    return read_document(path, limits=_LIMITS)


_LIMITS = ReadLimits()


def faults_of(outcome: Any, seconds: float) -> Iterator[str]:
    """What is wrong about an outcome, if anything."""
    if isinstance(outcome, Document):
        yield from unsound(outcome)
    elif not isinstance(outcome, Failure):
        yield f"untyped: {type(outcome).__name__}"
    elif outcome.detail.startswith(_UNFORESEEN):
        yield f"{outcome.kind}: {outcome.detail}"
    if seconds > _LIMITS.seconds + 0.5:
        yield f"took {seconds:.2f} s"


def timed(path: Path) -> tuple[Any, float]:
    """What comes of a file in a confined child, and the seconds that it took."""
    began = time.monotonic()
    return run_isolated(read, str(path), _LIMITS), time.monotonic() - began


def one(seed: int, files: dict[str, list[Path]], folder: Path, tally: Tally) -> bytes:
    """Make and read one mutant."""
    name, data, what = made(seed, files)
    path = folder / f"mutant{Path(name).suffix}"
    path.write_bytes(data)
    outcome, seconds = timed(path)
    if seconds > _LIMITS.seconds + 0.5:  # a busy machine makes the parent late: once more
        outcome, seconds = min(((outcome, seconds), timed(path)), key=lambda pair: pair[1])
    label = f"seed {seed} {name} ({what})"
    tally.kinds["ok" if isinstance(outcome, Document) else getattr(outcome, "kind", "untyped")] += 1
    faults = [*faults_of(outcome, seconds), *_of_memory(tally)]
    for fault in faults:
        tally.faults.append(f"{fault} | {label}")
        print("FAULT", tally.faults[-1], flush=True)
    tally.slowest = sorted([*tally.slowest, (seconds, label)], reverse=True)[:10]
    return data if faults else b""


def _of_memory(tally: Tally) -> Iterator[str]:
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    if peak > max(tally.peak, 1.1 * _LIMITS.memory):
        yield f"a child had {peak / 2**20:.0f} MiB"
    tally.peak = max(tally.peak, peak)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    public = os.environ.get("CS_MATCH_PUBLIC")
    parser.add_argument("--public", type=Path, default=Path(public) if public else None)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--keep", type=Path, help="folder for mutants that went wrong")
    parser.add_argument("--again", type=int, help="make and read the mutant of this seed alone, not confined")
    parser.add_argument("--ocr", action="store_true")
    return parser.parse_args()


def main() -> int:
    global _LIMITS
    options = arguments()
    _LIMITS = replace(_LIMITS, seconds=options.seconds, ocr_pages=_LIMITS.ocr_pages if options.ocr else 0)
    files, tally = corpus(options.public), Tally()
    warm()
    with tempfile.TemporaryDirectory() as folder:
        if options.again is not None:
            name, data, what = made(options.again, files)
            (Path(folder) / name).write_bytes(data)
            print(what, unsound(read_document(Path(folder) / name, limits=_LIMITS)), sep="\n")
            return 0
        began = time.monotonic()
        for seed in range(options.first, options.first + options.count):
            data = one(seed, files, Path(folder), tally)
            if data and options.keep:
                (options.keep / str(seed)).write_bytes(data)
            if seed % 500 == 0:
                print(f"seed {seed}: {dict(tally.kinds)} {time.monotonic() - began:.0f} s", flush=True)
    print(f"{sum(tally.kinds.values())} mutants of {sum(map(len, files.values()))} files: {dict(tally.kinds)}")
    print(f"{len(tally.faults)} faults; largest child {tally.peak / 2**20:.0f} MiB; slowest reads:")
    for seconds, label in tally.slowest:
        print(f"  {seconds:.2f} s  {label}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
