"""The command, run as people and scripts run it: files, exit codes, what is said where."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cs_match.cli import main
from cs_match.reports.files import RESULT_FILES

ROOT = Path(__file__).resolve().parent.parent
TABLE = """类别,关键项,具体要求,优先级,评估方式
硬性条件,学历,大专及以上,必需,学历证明
硬性条件,系统/工具,熟练使用千牛,必需,上机测试
核心能力,抗压能力,大促高峰仍保持稳定,高,抗压测评
加分项,英语,【跨境】英语读写流畅,行业,面试
"""
RESUMES = {
    "赵一.txt": "赵一\n电话:13911110001\n学历:大专\n工作经历\n2021.03-至今 某某旗舰店 售后客服\n"
    "使用千牛接待买家,双11单日接待600+人次\n",
    "钱二.md": "# 钱二\n\n学历:本科\n\n## 工作经历\n\n2019.07-2024.05 蓝天商务有限公司 客服专员\n\n- 处理退款\n",
    "sub/sun.html": "<html><body><h1>Sun San</h1><p>Customer service agent, Jan 2020 - Present. Zendesk.</p></body>",
    "sub/李四.txt": "李四\n会计,2015.01-2020.12 某某公司\n",
}
RESULTS = [name for name in RESULT_FILES if name not in ("run.json", "report.html", "ranking.xlsx")]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with four resumes and a table."""
    for name, text in RESUMES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, seed: str = "0", **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cs_match", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=120, **more
    )


SCREEN = ("screen", "in", "--requirements", "table.csv", "--as-of", "2026-06-30")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# ---------------------------------------------------------------- screen


def test_screen_writes_all_files_and_says_where(home: Path) -> None:
    ran = run(*SCREEN, "--workers", "2")
    assert ran.returncode == 0, ran.stderr
    out = home / "cs-match-out"
    assert sorted(path.name for path in out.iterdir()) == sorted(RESULT_FILES)
    assert "赵一" in ran.stdout
    assert "赵一" not in ran.stderr, "no names in a log"
    assert "4/4" in ran.stderr
    assert "report.html" in ran.stderr
    read = rows(out / "candidates.jsonl")
    assert [row["source"] for row in read] == sorted(f"in/{name}" for name in RESUMES)
    assert {row["status"] for row in read} == {"ok"}
    for match in rows(out / "matches.jsonl"):
        assert abs(sum(part["points"] for part in match["contributions"]) - match["score"]) < 1e-9
        assert match["score_low"] <= match["score"] + 1e-9
        assert match["score"] <= match["score_high"] + 1e-9
    listed = list(csv.DictReader(io.StringIO((out / "ranking.csv").read_text(encoding="utf-8-sig"))))
    assert [row["rank"] for row in listed] == [str(n + 1) for n in range(len(listed))]


