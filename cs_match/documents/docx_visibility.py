"""What of a DOCX a reader of the page sees, and why the rest is hidden.

Letters in the colour of the paper are hidden only if nothing dark can lie under them. Shading tells that for certain;
for shapes and pictures, whose place against the text is not exactly known, their area does: a dark sidebar has room
for the white text that stands on it, a thin line has not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cs_match.documents.colours import alike, colour_of, contrast, read_colour
from cs_match.documents.docx_styles import Look
from cs_match.documents.docx_theme import OFFICE, Theme
from cs_match.documents.package import Element
from cs_match.records import Box

__all__ = ["Backdrop", "Spot", "fill_of"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700
_DARK = 1.6  # contrast against white from which white letters can be read
_TINY = 3.0  # points below which letters can't be read
_NARROW = 30.0  # percent of their width below which letters can't be read
_FAR = 150.0  # points off their line from which letters leave the page
_SLACK = 150.0  # points by which a guessed place may be wrong
_PAPER = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a run stands.

    Args:
        under: the nearest shading under it, None where there is none.
        dark_cells: whether the style of the table around it paints cells dark.
        box: the text box that it stands in, if its place is known.
        boxed: whether it stands in a text box.
        down: about how far down the page it stands, None where nobody knows.
    """

    under: str | None = None
    dark_cells: bool = False
    box: Box | None = None
    boxed: bool = False
    down: float | None = None


@dataclass(slots=True)
class _Dark:
    """A shape or picture that is not light: the area in square points that is not yet used up, and where it stands."""

    area: float
    place: Box | None = None
    only_boxes: bool = False  # text flows round it, so that none but the text of boxes can stand on it

    def is_under(self, spot: Spot) -> bool:
        if not spot.boxed and self.only_boxes:
            return False
        if self.place is None:
            return True
        if spot.box is not None:
            return _overlap(self.place, spot.box)
        slack = _SLACK + 0.25 * (spot.down or 0.0)
        return spot.boxed or spot.down is None or self.place.top - slack < spot.down < self.place.bottom + slack


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


class Backdrop:
    """What may lie under the text of one document.

    Args:
        roots: the parts with drawings: body, headers, footers.
        paper: colour of the page.
        theme: whose colours they use.
    """

    def __init__(self, roots: Iterable[Element], paper: str | None = None, theme: Theme = OFFICE) -> None:
        self._paper = paper or _PAPER
        self._dark = [dark for root in roots for dark in _darks(root, theme)]

    def hides(self, text: str, look: Look, spot: Spot) -> str | None:
        """Why a run can't be seen, or None.

        Args:
            text: its characters.
            look: how they are set.
            spot: where they stand.
        """
        if look.hidden:
            return look.hidden
        if look.size < _TINY or _is_squeezed(text, look):
            return "tiny"
        if abs(look.raised) > _FAR:
            return "off_page"
        ground = look.fill or spot.under
        if look.colour is None or not alike(look.colour, ground or self._paper):
            return None
        if spot.dark_cells and not ground:
            return None
        return None if not ground and self._covers(text, look, spot) else "same_colour"

    def _covers(self, text: str, look: Look, spot: Spot) -> bool:
        """Whether the dark shapes have room left for this text. What they cover is used up."""
        need = sum(1.0 if char > "\u2e80" else 0.5 for char in text.strip()) * look.size**2
        for dark in self._dark:
            if dark.area >= need and dark.is_under(spot):
                dark.area -= need
                return True
        return False


def _is_squeezed(text: str, look: Look) -> bool:
    if look.scale < _NARROW:
        return True
    width = 1.0 if any(char > "\u2e80" for char in text) else 0.5
    return look.spread < 0 and width * look.size * look.scale / 100 + look.spread < 0.1 * look.size


