"""What `cs-match doctor` says is what is so."""

from __future__ import annotations

import json
import os

import pytest

from cs_match import doctor
from cs_match.cli import main
from cs_match.documents import isolation, landlock, seccomp, trials
from cs_match.documents.confinement import Grant
from cs_match.documents.isolation import run_isolated
from cs_match.documents.trials import try_walls

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="walls need fork")
OF_LANDLOCK = ("writing outside", "reading other files")
OF_SECCOMP = ("network: sockets", "starting programs", "starting processes", "looking into processes")


def states() -> dict[str, str]:
    return {finding.wall: finding.state for finding in try_walls()}


def test_all_walls_that_there_are_hold() -> None:
    found = states()
    assert "FAILS" not in found.values()
    for wall in ("process", "wall clock", "output", "pages", "characters"):
        assert found[wall] == "holds"
    assert {found[wall] for wall in OF_LANDLOCK} == {"holds" if landlock.abi() else "missing"}
    assert {found[wall] for wall in OF_SECCOMP} == {"holds" if seccomp.available() else "missing"}


def test_a_kernel_without_the_layers_is_told_and_reads_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(seccomp, "available", lambda: False)
    found = states()
    assert "FAILS" not in found.values()
    assert {found[wall] for wall in (*OF_LANDLOCK, *OF_SECCOMP, "network: connections")} <= {"missing", "holds"}
    assert found["writing outside"] == found["network: sockets"] == found["starting processes"] == "missing"
    assert run_isolated(len, "four") == 4


def test_a_wall_that_is_there_and_does_not_hold_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "confine", lambda *_: None)
    monkeypatch.setattr(landlock, "abi", lambda: 7)
    assert {finding.state for finding in trials._surroundings() if finding.wall in OF_LANDLOCK} == {"FAILS"}


def test_the_command_prints_walls_helpers_and_versions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    for word in ("process", "wall clock", "memory", "Landlock", "seccomp", "ocr", "libreoffice", "catdoc", "spacy",
                 "pypdfium2", "All walls that this system has hold."):  # fmt: skip
        assert word in said
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["healthy"] is True


def test_a_wall_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(doctor, "try_walls", lambda: (trials.Finding("memory", "FAILS", "x"),))
    assert main(["doctor"]) == 1
    assert "does not hold" in capsys.readouterr().out


def test_nothing_is_granted_that_was_not_asked_for() -> None:
    assert list(Grant().files("a.pdf")) == ["a.pdf"]
    assert list(Grant().files(3)) == []
    assert not Grant().programs
