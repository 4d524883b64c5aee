"""How the characters of a DOCX look: direct formatting over character style over paragraph style over the defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cs_match.documents.colours import colour_of, contrast
from cs_match.documents.docx_theme import OFFICE, Theme, read_theme
from cs_match.documents.package import Element, Package

__all__ = ["Look", "Styles", "W", "flag", "shading", "value"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HEADING = re.compile(r"(?:heading|标题|標題|titre|überschrift)\s*[1-9]|title|标题|標題", re.IGNORECASE)
_CLEAR = 90_000  # thousandths of a percent of transparency from which letters are not seen
_HIGHLIGHTS = {
    "black": "000000", "darkblue": "000080", "darkcyan": "008080", "darkgreen": "008000", "darkmagenta": "800080",
    "darkred": "800000", "darkyellow": "808000", "darkgray": "808080", "blue": "0000FF", "red": "FF0000",
    "green": "00FF00", "magenta": "FF00FF", "cyan": "00FFFF", "yellow": "FFFF00", "lightgray": "C0C0C0",
    "white": "FFFFFF",
}  # fmt: skip


def value(parent: Element | None, name: str, attribute: str = "val") -> str | None:
    """Attribute of the child `name` of `parent`, both in Word's namespace."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(W + attribute)


def flag(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not given."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(W + "val", "1") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """What matters about the type of a run.

    Args:
        size: points.
        bold: as set.
        hidden: why the format itself hides it, such as ``vanish``.
        colour: of the letters, None for automatic.
        fill: shading or highlight behind the letters, None for none.
        scale: width of the letters in percent.
        spread: points added to the width of each letter.
        raised: points above the line.
    """

    size: float = 10.0
    bold: bool = False
    hidden: str | None = None
    colour: str | None = None
    fill: str | None = None
    scale: float = 100.0
    spread: float = 0.0
    raised: float = 0.0

    def over(self, props: Element | None, theme: Theme = OFFICE) -> Look:
        """This look with the properties of a ``w:rPr`` laid over it."""
        if props is None or not len(props):
            return self
        look = self
        for child in props:
            change = _CHANGES.get(child.tag)
            if change:
                look = change(look, child, theme)
        return look


def _sized(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, size=_number(child.get(W + "val"), look.size * 2) / 2)


def _bold(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, bold=_on(child))


def _hiding(look: Look, child: Element, theme: Theme) -> Look:
    kind = {"vanish": "vanish", "specVanish": "vanish", "webHidden": "web_hidden"}[child.tag[len(W) :]]
    if _on(child):
        return replace(look, hidden=kind)
    return replace(look, hidden=None) if look.hidden == kind else look


def _coloured(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, colour=theme.word(child) or colour_of(child.get(W + "val")))


def _filled(look: Look, child: Element, theme: Theme) -> Look:
    """Text effects of Word 2010 and later paint over the plain colour; without fill the letters are not there."""
    if child.find(_W14 + "noFill") is not None:
        return replace(look, hidden="no_fill")
    alphas = [_number(alpha.get(_W14 + "val"), 0) for alpha in child.iter(_W14 + "alpha")]
    if alphas and min(alphas) >= _CLEAR:
        return replace(look, hidden="transparent")
    plain, slot = (child.find(f"{_W14}solidFill/{_W14}{name}") for name in ("srgbClr", "schemeClr"))
    found = colour_of(plain.get(_W14 + "val")) if plain is not None else None
    if slot is not None:
        found = theme.drawn(slot, _W14 + "val")
    return replace(look, colour=found or look.colour)


def _shaded(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, fill=shading(child, theme))


def _highlighted(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, fill=_HIGHLIGHTS.get(child.get(W + "val", "").lower()) or look.fill)


def _scaled(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, scale=_number(child.get(W + "val"), 100.0))


def _spread(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, spread=_number(child.get(W + "val"), 0.0) / 20)


def _raised(look: Look, child: Element, theme: Theme) -> Look:
    return replace(look, raised=_number(child.get(W + "val"), 0.0) / 2)


_CHANGES = {
    W + "sz": _sized, W + "b": _bold, W + "vanish": _hiding, W + "specVanish": _hiding, W + "webHidden": _hiding,
    W + "color": _coloured, W + "shd": _shaded, W + "highlight": _highlighted, W + "w": _scaled,
    W + "spacing": _spread, W + "position": _raised, _W14 + "textFill": _filled,
}  # fmt: skip


def shading(child: Element | None, theme: Theme = OFFICE) -> str | None:
    """The colour that a ``w:shd`` paints, None for none."""
    if child is None:
        return None
    if child.get(W + "val") == "solid":
        return theme.word(child) or colour_of(child.get(W + "color")) or "000000"
    return theme.word(child, "themeFill") or colour_of(child.get(W + "fill"))


def _on(child: Element) -> bool:
    return child.get(W + "val", "1") not in ("0", "false", "off")


def _number(text: str | None, default: float) -> float:
    try:
        return float((text or "").rstrip("%pt"))
    except ValueError:
        return default


class Styles:
    """The style sheet of a document."""

    def __init__(self, package: Package, main: str) -> None:
        self.theme = read_theme(package, main)
        names = package.related(main, "styles")
        root = package.xml(names[0]) if names else None
        styles = [] if root is None else root.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next(
            (s.get(W + "styleId") for s in styles if s.get(W + "type") == "paragraph" and s.get(W + "default") == "1"),
            None,
        )
        plain = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._plain = Look().over(plain, self.theme)
        self._looks: dict[tuple[str | None, str | None, str | None], Look] = {}
        self._headings: dict[str | None, bool] = {}

    def look(self, paragraph: str | None, run: str | None, direct: Element | None, table: str | None = None) -> Look:
        """How a run looks, given the ids of its styles, its own properties and the style of the table around it."""
        key = (paragraph or self._default, run, table)
        if key not in self._looks:
            look = self._plain
            for style in (*self._chain(table), *self._chain(key[0]), *self._chain(run)):
                look = look.over(style.find(W + "rPr"), self.theme)
            self._looks[key] = look
        return self._looks[key].over(direct, self.theme)

    def paragraphs(self, style: str | None) -> list[Element | None]:
        """Properties of paragraphs that a style brings, the base first."""
        return [link.find(W + "pPr") for link in self._chain(style or self._default)]

    def is_heading(self, style: str | None) -> bool:
        """Whether a paragraph style makes a heading: by its name, or because it has an outline level."""
        if style not in self._headings:
            chain = self._chain(style)
            named = any(_HEADING.fullmatch(value(link, "name") or "") for link in chain)
            levels = [level for link in chain if (level := value(link.find(W + "pPr"), "outlineLvl"))]
            self._headings[style] = named or bool(levels and levels[-1] != "9")
        return self._headings[style]

    def fill(self, style: str | None) -> str | None:
        """Shading that a paragraph style brings."""
        fills = [shading(link.find(f"{W}pPr/{W}shd"), self.theme) for link in self._chain(style or self._default)]
        return next((fill for fill in reversed(fills) if fill), None)

    def shades_cells(self, style: str | None) -> bool:
        """Whether a table style paints some of its cells dark."""
        fills = (shading(shd, self.theme) for link in self._chain(style) for shd in link.iter(W + "shd"))
        return any(fill and contrast(fill, "FFFFFF") > 1.6 for fill in fills)

    def _chain(self, style: str | None) -> list[Element]:
        """The style and what it is based on, the base first."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < 20:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return chain[::-1]
