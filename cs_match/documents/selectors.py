"""Selectors of style sheets: which elements of a page a rule is for.

Understood are tags, classes, ids, attributes, the four combinators, and the pseudo-classes that depend on the page
alone (``:first-child``, ``:nth-child()``, ``:not()``, ``:is()`` and their like). Selectors with any others, such as
``:hover``, are left alone, because a rule that is applied where it should not be would hide honest text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cs_match.errors import DocumentError

__all__ = ["Selector", "parsed_selector"]

_PART = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]{0,60}|\*)|\.(?P<class>[\w-]{1,100})|#(?P<id>[\w-]{1,100})"
    r"|\[\s{0,9}(?P<attr>[\w-]{1,60})\s{0,9}(?:(?P<op>[~|^$*]?=)\s{0,9}(?P<q>[\"']?)(?P<value>[^\"'\]]{0,200})(?P=q)"
    r"\s{0,9}[isIS]?\s{0,9})?\]|:(?P<pseudo>[a-z-]{1,30})(?:\((?P<arg>[^()]{0,200})\))?"
)
_COMBINATOR = re.compile(r"\s{0,20}([>+~])\s{0,20}|\s{1,40}")
_NTH = re.compile(r"\s{0,9}(?:(?P<a>[+-]?\d{0,6})n\s{0,9}(?P<b>[+-]\s{0,9}\d{1,6})?|(?P<only>[+-]?\d{1,6}))\s{0,9}")
_PLAIN = ("root", "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "empty")
_LISTS = ("not", "is", "where", "matches", "-webkit-any")
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element has to be."""

    tag: str | None = None
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    pseudos: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, tuple[_Compound, ...]], ...] = ()

    def fits(self, element: Any) -> bool:
        if self.tag is not None and self.tag != element.tag:
            return False
        if self.ids and not self.ids <= {element.get("id")}:
            return False
        if self.classes and not self.classes.issubset((element.get("class") or "").split()[:50]):
            return False
        return all(_has(element, *one) for one in self.attributes) and self._is(element)

    def _is(self, element: Any) -> bool:
        if not all(_PSEUDOS[name](element, argument) for name, argument in self.pseudos):
            return False
        return all(any(one.fits(element) for one in many) == (name != "not") for name, many in self.lists)


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector: what stands at its end, and what must stand around it, from the nearest to the farthest."""

    last: _Compound
    others: tuple[tuple[str, _Compound], ...]

    @property
    def key(self) -> str:
        """A name that every element has for which the selector can be: ``#id``, ``.class``, a tag or ``*``."""
        last = self.last
        return "#" + min(last.ids) if last.ids else "." + min(last.classes) if last.classes else last.tag or "*"

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it counts against other selectors."""
        all_of = (self.last, *(compound for _, compound in self.others))
        ids = sum(len(one.ids) for one in all_of)
        marks = sum(len(one.classes) + len(one.attributes) + len(one.pseudos) + len(one.lists) for one in all_of)
        return ids, marks, sum(one.tag is not None for one in all_of)

    def matches(self, element: Any, steps: list[int]) -> bool:
        """Whether it is for this element.

        Args:
            element: of the page.
            steps: how many elements may still be looked at for all selectors of the page, the only item of a list.

        Raises:
            DocumentError: ``too_large`` where they are used up.
        """
        return self.last.fits(element) and (not self.others or _around(element, self.others, steps))


def _around(element: Any, others: tuple[tuple[str, _Compound], ...], steps: list[int]) -> bool:
    if not others:
        return True
    (combinator, compound), left = others[0], others[1:]
    for candidate in _candidates(element, combinator):
        steps[0] -= 1
        if steps[0] < 0:
            raise DocumentError("too_large", "the style sheets of the page ask for too much work")
        if compound.fits(candidate) and _around(candidate, left, steps):
            return True
    return False


def _candidates(element: Any, combinator: str) -> Iterator[Any]:
    if combinator == ">":
        yield from (parent for parent in [element.getparent()] if parent is not None)
    elif combinator == "+":
        yield from (before for before in [element.getprevious()] if before is not None)
    elif combinator == "~":
        yield from element.itersiblings(preceding=True)
    else:
        yield from element.iterancestors()


# ---------------------------------------------------------------- reading


def parsed_selector(text: str) -> Selector | None:
    """The selector that a text is, None where it asks for what is not understood."""
    parts: list[tuple[str, _Compound]] = []
    at, combinator = 0, ""
    text = text.strip()
    while at < len(text):
        end = _end(text, at)
        compound = _compound(text[at:end])
        if compound is None or len(parts) >= _MOST_PARTS:
            return None
        parts.append((combinator, compound))
        found = _COMBINATOR.match(text, end)
        if end < len(text) and not found:
            return None
        combinator, at = (found[1] or " ", found.end()) if found else ("", end)
    if not parts:
        return None
    # Each combinator belongs to the part on its left, seen from the right.
    others = [(parts[index + 1][0], parts[index][1]) for index in range(len(parts) - 2, -1, -1)]
    return Selector(parts[-1][1], tuple(others))


def _end(text: str, at: int) -> int:
    while at < len(text):
        part = _PART.match(text, at)
        if not part:
            return at
        at = part.end()
    return at


def _compound(text: str) -> _Compound | None:
    found: dict[str, list[Any]] = {"class": [], "id": [], "attr": [], "pseudo": [], "list": []}
    tag, at = None, 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or (part["tag"] and at):
            return None
        at = part.end()
        if part["tag"]:
            tag = part["tag"].lower()
        elif part["attr"]:
            found["attr"].append((part["attr"].lower(), part["op"] or "", part["value"] or ""))
        elif part["pseudo"]:
            if not _add_pseudo(found, part["pseudo"], part["arg"]):
                return None
        else:
            kind = "class" if part["class"] else "id"
            found[kind].append(part[kind])
    if not text:
        return None
    return _Compound(
        None if tag == "*" else tag, frozenset(found["class"]), frozenset(found["id"]), tuple(found["attr"]),
        tuple(found["pseudo"]), tuple(found["list"]),
    )  # fmt: skip


def _add_pseudo(found: dict[str, list[Any]], name: str, argument: str | None) -> bool:
    if name in _LISTS and argument:
        compounds = tuple(_compound(one.strip()) for one in argument.split(",")[:20])
        found["list"].append((name, tuple(one for one in compounds if one is not None)))
        return all(one is not None for one in compounds)
    if name in _PLAIN and argument is None:
        found["pseudo"].append((name, ""))
        return True
    if name in ("nth-child", "nth-of-type") and argument:
        found["pseudo"].append((name, argument))
        return True
    return False


# ---------------------------------------------------------------- what an element is


def _has(element: Any, name: str, operator: str, value: str) -> bool:
    own = element.get(name)
    if own is None or not operator:
        return own is not None
    match operator:
        case "=":
            return bool(own == value)
        case "~=":
            return value in own.split()[:50]
        case "|=":
            return bool(own == value or own.startswith(value + "-"))
    tests = {"^=": own.startswith, "$=": own.endswith, "*=": own.__contains__}
    return bool(value) and bool(tests[operator](value))


def _is_nth(number: int, formula: str) -> bool:
    formula = {"odd": "2n+1", "even": "2n"}.get(formula.strip().lower(), formula.strip().lower())
    found = _NTH.fullmatch(formula)
    if not found:
        return False
    if found["only"]:
        return number == int(found["only"])
    step = int(found["a"] + "1" if found["a"] in ("", "+", "-") else found["a"])
    offset = number - int((found["b"] or "0").replace(" ", ""))
    return offset == 0 if step == 0 else offset % step == 0 and offset // step >= 0


def _place(element: Any) -> int:
    parent = element.getparent()
    return 1 if parent is None else parent.index(element) + 1


def _place_of_type(element: Any) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


_PSEUDOS: dict[str, Callable[[Any, str], bool]] = {
    "root": lambda element, _: element.getparent() is None,
    "first-child": lambda element, _: element.getprevious() is None,
    "last-child": lambda element, _: element.getnext() is None,
    "only-child": lambda element, _: element.getprevious() is None and element.getnext() is None,
    "first-of-type": lambda element, _: next(element.itersiblings(element.tag, preceding=True), None) is None,
    "last-of-type": lambda element, _: next(element.itersiblings(element.tag), None) is None,
    "empty": lambda element, _: not len(element) and not (element.text or "").strip(),
    "nth-child": lambda element, formula: _is_nth(_place(element), formula),
    "nth-of-type": lambda element, formula: _is_nth(_place_of_type(element), formula),
}
