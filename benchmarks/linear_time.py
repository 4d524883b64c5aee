#!/usr/bin/env python3
"""Does every step's processor time grow in step with its input? One line of 125 kB against one of 1 MB.

usage: python benchmarks/linear_time.py [--steps NAME ...] [--inputs NAME ...] [--all]

Each step (a normalisation, a reader, sections, facts, tags) is run on one line of the same words, digits, blanks,
brackets or a mixture, of two sizes. Linear is a ratio of about 8; more than 12 is a fault, where the larger run takes
long enough to be measured. Only faults and, with --all, every measurement are printed, then the slowest.
"""

from __future__ import annotations

import argparse
import io
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from cs_match.candidates.candidate import read_candidate  # noqa: E402
from cs_match.documents.encoding import decode  # noqa: E402
from cs_match.documents.letters import as_seen, character_notices, turned  # noqa: E402
from cs_match.documents.reading import read_bytes, read_text  # noqa: E402
from cs_match.documents.sniffing import kind_of  # noqa: E402
from cs_match.documents.suspicion import find_instructions, find_stuffing  # noqa: E402
from cs_match.errors import DocumentError  # noqa: E402
from cs_match.lexicon import load_lexicon  # noqa: E402
from cs_match.records import Document  # noqa: E402
from cs_match.sections import find_sections  # noqa: E402
from cs_match.tagging.tagger import Tagger  # noqa: E402
from cs_match.text import clauses, fold, repair, sentences  # noqa: E402

SMALL, LARGE, MOST, SURE = 125_000, 1_000_000, 12.0, 0.4  # bytes, bytes, ratio, seconds that are no noise
INPUTS = {
    "word": "customer ",
    "words": "customer service representative, ",
    "han": "客服",
    "han with stops": "客户投诉处理，",
    "letter": "a",
    "letters": "Ab",
    "capitals": "A ",
    "digit": "1",
    "digits": "13800138000 ",
    "digits joined": "1234567890",
    "blanks": " ",
    "wide blanks": "　",
    "tabs": "\t",
    "cells": "客服\t",
    "brackets": "(",
    "brackets of all kinds": "(（[【{<《",
    "closed brackets": "(a)",
    "stops": ".",
    "dashes": "-",
    "dash words": "a-",
    "marks": "*_",
    "colons": "姓名：",
    "spaced title": "工 作 经 历 ",
    "spaced letters": "W o r k ",
    "lone han": "客 ",
    "no width": "\u200b",
    "turned": "\u202ea",
    "addresses": "a.b@c.d ",
    "ats": "a@",
    "links": "http://a.b/",
    "years": "2019.01-2020.02 ",
    "dates": "2019年1月至今 ",
    "firms": "上海某某科技有限公司 客服主管 ",
    "schools": "武汉大学 本科 ",
    "traditional": "電話客服瞭解",
    "full width": "ＣＲＭ１２",
    "entities": "&amp;",
    "tags": "<b>",
    "slashes": "\\",
    "mixed": "客服 CRM(1.5%)，a-b@c.d；",
    "commas": ",",
    "english years": "Jan 2019 - Present ",
    "slash words": "a/",
    "not": "不 没有 ",
    "quotes": '"“',
    "odd letters": "cаll ",
    "cities": "北京 上海 ",
    "and": "and ",
}


class TooLong(Exception):
    """A run took longer than it may."""


