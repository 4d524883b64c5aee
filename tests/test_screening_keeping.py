"""What an interrupted run has read is taken up, and nothing else is."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from made_by_hand import ENGLISH, LEAD

from cs_match.keeping import KEPT_FILE, KeptWork, forget
from cs_match.records import Candidate, Problem

CORRUPT = Problem("坏.pdf", "corrupt", "damaged", "e" * 64, 12)


def keep(folder: Path | None, *results: Candidate | Problem, basis: str = "basis") -> None:
    kept = KeptWork(folder, basis)
    for result in results:
        kept.add(result.sha256 or "", result)
    kept.close()


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    keep(tmp_path, LEAD, CORRUPT)
    again = KeptWork(tmp_path, "basis")
    assert again.get(LEAD.source, LEAD.sha256) == LEAD
    assert again.get(CORRUPT.source, "e" * 64) == CORRUPT


def test_add_returns_what_get_would(tmp_path: Path) -> None:
    kept = KeptWork(tmp_path, "basis")
    fresh = kept.add(LEAD.sha256, LEAD)
    kept.close()
    assert fresh == KeptWork(tmp_path, "basis").get(LEAD.source, LEAD.sha256)
    assert KeptWork(None, "basis").add(LEAD.sha256, LEAD) == fresh, "kept or not, the outcome is the same"


@pytest.mark.parametrize(
    ("source", "sha256", "basis"),
    [("other.pdf", "a" * 64, "basis"), (LEAD.source, "f" * 64, "basis"), (LEAD.source, "a" * 64, "new")],
)
def test_another_file_content_or_basis_is_read_again(tmp_path: Path, source: str, sha256: str, basis: str) -> None:
    keep(tmp_path, LEAD)
    assert KeptWork(tmp_path, basis).get(source, sha256) is None


def test_a_last_line_that_was_cut_off_is_read_again_and_overwritten(tmp_path: Path) -> None:
    keep(tmp_path, LEAD, ENGLISH)
    path = tmp_path / KEPT_FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    again = KeptWork(tmp_path, "basis")
    assert again.get(LEAD.source, LEAD.sha256) == LEAD
    assert again.get(ENGLISH.source, ENGLISH.sha256) is None
    again.add(ENGLISH.sha256, ENGLISH)
    again.close()
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "line", [b"\xff\xfe", b"[]", b"{}", b'{"key": 1}', b'"x"', b"null", b'{"key": "k", "candidate": {}}']
)
def test_damaged_lines_are_passed_over(tmp_path: Path, line: bytes) -> None:
    keep(tmp_path, LEAD)
    path = tmp_path / KEPT_FILE
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert KeptWork(tmp_path, "basis").get(LEAD.source, LEAD.sha256) == LEAD


def test_a_record_of_another_shape_is_read_again(tmp_path: Path) -> None:
    keep(tmp_path, LEAD)
    path = tmp_path / KEPT_FILE
    entry = json.loads(path.read_text())
    del entry["candidate"]["fields"]
    path.write_text(json.dumps(entry) + "\n")
    assert KeptWork(tmp_path, "basis").get(LEAD.source, LEAD.sha256) is None


def test_nothing_is_written_before_something_could_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    keep(folder, CORRUPT, CORRUPT)
    assert not folder.exists()
    keep(folder, CORRUPT, LEAD)
    assert KeptWork(folder, "basis").get(CORRUPT.source, "e" * 64) == CORRUPT


@pytest.mark.parametrize("kind", ["timeout", "out_of_memory"])
def test_what_depends_on_the_machine_is_tried_again(tmp_path: Path, kind: str) -> None:
    slow = Problem("slow.pdf", kind, "too slow", "9" * 64, 1)  # type: ignore[arg-type]
    keep(tmp_path, LEAD, slow)
    assert KeptWork(tmp_path, "basis").get("slow.pdf", "9" * 64) is None


def test_only_the_owner_reads_what_is_kept_and_it_is_forgotten(tmp_path: Path) -> None:
    keep(tmp_path, LEAD)
    path = tmp_path / KEPT_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    forget(tmp_path)
    forget(tmp_path)
    assert not path.exists()


def test_text_that_utf8_cannot_hold_survives(tmp_path: Path) -> None:
    from dataclasses import replace

    odd = replace(LEAD, source="\udcc0.pdf", text="a\ud800b")
    keep(tmp_path, odd)
    assert KeptWork(tmp_path, "basis").get(odd.source, odd.sha256) == odd
