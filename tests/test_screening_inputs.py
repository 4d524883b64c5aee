"""Which files a run reads."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from cs_match.errors import UsageError
from cs_match.inputs import find_inputs


def make(folder: Path, *names: str, content: bytes = b"text") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def found(*paths: Path | str, skip: tuple[Path, ...] = ()) -> list[str]:
    return list(find_inputs(paths, skip=skip).files)


def test_folders_are_walked_to_their_end_in_path_order(tmp_path: Path) -> None:
    make(tmp_path, "b.pdf", "a/z.docx", "a/深/简历.txt", "a-1.md", "C.PDF")
    assert found(tmp_path) == sorted(
        str(tmp_path / n) for n in ("C.PDF", "a-1.md", "a/z.docx", "a/深/简历.txt", "b.pdf")
    )


def test_every_promised_format_counts(tmp_path: Path) -> None:
    names = [f"r.{suffix}" for suffix in "pdf docx doc html htm mht rtf txt md png jpg jpeg".split()]
    make(tmp_path, *names)
    assert len(found(tmp_path)) == len(names)


def test_clutter_and_other_files_do_not_count(tmp_path: Path) -> None:
    make(tmp_path, "r.pdf", ".DS_Store", "~$r.docx", "Thumbs.db", "desktop.ini", ".hidden.pdf", ".git/x.pdf",
         "__MACOSX/r.pdf", "labels.csv", "list.xlsx", "code.py", "notes.json")  # fmt: skip
    inputs = find_inputs([tmp_path])
    assert inputs.files == (str(tmp_path / "r.pdf"),)
    assert inputs.left_out == 4


def test_formats_that_we_cannot_read_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    make(tmp_path, "r.odt", "r.wps", "r.zip", "r.pages", "r.rar")
    assert len(found(tmp_path)) == 5


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x" * 10)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "counts"),
    [
        (b"%PDF-1.7\n...", True),
        (b"{\\rtf1 hello}", True),
        (b"<html><body>resume</body></html>", True),
        (_zip("[Content_Types].xml", "word/document.xml"), True),
        (b"\x89PNG\r\n\x1a\n....", True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), False),
        (_zip("xl/workbook.xml"), False),
        (b"plain words", False),
        (b"", False),
        (os.urandom(64), False),
    ],
)
def test_content_tells_where_the_name_does_not(tmp_path: Path, content: bytes, counts: bool) -> None:
    make(tmp_path, "a.pdf")
    make(tmp_path, "resume.dat", "resume", content=content)
    assert (len(found(tmp_path)) == 3) is counts


def test_what_is_named_is_an_input_whatever_it_is(tmp_path: Path) -> None:
    make(tmp_path, ".hidden", "~$lock.docx", "x.xyz")
    names = [str(tmp_path / name) for name in (".hidden", "~$lock.docx", "x.xyz")]
    assert found(*names) == sorted(names)


def test_links_in_folders_are_not_followed_but_named_ones_are(tmp_path: Path) -> None:
    inside, outside = make(tmp_path / "in", "a.pdf"), make(tmp_path / "out", "b.pdf")
    (inside / "link.pdf").symlink_to(outside / "b.pdf")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    (inside / "circle").symlink_to(inside, target_is_directory=True)
    assert found(inside) == [str(inside / "a.pdf")]
    assert found(inside / "link.pdf") == [str(inside / "link.pdf")]


def test_a_file_that_is_met_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "in/a.pdf", "in/b.pdf")
    monkeypatch.chdir(tmp_path)
    assert found("in", "in/a.pdf", "./in/../in/b.pdf", "in/") == ["./in/../in/b.pdf", "in/a.pdf"]
    assert found("in/", "in") == found("in", "in/")


def test_the_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "简历/a.pdf")
    monkeypatch.chdir(tmp_path)
    assert found("./简历/a.pdf") == ["./简历/a.pdf"]
    assert found("简历") == ["简历/a.pdf"]
    assert found(Path("简历")) == ["简历/a.pdf"]


def test_results_and_tables_are_no_inputs(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.pdf",
        "table.docx",
        "out/report.html",
        "old/candidates.jsonl",
        "old/matches.jsonl",
        "old/report.html",
    )
    assert found(tmp_path, skip=(tmp_path / "out", tmp_path / "table.docx")) == [str(tmp_path / "a.pdf")]


def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xcc\xc6\xbc\xf2\xc0\xfa.pdf")  # GBK
    make(tmp_path, name)
    assert found(tmp_path) == [str(tmp_path / name)]


@pytest.mark.parametrize("names", [(), (".DS_Store",), ("a.csv", "sub/b.xlsx")])
def test_a_folder_without_an_input_is_wrong_usage(tmp_path: Path, names: tuple[str, ...]) -> None:
    make(tmp_path, *names)
    with pytest.raises(UsageError, match="no file that could be a resume"):
        find_inputs([tmp_path])


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        find_inputs([tmp_path / "none"])
    with pytest.raises(UsageError, match="nothing to read"):
        find_inputs([])
