"""Damaged files: whatever is done to them, each is a document whose offsets hold, or a failure that has a name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from documents_made import W, docx, paragraph, table, text_box
from making_pdf import grid, lines, pdf, picture, text

from cs_match.documents.isolation import Failure, run_many
from cs_match.documents.limits import ReadLimits
from cs_match.documents.reading import read_document
from cs_match.evaluation.soundness import unsound
from cs_match.records import STATUSES, Document

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "benchmarks"))
from mutants import MUTATIONS, mutant  # noqa: E402

ROWS = ["小明 Jane Brown", "2019.03-2023.06 某某公司 客服主管", "Answered sixty calls a day in Zendesk", "技能：Excel"]
# Kinds of damage that a reader did not foresee once, by file and seed; each stays here.
KEPT: list[tuple[str, int]] = []
EACH = 12  # mutants of each file


def _files() -> dict[str, bytes]:
    cells = table([paragraph("姓名"), paragraph("小明")], [paragraph("电话"), paragraph("138")])
    boxed = f"<w:p>{text_box(paragraph('框里'), 100, 100)}</w:p>"
    page = "<html><head><style>.x{color:red}</style></head><body><h2>工作经历</h2><table><tr><td>甲<td>乙</tr></table>"
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
    )
    ruled = lines(50, 60, ROWS) + grid([45, 200, 400], [200, 220, 240])
    rtf = rb"{\rtf1\ansi{\fonttbl{\f0\fcharset134 S;}}{\colortbl;\red1;}\b \'d0\'a1\par\trowd\intbl A\cell\row}"
    return {
        "a.pdf": pdf(ruled, picture(0, 0, 500, 700) + text(9, 9, "x")),
        "locked.pdf": pdf(lines(50, 60, ROWS), password=""),
        "a.docx": docx("".join(map(paragraph, ROWS)) + boxed + cells),
        "a.html": (page + "".join(f'<p style="color:#111">{row}</p>' for row in ROWS)).encode("gbk"),
        "a.mht": (mail + page + "\r\n--b--\r\n").encode(),
        "a.rtf": rtf,
        "a.md": "# 简历\n\n- **客服** [a](b)\n\n| a | b |\n|---|---|\n".encode(),
        "a.txt": "\n".join(ROWS).encode("utf-16"),
    }  # fmt: skip


def _mutants() -> Iterator[tuple[str, bytes]]:
    files = _files()
    donors = list(files.values())
    for at, (name, data) in enumerate(files.items()):
        for seed in range(EACH):
            what, made = mutant(1000 * at + seed, data, donors[(at + seed) % len(donors)])
            yield f"{name}, seed {seed}, {what}", made
    for name, seed in KEPT:
        what, made = mutant(seed, files[name], files[name])
        yield f"{name}, kept seed {seed}, {what}", made


def _by_hand() -> Iterator[tuple[str, bytes]]:
    """What mutations rarely hit: depth, size and contradiction without measure."""
    deep = 20_000
    yield "brackets in a PDF", pdf("[" * deep + "]" * deep + " TJ " + lines(50, 60, ROWS))
    yield "states in a PDF", pdf("q " * deep + lines(50, 60, ROWS))
    yield "a page that is its own parent", pdf("x").replace(b"/Kids [10 0 R]", b"/Kids [2 0 R ]")
    yield "sizes that are no numbers", pdf("BT /H 1e39 Tf 1e39 0 0 1e39 0 0 Tm (a) Tj ET BT /H 0 Tf (b) Tj ET")
    yield (
        "a page without size",
        pdf(lines(50, 60, ROWS)).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0   0   0]"),
    )
    yield "a page without end", pdf(lines(50, 60, ROWS)).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 9e9 9e9]")
    yield "groups in RTF", b"{\\rtf1 " + b"{" * deep + b"a" + b"}" * deep
    yield "numbers in RTF", b"{\\rtf1 \\u-70000? \\u99999999? \\uc-5 \\bin-1 \\cf-9 \\fs0 \\f99999 a\\'zz\\par}"
    yield "cells without rows in RTF", b"{\\rtf1 " + b"\\cell a" * 2000 + b"\\row\\row\\nestcell}"
    yield "elements in a page", b"<html><body>" + b"<div>" * deep + b"a"
    yield "tables in a page", b"<html><body>" + b"<table><tr><td>" * 3000 + b"a"
    yield "attributes in a page", b"<html><p " + b"a='b' " * deep + b">a</p><p style='" + b"color:" * deep + b"'>b"
    yield "spans of a table", docx(table([paragraph("a")], props='<w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'))
    yield "tables in a document", docx("<w:tbl><w:tr><w:tc>" * 900 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 900)
    yield "numbers in a document", docx(paragraph("a", '<w:sz w:val="NaN"/><w:spacing w:val="1e99"/>') + paragraph("b"))
    yield "a document of nothing", docx("").replace(W.encode(), b"x" * len(W))
    yield "halves of characters", "a\ud800b\udfffc".encode("utf-16-le", "surrogatepass")


def _read(path: str) -> Document:
    return read_document(path, limits=ReadLimits(seconds=10, ocr_pages=0))


@pytest.mark.skipif(sys.platform == "win32", reason="children are not forked on Windows: a process for each is slow")
def test_every_damaged_file_has_a_typed_outcome(tmp_path: Path) -> None:
    paths = {}
    for number, (label, data) in enumerate([*_mutants(), *_by_hand()]):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(data)
        paths[str(path)] = label
    outcomes = {paths[path]: found for path, found in run_many(_read, paths, workers=2, limits=ReadLimits(seconds=10))}
    assert len(outcomes) == len(paths)
    assert {label: fault for label, found in outcomes.items() if (fault := _fault(found))} == {}
    assert sum(isinstance(found, Document) for found in outcomes.values()) > len(outcomes) // 3


def _fault(found: object) -> object:
    if isinstance(found, Document):
        return unsound(found)
    if not isinstance(found, Failure) or found.kind not in STATUSES or found.kind == "timeout":
        return found
    return (
        found.detail if found.detail.startswith(("reading it failed", "reading it tried", "reading it crashed")) else ()
    )


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_determined_by_its_seed_and_changes_most_files(name: str) -> None:
    import random

    files = _files()
    made = [MUTATIONS[name](random.Random(seed), data, files["a.docx"]) for seed in range(4) for data in files.values()]
    again = [
        MUTATIONS[name](random.Random(seed), data, files["a.docx"]) for seed in range(4) for data in files.values()
    ]
    assert made == again
    assert sum(one not in files.values() for one in made) >= 4
