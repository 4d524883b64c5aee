"""Colours as six hex digits, and how well one can be told from another."""

from __future__ import annotations

import re

__all__ = ["colour_of", "contrast"]

_HEX = re.compile(r"[0-9A-Fa-f]{6}")


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


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
