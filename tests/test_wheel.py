"""The wheel stands alone: built from this checkout, installed in an empty environment, it screens a resume."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=clean, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, f"{command}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    [built] = folder.glob("cs_match-*.whl")
    return built


def test_the_wheel_carries_what_the_package_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "cs_match/py.typed" in names
    assert "cs_match/_skill_lexicons/skills.csv" in names
    assert "cs_match/reports/explained.html.j2" in names
    [entries] = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
    assert "[spacy_factories]\ncs_match = " in zipfile.ZipFile(wheel).read(entries).decode()
    assert not [name for name in names if name.startswith(("data/", "tests/", "skill_lexicons/"))]


def test_the_wheel_screens_a_resume_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "env", cwd=tmp_path)
    binary = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    installed = subprocess.run(
        [str(binary / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)],
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    if installed.returncode and "No matching distribution" in installed.stderr:
        pytest.skip("the dependencies of the wheel cannot be fetched here")
    assert installed.returncode == 0, installed.stderr
    lines = ["张三", "电话：13800138599", "工作经历", "2021.03-至今 某某公司 在线客服", "用千牛接待买家，日均200人"]
    (tmp_path / "张三.txt").write_text("\n".join(lines), encoding="utf-8")
    table = ROOT / "data" / "requirements" / "shop_chat.csv"
    run(binary / "cs-match", "screen", "张三.txt", "--requirements", table, "--industry", "电商",
        "--as-of", "2026-06-30", "--out", "out", "--quiet", cwd=tmp_path)  # fmt: skip
    [line] = (tmp_path / "out" / "candidates.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert row["status"] == "ok"
    assert row["fields"]["phone"] == "13800138599"
    assert "qianniu" in {tag["skill"] for tag in row["tags"] if tag["has"]}
    assert "env" in run(binary / "python", "-c", "import cs_match; print(cs_match.__file__)", cwd=tmp_path).stdout
