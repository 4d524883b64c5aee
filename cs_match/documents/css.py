"""As much of CSS as tells whether a reader sees a text: the cascade, some thirty properties, variables, media queries.

A page is judged as it stands in a window of 1,280 by 800 pixels on a light screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from cs_match.documents.selectors import Selector, parsed_selector

__all__ = ["HEIGHT", "WIDTH", "Sheet", "as_style", "holds", "length", "resolved"]

WIDTH = 960.0  # of the window, in points
HEIGHT = 600.0
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
_DECLARATION = re.compile(r"(--[\w-]{1,60}|[a-zA-Z-]{1,40})\s{0,20}:([^;]{0,500})")
_BRACE = re.compile(r"[{}]")
_COMMA = re.compile(r",(?![^(\[]{0,300}[)\]])")
_WANTED = frozenset(
    "display visibility content-visibility opacity filter color -webkit-text-fill-color background background-color "
    "background-image font-size font-weight font position left top right bottom inset text-indent width height "
    "max-width max-height overflow overflow-x overflow-y white-space clip clip-path transform scale translate rotate "
    "zoom margin margin-left margin-top letter-spacing line-height mask mask-image -webkit-mask -webkit-mask-image "
    "z-index direction unicode-bidi".split()
)
_LENGTH = re.compile(r"(?:calc\(\s{0,9})?([+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))\s{0,3}(pt|px|em|rem|ex|ch|vw|vh|vmin|vmax|%|in|cm|mm|pc|q)?")  # noqa: E501  # fmt: skip
_POINTS = {
    "pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "q": 0.709, "rem": 12.0, None: 0.75,
    "vw": WIDTH / 100, "vh": HEIGHT / 100, "vmin": HEIGHT / 100, "vmax": WIDTH / 100,
}  # fmt: skip
_BY_TYPE = {"em": 1.0, "ex": 0.5, "ch": 0.5, "%": 0.01}
_VARIABLE = re.compile(r"var\(\s{0,9}(--[\w-]{1,60})\s{0,9}(?:,([^()]{0,200}(?:\([^()]{0,100}\))?))?\)")

_MOST_STEPS = 2_000_000  # elements looked at for all selectors of a page

Declared = dict[str, tuple[str, bool]]


def _declarations(text: str) -> Declared:
    """The properties in a ``style`` attribute or a rule that matter here, and whether each is important."""
    found = ((m[1] if m[1].startswith("--") else m[1].lower(), m[2].strip()) for m in _DECLARATION.finditer(text))
    return {
        name: (value.replace("!important", "").replace("! important", "").strip().lower(), "important" in value)
        for name, value in found
        if name in _WANTED or name.startswith("--")
    }


def length(text: str | None, size: float, whole: float | None = None) -> float | None:
    """A CSS length in points.

    Args:
        text: as the style sheet has it.
        size: the type size that ``em`` refers to, and ``%`` too unless `whole` is given.
        whole: what ``%`` refers to.
    """
    found = _LENGTH.match((text or "").strip())
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if unit == "%" and whole is not None:
        return number * whole / 100
    return number * size * _BY_TYPE[unit] if unit in _BY_TYPE else number * _POINTS[unit]


def resolved(css: dict[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    """The properties with their variables filled in."""
    return {name: _filled(value, variables) if "var(" in value else value for name, value in css.items()}


def _filled(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(5):
        value, count = _VARIABLE.subn(lambda found: variables.get(found[1], found[2] or "")[:200], value)
        if not count or len(value) > 1_000:
            break
    return value


class Sheet:
    """The rules of all style sheets of a page."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, list[tuple[tuple[tuple[int, int, int], int], Selector, Declared]]] = {}
        self._steps = [_MOST_STEPS]
        for order, (selector, found) in enumerate(_parsed(text)):
            self._rules.setdefault(selector.key, []).append(((selector.weight, order), selector, found))

    def of(self, element: Any) -> dict[str, str]:
        """The properties that rules and the ``style`` attribute give an element."""
        style = element.get("style")
        if not style and not self._rules:
            return {}
        layers = [found for _, found in sorted(self._matching(element), key=lambda rule: rule[0])]
        layers.append(_declarations(style or ""))
        plain, important = {}, {}
        for layer in layers:
            plain.update({name: value for name, (value, strong) in layer.items() if not strong})
            important.update({name: value for name, (value, strong) in layer.items() if strong})
        return {**plain, **important}

    def _matching(self, element: Any) -> Iterator[tuple[tuple[tuple[int, int, int], int], Declared]]:
        if not self._rules:
            return
        classes = (element.get("class") or "").split()[:50]
        names = [element.tag, "*", *("." + name for name in classes), "#" + element.get("id", "")]
        for name in dict.fromkeys(names):
            for weight, selector, found in self._rules.get(name, ()):
                if selector.matches(element, self._steps):
                    yield weight, found


