"""Offsets hold whatever a document says: in every format, through repairing and folding."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable
from functools import cache, reduce
from itertools import pairwise
from typing import Any

import pytest
from documents_made import docx, paragraph, table
from hypothesis import given
from hypothesis import strategies as st
from making_pdf import lines, pdf

from cs_match.documents.reading import read_bytes, read_text
from cs_match.errors import DocumentError
from cs_match.evaluation.soundness import unsound
from cs_match.records import Box, Document
from cs_match.text import clauses, fold, repair, sentences

# ---------------------------------------------------------------- what resumes are made of, and what damages them

_WORDS = st.sampled_from(
    [
        *"客服 主管 简 历 工 作 经 历 投诉处理 电話 瞭解 ＣＲＭ１２ CRM Zendesk customer care- tion e-mail".split(),
        *"138 0013 8000 2019.03 至今 ： : ， 。 . ( ） • ① ½ ﬁne ß İ ⼩ 豈 é < & { } \\ | *".split(),
        *("\u200b", "\ufeff", "\u202e", "\u00a0", "\u3000", "\ue000", "\U0001f600", "\x07", "e\u0301"),
    ]
)
_LINE = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)
_LINES = st.lists(_LINE, min_size=1, max_size=6)
_ANY = st.text(max_size=60)
_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32)), " ")


def _in_docx(rows: list[str]) -> bytes:
    safe = [html.escape(row.translate(_XML)) for row in rows]
    cells = [[paragraph(one), paragraph(two)] for one, two in zip(safe, reversed(safe), strict=True)]
    return docx("".join(map(paragraph, safe)) + table(*cells))


def _in_html(rows: list[str]) -> bytes:
    safe = [html.escape(row) for row in rows]
    cells = "".join(f"<tr><td>{row}</td><td><b>{row}</b> x</td></tr>" for row in safe)
    return f"<html><body>{''.join(f'<p>{row}</p>' for row in safe)}<table>{cells}</table></body></html>".encode()


def _in_rtf(rows: list[str]) -> bytes:
    return ("{\\rtf1\\ansi\\uc1 " + "\\par ".join(map(_rtf, rows)) + "\\par}").encode()


def _rtf(row: str) -> str:
    units = row.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(f"\\u{code - 65536 if code > 32767 else code}?" for code in codes)


def _in_pdf(rows: list[str]) -> bytes:
    return pdf(*(lines(50, 60, [row.replace("\ue000", "") for row in rows]) for _ in range(2)))


def _in_markdown(rows: list[str]) -> bytes:
    return ("# 简历\n\n## 工作经历\n\n" + "\n\n".join(rows) + "\n\n| " + " | ".join(rows) + " |\n").encode()


MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": _in_docx,
    "html": _in_html,
    "rtf": _in_rtf,
    "pdf": _in_pdf,
    "md": _in_markdown,
    "txt": lambda rows: "\n".join(rows).encode("utf-8-sig"),
}


def _read(data: bytes) -> Document | None:
    """The document, or None where nothing is left of it."""
    try:
        return read_bytes(data, "a")
    except DocumentError as error:
        if error.kind != "empty":
            raise
        return None


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("name", MAKERS)
@given(rows=_LINES)
def test_the_maps_of_a_document_hold_in_every_format(name: str, rows: list[str]) -> None:
    document = _read(MAKERS[name](rows))
    if document is None:
        return
    assert unsound(document) == ()
    assert all(document.page_at(at) is not None for at in range(len(document.text)))
    for run in document.runs:
        quote = document.text[run.start : run.end]
        assert quote.strip()
        assert (document.box_of(run.start, run.end) is not None) == (run.box is not None)


@pytest.mark.parametrize("name", MAKERS)
@given(rows=_LINES)
def test_nothing_that_is_seen_is_lost_in_any_format(name: str, rows: list[str]) -> None:
    plain = ["客服主管 Zendesk 13800138000 " + str(at) for at, _ in enumerate(rows)]
    document = _read(MAKERS[name](plain))
    assert document is not None
    for row in plain:
        assert row in document.text


@given(rows=_LINES)
def test_boxes_of_a_pdf_stand_on_their_page_and_run_from_left_to_right(rows: list[str]) -> None:
    document = _read(_in_pdf(["x", *rows]))
    assert document is not None
    for run in document.runs:
        assert run.box is not None
        assert list(run.edges) == sorted(run.edges)
        assert -5 <= run.box.top <= run.box.bottom <= document.pages[run.page - 1].height + 5
        whole = document.box_of(run.start, run.end)
        parts = [document.box_of(at, at + 1) for at in range(run.start, run.end)]
        assert whole == reduce(Box.union, parts)


@given(rows=_LINES)
def test_what_was_read_is_read_again_as_it_is(rows: list[str]) -> None:
    once = read_text("\n".join(rows)).text
    assert read_text(once).text == once


# ---------------------------------------------------------------- repairing and folding


@given(st.one_of(_LINE, _ANY))
def test_repairing_keeps_the_order_of_what_it_keeps_and_is_done_once(text: str) -> None:
    repaired, offsets = repair(text)
    assert len(offsets) == len(repaired)
    assert all(a <= b for a, b in pairwise(offsets))
    assert all(0 <= at < len(text) for at in offsets)
    assert all(
        repair(text[at])[0] == char for char, at in zip(repaired, offsets, strict=True) if len(repair(text[at])[0]) == 1
    )
    assert repair(repaired)[0] == repaired


@given(st.one_of(_LINE, _ANY))
def test_folding_keeps_offsets_in_order_and_spans_lead_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text)
    assert all(a <= b for a, b in pairwise(folded.starts))
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
    if folded.text:
        start, end = folded.span(0, len(folded.text))
        assert fold(text[start:end]).text == folded.text


@given(st.one_of(_LINE, _ANY))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(_LINE)
def test_width_and_case_make_no_difference(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert fold(wide).text == fold(text).text
    assert fold("".join(char.upper() if char.isascii() else char for char in text)).text == fold(text).text


@given(
    st.lists(
        st.sampled_from("电话 客服经验 了解 处理投诉 优质服务 沟通协调 团队 回复 计算机应用 软件 网络 贵宾".split()),
        max_size=6,
    )
)
def test_traditional_and_simplified_are_the_same(words: list[str]) -> None:
    simplified = "，".join(words)
    for way in ("s2t", "s2tw", "s2hk"):
        assert fold(_writer(way).convert(simplified)).text == fold(simplified).text


@cache
def _writer(way: str) -> Any:
    from opencc import OpenCC

    return OpenCC(way)


@given(st.text(st.sampled_from("aeznA\u00e0\u00e9\u00fc\u00f1\u00e5\u1ec7\u010d\u304c\u30ac\u5ba2 -"), max_size=20))
def test_accents_that_stand_alone_join_their_letters(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert repair(apart)[0] == text
    assert read_text("x " + apart).text == read_text("x " + text).text


def test_heaps_of_accents_stay_as_they_are() -> None:
    assert repair("e" + "\u0301\u0327" * 100_000)[0] == "e" + "\u0301\u0327" * 100_000


@given(_LINES)
def test_sentences_and_clauses_are_in_order_and_leave_no_letter_out(rows: list[str]) -> None:
    text = "\n".join(rows)
    for parts in (list(sentences(text)), list(clauses(text))):
        assert all(a[1] <= b[0] for a, b in pairwise(parts))
        kept = {at for start, end in parts for at in range(start, end)}
        assert not [char for at, char in enumerate(text) if at not in kept and char.isalnum()]
