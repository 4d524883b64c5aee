"""RTF: one walk over its tokens.

Letters come as plain ASCII, as ``\\uN`` (followed by a stand-in for old programs, which is left out) and as bytes
``\\'xx`` in the code page of their font, which for Chinese is two bytes a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.colours import alike
from cs_match.documents.encoding import likely_encoding
from cs_match.documents.hiding import hide, hiding_notices
from cs_match.documents.limits import ReadLimits
from cs_match.documents.rows import row_lines
from cs_match.errors import DocumentError
from cs_match.records import Document, Hidden

__all__ = ["read_rtf"]

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)|\\"
)
# Groups that hold no text of the page. Those marked with \* are skipped too, unless they are known to hold text.
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet info pict objdata fldinst listtext pntext filetbl revtbl rsidtbl generator themedata "
    "datastore xmlnstbl latentstyles template nonesttables sp sn sv bkmkstart bkmkend annotation atnid atnauthor "
    "datafield objclass tc xe footnotesep private pgptbl listtable listoverridetable".split()
)
_SHOWN = frozenset(["shpinst", "shptxt", "fldrslt", "docvar", "nesttableprops"])
_MARGINS = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258",
             177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8"}
_SYMBOLS = {"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
            "rdblquote": "”", "tab": "\t", "nestcell": "\t", "emspace": " ", "enspace": " "}  # fmt: skip
_TINY, _NARROW = 3.0, 30


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group."""

    skipped: bool = False
    origin: str = "body"
    font: int | None = None
    size: float = 12.0
    bold: bool = False
    heading: bool = False
    ink: int = 0
    ground: int = 0
    spread: float = 0.0
    scale: int = 100
    hidden: str | None = None
    stand_in: int = 1


@dataclass(slots=True)
class _Tables:
    """What the head of the file declares."""

    codec: str = "cp1252"
    font: int | None = None
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[str | None] = field(default_factory=list)