def _parsed(text: str) -> Iterator[tuple[Selector, Declared]]:
    rules = _RULE.finditer("".join(_flat(_COMMENT.sub("", text))))
    for rule in islice(rules, 5_000):
        found = _declarations(rule[2])
        for one in _COMMA.split(rule[1])[:50] if found else ():
            selector = parsed_selector(one)
            if selector:
                yield selector, found


def _flat(text: str) -> Iterator[str]:
    """The style sheet without the blocks whose condition does not hold, and without the frame of the others."""
    at, skipped = 0, 0
    for brace in _BRACE.finditer(text):
        head = text[at : brace.start()].rpartition(";")[2].strip()
        if skipped:
            skipped += 1 if brace[0] == "{" else -1
            at = brace.end()
        elif head.startswith("@") and brace[0] == "{":
            skipped = 0 if _applies(head) else 1
            at = brace.end()
        else:
            yield text[at : brace.end()]
            at = brace.end()


# ---------------------------------------------------------------- conditions

_FEATURE = re.compile(r"\(\s{0,9}([a-z-]{1,40})\s{0,9}(?::|(?P<op>[<>]=?))\s{0,9}([^()]{1,60})\)")
_ONLY = re.compile(r"\(\s{0,9}([a-z-]{1,40})\s{0,9}\)")
_TRUE = {
    "prefers-color-scheme": "light", "orientation": "landscape", "hover": "hover", "pointer": "fine",
    "prefers-reduced-motion": "no-preference", "any-hover": "hover", "any-pointer": "fine", "scripting": "enabled",
}  # fmt: skip
_PRESENT = ("color", "hover", "width", "height", "pointer", "any-hover", "any-pointer")


def _applies(head: str) -> bool:
    name, _, rest = head[1:].partition(" ") if " " in head else (head[1:].partition("(")[0], "", "")
    if name.startswith("media"):
        return holds(head[len("@media") :])
    return name.startswith("layer") or (name.startswith("supports") and not rest.strip().startswith("not"))


def holds(query: str | None) -> bool:
    """Whether a media query holds for the window."""
    text = (query or "all").strip().lower() or "all"
    return any(_one_holds(one.strip()) for one in text.split(",")[:20])


def _one_holds(query: str) -> bool:
    turned = query.startswith("not ")
    words = re.sub(r"\([^()]{0,100}\)", " ", query.removeprefix("not ").removeprefix("only ")).split()
    kinds = [word for word in words if word not in ("and", "or", "not", "only")]
    true = all(kind in ("all", "screen") for kind in kinds)
    true = true and all(_feature(*found.group(1, 2, 3)) for found in _FEATURE.finditer(query))
    true = true and all(name[1] in _PRESENT for name in _ONLY.finditer(query))
    return true != turned


def _feature(name: str, operator: str | None, value: str) -> bool:
    value = value.strip()
    if name in _TRUE:
        return value == _TRUE[name]
    side = name.removeprefix("min-").removeprefix("max-").removeprefix("device-")
    size, own = length(value, 12.0), {"width": WIDTH, "height": HEIGHT}.get(side)
    if size is None or own is None:
        return False
    if name.startswith("min-") or (operator or "").startswith(">"):
        return own >= size
    return own <= size if name.startswith("max-") or (operator or "").startswith("<") else own == size


def as_style(attributes: Mapping[str, str]) -> dict[str, str]:
    """What the older attributes of HTML say in place of CSS."""
    found = {"color": attributes.get("color"), "background-color": attributes.get("bgcolor")}
    return {name: _hashed(value) for name, value in found.items() if value}


def _hashed(value: str) -> str:
    return "#" + value if re.fullmatch(r"[0-9a-fA-F]{6}|[0-9a-fA-F]{3}", value.strip()) else value.lower()
