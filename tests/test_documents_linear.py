"""One endless line: every step gets through much of the same sign again and again.

Nothing is timed. A step whose time grows with the square of its input does not come back from these within a test run;
``benchmarks/linear_time.py`` measures the growth.
"""

from __future__ import annotations

from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.documents.encoding import decode
from cs_match.documents.reading import read_bytes, read_text
from cs_match.documents.sniffing import kind_of
from cs_match.errors import DocumentError
from cs_match.sections import find_sections
from cs_match.text import clauses, fold, repair, sentences

SIZE, FILE, LESS = 200_000, 40_000, 6_000  # bytes; files and facts cost more
PARTS = [
    *(
        "customer ",
        "客服",
        "客户投诉处理，",
        "a",
        "A ",
        "1",
        "13800138000 ",
        " ",
        "\u3000",
        "\t",
        "客服\t",
        "(",
        "(（[【{<《",
    ),
    *(".", "-", "a-", "*_", "姓名：", "工 作 经 历 ", "W o r k ", "\u200b", "\u202ea", "a.b@c.d ", "a@", "http://a.b/"),
    *(
        "2019.01-2020.02 ",
        "2019年1月至今 ",
        "電話客服瞭解",
        "ＣＲＭ１２",
        "&amp;",
        "<b>",
        "\\",
        "客服 CRM(1.5%)，a-b；",
    ),
    *("c\u0430ll ", "e\u0301", "\ue000"),
]


def _line(part: str, size: int = SIZE) -> str:
    return part * (size // len(part.encode()))


@pytest.mark.parametrize("part", PARTS, ids=ascii)
def test_one_endless_line_is_repaired_folded_and_parted(part: str) -> None:
    line = _line(part)
    repaired, offsets = repair(line)
    assert len(repaired) == len(offsets)
    assert len(fold(repaired).starts) == len(fold(repaired).text)
    assert sum(1 for _ in sentences(line)) <= len(line)
    assert sum(1 for _ in clauses(line)) <= len(line)
    assert decode(line.encode()) == line


@pytest.mark.parametrize("part", PARTS, ids=ascii)
def test_one_endless_line_is_read_in_every_format(part: str) -> None:
    line = _line(part, FILE)
    for made in (line, f"<html><body><p>{line}", "{\\rtf1 " + line, f"# a\n\n## b\n\n{line}"):
        data = made.encode()
        assert kind_of(data) in ("text", "html", "rtf", "empty")
        try:
            read_bytes(data, "a")
        except DocumentError as error:
            assert error.kind == "empty"  # noqa: PT017 (blanks and brackets are no text)


@pytest.mark.parametrize("part", PARTS, ids=ascii)
def test_one_endless_line_has_sections_and_facts(part: str) -> None:
    document = read_text(_line(part, LESS))
    sections = find_sections(document)
    assert "".join(document.text[s.start : s.end] for s in sections) == document.text
    read_candidate(document, tagger=False, as_of=date(2025, 1, 1))
