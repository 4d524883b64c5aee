"""Passwords that open locked files, from a file that its owner keeps; they appear in no message and no result.

One line a password: ``name,password`` for a file of that name, or a password alone, which is tried on all locked files.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cs_match.errors import UsageError

__all__ = ["Passwords", "load_passwords"]

_NAME_OF_A_FILE = re.compile(r"[^\x00-\x1f]{1,1000}\.[A-Za-z][A-Za-z0-9]{1,8}")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Passwords:
    """Passwords in the order of their file, each with the name of the file it belongs to, or None for all.

    >>> known = Passwords((("李雷.pdf", "8341"), (None, "hr2026")))
    >>> known.for_file("inbox/李雷.pdf"), known.for_file("b.docx")
    (('8341', 'hr2026'), ('hr2026',))
    >>> known
    Passwords()
    """

    entries: tuple[tuple[str | None, str], ...] = field(default=(), repr=False)

    def for_file(self, source: str) -> tuple[str, ...]:
        """The passwords to try on a file, those given for it first.

        A name stands for each file whose path ends with it: ``李雷.pdf`` or ``2026/李雷.pdf``.
        """
        steps = _steps(source)
        own = [word for name, word in self.entries if name is not None and steps[-len(_steps(name)) :] == _steps(name)]
        return tuple(dict.fromkeys([*own, *(word for name, word in self.entries if name is None)]))


def _steps(path: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFC", path.replace("\\", "/"))
    return tuple(step for step in plain.split("/") if step not in ("", "."))


def load_passwords(path: str | Path) -> Passwords:
    """The passwords in a text file (UTF-8): a line ``name,password``, or one with a password alone.

    What stands before the first comma is a name where it ends like one of a file (``.pdf``); else the comma belongs to
    the password. Names and passwords may stand in double quotes, as spreadsheets write them. A first line
    ``name,password`` and empty lines are passed over.

    Raises:
        UsageError: where the file cannot be read as that.
    """
    try:
        with open(path, "rb") as file:
            text = file.read(_MOST_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}: the passwords cannot be read; they have to be text in UTF-8") from None
    if len(text) > _MOST_BYTES:
        raise UsageError(f"{path}: this is too large for a file of passwords")
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and lines[0].replace(" ", "").casefold() == "name,password":
        lines = lines[1:]
    return Passwords(tuple(_entry(line) for line in lines))


def _entry(line: str) -> tuple[str | None, str]:
    cells = _cells(line)
    name, comma, word = cells[0], len(cells) > 1, ",".join(cells[1:])
    if comma and _NAME_OF_A_FILE.fullmatch(name.strip()):
        return name.strip(), word
    return None, line if comma else name


def _cells(line: str) -> list[str]:
    """The two cells of a line; only one that begins with a quotation mark is taken as quoted."""
    if not line.startswith('"') and ',"' not in line:
        return line.split(",", 1)
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return line.split(",", 1)