def test_run_json_says_how_to_repeat_the_run(home: Path) -> None:
    assert main([*SCREEN, "--industry", "电商", "--quiet"]) == 0
    about = json.loads((home / "cs-match-out" / "run.json").read_text(encoding="utf-8"))
    assert about["arguments"]["paths"] == ["in"]
    assert about["arguments"]["industry"] == ["电商"]
    assert about["as_of"] == "2026-06-30"
    assert about["counts"]["status"] == {"ok": 4}
    assert set(about["seconds"]) == {"read", "group", "rank", "write"}
    assert all(
        re.fullmatch("[0-9a-f]{64}", about["digests"][what])
        for what in ("lexicon", "tables", "requirements", "program")
    )
    assert about["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))


def test_workers_and_hash_seeds_do_not_change_a_byte(home: Path) -> None:
    runs = [("1", "0"), ("4", "12345")]
    for workers, seed in runs:
        assert run(*SCREEN, "--out", f"out{workers}", "--workers", workers, "--quiet", seed=seed).returncode == 0
    for name in RESULTS:
        assert (home / "out1" / name).read_bytes() == (home / "out4" / name).read_bytes(), name


def test_the_order_of_arguments_does_not_change_a_byte(home: Path) -> None:
    files = sorted(f"in/{name}" for name in RESUMES)
    common = ("--requirements", "table.csv", "--as-of", "2026-06-30", "--quiet")
    assert main(["screen", *files, *common, "--out", "a"]) == 0
    assert main(["screen", *reversed(files), "in/赵一.txt", *common, "--out", "b"]) == 0
    for name in RESULTS:
        assert (home / "a" / name).read_bytes() == (home / "b" / name).read_bytes(), name


def test_a_bad_file_costs_one_row(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "in" / "坏.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows\n")
    (home / "in" / "空.txt").write_bytes(b"")
    (home / "in" / "a.docx").write_bytes(b"PK\x03\x04 broken")
    assert main([*SCREEN]) == 3
    said = capsys.readouterr()
    read = {row["source"]: row for row in rows(home / "cs-match-out" / "candidates.jsonl")}
    assert len(read) == 7
    assert read["in/空.txt"]["status"] == "empty"
    assert read["in/坏.pdf"]["status"] == "corrupt"
    assert read["in/a.docx"]["status"] in ("corrupt", "unsupported")
    assert all(read[f"in/{name}"]["problem"] for name in ("坏.pdf", "空.txt", "a.docx"))
    assert len({row["candidate"] for row in read.values()} - {None}) == 4
    assert "坏.pdf" not in said.err, "names of resumes are names of people"


def test_a_single_bad_file_that_was_named_is_a_row_too(home: Path) -> None:
    (home / "坏.pdf").write_bytes(b"%PDF-1.7\n")
    assert main(["screen", "坏.pdf", "--requirements", "table.csv", "--quiet"]) == 3
    assert len(rows(home / "cs-match-out" / "candidates.jsonl")) == 1
    assert (home / "cs-match-out" / "matches.jsonl").read_bytes() == b""


def test_a_pipe_or_device_does_not_hang(home: Path) -> None:
    os.mkfifo(home / "pipe.pdf")
    assert main(["screen", "pipe.pdf", "in/赵一.txt", "--requirements", "table.csv", "--quiet"]) == 3
    assert rows(home / "cs-match-out" / "candidates.jsonl")[1]["status"] == "unsupported"


def test_quiet_is_silent(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*SCREEN, "--quiet"]) == 0
    assert tuple(capfd.readouterr()) == ("", "")


def test_top_limits_what_is_shown_not_what_is_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCREEN, "--top", "1"]) == 0
    assert len(re.findall(r"^ +\d+ ", capsys.readouterr().out, re.MULTILINE)) == 1
    assert len(rows(home / "cs-match-out" / "matches.jsonl")) == 4
    assert (home / "cs-match-out" / "report.html").read_text(encoding="utf-8").count('class="person"') == 1


def test_results_and_table_in_the_input_folder_are_not_screened(home: Path) -> None:
    table = home / "in" / "需求表.md"
    table.write_text(TABLE.replace(",", "|").replace("\n", "|\n|").join("|\n"), encoding="utf-8")
    lines = [f"| {' | '.join(line.split(','))} |" for line in TABLE.splitlines()]
    table.write_text("\n".join([lines[0], "|---|---|---|---|---|", *lines[1:]]) + "\n", encoding="utf-8")
    for _ in range(2):
        assert main(["screen", "in", "--requirements", "in/需求表.md", "--out", "in/out", "--quiet"]) == 0
        assert len(rows(home / "in" / "out" / "candidates.jsonl")) == 4


# ---------------------------------------------------------------- wrong usage


