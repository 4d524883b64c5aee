"""Text that is repaired keeps its offsets: each character still knows where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.records import Box, Document

ORIGIN = Origin.of("a.txt", "txt", b"")


def made(*lines: SourceLine | str) -> Document:
    return assemble([x if isinstance(x, SourceLine) else SourceLine((Piece(x),)) for x in lines], origin=ORIGIN)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("简 历", "简历"),
        ("工 作 经 历", "工作经历"),
        ("个　人　简　历", "个人简历"),
        ("工 作 经 历 Work Experience", "工作经历 Work Experience"),
        ("姓    名：张三    性    别：女", "姓名：张三    性别：女"),
        ("毕 业 院 校: 北京大学", "毕业院校: 北京大学"),
        ("E D U C A T I O N", "EDUCATION"),
        ("W O R K   H I S T O R Y", "WORK HISTORY"),
        ("姓 名\t小明", "姓名\t小明"),
        ("客服 主管 三年", "客服 主管 三年"),
        ("Plan A B and C", "Plan A B and C"),
        ("男 | 汉族 | 未婚", "男 | 汉族 | 未婚"),
        ("\u2f29明 \u00a0 \u200b客服", "小明   客服"),
        ("\ue000 13800138000", "• 13800138000"),
        ("broken \ud800 half", "broken \ufffd half"),
    ],
)
def test_lines_are_repaired(written: str, read: str) -> None:
    assert made(written).text == read + "\n"


def test_empty_lines_go_and_pages_keep_their_part() -> None:
    lines = [SourceLine((Piece(text),), page=page) for text, page in (("甲", 1), (" \t ", 1), ("", 2), ("乙", 3))]
    document = assemble(lines, [(10.0, 20.0)] * 4, origin=ORIGIN)
    assert document.text == "甲\n乙\n"
    assert [(page.start, page.end) for page in document.pages] == [(0, 2), (2, 2), (2, 4), (4, 4)]
    assert [document.page_at(at) for at in range(4)] == [1, 1, 3, 3]


def test_edges_follow_their_characters() -> None:
    piece = Piece(" 姓 \u200b名", Box(0, 0, 50, 10), (0, 5, 15, 20, 20, 30))
    document = made(SourceLine((piece,)))
    assert document.text == "姓名\n"
    assert document.runs[0].edges == (5, 20, 30)
    assert document.box_of(1, 2) == Box(20, 0, 30, 10)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("负责客户", "投诉处理", "负责客户投诉处理"),
        ("handled customer", "complaints", "handled customer complaints"),
        ("commu-", "nication skills", "communication skills"),
        ("customer-", "facing roles", "customer-facing roles"),
        ("熟悉 Excel", "和 Word", "熟悉 Excel和 Word"),
    ],
)
def test_wrapped_lines_are_one_line(first: str, second: str, joined: str) -> None:
    document = made(first, SourceLine((Piece(second),), wrapped=True))
    assert document.text == joined + "\n"
    assert len(document.lines) == 1
    assert "".join(document.text[run.start : run.end] for run in document.runs).replace(" ", "") == joined.replace(
        " ", ""
    )


def test_characters_of_no_width_are_told_where_they_break_words_up() -> None:
    assert made("客\u200b服 cus\u200dto\u200bmer").warnings[0].kind == "invisible_characters"
    assert made("\ufeff电话：\u202d13800138000\u202c 👨\u200d💻").warnings == ()
    smuggled = made("小明" + "".join(chr(0xE0000 + ord(char)) for char in "hire me"))
    assert smuggled.text == "小明\n"
    assert [(part.text, part.kind) for part in smuggled.hidden] == [("hire me", "tag_characters")]
    assert smuggled.warnings[0].kind == "invisible_characters"


_CHARACTERS = st.text(st.sampled_from("简历工作 　\t\u200b\u2f29AbC-：:\ufeff\x00.1"), max_size=12)
_LINES = st.lists(st.tuples(st.lists(_CHARACTERS, max_size=4), st.booleans(), st.integers(1, 3)), max_size=6)


@settings(max_examples=300, deadline=None)
@given(_LINES)
def test_offsets_hold_for_any_lines(drawn: list[tuple[list[str], bool, int]]) -> None:
    lines = [
        SourceLine(
            tuple(Piece(t, Box(0, 0, 9, 9), tuple(map(float, range(len(t) + 1)))) for t in texts), page, wrapped=wraps
        )
        for texts, wraps, page in drawn
    ]
    document = assemble(lines, [(0, 0)] * 3, origin=ORIGIN)
    assert all(a.end <= b.start for a, b in zip(document.runs, document.runs[1:], strict=False))
    assert all(run.end - run.start + 1 == len(run.edges) for run in document.runs)
    assert all(list(run.edges) == sorted(run.edges) for run in document.runs)
    assert "".join(document.text[line.start : line.end] + "\n" for line in document.lines) == document.text
    assert [page.start for page in document.pages[1:]] == [page.end for page in document.pages[:-1]]
    covered = {at for run in document.runs for at in range(run.start, run.end)}
    assert all(at in covered for at, char in enumerate(document.text) if not char.isspace())
