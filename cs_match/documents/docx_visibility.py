"""What of a DOCX a reader of the page sees, and why the rest is hidden.

Letters in the colour of the paper are hidden only if nothing dark can lie under them. Shading tells that for certain;
for shapes and pictures, whose place against the text is not exactly known, their area does: a dark sidebar has room
for the white text that stands on it, a thin line has not.
"""

from __future__ import annotations

from collections.abc import Iterable

from cs_match.documents.colours import alike, colour_of, contrast, read_colour
from cs_match.documents.docx_styles import Look
from cs_match.documents.package import Element

__all__ = ["Backdrop", "fill_of"]

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700
_DARK = 1.6  # contrast against white from which white letters can be read
_TINY = 3.0  # points below which letters can't be read
_LIGHT_SLOTS = ("bg1", "lt1", "bg2", "lt2")
_PAPER = "FFFFFF"


class Backdrop:
    """What may lie under the text of one document.

    Args:
        roots: the parts with drawings: body, headers, footers.
        paper: colour of the page.
    """

    def __init__(self, roots: Iterable[Element], paper: str | None = None) -> None:
        self._paper = paper or _PAPER
        self._dark = sum(_dark_area(root) for root in roots)

    def hides(self, text: str, look: Look, under: str | None, dark_cells: bool = False) -> str | None:
        """Why a run can't be seen, or None.

        Args:
            text: its characters.
            look: how they are set.
            under: the nearest shading under them, None where there is none.
            dark_cells: whether the style of the table around them paints cells dark.
        """
        if look.hidden:
            return look.hidden
        if look.size < _TINY or look.size * look.scale / 100 < 1.0:
            return "tiny"
        if look.colour is None:
            return None
        if not alike(look.colour, look.fill or under or self._paper):
            return None
        if look.fill or under or dark_cells:
            return None if dark_cells and not look.fill else "same_colour"
        return None if self._covers(text, look) else "same_colour"

    def _covers(self, text: str, look: Look) -> bool:
        """Whether the dark shapes have room left for this text. What they cover is used up."""
        need = sum(1.0 if char > "\u2e80" else 0.5 for char in text.strip()) * look.size**2
        if need > self._dark:
            return False
        self._dark -= need
        return True


def _dark_area(root: Element) -> float:
    """Square points of filled shapes and pictures that are not light."""
    area = sum(_area(p, "cx", "cy") for d in root.iter(_WP + "extent") for p in [d] if _has_picture(d.getparent()))
    for fill in root.iter(_A + "solidFill", _A + "gradFill", _A + "blipFill", _A + "pattFill"):
        parent = fill.getparent()
        if parent is not None and parent.tag.endswith("}spPr") and _is_dark(fill):
            extent = parent.find(f"{_A}xfrm/{_A}ext")
            area += _area(extent, "cx", "cy") or _outer_area(parent)
    return float(area) + _vml_area(root)


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


def _is_dark(fill: Element) -> bool:
    colour = _fill_colour(fill)
    return colour is None or contrast(colour, _PAPER) >= _DARK


def _fill_colour(fill: Element) -> str | None:
    """The colour of a fill as far as the file says it; None for pictures, gradients and the theme's accents."""
    slot = fill.find(_A + "schemeClr")
    if slot is not None:
        dimmed = slot.find(_A + "lumMod") is not None
        return _PAPER if slot.get("val") in _LIGHT_SLOTS and not dimmed else None
    found = fill.find(_A + "srgbClr")
    if found is None:
        found = fill.find(_A + "sysClr")
    return None if found is None else colour_of(found.get("lastClr") or found.get("val"))


def fill_of(text: Element) -> str | None:
    """The colour that a text box itself paints under its text, where the file says it outright."""
    shape = text.getparent()
    shape = None if shape is None else shape.getparent()
    if shape is None:
        return None
    fill = next((f for p in shape if p.tag.endswith("}spPr") for f in p.findall(_A + "solidFill")), None)
    if fill is not None:
        colour = _fill_colour(fill)
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
