"""The READMEs tell the truth: their Python runs, commands and options exist, both languages show the same code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from metadata_made import metadata_path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
BLOCK = re.compile(r"```(python|sh)\n(.*?)```", re.S)


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [code for kind, code in BLOCK.findall(text) if kind == language]


@pytest.mark.parametrize("number", range(5))
def test_python_of_the_readme_runs(number: int, tmp_path: Path) -> None:
    code = blocks("README.md", "python")[number]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([*metadata_path(tmp_path), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip()


def test_all_python_blocks_are_run() -> None:
    assert len(blocks("README.md", "python")) == 5


def test_both_languages_show_the_same_code() -> None:
    def bare(code: str) -> str:
        return re.sub(r"\s+#.*", "", code)

    for language in ("python", "sh"):
        first, second = (list(map(bare, blocks(readme, language))) for readme in READMES)
        assert first == second


@pytest.mark.parametrize("readme", [*READMES, "skill_lexicons/README.md"])
def test_commands_and_options_exist(readme: str) -> None:
    shell = "\n".join(blocks(readme, "sh"))
    for command, rest in re.findall(r"cs-match (lexicon \w+|\w+)([^\n]*)", shell):
        asked = [sys.executable, "-m", "cs_match", *command.split(), "--help"]
        help_text = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert help_text.returncode == 0, command
        assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in help_text.stdout] == []


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
