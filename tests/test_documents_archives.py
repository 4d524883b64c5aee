"""ZIP archives of resumes: every file in them is a row, and none of them reaches further."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from cs_match.cli import main
from cs_match.documents.archives import list_archive, member_at, member_bytes
from cs_match.documents.limits import ReadLimits
from cs_match.documents.reading import read_document
from cs_match.errors import DocumentError, UsageError
from cs_match.inputs import find_inputs

RESUME = "赵一\n电话:13911110001\n学历:大专\n工作经历\n2021.03-至今 某某旗舰店 售后客服\n使用千牛接待买家\n".encode()
TABLE = "类别,关键项,具体要求,优先级,评估方式\n硬性条件,系统/工具,熟练使用千牛,必需,上机测试\n"


def archive(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes], packed: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packed) as made:
        for name, content in files:
            made.writestr(name, content)
    return path


def named(raw: bytes, extra: bytes = b"") -> zipfile.ZipInfo:
    """An entry whose name is these bytes, without a word on their encoding."""
    entry = zipfile.ZipInfo("x" * len(raw))
    entry.extra = extra
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def with_names(path: Path, *names: tuple[bytes, bytes]) -> Path:
    """An archive with names in any encoding: written under a stand-in of the same length, then replaced."""
    archive(path, *((named(raw, extra), RESUME) for raw, extra in names))
    data = path.read_bytes()
    for raw, _ in names:
        data = data.replace(b"x" * len(raw), raw, 2)
    path.write_bytes(data)
    return path


def problems(path: Path, **limits: int) -> dict[str, str]:
    """The status of each file in the archive as an input; ok if nothing speaks against it."""
    inputs = find_inputs([path], limits=ReadLimits(**limits))  # type: ignore[arg-type]
    assert set(inputs.files) == set(inputs.members)
    found = {name: member.problem[0] if member.problem else "ok" for name, member in inputs.members.items()}
    return {name.removeprefix(f"{path}/"): status for name, status in found.items()}


def test_every_file_is_an_input_under_its_path(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", ("x/李.txt", RESUME), ("b.txt", b"2"), ("x/", b""), ("__MACOSX/b.txt", b"3"),
                   (".DS_Store", b"4"))  # fmt: skip
    assert list(find_inputs([tmp_path]).files) == [f"{file}/b.txt", f"{file}/x/李.txt"]
    member = find_inputs([file]).members[f"{file}/x/李.txt"]
    assert member_bytes(member) == RESUME
    assert member.size == len(RESUME)


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_file_is_read_by_its_path(tmp_path: Path, packed: int) -> None:
    file = archive(tmp_path / "a.zip", ("b.txt", b"other"), ("x/李.txt", RESUME), packed=packed)
    document = read_document(f"{file}/x/李.txt")
    assert document.source == f"{file}/x/李.txt"
    assert document.text.startswith("赵一\n")
    assert member_at(file / "none.txt") is None
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_document(file / "none.txt")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("张三-客服.pdf".encode("gbk"), "张三-客服.pdf"),
        ("简历/镕基.pdf".encode("gbk"), "简历/镕基.pdf"),
        ("张三.pdf".encode(), "张三.pdf"),
        ("Résumé André.pdf".encode("cp437"), "Résumé André.pdf"),
        (b"plain.pdf", "plain.pdf"),
        (b"x\\y.pdf", "x/y.pdf"),
    ],
)
def test_names_are_read_as_they_were_meant(tmp_path: Path, raw: bytes, expected: str) -> None:
    members = list_archive(with_names(tmp_path / "a.zip", (raw, b"")))
    assert members is not None
    assert [member.name for member in members] == [expected]


def test_a_name_in_the_field_for_it_counts(tmp_path: Path) -> None:
    raw, name = b"______.pdf", "张三.pdf".encode()
    content = b"\x01" + zlib.crc32(raw).to_bytes(4, "little") + name
    extra = b"\x75\x70" + len(content).to_bytes(2, "little") + content
    members = list_archive(with_names(tmp_path / "a.zip", (raw, extra)))
    assert members is not None
    assert members[0].name == "张三.pdf"


def test_what_misleads_is_refused_by_itself(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("a.txt", RESUME)
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = 0o120777 << 16
    file = archive(
        tmp_path / "a.zip", ("good.txt", RESUME), ("../../etc/evil.txt", RESUME), ("/abs.txt", RESUME),
        ("c:\\win.txt", RESUME), ("inner.zip", inner.getvalue()), ("rar.pdf", b"Rar!\x1a\x07" + b"x" * 99),
        ("bomb.txt", b"0" * 25_000_000), ("large.txt", b"ab" * 700_000 + RESUME), ("tool.exe", b"MZ" + b"\0" * 99),
        (link, b"/etc/passwd"),
    )  # fmt: skip
    assert problems(file, bytes=1_000_000) == {
        "good.txt": "ok",
        "__/__/etc/evil.txt": "corrupt",
        "abs.txt": "corrupt",
        "c:/win.txt": "corrupt",
        "inner.zip": "unsupported",
        "rar.pdf": "unsupported",
        "bomb.txt": "too_large",
        "large.txt": "too_large",
        "tool.exe": "unsupported",
        "link.pdf": "unsupported",
    }


def test_two_files_of_one_name_are_two_refusals(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        file = archive(tmp_path / "a.zip", ("a.txt", RESUME), ("a.txt", b"other"), ("b.txt", RESUME))
    assert problems(file) == {"a.txt": "corrupt", "a.txt (2)": "corrupt", "b.txt": "ok"}


def test_other_ways_of_packing_and_locks_are_told(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", ("a.txt", RESUME), packed=zipfile.ZIP_BZIP2)
    assert problems(file) == {"a.txt": "unsupported"}
    data = bytearray(archive(tmp_path / "b.zip", ("a.txt", RESUME)).read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert problems(tmp_path / "b.zip") == {"a.txt": "encrypted"}


def test_damaged_content_is_told(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", ("a.txt", RESUME), ("b.txt", RESUME), packed=zipfile.ZIP_STORED)
    file.write_bytes(file.read_bytes().replace(RESUME, RESUME[:-3] + b"???", 1))
    assert problems(file) == {"a.txt": "corrupt", "b.txt": "ok"}


def test_a_table_that_lies_refuses_the_archive(tmp_path: Path) -> None:
    empty = archive(tmp_path / "empty.zip")
    many = archive(tmp_path / "many.zip", *((f"{i}.txt", b"") for i in range(10_001)))
    cut = archive(tmp_path / "cut.zip", ("a.txt", RESUME))
    cut.write_bytes(cut.read_bytes()[:-30])
    data = bytearray(archive(tmp_path / "over.zip", ("a.txt", RESUME)).read_bytes())
    at = data.rindex(b"PK\x01\x02") + 20
    data[at : at + 4] = (900_000).to_bytes(4, "little")
    (tmp_path / "over.zip").write_bytes(data)
    for file, status in ((empty, "empty"), (many, "too_large"), (cut, "corrupt"), (tmp_path / "over.zip", "too_large")):
        inputs = find_inputs([file])
        assert inputs.files == (str(file),)
        problem = inputs.members[str(file)].problem
        assert problem is not None
        assert problem[0] == status, file


def test_a_document_is_no_archive_whatever_its_name(tmp_path: Path) -> None:
    from documents_made import docx, paragraph

    file = tmp_path / "a.zip"
    file.write_bytes(docx(paragraph("小明")))
    assert find_inputs([file]).files == (str(file),)
    assert not find_inputs([file]).members
    (tmp_path / "b.zip").write_bytes(b"%PDF-1.4")
    assert find_inputs([tmp_path / "b.zip"]).files == (str(tmp_path / "b.zip"),)


def test_an_archive_of_clutter_alone_says_so(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", ("__MACOSX/x", b"1"))
    assert find_inputs([file]).members[str(file)].problem == ("empty", "the archive holds no file")
    with pytest.raises(UsageError):
        find_inputs([tmp_path / "none.zip"])


def test_the_command_screens_an_archive_and_takes_up_its_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    archive(tmp_path / "all.zip", ("赵一.txt", RESUME), ("钱二.txt", RESUME.replace("赵一".encode(), "钱二".encode())),
            ("../x.txt", RESUME))  # fmt: skip
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    command = ["screen", "all.zip", "--requirements", "t.csv", "--workers", "1", "--as-of", "2026-06-30"]
    assert main(command) == 3
    lines = Path("cs-match-out/candidates.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [(row["source"], row["status"]) for row in rows] == [
        ("all.zip/__/x.txt", "corrupt"),
        ("all.zip/赵一.txt", "ok"),
        ("all.zip/钱二.txt", "ok"),
    ]
    assert rows[1]["bytes"] == len(RESUME)
    capfd.readouterr()
    assert main(["read", "all.zip/赵一.txt"]) == 0
    assert capfd.readouterr().out.startswith("赵一\n")
    assert main(["read", "all.zip/none.txt"]) == 3


def test_work_on_an_archive_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    from cs_match import screening

    file = archive(tmp_path / "all.zip", ("a.txt", RESUME), ("b.txt", RESUME + b"1"))
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    settings = screening.ScreenSettings(workers=1, keep=tmp_path / "out", ner=False)
    first = screening.screen([file], tmp_path / "t.csv", as_of=date(2026, 6, 30), settings=settings)
    monkeypatch.setattr(screening, "run_many", lambda *_, **__: iter(()))
    again = screening.screen([file], tmp_path / "t.csv", as_of=date(2026, 6, 30), settings=settings)
    assert again == first
