"""Colours that a DOCX takes from its theme: where a run names a slot of it, the colour beside it counts for naught."""

from __future__ import annotations

from dataclasses import dataclass, field

from cs_match.documents.colours import colour_of
from cs_match.documents.package import Element, Package

__all__ = ["OFFICE", "Theme", "read_theme"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The colours of Office, which hold where a file brings no theme.
_SLOTS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
    "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1",
    "folHlink": "954F72",
}  # fmt: skip
_SAME = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2", "hyperlink": "hlink",
         "followedHyperlink": "folHlink"}  # fmt: skip
_LONG = {"text1": "t1", "tx1": "t1", "background1": "bg1", "text2": "t2", "tx2": "t2", "background2": "bg2"}
_MAPPED = {"t1": "dk1", "bg1": "lt1", "t2": "dk2", "bg2": "lt2"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The slots of a theme, and which of them stand for text and background."""

    slots: dict[str, str] = field(default_factory=lambda: dict(_SLOTS))
    mapping: dict[str, str] = field(default_factory=lambda: dict(_MAPPED))

    def slot(self, name: str | None) -> str | None:
        """The colour of a slot such as ``accent1`` or ``background1``, None for no known one."""
        name = _LONG.get(name or "", name or "")
        name = self.mapping.get(name, name)
        return self.slots.get(_SAME.get(name, name))

    def word(self, element: Element, prefix: str = "theme") -> str | None:
        """The colour that the theme attributes of an element of Word's own namespace make; None without any."""
        name = "Color" if prefix == "theme" else ""
        found = self.slot(element.get(f"{_W}{prefix}{name}"))
        if found is None:
            return None
        tint, shade = element.get(f"{_W}{prefix}Tint"), element.get(f"{_W}{prefix}Shade")
        return _toned(found, _share(shade, 1.0), 1 - _share(tint, 1.0))

    def drawn(self, fill: Element, attribute: str = "val") -> str | None:
        """The colour of a ``schemeClr``, lightened and darkened as its children say."""
        found = self.slot(fill.get(attribute))
        if found is None:
            return None
        by = {child.tag.rpartition("}")[2]: _percent(child) for child in fill}
        lighter = max(by.get("lumOff", 0.0), 1 - by.get("tint", 1.0))
        return _toned(found, by.get("lumMod", 1.0) * by.get("shade", 1.0), lighter, added="lumOff" in by)


def _share(text: str | None, default: float) -> float:
    try:
        return int(text, 16) / 255 if text else default
    except ValueError:
        return default


def _percent(child: Element) -> float:
    text = next((value for name, value in child.items() if name.rpartition("}")[2] == "val"), "")
    try:
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 100_000)
    except ValueError:
        return 1.0


def _toned(colour: str, darker: float, lighter: float, added: bool = False) -> str:
    """A colour darkened to a share of itself and moved towards white by another."""
    channels = (int(colour[at : at + 2], 16) * darker for at in (0, 2, 4))
    toned = (c + 255 * lighter if added else c + (255 - c) * lighter for c in channels)
    return "".join(f"{max(0, min(255, round(c))):02X}" for c in toned)


OFFICE = Theme()


def read_theme(package: Package, main: str) -> Theme:
    """The theme of a document, with what its settings make of text and background."""
    themes, settings = package.related(main, "theme"), package.related(main, "settings")
    theme = Theme()
    root = package.xml(themes[0]) if themes else None
    scheme = None if root is None else root.find(f"{_A}themeElements/{_A}clrScheme")
    for slot in () if scheme is None else scheme:
        name = slot.tag.rpartition("}")[2]
        found = next((colour_of(c.get("lastClr") or c.get("val")) for c in slot), None)
        if found and name in _SLOTS:
            theme.slots[name] = found
    mapping = package.xml(settings[0]).find(_W + "clrSchemeMapping") if settings else None
    if mapping is not None:
        theme.mapping.update({name: mapping.get(_W + name) or slot for name, slot in _MAPPED.items()})
    return theme
