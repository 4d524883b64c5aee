"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.encoding import decode
from cs_match.documents.hiding import comments
from cs_match.documents.limits import ReadLimits
from cs_match.records import Document, Hidden

__all__ = ["looks_like_markdown", "read_plain", "text_document"]

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read_plain(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in a text file; Markdown where its name or its headings say so."""
    text = decode(data)
    markdown = source.lower().endswith((".md", ".markdown")) or looks_like_markdown(text)
    return text_document(text, Origin.of(source, "md" if markdown else "txt", data), limits)


def text_document(text: str, origin: Origin, limits: ReadLimits) -> Document:
    """The document that `text` makes; marks of Markdown are taken out where `origin` says that it is ``md``."""
    if origin.format != "md":
        return assemble(list(_plain(text)), origin=origin, characters=limits.characters)
    aside = list(comments(text))
    hidden = [Hidden(text[start + 4 : end - 3], "html_comment", 1) for start, end in aside]
    hidden += [Hidden(found[1], "html_comment", 1) for found in _ASIDE.finditer(text)]
    kept = [0, *(at for span in aside for at in span), len(text)]
    shown = "".join(text[start:end] for start, end in zip(kept[::2], kept[1::2], strict=True))
    return assemble(list(_markdown(_ASIDE.sub("", shown))), origin=origin, hidden=hidden, characters=limits.characters)


def looks_like_markdown(text: str) -> bool:
    """Whether a text has at least two headings as Markdown writes them."""
    return len(_HEADING.findall(text[:20_000])) > 1


def _plain(text: str) -> Iterator[SourceLine]:
    for line in _LINE_END.split(text):
        yield SourceLine((Piece(line),))


# ---------------------------------------------------------------- Markdown, line by line: its lines are the writer's

_ASIDE = re.compile(r"^\[[^\]\n]{1,100}\]: {0,3}#? {0,3}[(\"']([^\n]{1,2000})[)\"'] {0,9}$", re.M)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(?=\S)", re.MULTILINE)
_RULE = re.compile(r"\s*(?:(?:[-*_=]\s*){3,}|\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*)")
_ITEM = re.compile(r"\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_CELL_END = re.compile(r"\s*(?<!\\)\|\s*")
_MARKS = re.compile(
    r"!\[[^\]\n]{0,200}\]\([^)\s]{0,2000}\)"  # an image
    r"|\[(?P<link>[^\]\n]{1,200})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}\)"
    r"|<(?P<auto>(?:https?://|mailto:)?[^\s<>@]{1,200}@?[^\s<>@]{1,200}\.[a-z]{2,10}[^\s<>]{0,200})>"
    r"|</?(?:br|b|i|u|em|strong|p|div|span|font|sup|sub|center)\b[^<>\n]{0,200}>|<!--[^\n]{0,2000}?-->"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>[^\n]{1,1000}?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<em>[*_])(?=[^\s*_])(?P<slant>[^\n*_]{1,500}?)(?<=\S)(?P=em)(?![\w*])"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
)
_KEPT = ("link", "auto", "bold", "slant", "code", "escaped")


def _markdown(text: str) -> Iterator[SourceLine]:
    for raw in _LINE_END.split(text):
        if raw.strip().startswith(("```", "~~~")) or _RULE.fullmatch(raw[:400]):
            continue
        line = _QUOTE.sub("", raw, count=1)
        heading = _HEADING.match(line)
        item = _ITEM.match(line)
        table = line.lstrip().startswith("|")
        body = line[heading.end() :].rstrip().rstrip("#") if heading else line[item.end() if item else 0 :]
        origin = "table" if table else "list" if item else "body"
        yield _unmarked(_CELL_END.sub("\t", body) if table else body, origin, heading is not None)


def _unmarked(body: str, origin: str, heading: bool) -> SourceLine:
    pieces: list[Piece] = []
    at, bold = 0, 0
    for mark in _MARKS.finditer(body):
        inner = next((mark[name] for name in _KEPT if mark[name] is not None), "")
        pieces += (Piece(body[at : mark.start()], origin=origin), *_inner(inner, origin, mark["bold"] is not None))
        bold += len(inner) if mark["bold"] is not None else 0
        at = mark.end()
    pieces.append(Piece(body[at:], origin=origin))
    whole = sum(len(piece.text.strip()) for piece in pieces)
    return SourceLine(tuple(p for p in pieces if p.text), heading=heading, bold=heading or 0 < whole <= bold)


def _inner(text: str, origin: str, nested: bool) -> tuple[Piece, ...]:
    """What stands between two marks; bold text may hold marks of its own, one level deep."""
    if not nested:
        return (Piece(text, origin=origin),)
    return tuple(replace(piece, origin=origin) for piece in _unmarked(text, origin, False).pieces)