def read_rtf(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in an RTF file."""
    walk = _Walk(data)
    walk.whole()
    if walk.page > limits.pages:
        raise DocumentError("too_many_pages", f"the file has more than {limits.pages} pages")
    return assemble(
        walk.lines,
        [(0.0, 0.0)] * walk.page,
        origin=Origin.of(source, "rtf", data),
        hidden=walk.hidden,
        warnings=hiding_notices(walk.hidden),
        characters=limits.characters,
    )


class _Walk:
    """The walk over one file; `lines`, `hidden` and `page` are what it yields."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("latin-1")
        self.lines: list[SourceLine] = []
        self.hidden: list[Hidden] = []
        self.page = 1
        self.tables = _tables(self.text)
        self.state = _State(font=self.tables.font)
        self.stack: list[_State] = []
        self.pieces: list[tuple[Piece, _State]] = []
        self.bytes = bytearray()
        self.cell: list[SourceLine] = []
        self.cells: list[list[SourceLine]] = []
        self.in_table = False
        self.cell_ground = 0
        self.ignore = 0
        self.starred = False

    def whole(self) -> None:
        """Read the file from its first token to its last."""
        at, end = 0, len(self.text)
        while at < end:
            token = _TOKEN.match(self.text, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            word, number, byte, sign, brace, plain = token.groups()
            if word == "bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif byte:
                self._bytes(bytes.fromhex(byte))
            elif plain:
                self._bytes(plain.encode("latin-1"))
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)
        self._end_line()
        self._end_row()

    # -------------------------------------------------------- tokens

    def _brace(self, brace: str) -> None:
        self._flush()
        self.starred, self.ignore = False, 0
        if brace == "{":
            self.stack.append(self.state)
        elif self.stack:
            state = self.stack.pop()
            if self.state.origin != state.origin and not self.state.skipped:
                self._end_line()
            self.state = state

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        elif sign in "\r\n":
            self._word("par", None)
        else:
            plain = {"~": " ", "_": "-", "-": ""}.get(sign, sign if sign in "\\{}" else "")
            self._bytes(plain.encode("ascii"))

    def _bytes(self, data: bytes) -> None:
        self.starred = False
        if self.ignore:
            skipped = min(self.ignore, len(data))
            self.ignore -= skipped
            data = data[skipped:]
        if not self.state.skipped:
            self.bytes += data

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u" and number is not None:
            self._flush()
            self._add(chr(number % 65536))
            self.ignore = self.state.stand_in
            return
        self.ignore = 0
        self._flush()
        if word in _SKIPPED or (starred and word not in _SHOWN):
            self.state = replace(self.state, skipped=True)
        elif word in _MARGINS or word in ("footnote", "shptxt"):
            self._end_line()
            self.state = replace(self.state, origin=_MARGINS.get(word, {"shptxt": "text_box"}.get(word, word)))
        elif word in _SYMBOLS:
            self._add(_SYMBOLS[word])
        elif word in _BREAKS:
            if not self.state.skipped:
                _BREAKS[word](self)
        elif word in _LOOKS:
            self.state = _LOOKS[word](self.state, number)
        elif word in ("intbl", "trowd"):
            self.in_table = True
        elif word == "clcbpat":
            self.cell_ground = max(0, number or 0)

    # -------------------------------------------------------- text

    def _flush(self) -> None:
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            self._add(self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        own = self.tables.fonts.get(self.state.font if self.state.font is not None else -1)
        for codec in (own, self.tables.codec, "gb18030"):
            if codec:
                try:
                    return data.decode(codec)
                except UnicodeDecodeError:
                    continue
        return data.decode(own or self.tables.codec, "replace")

    def _add(self, text: str) -> None:
        if self.state.skipped:
            return
        why = self._unseen()
        if why:
            hide(self.hidden, text, why, self.page)
        else:
            origin = "table" if self.in_table and self.state.origin == "body" else self.state.origin
            self.pieces.append((Piece(text, origin=origin), self.state))

    def _unseen(self) -> str | None:
        if self.state.hidden:
            return self.state.hidden
        if self.state.size < _TINY:
            return "tiny"
        if self.state.scale < _NARROW or self.state.spread < -0.4 * self.state.size:
            return "tiny"
        ink, ground = self._colour(self.state.ink), self._colour(self.state.ground)
        if ground is None and self.in_table:
            ground = self._colour(self.cell_ground)
        return "same_colour" if ink and alike(ink, ground or "FFFFFF") else None

    def _colour(self, number: int) -> str | None:
        return self.tables.colours[number] if number < len(self.tables.colours) else None

    def _end_line(self) -> None:
        self._flush()
        pieces, self.pieces = self.pieces, []
        seen = [state for piece, state in pieces if piece.text.strip()]
        if seen:
            size, bold = max(state.size for state in seen), all(state.bold for state in seen)
            line = SourceLine(_whole(pieces), self.page, size, bold, seen[0].heading)
            (self.cell if self.in_table else self.lines).append(line)

    def _end_cell(self) -> None:
        self._end_line()
        self.cells.append(self.cell)
        self.cell = []

    def _end_row(self) -> None:
        if self.cell:
            self._end_cell()
        cells, self.cells = self.cells, []
        self.lines += row_lines(cells, max((line.column for line in self.lines), default=0))
        self.in_table = False

    def _end_page(self) -> None:
        self._end_line()
        self.page += 1

    def _plain_paragraph(self) -> None:
        self.in_table = False
        self.state = replace(self.state, heading=False)


def _whole(pieces: list[tuple[Piece, _State]]) -> tuple[Piece, ...]:
    """Pieces of one origin joined: surrogate pairs and characters of two bytes may come in halves."""
    text = "".join(piece.text for piece, _ in pieces)
    origins = {piece.origin for piece, _ in pieces}
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return (Piece(whole, origin=pieces[0][0].origin),) if len(origins) == 1 else tuple(piece for piece, _ in pieces)


_BREAKS: dict[str, Callable[[_Walk], None]] = {
    "par": _Walk._end_line, "line": _Walk._end_line, "sect": _Walk._end_line, "page": _Walk._end_page,
    "cell": _Walk._end_cell, "row": _Walk._end_row, "nestrow": _Walk._end_line, "pard": _Walk._plain_paragraph,
}  # fmt: skip
_LOOKS: dict[str, Callable[[_State, int | None], _State]] = {
    "f": lambda state, n: replace(state, font=n),
    "fs": lambda state, n: replace(state, size=(24 if n is None else n) / 2),
    "b": lambda state, n: replace(state, bold=n != 0),
    "v": lambda state, n: replace(state, hidden=None if n == 0 else "vanish"),
    "deleted": lambda state, n: replace(state, hidden=None if n == 0 else "deleted"),
    "cf": lambda state, n: replace(state, ink=max(0, n or 0)),
    "cb": lambda state, n: replace(state, ground=max(0, n or 0)),
    "highlight": lambda state, n: replace(state, ground=max(0, n or 0)),
    "chcbpat": lambda state, n: replace(state, ground=max(0, n or 0)),
    "cbpat": lambda state, n: replace(state, ground=max(0, n or 0)),
    "expndtw": lambda state, n: replace(state, spread=(n or 0) / 20),
    "expnd": lambda state, n: replace(state, spread=(n or 0) / 4),
    "charscalex": lambda state, n: replace(state, scale=100 if n is None else n),
    "uc": lambda state, n: replace(state, stand_in=max(0, min(n or 0, 10))),
    "outlinelevel": lambda state, n: replace(state, heading=n is not None and n < 9),
    "plain": lambda state, n: replace(
        state, size=12.0, bold=False, ink=0, ground=0, spread=0.0, scale=100, hidden=None
    ),
}


# ---------------------------------------------------------------- the head of the file

_HEAD = 400_000
_FONT = re.compile(r"\\f(\d{1,5})(?!\d)((?:[^{}\\]|\\(?!f\d)[^{}]){0,200}?)\\fcharset(\d{1,3})")
_RGB = re.compile(r"\\red(\d{1,3})|\\green(\d{1,3})|\\blue(\d{1,3})|(;)")


def _tables(text: str) -> _Tables:
    head = text[:_HEAD]
    page, font = re.search(r"\\ansicpg(\d{1,5})", head), re.search(r"\\deff(\d{1,5})", head)
    number = int(page[1]) if page else 1252
    if number == 1252:
        number = _unsaid_page(text)
    tables = _Tables(_PAGES.get(number) or _known(f"cp{number}"), int(font[1]) if font else None)
    for name, _, charset in _FONT.findall(head):
        if int(charset) in _CHARSETS:
            tables.fonts[int(name)] = _CHARSETS[int(charset)]
    begin = head.find("\\colortbl")
    if begin >= 0:
        tables.colours = _colours(head[begin : head.find("}", begin)])
    return tables


_BYTES = re.compile(r"(?:\\'[89a-fA-F][0-9a-fA-F]\\'[0-9a-fA-F]{2}){2,200}")
_UNSAID = {"gb18030": 936, "big5hkscs": 950}
_FEWEST = 8  # bytes that tell


def _unsaid_page(text: str) -> int:
    """The code page of a file that names none, or the Western one, by the bytes that follow each other in it."""
    runs = (found[0] for found in islice(_BYTES.finditer(text), 200))
    sample = b" ".join(bytes.fromhex(run.replace("\\'", "")) for run in runs)
    return _UNSAID.get(likely_encoding(sample) or "", 1252) if len(sample) >= _FEWEST else 1252


def _known(codec: str) -> str:
    import codecs

    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"


def _colours(table: str) -> list[str | None]:
    colours: list[str | None] = []
    parts: list[str] = []
    for red, green, blue, end in _RGB.findall(table):
        if end:
            colours.append("".join(f"{min(int(part), 255):02X}" for part in parts) if len(parts) == 3 else None)
            parts = []
        else:
            parts.append(red or green or blue)
    return colours
