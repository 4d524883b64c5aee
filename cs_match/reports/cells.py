"""Text made safe for where it is written: cells that no spreadsheet runs, strings that every file can hold."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fitted", "printable", "safe_cell", "width"]

# What spreadsheets take for the start of a formula, and the wide forms that East Asian locales take for it as well.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]|[\t\r\n]")
# Control characters that XML and terminals cannot take; tab and line ends stay.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """`text` with what UTF-8 files and XML cannot hold (bytes of broken file names, control characters) replaced.

    >>> printable("a\\udcb0b\\x07")
    'a\\\\udcb0b�'
    """
    return _CONTROL.sub("\ufffd", text.encode("utf-8", "backslashreplace").decode("utf-8"))


def safe_cell(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe goes before what could be one.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("+86 138"), safe_cell("大专")
    ("'=HYPERLINK(1)", "'+86 138", '大专')
    """
    text = printable(text)
    return "'" + text if _FORMULA.match(text) else text


def width(text: str) -> int:
    """Columns that `text` takes in a fixed-width line: two for each wide (Chinese) character.

    >>> width("CRM系统")
    7
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def fitted(text: str, most: int) -> str:
    """`text` cut to `most` columns, with an ellipsis where something was cut.

    >>> fitted("清晰、简洁、有逻辑", 9)
    '清晰、简…'
    """
    if width(text) <= most:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > most - 1:
            break
        kept += char
    return kept.rstrip() + "…"
