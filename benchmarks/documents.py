#!/usr/bin/env python3
"""How faithfully, safely and fast documents are read, on public data sets; other readers run beside in the same run.

usage: python benchmarks/documents.py [--public DIR] [--part gold|columns|hostile|clean|speed|memory ...] [--files N]

`--public` names the folder of the public data sets (or set CS_MATCH_PUBLIC); what is not there is NOT RUN:
``zh_fuchuang_resumes`` (github.com/Eellyuser/Chinese_Resume_analysis, MIT), ``en_livecareer_pdf``
(github.com/Sbhawal/resumeScraper), ``hostile`` (files of other parsers' test suites, with a MANIFEST.csv). The other
readers are those of the ``bench`` extra.

gold      share of known names, schools, phones and e-mails that stand verbatim in the text (bar: 99 %)
columns   two-column pages that were read into each other (bar: 0); see `interleaving.py` for the measure
hostile   outcome, time and memory of each file, and what others read and we do not
clean     share of clean resumes with a warning of hidden text (bar: 1 % that a look does not confirm)
speed     processor time of a whole read, isolation included, against bare pypdfium2 (bar: 3 times, median 25 ms a page)
          and docx2txt (bar: 2 times)
memory    resident memory of the parent over --files files, the smallest ones again and again (bar: flat)
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from interleaving import Fragment, fragments_of, unnecessary_jumps  # noqa: E402
from other_readers import DOCX_READERS, PDF_READERS, letters, read_by  # noqa: E402

from cs_match.documents.isolation import Failure, Grant, run_isolated, run_many  # noqa: E402
from cs_match.documents.reading import ReadLimits, read_document  # noqa: E402
from cs_match.errors import DocumentError  # noqa: E402
from cs_match.records import Document  # noqa: E402

_PLAIN = Grant(files=lambda task: [task[1]])  # of `read_by`
_OURS = Grant(programs=True)
_WITHOUT_OCR = ReadLimits(ocr_pages=0)
_FEW = 20  # characters from which a reader counts as having read a file


def ours(paths: Iterable[Path], limits: ReadLimits = ReadLimits()) -> Iterator[tuple[Path, Document | Failure]]:  # noqa: B008
    """Each file, read as `cs-match screen` reads it."""
    yield from run_many(partial(read_document, limits=limits), paths, limits=limits, grant=_OURS)


def text_of(outcome: Document | Failure) -> str:
    return outcome.text if isinstance(outcome, Document) else ""


def by_other(name: str, path: Path) -> str:
    found = run_isolated(read_by, (name, str(path)), grant=_PLAIN)
    return "" if isinstance(found, Failure) else found


def warm() -> None:
    """Load what children need before they are forked."""
    import cs_match.documents.docx
    import cs_match.documents.pdf  # noqa: F401

    for path in sorted((ROOT / "data" / "samples").glob("*.*")):
        with suppress(DocumentError):
            read_document(path, limits=_WITHOUT_OCR)


# ---------------------------------------------------------------- gold


def gold(public: Path) -> None:
    folder = public / "zh_fuchuang_resumes"
    wanted = dict(_gold(folder))
    print(f"gold: zh_fuchuang_resumes (MIT), {len(wanted)} files")
    beside = {".pdf": "pdfium", ".docx": "docx2txt"}
    right, others, missing = Counter[str](), Counter[str](), []
    for path, outcome in ours(wanted):
        text, other = text_of(outcome), by_other(beside[path.suffix], path) if path.suffix in beside else ""
        for kind, value in wanted[path]:
            right[kind, _stands(kind, value, text)] += 1
            others[kind, _stands(kind, value, other)] += 1
            if not _stands(kind, value, text):
                missing.append(f"{path.name} {kind}")
    for counts, who in ((right, "ours"), (others, "pdfium and docx2txt")):
        kinds = sorted({kind for kind, _ in counts})
        found = sum(counts[kind, True] for kind in kinds)
        print(
            f"  {found / counts.total():.4f} verbatim of {counts.total()} ({who}): "
            + "  ".join(f"{kind} {counts[kind, True]}/{counts[kind, True] + counts[kind, False]}" for kind in kinds)
        )
    print("  missing:", ", ".join(missing) or "nothing")


def _stands(kind: str, value: str, text: str) -> bool:
    """Whether a value stands in a text verbatim; of phones the digits, as the gold drops some blanks and hyphens."""
    if kind == "phone":
        value, text = (re.sub(r"(?<=\d)[ -](?=\d)", "", part) for part in (value, text))
    return value in text


def _gold(folder: Path) -> Iterator[tuple[Path, list[tuple[str, str]]]]:
    with (folder / "gold_docx.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            path = next((folder / "docx").glob(f"{row['file']}.*"))
            yield path, [(kind, row[kind]) for kind in ("name", "school") if row[kind]]
    for line in (folder / "gold_pdf.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = row["consensus"]
        found = [(kind, said[kind]) for kind in ("name", "phone", "email") if said.get(kind)]
        yield folder / "pdf" / f"{row['id']}.pdf", found + [("school", name) for name in said.get("schools", ())]


# ---------------------------------------------------------------- columns


def columns(public: Path) -> None:
    for name in ("zh_fuchuang_resumes/pdf", "en_livecareer_pdf"):
        if not (public / name).is_dir():
            print(f"columns: NOT RUN, no {name}")
            continue
        pages, counts, bare, bad = 0, Counter[str](), Counter[str](), []
        for path, outcome in ours(sorted((public / name).rglob("*.pdf"))):
            if isinstance(outcome, Failure):
                continue
            for number, (own, other) in enumerate(_orders(path, outcome), 1):
                pages += 1
                found = unnecessary_jumps(own)
                if found is not None:
                    counts += Counter(pages=1, places=found[0], broken=found[1], bad=int(found[1] > 0))
                    bare["bad"] += (unnecessary_jumps(other) or (0, 0))[1] > 0
                    bad += [f"{path.name} p{number} ({found[1]} of {found[0]})"] * (found[1] > 0)
        print(
            f"columns: {name}, {counts['pages']} of {pages} pages in two columns; interleaved: ours {counts['bad']}"
            f" ({counts['broken']} of {counts['places']} places), pdfium's own order {bare['bad']}"
        )
        print("  interleaved:", ", ".join(bad) or "none")


def _orders(path: Path, document: Document) -> Iterator[tuple[list[Fragment], list[Fragment]]]:
    """Of each page, the fragments in the order of our text and in that of pdfium."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path.read_bytes())
    for page in document.pages:
        text = pdf[page.number - 1].get_textpage()
        own, other = [], []
        for run in document.runs:
            if run.page == page.number and run.box is not None and run.edges:
                box, words = run.box, document.text[run.start : run.end]
                size = (box.bottom - box.top) / 1.1
                at = text.get_index(box.x0 + 0.3 * size, page.height - box.bottom + 0.5 * size, size, size)
                for places, place in ((own, run.start), (other, at)):
                    if place is not None:
                        places.append(Fragment(box.x0, box.top, box.x1, box.bottom, size, words, place))
        yield fragments_of(own), fragments_of(other)


