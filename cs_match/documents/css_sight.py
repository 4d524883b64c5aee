"""Why an element of a page can't be seen, by its style."""

from __future__ import annotations

import re
from collections.abc import Callable

from cs_match.documents.css import HEIGHT, WIDTH, length

__all__ = ["opacity", "type_size", "unseen_by_style"]

_FAR = 500.0  # points off its place from which an element leaves the window to the left or top
_FARTHER = 1_500.0  # the same to the right or bottom
_DOT = 0.8  # points: what is no larger holds no letter
_FEW = 0.1  # share of its size below which nothing of an element can be read
_CALL = re.compile(r"([a-zA-Z0-9-]{1,30})\(([^()]{0,300}(?:\([^()]{0,100}\)[^()]{0,300}){0,6})\)")
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9})")
_SIZES = {"xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0,
          "xx-large": 24.0, "smaller": 10.0, "larger": 14.0}  # fmt: skip
_BARE = re.compile(r"[1-9]\d{2,3}")  # a weight
_HIDING = ("hidden", "clip", "scroll", "auto")
_CLEAR = re.compile(r"transparent|rgba\([^()]{0,40},\s{0,3}0(?:\.0{1,9})?\)|#0000(?:0000)?\b")

Css = dict[str, str]


def type_size(css: Css, outer: float) -> float | None:
    """The type size that a style gives in points, None where it gives none."""
    wanted = css.get("font-size")
    if wanted is None and css.get("font"):
        words = re.split(r"[\s/]+", css["font"].strip())[:10]
        sizes = (word for word in words if word in _SIZES or (word[:1] in "0123456789." and not _BARE.fullmatch(word)))
        wanted = next(sizes, None)
    if wanted is None:
        return None
    found_size = length(wanted, outer)
    return _SIZES.get(wanted, outer if found_size is None else max(0.0, found_size))


def opacity(css: Css) -> float:
    """How much of an element shines through what is behind it, 0 (nothing) to 1, by itself."""
    found = _share(css.get("opacity"))
    for name, argument in _CALL.findall(css.get("filter", "")):
        if name == "opacity":
            found *= _share(argument)
        elif name == "blur" and (length(argument, 12.0) or 0.0) > 8.0:
            found = 0.0
    return found


def _share(text: str | None) -> float:
    number = _NUMBER.match((text or "").strip())
    if not number:
        return 1.0
    return max(0.0, min(1.0, float(number[0]) / (100 if (text or "").strip().endswith("%") else 1)))


def unseen_by_style(css: Css, size: float) -> str | None:
    """Why an element with this style is not seen, or None; colours and opacity are judged elsewhere."""
    return next((kind for kind, rule in _RULES if rule(css, size)), None)


def _is_gone(css: Css, size: float) -> bool:
    return css.get("display") == "none" or css.get("content-visibility") == "hidden"


# ---------------------------------------------------------------- place


def _is_far(css: Css, size: float) -> bool:
    if (length(css.get("text-indent"), size, WIDTH) or 0.0) < -_FAR:
        return True
    margins = css.get("margin", "").split()
    left, top = css.get("margin-left") or _side(margins, 3), css.get("margin-top") or _side(margins, 0)
    if min(length(left, size, WIDTH) or 0.0, length(top, size, WIDTH) or 0.0) < -_FAR:
        return True
    return _is_placed_far(css, size) or _is_moved_far(css, size)


def _side(sides: list[str], at: int) -> str | None:
    """One of the four sides (from the top, clockwise) of a shorthand of one to four lengths."""
    order = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}.get(len(sides))
    return sides[order[at]] if order else None


def _is_placed_far(css: Css, size: float) -> bool:
    if css.get("position") not in ("absolute", "fixed", "relative", "sticky"):
        return False
    inset = css.get("inset", "").split()
    for at, (name, whole) in enumerate((("top", HEIGHT), ("right", WIDTH), ("bottom", HEIGHT), ("left", WIDTH))):
        found = length(css.get(name) or _side(inset, at), size, whole)
        if found is not None and (found < -_FAR or found > _FARTHER):
            return True
    return False


