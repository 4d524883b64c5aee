"""As much of CSS as tells whether a reader sees a text: simple selectors and a dozen properties.

Selectors made of tags, classes and ids, also one inside another (``.side p``), are understood; any others are left
alone, because a rule that is applied where it should not be would hide honest text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

__all__ = ["Sheet", "as_style", "declarations", "length"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
_DECLARATION = re.compile(r"([a-zA-Z-]{1,40})\s{0,20}:([^;]{0,500})")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]{0,60}|\*)?(?P<rest>(?:[.#][\w-]{1,100}){0,6})")
_MARK = re.compile(r"([.#])([\w-]{1,100})")
_BRACE = re.compile(r"[{}]")
# Blocks of rules that hold on every screen; those for print, for narrow windows and so on may not.
_ALWAYS = re.compile(
    r"@(?:media\s{1,20}(?:only\s{1,20})?(?:screen|all)|layer[^{};]{0,100}|supports[^{};]{0,200})\s{0,20}", re.I
)
_WANTED = frozenset(
    "display visibility opacity color background background-color background-image font-size font-weight position left "
    "top text-indent width height max-width max-height overflow white-space clip clip-path transform font".split()
)
_LENGTH = re.compile(r"(-?\d{0,9}\.?\d{1,9})\s*(pt|px|em|rem|%|in|cm|mm)?")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "rem": 12.0, None: 0.75}

_Selector = tuple[tuple[str | None, frozenset[str], frozenset[str]], ...]


def declarations(text: str) -> dict[str, str]:
    """The properties in a ``style`` attribute or a rule that matter here, lower case."""
    found = ((m[1].lower(), m[2].replace("!important", "").strip().lower()) for m in _DECLARATION.finditer(text))
    return {name: value for name, value in found if name in _WANTED}


def length(text: str | None, size: float) -> float | None:
    """A CSS length in points; `size` is the type size that ``em`` and ``%`` refer to."""
    found = _LENGTH.match((text or "").strip())
    if not found:
        return None
    number = float(found[1])
    return number * size / 100 if found[2] == "%" else number * (size if found[2] == "em" else _POINTS[found[2]])


class Sheet:
    """The rules of all style sheets of a page."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, list[tuple[tuple[int, int], _Selector, dict[str, str]]]] = {}
        for order, (selector, found) in enumerate(_parsed(text)):
            self._rules.setdefault(_key(selector[-1]), []).append(((_weight(selector), order), selector, found))

    def of(self, element: Any) -> dict[str, str]:
        """The properties that rules and the ``style`` attribute give an element."""
        style: dict[str, str] = {}
        for _, found in sorted(self._matching(element), key=lambda rule: rule[0]):
            style.update(found)
        style.update(declarations(element.get("style", "")))
        return style

    def _matching(self, element: Any) -> Iterator[tuple[tuple[int, int], dict[str, str]]]:
        if not self._rules:
            return
        names = [element.tag, "*", *("." + name for name in _classes(element)), "#" + element.get("id", "")]
        for name in dict.fromkeys(names):
            for weight, selector, found in self._rules.get(name, ()):
                if _matches(selector, element):
                    yield weight, found


def _flat(text: str) -> Iterator[str]:
    """The style sheet without its conditional blocks and without the frame of the others."""
    at, skipped = 0, 0
    for brace in _BRACE.finditer(text):
        head = text[at : brace.start()].rpartition(";")[2].strip()
        if skipped:
            skipped += 1 if brace[0] == "{" else -1
            at = brace.end()
        elif head.startswith("@") and brace[0] == "{":
            skipped = 0 if _ALWAYS.fullmatch(head) else 1
            at = brace.end()
        else:
            yield text[at : brace.end()]
            at = brace.end()


def _parsed(text: str) -> Iterator[tuple[_Selector, dict[str, str]]]:
    rules = _RULE.finditer("".join(_flat(_COMMENT.sub("", text))))
    for rule in islice(rules, 5_000):
        found = declarations(rule[2])
        for one in rule[1].split(",")[:50] if found else ():
            selector = _selector(one)
            if selector:
                yield selector, found


def _selector(text: str) -> _Selector | None:
    parts = [_COMPOUND.fullmatch(part) for part in text.split()]
    if not parts or len(parts) > 6 or not all(parts):
        return None
    return tuple(_compound(part["tag"], part["rest"]) for part in parts if part)


def _compound(tag: str | None, rest: str) -> tuple[str | None, frozenset[str], frozenset[str]]:
    marks = _MARK.findall(rest)
    classes, ids = (frozenset(name for mark, name in marks if mark == kind) for kind in ".#")
    return (tag.lower() if tag and tag != "*" else None), classes, ids


def _key(compound: tuple[str | None, frozenset[str], frozenset[str]]) -> str:
    tag, classes, ids = compound
    return "#" + min(ids) if ids else "." + min(classes) if classes else tag or "*"


def _weight(selector: _Selector) -> int:
    return sum(100 * len(ids) + 10 * len(classes) + bool(tag) for tag, classes, ids in selector)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()[:50]


def _matches(selector: _Selector, element: Any) -> bool:
    if not _fits(selector[-1], element):
        return False
    left = list(selector[:-1])
    for parent in element.iterancestors() if left else ():
        if left and _fits(left[-1], parent):
            left.pop()
    return not left


def _fits(compound: tuple[str | None, frozenset[str], frozenset[str]], element: Any) -> bool:
    tag, classes, ids = compound
    return (tag is None or tag == element.tag) and classes.issubset(_classes(element)) and ids <= {element.get("id")}


def as_style(attributes: Mapping[str, str]) -> dict[str, str]:
    """What the older attributes of HTML say in place of CSS."""
    found = {"color": attributes.get("color"), "background-color": attributes.get("bgcolor")}
    return {name: value for name, value in found.items() if value}
