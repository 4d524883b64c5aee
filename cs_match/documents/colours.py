"""Colours as six hex digits, and how well one can be told from another."""

from __future__ import annotations

import re

__all__ = ["alike", "colour_of", "contrast", "read_colour"]

_CONTRAST = 1.2  # below which letters fade into what is under them
_CHANNEL = 64  # difference of red, green or blue from which a hue can be seen all the same (yellow on white)

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_NAMES = {
    "white": "FFFFFF", "black": "000000", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080", "snow": "FFFAFA", "ivory": "FFFFF0",
    "whitesmoke": "F5F5F5", "ghostwhite": "F8F8FF", "floralwhite": "FFFAF0", "orange": "FFA500", "teal": "008080",
    "maroon": "800000", "purple": "800080", "lightgray": "D3D3D3", "lightgrey": "D3D3D3", "azure": "F0FFFF",
    "mintcream": "F5FFFA", "aliceblue": "F0F8FF", "seashell": "FFF5EE",
}  # fmt: skip
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*(\d?\.?\d{1,6}%?)\s*)?\)")


def colour_of(text: str | None) -> str | None:
    """A colour as six upper-case hex digits, or None for ``auto`` and for what is no colour."""
    return text.upper() if text and _HEX.fullmatch(text) else None


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 (the same) to 21 (black on white), as WCAG 2 defines it.

    >>> round(contrast("000000", "FFFFFF"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def alike(one: str, other: str) -> bool:
    """Whether letters of one colour can't be told from a ground of the other.

    >>> alike("F8F8F8", "FFFFFF"), alike("FFFF00", "FFFFFF")
    (True, False)
    """
    return contrast(one, other) < _CONTRAST and all(
        abs(a - b) < _CHANNEL for a, b in zip(_channels(one), _channels(other), strict=True)
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _luminance(colour: str) -> float:
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_colour(text: str | None) -> str | None:
    """A CSS colour as six hex digits, ``"none"`` for a transparent one, None for what is not understood."""
    text = (text or "").strip().lower()
    if text in ("transparent", "none"):
        return "none"
    found = _RGB.search(text)
    if found:
        seen = found[4] is None or float(found[4].rstrip("%") or 0) > 0.02
        return "".join(f"{min(int(part), 255):02X}" for part in found.groups()[:3]) if seen else "none"
    word = re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text)
    if word:
        return colour_of(word[1] if len(word[1]) == 6 else "".join(char * 2 for char in word[1]))
    return next((_NAMES[name] for name in text.split() if name in _NAMES), None)