# ---------------------------------------------------------------- hostile


def hostile(public: Path) -> None:
    folder = public / "hostile"
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "MANIFEST.csv")
    limits, before = _WITHOUT_OCR, _parent()
    outcomes, walls, kinds, peaks = {}, [], Counter[str](), []
    for path in paths:
        begun = time.perf_counter()
        outcomes[path] = next(ours([path], limits))[1]
        walls.append((time.perf_counter() - begun, path.name))
        kinds[outcomes[path].kind if isinstance(outcomes[path], Failure) else "ok"] += 1
        peaks.append((resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, -len(peaks), path.name))
    print(f"hostile: {len(paths)} files, outcomes " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    print(
        f"  slowest {max(walls)[0]:.1f} s ({max(walls)[1]}) of {limits.seconds:g} s allowed; largest child or program "
        f"{max(peaks)[0]:.0f} MiB ({max(peaks)[2]}) of {limits.memory / 2**20:.0f} allowed"
    )
    print(f"  parent before and after (threads, open files, MiB): {before}, {_parent()}")
    _compare(outcomes)


def _parent() -> tuple[int, int, int]:
    return threading.active_count(), len(os.listdir("/proc/self/fd")), _resident()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _compare(outcomes: dict[Path, Document | Failure]) -> None:
    silent, refused, shares, raw = [], Counter[str](), [], []
    nothing = Counter[str]()
    for path, outcome in outcomes.items():
        head = path.read_bytes()[:1024]
        readers = PDF_READERS if b"%PDF" in head else DOCX_READERS if head[:2] == b"PK" else {}
        texts = {name: by_other(name, path) for name in readers}
        counts = {name: letters(text) for name, text in texts.items()}
        most, own = max(counts.values(), default=0), letters(text_of(outcome))
        if most < _FEW:
            continue
        nothing.update(name for name, count in counts.items() if count < _FEW)
        if isinstance(outcome, Failure) and outcome.kind != "empty":
            refused[f"{outcome.kind}: {path.name}"] += 1
        elif own == 0 and not outcome.warnings:
            silent.append(f"{path.name} ({own} of {most})")
        if readers is DOCX_READERS and not (isinstance(outcome, Failure) and outcome.kind != "empty"):
            hidden = "".join(part.text for part in outcome.hidden) if isinstance(outcome, Document) else ""
            longest = max(texts.values(), key=letters)
            missing = _missing(longest, text_of(outcome) + hidden)
            whole = sum(map(len, _words(longest)))
            share = 1 - sum(map(len, missing)) / whole if whole else 1.0
            shares.append((share, f"{path.name} (without: {' '.join(missing[:12])})"))
            raw.append((own + letters(hidden)) / most)
    print(f"  empty without a warning though another reads it: ours {len(silent)} {', '.join(silent)}")
    print("    others:", ", ".join(f"{name} {count}" for name, count in sorted(nothing.items())))
    print(f"  typed failures of files that others read: {len(refused)}")
    for name in sorted(refused):
        print(f"    {name}")
    full = sum(share >= 0.98 for share, _ in shares)
    plain = sum(share >= 0.98 for share in raw)
    print(f"  DOCX: as many characters as the longest reader, doubles and markup counted, on {plain} of {len(raw)}")
    print(
        f"  DOCX: 98 % of the characters of the longest reader's distinct words on {full} of {len(shares)} files"
        f" ({full / max(len(shares), 1):.3f})"
    )
    for share, name in sorted(shares)[: len(shares) - full]:
        print(f"    {share:.3f} {name}")


def _words(longest: str) -> set[str]:
    """A text's distinct words, without markup."""
    return set(re.findall(r"\w{2,}", re.sub(r"<[^<>]{1,2000}>", " ", longest)))


def _missing(longest: str, own: str) -> list[str]:
    """The distinct words of a text that do not stand in ours.

    Others give text boxes twice (once more for old programs), addresses of links and fields: doubles and markup don't
    count.
    """
    bare = re.sub(r"\s+", "", own)
    return sorted(word for word in _words(longest) if word not in bare)


# ---------------------------------------------------------------- clean


def clean(public: Path) -> None:
    for name in ("zh_fuchuang_resumes", "en_livecareer_pdf"):
        files = sorted(p for p in (public / name).rglob("*") if p.suffix in (".pdf", ".docx"))
        warned = []
        for path, outcome in ours(files):
            kinds = sorted({f"{w.kind} p{w.page} {w.detail.partition(':')[0]}" for w in outcome.warnings
                            if w.kind in ("hidden_text", "text_mismatch", "invisible_characters")})  # fmt: skip
            warned += [f"{path.name} ({'; '.join(kinds)})"] if kinds else []
        print(
            f"clean: {name}, {len(warned)} of {len(files)} files warn of hidden text"
            if files
            else f"clean: NOT RUN, no {name}"
        )
        for line in warned:
            print(f"    {line}")


# ---------------------------------------------------------------- speed


def speed(public: Path) -> None:
    for name in ("zh_fuchuang_resumes/pdf", "en_livecareer_pdf", "zh_fuchuang_resumes/docx"):
        files = sorted(p for p in (public / name).rglob("*") if p.suffix in (".pdf", ".docx"))
        if not files:
            print(f"speed: NOT RUN, no {name}")
            continue
        other = "pdfium" if files[0].suffix == ".pdf" else "docx2txt"
        read_by((other, str(files[0])))
        rows = list(filter(None, (_costs(other, path) for path in files)))
        pages = sum(row[3] for row in rows)
        bare, inside, whole = (1000 * sum(row[at] for row in rows) / pages for at in (0, 1, 2))
        typical = 1000 * median(row[2] / row[3] for row in rows)
        print(
            f"speed: {name}, {len(rows)} files, {pages} pages; processor time a page: {other} {bare:.1f} ms, ours"
            f" without isolation {inside:.1f} ms ({inside / bare:.1f} times), whole {whole:.1f} ms"
            f" ({whole / bare:.1f} times), median {typical:.1f} ms"
        )


def _costs(other: str, path: Path) -> tuple[float, float, float, int] | None:
    """Processor seconds of another reader, of ours in this process, of ours in a child, and the number of pages."""
    try:
        pages = len(read_document(path, limits=_WITHOUT_OCR).pages)
    except DocumentError:  # a scanned page has no text to compare
        return None
    bare = _spent(lambda: read_by((other, str(path))))
    inside = _spent(lambda: read_document(path, limits=_WITHOUT_OCR))
    return bare, inside, _spent(lambda: list(ours([path], _WITHOUT_OCR))), pages


def _spent(job: Callable[[], object]) -> float:
    """Processor seconds of this process and its children."""
    begun, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    job()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() - begun + after.ru_utime + after.ru_stime - children.ru_utime - children.ru_stime


# ---------------------------------------------------------------- memory


def memory(public: Path, files: int) -> None:
    found = (p for p in public.rglob("*") if p.suffix in (".pdf", ".docx") and "hostile" not in p.parts)
    paths = sorted(found, key=lambda path: (path.stat().st_size, path))[:200]
    if not paths:
        print("memory: NOT RUN, no files")
        return
    seen: list[int] = []
    job = partial(read_document, limits=_WITHOUT_OCR)
    for number, _ in enumerate(run_many(job, islice(cycle(paths), files), workers=2, limits=_WITHOUT_OCR), 1):
        if number % max(1, files // 10) == 0:
            seen.append(_resident())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: parent over {files} files, MiB at each tenth: {' '.join(map(str, seen))}; peak {peak:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = {"gold": gold, "columns": columns, "hostile": hostile, "clean": clean, "speed": speed}
    parser.add_argument("--public", type=Path, default=os.environ.get("CS_MATCH_PUBLIC"))
    parser.add_argument("--part", nargs="+", choices=[*parts, "memory"], default=[*parts, "memory"])
    parser.add_argument("--files", type=int, default=5000, help="files of the memory part")
    options = parser.parse_args()
    if options.public is None or not options.public.is_dir():
        sys.exit("NOT RUN: name the folder of public data sets with --public or CS_MATCH_PUBLIC")
    needs = {"gold": "zh_fuchuang_resumes", "hostile": "hostile"}
    warm()
    for part in options.part:
        if not (options.public / needs.get(part, "")).is_dir():
            print(f"{part}: NOT RUN, no {needs[part]}")
        elif part == "memory":
            memory(options.public, options.files)
        else:
            parts[part](options.public)


if __name__ == "__main__":
    main()
