"""HTML pages, and the mails and web archives (MHT) that carry them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.colours import alike, read_colour
from cs_match.documents.css import Sheet, as_style, length
from cs_match.documents.encoding import declared_encoding, decode
from cs_match.documents.hiding import hide, hiding_notices
from cs_match.documents.limits import ReadLimits
from cs_match.documents.plain import text_document
from cs_match.documents.rows import row_lines
from cs_match.errors import DocumentError
from cs_match.records import Document, Hidden

__all__ = ["read_html", "read_mail"]

_NOTHING = frozenset(
    "script style noscript template head title meta link iframe object embed applet audio video canvas map select "
    "option datalist textarea input svg math base param source track frame frameset noframes".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_FONT_SIZES = {"xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0}
_TINY, _FAR = 3.0, -500.0


def read_html(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document on a web page."""
    text = decode(data, declared_encoding(data))
    return _page(text, Origin.of(source, "html", data), limits)


def read_mail(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in a mail or web archive: its HTML part, else its plain text.

    Raises:
        DocumentError: ``unsupported`` where it has neither.
    """
    import email
    from email import policy

    message = email.message_from_bytes(data, policy=policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    origin = Origin.of(source, "mht", data)
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        for part in parts:
            payload = part.get_payload(decode=True) if part.get_content_type() == kind else None
            if isinstance(payload, bytes) and payload.strip():
                declared = part.get_content_charset() or declared_encoding(payload)
                text = decode(payload, declared)
                return text_document(text, origin, limits) if kind == "text/plain" else _page(text, origin, limits)
    raise DocumentError("unsupported", "this is a mail or web archive without a text that can be read")


def _page(text: str, origin: Origin, limits: ReadLimits) -> Document:
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text.replace("\x00", "")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise DocumentError("empty", "the page holds no text") from None
    walk = _Walk(root)
    lines = walk.block(root, _Style())
    return assemble(
        lines,
        origin=origin,
        hidden=walk.hidden,
        warnings=hiding_notices(walk.hidden),
        characters=limits.characters,
    )


_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,500}>")


@dataclass(frozen=True, slots=True)
class _Style:
    """What text inherits from what it stands in. `under` is the colour beneath it, None where a picture is."""

    size: float = 12.0
    bold: bool = False
    heading: bool = False
    colour: str = "000000"
    under: str | None = "FFFFFF"
    hidden: str | None = None
    kept_spaces: bool = False
    origin: str = "body"


class _Walk:
    """The walk over one page."""

    def __init__(self, root: Any) -> None:
        self.hidden: list[Hidden] = []
        self.sheet = Sheet("\n".join(style.text or "" for style in root.iter("style")))
        self.column = 0
        self._lines: list[SourceLine] = []
        self._pieces: list[tuple[Piece, _Style]] = []

    def block(self, element: Any, style: _Style) -> list[SourceLine]:
        """The lines of an element that stands by itself."""
        outer, self._lines = self._lines, []
        self._inside(element, style)
        self._end()
        lines, self._lines = self._lines, outer
        return lines

    def _end(self) -> None:
        """End the line."""
        pieces, self._pieces = self._pieces, []
        seen = [style for piece, style in pieces if piece.text.strip()]
        if seen:
            self._lines.append(
                SourceLine(
                    _squeezed(pieces),
                    size=max(style.size for style in seen),
                    bold=all(style.bold for style in seen),
                    heading=seen[0].heading,
                )
            )

    def _inside(self, element: Any, style: _Style) -> None:
        self._text(element.text, style)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _NOTHING:
                self._element(child, style)
            self._text(child.tail, style)

    def _element(self, element: Any, outer: _Style) -> None:
        style = self._style(element, outer)
        if element.tag == "br":
            self._end()
        elif element.tag == "tr":
            self._end()
            self._row(element, style)
        elif element.tag in _BLOCKS or style.hidden != outer.hidden:
            self._end() if element.tag in _BLOCKS else None
            self._inside(element, style)
            self._end() if element.tag in _BLOCKS else None
        else:
            self._inside(element, style)

    def _row(self, row: Any, style: _Style) -> None:
        cells = []
        for cell in row:
            if isinstance(cell.tag, str) and cell.tag not in _NOTHING:
                inner = self._style(cell, style)
                cells.append(self.block(cell, replace(inner, origin="table")))
        lines = row_lines(cells, self.column)
        self.column = max([self.column, *(line.column for line in lines)])
        self._lines += lines

    def _text(self, text: str | None, style: _Style) -> None:
        if not text:
            return
        why = style.hidden or _unseen(style)
        if why:
            hide(self.hidden, _SPACE.sub(" ", text), why)
        elif style.kept_spaces:
            first, *more = text.split("\n")
            self._pieces.append((Piece(first, origin=style.origin), style))
            for line in more:
                self._end()
                self._pieces.append((Piece(line, origin=style.origin), style))
        else:
            self._pieces.append((Piece(_SPACE.sub(" ", text), origin=style.origin), style))

    def _style(self, element: Any, outer: _Style) -> _Style:
        css = {**as_style(element.attrib), **self.sheet.of(element)}
        tag = element.tag
        style = replace(
            outer,
            size=_size(css, outer.size, tag),
            bold=_bold(css, tag, outer.bold),
            heading=outer.heading or tag in _HEADINGS,
            kept_spaces=css.get("white-space", "pre" if tag == "pre" else "").startswith("pre")
            or (outer.kept_spaces and "white-space" not in css),
            origin="list" if tag == "li" and outer.origin == "body" else outer.origin,
        )
        style = replace(style, colour=_ink(css, outer), under=_under(css, outer, element))
        return replace(style, hidden=_hidden(element, css, style, outer))


def _squeezed(pieces: list[tuple[Piece, _Style]]) -> tuple[Piece, ...]:
    """Blanks that meet where pieces meet are one blank, as a browser shows them."""
    kept: list[Piece] = []
    for piece, style in pieces:
        blank = bool(kept) and kept[-1].text.endswith(" ") and piece.text.startswith(" ") and not style.kept_spaces
        text = piece.text[1:] if blank else piece.text
        if text:
            kept.append(replace(piece, text=text))
    return tuple(kept)


def _size(css: dict[str, str], outer: float, tag: str) -> float:
    wanted = css.get("font-size")
    if wanted is None:
        return _HEADINGS.get(tag, outer)
    found = length(wanted, outer)
    return _FONT_SIZES.get(wanted, outer if found is None else found)


def _bold(css: dict[str, str], tag: str, outer: bool) -> bool:
    weight = css.get("font-weight")
    if weight:
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return outer or tag in _HEADINGS or tag in ("b", "strong", "th")


def _ink(css: dict[str, str], outer: _Style) -> str:
    found = read_colour(css.get("color"))
    return outer.colour if found is None else found


def _under(css: dict[str, str], outer: _Style, element: Any) -> str | None:
    """The colour under the text of an element; a picture may have any."""
    paint = " ".join(css.get(name, "") for name in ("background", "background-color", "background-image"))
    if "url(" in paint or "gradient(" in paint or element.get("background"):
        return None
    found = read_colour(paint.strip()) if paint.strip() else None
    return outer.under if found in (None, "none") else found


def _unseen(style: _Style) -> str | None:
    if style.size < _TINY:
        return "tiny"
    if style.colour == "none":
        return "transparent"
    same = style.under is not None and alike(style.colour, style.under)
    return "same_colour" if same else None


_Rule = Callable[[dict[str, str], _Style], bool]
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("display_none", lambda css, style: css.get("display") == "none"),
    ("opacity", lambda css, style: (length(css.get("opacity"), 1.0) or 0.0) < 0.02 if "opacity" in css else False),
    ("off_page", lambda css, style: _is_far(css, style)),
    ("clipped", lambda css, style: _is_clipped(css, style)),
)


def _hidden(element: Any, css: dict[str, str], style: _Style, outer: _Style) -> str | None:
    """Why an element is not shown. What is not displayed stays so for all it holds; visibility can be given back."""
    if outer.hidden and outer.hidden != "invisible":
        return outer.hidden
    if element.get("hidden") is not None:
        return "hidden_attribute"
    for kind, rule in _RULES:
        if rule(css, style):
            return kind
    if "visibility" in css:
        return "invisible" if css["visibility"] in ("hidden", "collapse") else None
    return outer.hidden


def _is_far(css: dict[str, str], style: _Style) -> bool:
    if (length(css.get("text-indent"), style.size) or 0.0) < _FAR:
        return True
    moved = css.get("position") in ("absolute", "fixed", "relative")
    return moved and any((length(css.get(side), style.size) or 0.0) < _FAR for side in ("left", "top"))


def _is_clipped(css: dict[str, str], style: _Style) -> bool:
    if css.get("overflow") == "hidden":
        sides = (css.get(name) for name in ("width", "height", "max-width", "max-height"))
        if any((length(side, style.size) if side else None) in (0.0, 0.75) for side in sides):
            return True
    clip = css.get("clip", "").replace(" ", "").replace(",", "")
    return clip in ("rect(0000)", "rect(0px0px0px0px)", "rect(1px1px1px1px)") or "inset(100%" in css.get(
        "clip-path", ""
    )
