"""Whether a document's offsets hold together: every quote, box and page that is told rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cs_match.records import Document, Run

__all__ = ["unsound"]


def unsound(document: Document) -> tuple[str, ...]:
    """What does not hold in the maps of a document; empty where all is well.

    Lines cover the text, each ended by a line end; runs are in order, do not overlap, stay in their lines and cover
    every character but blanks; edges are one more than characters; pages follow each other and cover the text; no
    character is half of one.

    >>> from cs_match.documents.reading import read_text
    >>> unsound(read_text("小明\\n客服"))
    ()
    """
    return (*_of_characters(document), *_of_lines(document), *_of_runs(document), *_of_pages(document))


def _of_characters(document: Document) -> Iterator[str]:
    texts = [document.text, *(part.text for part in document.hidden), *(note.detail for note in document.warnings)]
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        yield "a character is half of one"


def _of_lines(document: Document) -> Iterator[str]:
    if "".join(document.text[line.start : line.end] + "\n" for line in document.lines) != document.text:
        yield "the lines do not make the text"
    if any(before.end + 1 != line.start for before, line in pairwise(document.lines)):
        yield "lines do not follow each other"
    if any(not document.text[line.start : line.end].strip() for line in document.lines):
        yield "a line is blank"


def _of_runs(document: Document) -> Iterator[str]:
    if any(run.start >= run.end for run in document.runs) or any(a.end > b.start for a, b in pairwise(document.runs)):
        yield "runs are empty or overlap"
    covered = bytearray(len(document.text))
    for run in document.runs:
        covered[run.start : run.end] = b"\x01" * (run.end - run.start)
        yield from _of_run(document, run)
    if any(not seen and not char.isspace() for seen, char in zip(covered, document.text, strict=False)):
        yield "a character is in no run"


def _of_run(document: Document, run: Run) -> Iterator[str]:
    if run.edges and len(run.edges) != run.end - run.start + 1:
        yield "a run's edges are not one more than its characters"
    if "\n" in document.text[run.start : run.end]:
        yield "a run goes over the end of a line"
    if document.pages and document.page_at(run.start) != run.page:
        yield "a run stands on another page than its text"


def _of_pages(document: Document) -> Iterator[str]:
    bounds = [(page.start, page.end) for page in document.pages]
    if bounds and (bounds[0][0] != 0 or bounds[-1][1] != len(document.text)):
        yield "the pages do not cover the text"
    if any(before[1] != after[0] for before, after in pairwise(bounds)):
        yield "pages do not follow each other"
    if [page.number for page in document.pages] != list(range(1, len(bounds) + 1)):
        yield "pages are not numbered from 1"