def text_of(part: str, size: int) -> str:
    return part * (size // len(part.encode()))


def _docx(text: str) -> bytes:
    made = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:body></w:document>'
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return made.getvalue()


def _rtf(text: str) -> bytes:
    plain = "".join(
        char if char.isascii() else f"\\u{ord(char) - 65536 if ord(char) > 32767 else ord(char)}?" for char in text
    )
    return ("{\\rtf1 " + plain + "}").encode()


def _read(data: bytes, name: str) -> object:
    try:
        return read_bytes(data, name)
    except DocumentError as error:
        return error.kind


_TAGGER: list[Tagger] = []


def _tagger() -> Tagger:
    if not _TAGGER:
        _TAGGER.append(Tagger(load_lexicon()))
    return _TAGGER[0]


def _tagged(document: Document) -> object:
    return _tagger().tag(document, find_sections(document), language="zh")


# Name of a step: how its input is prepared from the text, and what is measured.
STEPS: dict[str, tuple[Callable[[str], Any], Callable[[Any], Any]]] = {
    "repair": (str, repair),
    "fold": (str, fold),
    "sentences": (str, lambda text: list(sentences(text))),
    "clauses": (str, lambda text: list(clauses(text))),
    "letters": (str, lambda text: (as_seen(text), turned(text), character_notices([text]))),
    "instructions": (str, lambda text: list(find_instructions(text))),
    "stuffing": (str, lambda text: list(find_stuffing(text))),
    "decode": (str.encode, decode),
    "decode gbk": (lambda text: text.encode("gb18030"), decode),
    "kind": (str.encode, kind_of),
    "text": (str, read_text),
    "markdown": (str, lambda text: read_text(text, markdown=True)),
    "html": (lambda text: f"<html><body><p>{text}".encode(), lambda data: _read(data, "a.html")),
    "css": (
        lambda text: f"<html><style>{text}</style><p style='{text}'>a".encode(),
        lambda data: _read(data, "a.html"),
    ),
    "mail": (
        lambda text: f"MIME-Version: 1.0\r\nSubject: {text}\r\n\r\n{text}".encode(),
        lambda data: _read(data, "a.mht"),
    ),
    "rtf": (_rtf, lambda data: _read(data, "a.rtf")),
    "rtf raw": (lambda text: ("{\\rtf1 " + text).encode(), lambda data: _read(data, "a.rtf")),
    "docx": (_docx, lambda data: _read(data, "a.docx")),
    "sections": (read_text, find_sections),
    "facts": (read_text, lambda document: read_candidate(document, tagger=False, as_of=date(2025, 6, 1))),
    "find": (str, lambda text: _tagger().find(text)),
    "tags": (read_text, _tagged),
}


def seconds_of(step: str, text: str, most: float) -> float:
    """Processor time of one step, preparation not counted.

    Raises:
        TooLong: past `most` seconds.
    """
    prepare, run = STEPS[step]
    given = prepare(text)
    signal.setitimer(signal.ITIMER_PROF, most)
    began = time.process_time()
    try:
        run(given)
        return time.process_time() - began
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def compared(step: str, name: str) -> tuple[float, float]:
    """Seconds for the small and for the large input, the least of three runs where one of them looks wrong."""
    small, large = _compared(step, name)
    for _ in range(2):
        if large <= SURE or large <= MOST * small:
            break
        again = _compared(step, name)
        small, large = min(small, again[0]), min(large, again[1])
    return small, large


def _compared(step: str, name: str) -> tuple[float, float]:
    """Seconds for the small and for the large input; for the large one infinite where it was given up."""
    part = INPUTS[name]
    try:
        small = seconds_of(step, text_of(part, SMALL), 30)
    except TooLong:
        return float("inf"), float("inf")
    try:
        return small, seconds_of(step, text_of(part, LARGE), max(2.0, 3 * MOST * small))
    except TooLong:
        return small, float("inf")


def _stop(*_: object) -> None:
    raise TooLong


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", nargs="*", default=list(STEPS), choices=list(STEPS))
    parser.add_argument("--inputs", nargs="*", default=list(INPUTS), choices=list(INPUTS))
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGPROF, _stop)
    _tagger().find("客服")
    found: list[tuple[float, float, str]] = []
    faults = 0
    for step in options.steps:
        for name in options.inputs:
            small, large = compared(step, name)
            fault = large > SURE and large > MOST * max(small, SURE / MOST)
            faults += fault
            if fault or options.all:
                print(f"{'FAULT' if fault else 'ok   '} {step:13} {name:22} {small:7.3f} s {large:7.3f} s", flush=True)
            found.append((large, small, f"{step}: {name}"))
    print(f"{len(found)} pairs, {faults} grow more than {MOST:g} times from {SMALL:,} to {LARGE:,} bytes; the slowest:")
    for large, small, label in sorted(found, reverse=True)[:12]:
        print(f"  {small:7.3f} s {large:7.3f} s  {label}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