def _darks(root: Element, theme: Theme) -> Iterator[_Dark]:
    """Filled shapes and pictures that are not light."""
    for extent in root.iter(_WP + "extent"):
        drawing = extent.getparent()
        if _has_picture(drawing):
            yield _dark(_area(extent, "cx", "cy"), drawing)
    for fill in root.iter(_A + "solidFill", _A + "gradFill", _A + "blipFill", _A + "pattFill"):
        parent = fill.getparent()
        if parent is not None and parent.tag.endswith("}spPr") and _is_dark(fill, theme):
            extent = parent.find(f"{_A}xfrm/{_A}ext")
            anchor = next(parent.iterancestors(_WP + "anchor", _WP + "inline"), None)
            yield _dark(_area(extent, "cx", "cy") or _outer_area(parent), anchor)
    area = _vml_area(root)
    if area:
        yield _Dark(area)


def _dark(area: float, anchor: Element | None) -> _Dark:
    if anchor is None:
        return _Dark(area)
    wraps = any(anchor.find(_WP + "wrap" + how) is not None for how in ("Square", "Tight", "Through", "TopAndBottom"))
    return _Dark(area, _on_page(anchor), anchor.tag == _WP + "inline" or (wraps and anchor.get("behindDoc") != "1"))


def _on_page(anchor: Element) -> Box | None:
    """Where an anchored drawing stands, if it is placed against the page in points."""
    sides = [
        (anchor.find(f"{_WP}position{way}"), anchor.find(f"{_WP}position{way}/{_WP}posOffset")) for way in ("H", "V")
    ]
    extent = anchor.find(_WP + "extent")
    if extent is None or any(p is None or p.get("relativeFrom") != "page" or o is None for p, o in sides):
        return None
    try:
        x, y = (int(offset.text or "") / _EMU for _, offset in sides if offset is not None)
        return Box(x, y, x + int(extent.get("cx")) / _EMU, y + int(extent.get("cy")) / _EMU)
    except (TypeError, ValueError):
        return None


def _outer_area(shape: Element) -> float:
    anchor = next(shape.iterancestors(_WP + "anchor", _WP + "inline"), None)
    return 0.0 if anchor is None else _area(anchor.find(_WP + "extent"), "cx", "cy")


def _has_picture(drawing: Element | None) -> bool:
    return drawing is not None and next(drawing.iter(_A + "blip"), None) is not None


def _area(extent: Element | None, across: str, down: str) -> float:
    try:
        return abs(float(extent.get(across)) * float(extent.get(down))) / _EMU**2 if extent is not None else 0.0
    except (TypeError, ValueError):
        return 0.0


def _is_dark(fill: Element, theme: Theme) -> bool:
    colour = _fill_colour(fill, theme)
    return colour is None or contrast(colour, _PAPER) >= _DARK


def _fill_colour(fill: Element, theme: Theme = OFFICE) -> str | None:
    """The colour of a fill as far as the file says it; None for pictures and gradients."""
    slot = fill.find(_A + "schemeClr")
    if slot is not None:
        return theme.drawn(slot)
    found = fill.find(_A + "srgbClr")
    if found is None:
        found = fill.find(_A + "sysClr")
    return None if found is None else colour_of(found.get("lastClr") or found.get("val"))


def fill_of(text: Element, theme: Theme = OFFICE) -> str | None:
    """The colour that a text box itself paints under its text, where the file says it outright."""
    shape = text.getparent()
    shape = None if shape is None else shape.getparent()
    if shape is None:
        return None
    fill = next((f for p in shape if p.tag.endswith("}spPr") for f in p.findall(_A + "solidFill")), None)
    if fill is not None:
        colour = _fill_colour(fill, theme)
        return colour or "4472C4"  # an accent of the theme: any of them carries white text
    painted = read_colour(shape.get("fillcolor")) if shape.get("filled", "t") not in ("f", "false") else None
    return None if painted == "none" else painted


def _vml_area(root: Element) -> float:
    area = 0.0
    for shape in root.iter(_VML + "*"):
        colour = read_colour(shape.get("fillcolor"))
        if (
            shape.get("filled", "t") not in ("f", "false")
            and colour not in (None, "none")
            and contrast(colour, _PAPER) >= _DARK
        ):
            area += 10_000.0  # a box as large as a hand; its units depend on its group
    return area
