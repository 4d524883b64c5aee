"""The pass: each step alone and all of them together."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_by_hand import PROFILE

import cs_match
from cs_match import screening
from cs_match.documents.isolation import Failure
from cs_match.errors import RequirementsError, UsageError
from cs_match.progress import Watch
from cs_match.records import Candidate, Problem
from cs_match.screening import FileTask, ScreenSettings, read_file, screen

DAY = date(2026, 6, 30)
RESUME = (
    "周晓\n电话:13922220000\n学历:大专\n工作经历\n2021.03-至今 某某旗舰店 售后客服\n熟练使用千牛,双11单日接待600+人次\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(RESUME, encoding="utf-8")
    (tmp_path / "a.txt").write_text("吴敏\n电话:13933330000\n本科\n工作经历\n2018.01-2020.12 会计\n", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    return tmp_path


class Told(Watch):
    """Remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []

    def step(self, name: str) -> None:
        super().step(name)
        self.heard.append(name)

    def inputs(self, total: int, kept: int) -> None:
        super().inputs(total, kept)
        self.heard.append((total, kept))

    def file(self, ok: bool) -> None:
        super().file(ok)
        self.heard.append(ok)


def test_the_pass_ends_with_everybody_ranked_and_every_problem_told(folder: Path) -> None:
    watch = Told()
    outcome = screen([folder], PROFILE, as_of=DAY, settings=ScreenSettings(workers=1, watch=watch))
    assert outcome.requirements is PROFILE
    assert [match.rank for match in outcome.matches] == [1, 2]
    assert {person.lead.source for person in outcome.people} == {str(folder / "a.txt"), str(folder / "b.txt")}
    assert [(problem.source, problem.kind) for problem in outcome.problems] == [(str(folder / "c.txt"), "empty")]
    assert outcome.problems[0].sha256 is not None
    assert outcome.problems[0].bytes == 0
    assert watch.heard == ["read", (3, 0), True, True, False, "group", "rank"]
    assert set(watch.seconds) == {"read", "group", "rank"}


def test_the_pass_is_its_steps(folder: Path) -> None:
    """Whoever calls the steps alone gets what `screen` gets."""
    outcome = screen([folder / "a.txt", folder / "b.txt"], PROFILE, as_of=DAY, settings=ScreenSettings(ner=False))
    tagger = cs_match.Tagger(cs_match.load_lexicon(), ner=False)
    read = [
        cs_match.read_candidate(cs_match.read_document(str(folder / name)), tagger=tagger, as_of=DAY)
        for name in ("b.txt", "a.txt")
    ]
    people = cs_match.group_people(read)
    assert people == outcome.people
    assert cs_match.rank(people, PROFILE, as_of=DAY) == outcome.matches


def test_one_file_is_read_by_a_pure_function_that_travels(folder: Path) -> None:
    task = FileTask(str(folder / "b.txt"), DAY, ner=False)
    assert pickle.loads(pickle.dumps(task)) == task
    assert pickle.loads(pickle.dumps(read_file)) is read_file
    first, second = read_file(task), read_file(task)
    assert isinstance(first, Candidate)
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


def test_one_bad_file_is_a_problem_not_an_error(folder: Path) -> None:
    result = read_file(FileTask(str(folder / "c.txt"), DAY, sha256="0" * 64, bytes=0))
    assert isinstance(result, Problem)
    assert (result.kind, result.sha256, result.bytes) == ("empty", "0" * 64, 0)


def test_a_child_that_dies_costs_its_own_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run_many(job: Any, tasks: Any, **_: Any) -> Any:
        for task in tasks:
            yield task, Failure("timeout", "too slow") if task.source.endswith("a.txt") else job(task)

    monkeypatch.setattr(screening, "run_many", run_many)
    outcome = screen([folder], PROFILE, as_of=DAY)
    assert [problem.kind for problem in outcome.problems] == ["timeout", "empty"]
    assert len(outcome.people) == 1


def test_what_is_kept_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    settings = ScreenSettings(keep=out, skip=(out,))
    first = screen([folder], PROFILE, as_of=DAY, settings=settings)
    asked: list[str] = []
    whole = screening.run_many

    def run_many(job: Any, tasks: Any, **more: Any) -> Any:
        asked.extend(task.source for task in tasks)
        return whole(job, tasks, **more)

    monkeypatch.setattr(screening, "run_many", run_many)
    assert screen([folder], PROFILE, as_of=DAY, settings=settings) == first
    assert asked == []
    (folder / "a.txt").write_text("吴敏\n换了内容\n客服专员\n", encoding="utf-8")
    screen([folder], PROFILE, as_of=DAY, settings=settings)
    assert asked == [str(folder / "a.txt")]
    screen([folder], PROFILE, as_of=date(2025, 1, 1), settings=settings)
    assert len(asked) == 4, "another day is another outcome"
    screen([folder], PROFILE, as_of=DAY, settings=replace(settings, ner=False))
    assert len(asked) == 7, "so is another way to read"


def test_a_folder_of_which_nothing_could_be_read_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(UsageError, match=r"not one of the 2 files could be read \(1 corrupt, 1 empty\)"):
        screen([tmp_path / "in"], PROFILE, settings=ScreenSettings(keep=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_requirements_may_be_a_path(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("类别,关键项,具体要求,优先级,评估方式\n硬性条件,学历,大专及以上,必需,证书\n", encoding="utf-8")
    outcome = screen([folder / "b.txt"], str(table), as_of=DAY)
    assert outcome.requirements.criteria
    with pytest.raises(RequirementsError):
        screen([folder / "b.txt"], tmp_path / "none.csv")


def test_a_file_that_vanished_or_is_closed_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        screening, "_digest", lambda source: (None, None) if source.endswith("a.txt") else ("0" * 64, 1)
    )
    outcome = screen([folder], PROFILE, as_of=DAY)
    problem = next(problem for problem in outcome.problems if problem.source.endswith("a.txt"))
    assert (problem.kind, problem.detail) == ("corrupt", "the file cannot be opened")
