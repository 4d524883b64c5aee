"""HTML pages, and the mails and web archives (MHT) that carry them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.colours import alike, read_colour
from cs_match.documents.css import Sheet, as_style, holds, resolved
from cs_match.documents.css_sight import opacity, type_size, unseen_by_style
from cs_match.documents.encoding import declared_encoding, decode
from cs_match.documents.hiding import hide, hiding_notices
from cs_match.documents.html_aside import said_beside
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
_TINY, _FAINT = 3.0, 0.05


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
    walk = _Walk(root, "absolute" in text or "fixed" in text)
    lines = walk.block(root, walk.style(root, _Style()))
    walk.hidden += said_beside(root, text)
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
    """What text inherits from what it stands in.

    `under` is the colour beneath it, None where a picture is; `painted` says that an element around it has a ground of
    its own, `turned` that its characters run from right to left whatever they are.
    """

    size: float = 12.0
    bold: bool = False
    heading: bool = False
    colour: str = "000000"
    under: str | None = "FFFFFF"
    hidden: str | None = None
    kept_spaces: bool = False
    origin: str = "body"
    opacity: float = 1.0
    painted: bool = False
    turned: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)


class _Walk:
    """The walk over one page; `places` says whether it may put one element over another."""

    def __init__(self, root: Any, places: bool) -> None:
        self.places = places
        self.hidden: list[Hidden] = []
        self.sheet = Sheet("\n".join(style.text or "" for style in root.iter("style") if holds(style.get("media"))))
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
        plain, cover = style, self._cover(element)
        style = replace(style, hidden=style.hidden or "covered") if cover is not None else style
        self._text(element.text, style)
        for child in element:
            style = plain if child is cover else style
            if isinstance(child.tag, str) and child.tag not in _NOTHING:
                self._element(child, style)
            self._text(child.tail, style)

    def _cover(self, element: Any) -> Any:
        """The last child that is painted over all that comes before it."""
        if not self.places:
            return None
        styled = (child for child in element.iterchildren(reversed=True) if isinstance(child.tag, str))
        return next((child for child in styled if child.tag not in _NOTHING and _covers(self.sheet.of(child))), None)

    def _element(self, element: Any, outer: _Style) -> None:
        style = self.style(element, outer)
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
                inner = self.style(cell, style)
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
        elif style.turned and text.strip():
            self._pieces.append((Piece(f"\u202e{_SPACE.sub(' ', text)}\u202c", origin=style.origin), style))
        elif style.kept_spaces:
            first, *more = text.split("\n")
            self._pieces.append((Piece(first, origin=style.origin), style))
            for line in more:
                self._end()
                self._pieces.append((Piece(line, origin=style.origin), style))
        else:
            self._pieces.append((Piece(_SPACE.sub(" ", text), origin=style.origin), style))

    def style(self, element: Any, outer: _Style) -> _Style:
        """How the text of an element looks, given the one around it."""
        found = {**as_style(element.attrib), **self.sheet.of(element)}
        own = {name: value for name, value in found.items() if name.startswith("--")}
        variables = {**outer.variables, **own} if own else outer.variables
        css, tag = resolved(found, variables), element.tag
        spaces = css.get("white-space", "pre" if tag == "pre" else "")
        size = type_size(css, outer.size)
        ink = _ink(css, outer, element)
        under = _under(css, outer, ink, element)
        style = replace(
            outer,
            size=_HEADINGS.get(tag, outer.size) if size is None else size,
            bold=_bold(css, tag, outer.bold),
            heading=outer.heading or tag in _HEADINGS,
            kept_spaces=spaces.startswith("pre") or (outer.kept_spaces and "white-space" not in css),
            origin="list" if tag == "li" and outer.origin == "body" else outer.origin,
            colour=ink,
            under=under,
            opacity=outer.opacity * opacity(css),
            painted=outer.painted or (tag not in ("html", "body") and _is_painted(css)),
            turned=_is_turned(css, element, outer),
            variables=variables,
        )
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


def _bold(css: dict[str, str], tag: str, outer: bool) -> bool:
    weight = css.get("font-weight")
    if weight:
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return outer or tag in _HEADINGS or tag in ("b", "strong", "th")


def _ink(css: dict[str, str], outer: _Style, element: Any) -> str:
    named = element.get("text") if element.tag == "body" else None
    found = read_colour(css.get("-webkit-text-fill-color")) or read_colour(css.get("color")) or read_colour(named)
    return outer.colour if found is None else found


def _paint(css: dict[str, str]) -> str:
    return " ".join(css.get(name, "") for name in ("background", "background-color", "background-image")).strip()


def _is_painted(css: dict[str, str]) -> bool:
    return read_colour(_paint(css)) not in (None, "none")


def _under(css: dict[str, str], outer: _Style, ink: str, element: Any) -> str | None:
    """The colour under the text of an element; a picture may have any."""
    paint = _paint(css)
    if "url(" in paint or "gradient(" in paint or element.get("background"):
        return None
    found = ink if "currentcolor" in paint else read_colour(paint) if paint else None
    return outer.under if found in (None, "none") else found


def _covers(css: dict[str, str]) -> bool:
    """Whether an element lies over all of the one it stands in, with a ground that nothing shines through."""
    if css.get("position") not in ("absolute", "fixed") or css.get("z-index", "0").startswith("-"):
        return False
    sides = [css.get(name, "") for name in ("top", "left", "right", "bottom")]
    whole = css.get("width") in ("100%", "100vw") and css.get("height") in ("100%", "100vh")
    spread = css.get("inset", "").strip("px ") == "0" or all(side.strip("px ") == "0" for side in sides)
    solid = _is_painted(css) and not any(word in _paint(css) for word in ("rgba(", "hsla(", "gradient(", "url("))
    return (whole or spread) and solid and css.get("display") != "none" and opacity(css) > 0.9


def _is_turned(css: dict[str, str], element: Any, outer: _Style) -> bool:
    if element.tag == "bdo":
        return bool((element.get("dir") or "").lower() == "rtl")
    if css.get("unicode-bidi") in ("bidi-override", "isolate-override"):
        return css.get("direction") == "rtl"
    return outer.turned


def _unseen(style: _Style) -> str | None:
    if style.size < _TINY:
        return "tiny"
    if style.opacity < _FAINT:
        return "opacity"
    if style.colour == "none":
        return "transparent"
    same = style.under is not None and alike(style.colour, style.under)
    return "same_colour" if same else None


def _hidden(element: Any, css: dict[str, str], style: _Style, outer: _Style) -> str | None:
    """Why an element is not shown. What is not displayed stays so for all it holds; visibility can be given back."""
    if outer.hidden and outer.hidden != "invisible":
        return outer.hidden
    if element.get("hidden") is not None:
        return "hidden_attribute"
    if element.tag == "dialog" and element.get("open") is None:
        return "display_none"
    kind = unseen_by_style(css, style.size)
    if kind:
        return kind
    if css.get("z-index", "").startswith("-") and outer.painted and "position" in css:
        return "covered"
    if "visibility" in css:
        return "invisible" if css["visibility"] in ("hidden", "collapse") else None
    return outer.hidden