def _bad(home: Path, what: str) -> list[str]:
    (home / "empty").mkdir()
    (home / "corrupt").mkdir()
    (home / "corrupt" / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (home / "columns.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    (home / "binary.xlsx").write_bytes(os.urandom(300))
    (home / "a-file").write_text("x")
    table = ["--requirements", "table.csv"]
    return {
        "empty folder": ["empty", *table],
        "nothing readable": ["corrupt", *table],
        "no such path": ["none", *table],
        "no such table": ["in", "--requirements", "none.csv"],
        "unreadable table": ["in", "--requirements", "binary.xlsx"],
        "unknown columns": ["in", "--requirements", "columns.csv"],
        "unknown industry": ["in", *table, "--industry", "月球采矿"],
        "bad date": ["in", *table, "--as-of", "2026-13-45"],
        "bad workers": ["in", *table, "--workers", "-1"],
        "unknown option": ["in", *table, "--nonsense"],
        "no table": ["in"],
        "no path": table,
        "out is a file": ["in", *table, "--out", "a-file"],
        "no such weights": ["in", *table, "--weights", "none.yaml"],
    }[what]


@pytest.mark.parametrize(
    "what",
    ["empty folder", "nothing readable", "no such path", "no such table", "unreadable table", "unknown columns",
     "unknown industry", "bad date", "bad workers", "unknown option", "no table", "no path", "out is a file",
     "no such weights"],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_writes_nothing(home: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = _bad(home, what)
    before = sorted(home.rglob("*"))
    assert main(["screen", *arguments]) == 2
    said = capsys.readouterr()
    assert said.err.strip()
    assert "Traceback" not in said.err
    assert not said.out
    assert sorted(home.rglob("*")) == before


def test_no_command_and_an_unknown_one_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["nonsense"]) == 2
    assert main(["--help"]) == 0
    assert "screen" in capsys.readouterr().out


def test_an_internal_failure_ends_with_1_and_quotes_nobody(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(next(iter(RESUMES)))

    monkeypatch.setattr("cs_match.screening.group_people", broken)
    assert main([*SCREEN]) == 1
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "赵一" not in said


# ---------------------------------------------------------------- interrupts


def _many(home: Path, number: int) -> None:
    for index in range(number):
        text = f"王{chr(0x4E00 + index)}\n电话:139{index:08}\n学历:大专\n工作经历\n2020.01-至今 客服专员 使用千牛\n"
        (home / "in" / f"r{index:03}.txt").write_text(text, encoding="utf-8")


def test_an_interrupted_run_goes_on_where_it_stopped(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cs_match.progress import Lines

    _many(home, 12)
    whole = Lines.file

    def interrupted(watch: Lines, ok: bool) -> None:
        whole(watch, ok)
        if watch.done == 7:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Lines, "file", interrupted)
        assert main([*SCREEN, "--workers", "2"]) == 130
    kept = home / "cs-match-out" / "unfinished.jsonl"
    assert kept.read_bytes().count(b"\n") == 7
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    capsys.readouterr()
    assert main([*SCREEN, "--workers", "1"]) == 0
    assert "7 份沿用" in capsys.readouterr().err
    assert not kept.exists()
    assert main([*SCREEN, "--out", "fresh", "--quiet"]) == 0
    for name in RESULTS:
        assert (home / "fresh" / name).read_bytes() == (home / "cs-match-out" / name).read_bytes(), name


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_ends_with_130_and_keeps_what_is_done(home: Path) -> None:
    _many(home, 600)
    command = [sys.executable, "-m", "cs_match", *SCREEN, "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    kept = home / "cs-match-out" / "unfinished.jsonl"
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        until = time.monotonic() + 90
        while process.poll() is None and time.monotonic() < until and not kept.exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said.decode()
    assert "Traceback" not in said.decode()
    assert all(json.loads(line)["key"] for line in kept.read_text().splitlines())


# ---------------------------------------------------------------- the other commands


def test_read_prints_the_text_that_offsets_count_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "in/赵一.txt"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("赵一\n")
    assert main(["read", "in/赵一.txt", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"source", "status", "text", "pages", "sections", "warnings"} <= set(document)
    assert (document["source"], document["status"], document["text"]) == ("in/赵一.txt", "ok", text)
    assert set(document["pages"][0]) == {"number", "width", "height", "start", "end"}
    assert all(set(part) == {"kind", "title", "start", "end"} for part in document["sections"])
    assert main([*SCREEN, "--quiet"]) == 0
    row = next(row for row in rows(home / "cs-match-out" / "candidates.jsonl") if row["source"] == "in/赵一.txt")
    quotes = [evidence for tag in row["tags"] for evidence in tag["evidence"]]
    assert quotes
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)


def test_read_says_why_it_cannot(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "坏.pdf").write_bytes(b"%PDF-1.7\n")
    assert main(["read", "坏.pdf", "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["status"] == "corrupt"
    assert "corrupt" in said.err
    assert main(["read", "none.pdf"]) == 2


def test_requirements_shows_every_row(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["requirements", "table.csv", "--json"]) == 0
    profile = json.loads(capsys.readouterr().out)
    keys = {"id", "label", "category", "priority", "weight", "must", "kind", "test", "applies_to", "assessment", "row"}
    assert all(set(row) == keys | {"active"} for row in profile["criteria"])
    shown = {row["row"] for part in ("criteria", "not_understood") for row in profile[part]}
    assert shown == {1, 2, 3, 4}
    assert main(["requirements", "table.csv"]) == 0
    assert "大专" in capsys.readouterr().out


def test_a_saved_profile_screens_like_its_table(home: Path) -> None:
    assert main(["requirements", "table.csv", "--save", "profile.yaml"]) == 0
    assert main([*SCREEN, "--out", "a", "--quiet"]) == 0
    assert (
        main(["screen", "in", "--requirements", "profile.yaml", "--as-of", "2026-06-30", "--out", "b", "--quiet"]) == 0
    )
    assert (home / "a" / "matches.jsonl").read_bytes() == (home / "b" / "matches.jsonl").read_bytes()


def test_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"cs-match (\d+\.\d+\.\d+\S*|unknown)\n", capsys.readouterr().out)


def test_every_option_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "--help"]) == 0
    said = capsys.readouterr().out
    for option in (
        "--requirements",
        "--industry",
        "--as-of",
        "--out",
        "--workers",
        "--top",
        "--weights",
        "--no-ner",
        "--quiet",
    ):
        assert option in said


def test_demo_screens_the_samples(home: Path) -> None:
    from cs_match.demo import demo_files
    from cs_match.errors import UsageError

    try:
        demo_files()
    except UsageError:
        pytest.skip("no samples here")
    ran = run("demo", "--out", "demo-out")
    assert ran.returncode in (0, 3), ran.stderr
    report = Path(ran.stdout.strip().splitlines()[-1])
    assert report.is_absolute()
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


# ---------------------------------------------------------------- progress


def test_lines_tell_how_far_it_is_and_name_nobody() -> None:
    from cs_match.progress import Lines
    from cs_match.reports.wording import Wording

    said: list[str] = []
    watch = Lines(Wording("en").say, said.append)
    watch.step("read")
    watch.inputs(3, 1)
    for ok in (True, False, True):
        watch.file(ok)
    watch.step("rank")
    watch.stop()
    assert said[0] == "1 taken over from the interrupted run"
    assert said[1].startswith("read 3/3, 1 failed")
    assert said[-1] == "Ranking"
    assert set(watch.seconds) == {"read", "rank"}


@pytest.mark.parametrize("columns", [60, 80])
def test_the_bar_fits_the_terminal(columns: int) -> None:
    from rich.console import Console

    from cs_match.progress import Bar
    from cs_match.reports.cells import width
    from cs_match.reports.wording import Wording

    out = io.StringIO()
    watch = Bar(Wording("zh").say, Console(file=out, width=columns, force_terminal=True, color_system=None))
    watch.step("read")
    watch.inputs(2, 1)
    watch.file(ok=True)
    watch.file(ok=False)
    watch.step("group")
    watch.stop()
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue())
    assert "2/2" in plain
    assert "失败 1" in plain
    assert all(width(line) <= columns for line in re.split(r"[\r\n]", plain))


def test_a_reader_that_has_seen_enough_is_no_fault_of_ours() -> None:
    command = [sys.executable, "-m", "cs_match", "doctor"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert "failed inside" not in running.stderr.read()
    assert running.returncode == 0
