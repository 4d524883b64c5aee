"""What commands share: options that several have, and how they speak."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cs_match.documents.limits import ReadLimits
from cs_match.documents.passwords import Passwords, load_passwords

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "LIMITS", "MIB", "AsJson", "Lexicons", "MaxCharacters", "MaxMemory", "MaxPages", "MaxSeconds", "PasswordFile",
    "Resume", "console", "limits", "passwords", "print_json", "say",
]  # fmt: skip

LIMITS = ReadLimits()
MIB = 2**20
_WIDE = 110  # columns of what is printed where nobody measures the width

Resume = Annotated[str, typer.Argument(metavar="FILE", help="A resume, also one in a ZIP file: a.zip/resume.pdf.")]
Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", metavar="FOLDER", help="Your own word lists, on top of the shipped ones; repeatable."),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="FILE", help="Passwords of locked files: a line 'name,password' or one."),
]
MaxSeconds = Annotated[float, typer.Option("--max-seconds", min=0.1, help="Time to read one file.")]
MaxMemory = Annotated[int, typer.Option("--max-memory", min=32, metavar="MIB", help="Memory to read one file.")]
MaxPages = Annotated[int, typer.Option("--max-pages", min=1, help="Pages of one file.")]
MaxCharacters = Annotated[int, typer.Option("--max-characters", min=1, help="Characters of one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def limits(seconds: float, memory: int, pages: int, characters: int) -> ReadLimits:
    """Limits as the command line gives them, memory in MiB."""
    return ReadLimits(seconds=seconds, memory=memory * MIB, pages=pages, characters=characters)


def passwords(path: Path | None) -> Passwords:
    """What opens locked files."""
    return load_passwords(path) if path else Passwords()


def say(text: str) -> None:
    """A message for people, on standard error."""
    print(text, file=sys.stderr)


def print_json(value: Any) -> None:
    """One line of JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def console(stderr: bool = False) -> Console:
    """Where tables and marked text are printed: as wide as the terminal, without colour where it is none."""
    from rich.console import Console

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # whoever reads the output has seen enough; `main` ends quietly

    stream = sys.stderr if stderr else sys.stdout
    measured = stream.isatty() or "COLUMNS" in os.environ
    return Ours(stderr=stderr, highlight=False, width=None if measured else _WIDE)