def _is_moved_far(css: Css, size: float) -> bool:
    moved = [argument for name, argument in _CALL.findall(css.get("transform", "")) if name.startswith("translate")]
    lengths = (
        length(one, size, 300.0) for text in (*moved, css.get("translate", "")) for one in re.split(r"[,\s]+", text)
    )
    return any(found is not None and (found < -_FAR or found > _FARTHER) for found in lengths)


# ---------------------------------------------------------------- room


def _is_clipped(css: Css, size: float) -> bool:
    hides = [css.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")]
    if any(word in _HIDING for text in hides for word in text.split()):
        sides = (css.get(name) for name in ("width", "height", "max-width", "max-height", "line-height"))
        if any((found := length(side, size, WIDTH)) is not None and found <= _DOT for side in sides):
            return True
        indent = css.get("text-indent", "")
        if indent.endswith("%") and (length(indent, size, 100.0) or 0.0) >= 100.0:
            return True
    return _is_cut(css.get("clip", "")) or _is_cut_out(css.get("clip-path", ""), size) or _is_masked(css)


def _is_cut(clip: str) -> bool:
    if not clip.startswith("rect("):
        return False
    top, right, bottom, left = (
        [length(part, 12.0) for part in re.split(r"[,\s]+", clip[5:].strip(") "))] + [None] * 4
    )[:4]
    if top is None or left is None:
        return False
    return (right is not None and right - left <= _DOT) or (bottom is not None and bottom - top <= _DOT)


def _is_cut_out(path: str, size: float) -> bool:
    found = _CALL.search(path)
    if not found:
        return False
    name, argument = found[1], found[2].partition(" at ")[0].partition("round")[0].strip()
    if name == "inset":
        sides = argument.split()
        lost = [length(_side(sides, at) or "0", size, 100.0) or 0.0 for at in range(4)]
        return "%" in argument and (lost[0] + lost[2] >= 99.0 or lost[1] + lost[3] >= 99.0)
    if name in ("circle", "ellipse"):
        radius = length(argument, size, 300.0)
        return radius is not None and radius <= _DOT
    if name == "polygon":
        points = [point.split() for point in argument.split(",")]
        return any(len({point[at] for point in points if len(point) == 2}) == 1 for at in (0, 1))
    return False


def _is_masked(css: Css) -> bool:
    mask = " ".join(css.get(name, "") for name in ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"))
    found = _CALL.search(mask) if "gradient(" in mask else None
    stops = re.split(r",(?![^()]*\))", found[2]) if found else []
    stops = [stop for stop in stops if not re.match(r"\s*(?:to\s|-?\d{1,4}deg)", stop)]
    return bool(stops) and all(_CLEAR.search(stop) for stop in stops)


def _is_shrunk(css: Css, size: float) -> bool:
    for name, argument in (*_CALL.findall(css.get("transform", "")), *_own(css)):
        numbers = [float(number) for number in _NUMBER.findall(argument)]
        if name.startswith("scale") and any(abs(number) < _FEW for number in numbers[:2]):
            return True
        if name == "matrix" and len(numbers) == 6 and abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]) < _FEW**2:
            return True
        if name in ("rotatex", "rotatey") and numbers and "deg" in argument and abs(numbers[0]) % 180 == 90:
            return True
    return (
        _share(css.get("zoom")) < 0.2 if css.get("zoom", "")[:1].isdigit() or css.get("zoom", "")[:1] == "." else False
    )


def _own(css: Css) -> list[tuple[str, str]]:
    return [("scale", css["scale"])] if css.get("scale", "none") != "none" else []


def _is_squeezed(css: Css, size: float) -> bool:
    return (length(css.get("letter-spacing"), size) or 0.0) < -0.4 * size


_RULES: tuple[tuple[str, Callable[[Css, float], bool]], ...] = (
    ("display_none", _is_gone), ("off_page", _is_far), ("clipped", _is_clipped), ("tiny", _is_shrunk),
    ("tiny", _is_squeezed),
)  # fmt: skip
