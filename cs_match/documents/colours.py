"""Colours as six hex digits, and how well one can be told from another."""

from __future__ import annotations

import re

__all__ = ["alike", "colour_of", "contrast", "read_colour"]

_CONTRAST = 1.2  # below which letters fade into what is under them
_CHANNEL = 64  # difference of red, green or blue from which a hue can be seen all the same (yellow on white)

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_NAMES = {name: value for name, _, value in (pair.partition("=") for pair in (
    "white=FFFFFF black=000000 red=FF0000 green=008000 blue=0000FF yellow=FFFF00 gray=808080 grey=808080 silver=C0C0C0 "
    "navy=000080 snow=FFFAFA ivory=FFFFF0 whitesmoke=F5F5F5 ghostwhite=F8F8FF floralwhite=FFFAF0 "
    "orange=FFA500 teal=008080 maroon=800000 purple=800080 lightgray=D3D3D3 lightgrey=D3D3D3 azure=F0FFFF "
    "mintcream=F5FFFA aliceblue=F0F8FF seashell=FFF5EE honeydew=F0FFF0 lavenderblush=FFF0F5 oldlace=FDF5E6 "
    "linen=FAF0E6 beige=F5F5DC lightyellow=FFFFE0 lightcyan=E0FFFF cornsilk=FFF8DC lavender=E6E6FA gainsboro=DCDCDC "
    "antiquewhite=FAEBD7 papayawhip=FFEFD5 lemonchiffon=FFFACD mistyrose=FFE4E1 darkgray=A9A9A9 darkgrey=A9A9A9 "
    "dimgray=696969 dimgrey=696969 slategray=708090 darkslategray=2F4F4F darkslategrey=2F4F4F darkblue=00008B "
    "midnightblue=191970 royalblue=4169E1 steelblue=4682B4 dodgerblue=1E90FF cornflowerblue=6495ED skyblue=87CEEB "
    "lightblue=ADD8E6 indigo=4B0082 darkred=8B0000 crimson=DC143C firebrick=B22222 brown=A52A2A tomato=FF6347 "
    "coral=FF7F50 salmon=FA8072 darkorange=FF8C00 gold=FFD700 darkgreen=006400 forestgreen=228B22 seagreen=2E8B57 "
    "olive=808000 lime=00FF00 aqua=00FFFF cyan=00FFFF darkcyan=008B8B turquoise=40E0D0 magenta=FF00FF fuchsia=FF00FF "
    "violet=EE82EE orchid=DA70D6 pink=FFC0CB hotpink=FF69B4 tan=D2B48C khaki=F0E68C wheat=F5DEB3 chocolate=D2691E "
    "sienna=A0522D saddlebrown=8B4513 rebeccapurple=663399 slateblue=6A5ACD darkslateblue=483D8B canvas=FFFFFF"
).split())}  # fmt: skip
_CALLED = re.compile(r"(rgb|hsl)a?\(([^()]{1,80})\)")
_PARTS = re.compile(r"[+-]?(?:\d{1,6}\.?\d{0,6}|\.\d{1,6})(?:%|deg)?")
_FAINT = 0.08  # opacity up to which a colour is not seen


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
    """A CSS colour as six hex digits, ``"none"`` for a transparent one, None for what is not understood.

    >>> read_colour("#fffa"), read_colour("hsl(0, 0%, 100%)"), read_colour("rgb(0 0 0 / 0)")
    ('FFFFFF', 'FFFFFF', 'none')
    """
    text = (text or "").strip().lower()
    if text in ("transparent", "none"):
        return "none"
    called = _CALLED.search(text)
    if called:
        return _called(called[1], [found[0] for found in _PARTS.finditer(called[2])])
    word = re.search(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", text)
    if word:
        digits = word[1] if len(word[1]) >= 6 else "".join(char * 2 for char in word[1])
        return "none" if len(digits) == 8 and int(digits[6:], 16) / 255 <= _FAINT else digits[:6].upper()
    return next((_NAMES[name] for name in text.split() if name in _NAMES), None)


def _called(kind: str, parts: list[str]) -> str | None:
    if len(parts) < 3:
        return None
    if len(parts) > 3 and _part(parts[3], 1.0) <= _FAINT:
        return "none"
    if kind == "hsl":
        from colorsys import hls_to_rgb

        hue, saturation, light = float(parts[0].rstrip("deg%")), _part(parts[1], 100.0), _part(parts[2], 100.0)
        channels = [round(255 * one) for one in hls_to_rgb(hue % 360 / 360, light, saturation)]
    else:
        channels = [round(255 * _part(part, 255.0)) for part in parts[:3]]
    return "".join(f"{max(0, min(255, channel)):02X}" for channel in channels)


def _part(text: str, whole: float) -> float:
    """A part of a colour as a share of the whole, 0 to 1."""
    return float(text.rstrip("%deg")) / (100 if text.endswith("%") else whole)
