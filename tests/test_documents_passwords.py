"""Locked files open with their passwords, and nothing tells the passwords."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from documents_made import docx, paragraph
from locked_made import locked_docx, locked_pdf

from cs_match.cli import main
from cs_match.documents.passwords import Passwords, load_passwords
from cs_match.documents.reading import read_bytes
from cs_match.errors import DocumentError, UsageError
from cs_match.screening import FileTask, ScreenSettings

TABLE = "类别,关键项,具体要求,优先级,评估方式\n硬性条件,系统/工具,熟练使用千牛,必需,上机测试\n"
WORD = "Geheim,8341"


def docx_of(text: str) -> bytes:
    """As large as real ones are: the library that locks it here damages small ones."""
    return docx(paragraph(text), {"word/extra.bin": "".join(f"{number * 7919 % 9973} " for number in range(4000))})


@pytest.mark.parametrize(
    ("data", "name"),
    [(locked_pdf("Zhang San", "8341"), "a.pdf"), (locked_docx(docx_of("Zhang San"), "8341"), "a.docx")],
    ids=["pdf", "docx"],
)
def test_a_locked_file_opens_with_its_password_only(data: bytes, name: str) -> None:
    assert read_bytes(data, name, password="8341").text == "Zhang San\n"
    several = Passwords(((None, "wrong"), ("b.pdf", "8341"), (None, "8341")))
    document = read_bytes(data, name, password=several)
    assert (document.text, document.bytes) == ("Zhang San\n", len(data))
    for password in (None, "wrong", Passwords((("b.pdf", "8341"),))):
        with pytest.raises(DocumentError) as caught:
            read_bytes(data, name, password=password)
        assert caught.value.kind == "encrypted"
        assert "wrong" not in str(caught.value)


def test_a_file_that_only_withholds_rights_opens() -> None:
    assert read_bytes(locked_pdf("Zhang San"), "a.pdf").text == "Zhang San\n"
    assert read_bytes(locked_pdf("Zhang San", "8341"), "a.pdf", password="owner").text == "Zhang San\n"


def test_a_password_does_no_harm_to_an_open_file() -> None:
    assert read_bytes(docx_of("小明"), "a.docx", password="8341").text == "小明\n"


def test_a_damaged_locked_file_is_a_typed_failure() -> None:
    data = locked_docx(docx_of("小明"), "8341")
    for cut in (600, 2000, len(data) // 2, len(data) - 600):
        with pytest.raises(DocumentError):
            read_bytes(data[:cut], "a.docx", password="8341")


@pytest.mark.parametrize(
    ("lines", "source", "expected"),
    [
        ("8341\n", "x.pdf", ("8341",)),
        ("x.pdf,8341\nhr2026\n", "in/x.pdf", ("8341", "hr2026")),
        ("hr2026\nx.pdf,8341\n", "in/x.pdf", ("8341", "hr2026")),
        ("x.pdf,8341\n", "in/ax.pdf", ()),
        ("in/x.pdf,8341\n", "all.zip/in/x.pdf", ("8341",)),
        ("in/x.pdf,8341\n", "out/x.pdf", ()),
        ("name,password\r\n李雷 简历.pdf,pass word \r\n\r\n", "李雷 简历.pdf", ("pass word ",)),
        ("x.pdf,a,b\n", "x.pdf", ("a,b",)),
        ("a,b\n", "x.pdf", ("a,b",)),
        ('"x, y.pdf","a""b"\n', "x, y.pdf", ('a"b',)),
        ('say "hi"\n', "x.pdf", ('say "hi"',)),
        ("\ufeffx.pdf,8341", "x.pdf", ("8341",)),
        ("", "x.pdf", ()),
    ],
)
def test_lines_are_names_with_passwords_or_passwords(
    tmp_path: Path, lines: str, source: str, expected: tuple[str, ...]
) -> None:
    file = tmp_path / "words.txt"
    file.write_text(lines, encoding="utf-8", newline="")
    assert load_passwords(file).for_file(source) == expected


def test_a_file_that_is_no_text_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(b"\xcc\xc6\xff")
    for name in ("w", "none"):
        with pytest.raises(UsageError, match="cannot be read"):
            load_passwords(tmp_path / name)


def test_passwords_are_in_no_description() -> None:
    words = Passwords((("a.pdf", WORD),))
    for thing in (words, FileTask("a", date(2026, 1, 1), passwords=words), ScreenSettings(passwords=words)):
        assert WORD not in repr(thing)
        assert WORD not in str(thing)


def test_the_command_opens_locked_files_and_writes_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.pdf").write_bytes(locked_pdf("Zhang San, customer service", WORD))
    (tmp_path / "in/b.docx").write_bytes(locked_docx(docx_of("李四 客服专员"), WORD))
    (tmp_path / "in/c.pdf").write_bytes(locked_pdf("Wang Wu", "another"))
    (tmp_path / "in/words.txt").write_text(f"a.pdf,{WORD}\nin/b.docx,{WORD}\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    screen = ["screen", "in", "--requirements", "t.csv", "--workers", "1", "--password-file", "in/words.txt"]
    assert main(screen) == 3
    rows = [json.loads(line) for line in Path("cs-match-out/candidates.jsonl").read_text("utf-8").splitlines()]
    assert [(row["source"], row["status"]) for row in rows] == [
        ("in/a.pdf", "ok"),
        ("in/b.docx", "ok"),
        ("in/c.pdf", "encrypted"),
    ]
    said = "".join(capfd.readouterr())
    for file in Path("cs-match-out").iterdir():
        assert WORD.encode() not in file.read_bytes(), file
    assert WORD not in said
    assert main(["read", "in/a.pdf"]) == 3
    assert "encrypted" in capfd.readouterr().err
    assert main(["read", "in/a.pdf", "--password-file", "in/words.txt"]) == 0
    assert capfd.readouterr().out == "Zhang San, customer service\n"
