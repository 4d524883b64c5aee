"""What a web page says beside what it shows: comments, attributes, and elements that browsers keep for other ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cs_match.documents.hiding import comments
from cs_match.records import Hidden

__all__ = ["said_beside"]

_TELLING = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary")
_NAMES = ("keywords", "description", "subject", "abstract")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"\s+")
_MOST, _LONGEST = 300, 20_000


def said_beside(root: Any, text: str) -> list[Hidden]:
    """The texts of a page that no reader sees, apart from what styles hide.

    Args:
        root: the page.
        text: its source, for the comments, which the tree lacks.
    """
    said = (text[start + 4 : min(end - 3, start + _LONGEST)] for start, end in islice(comments(text), _MOST))
    found = [("html_comment", _MARKUP.sub(" ", comment)) for comment in said]
    kept = islice(root.iter("template", "noscript", "datalist"), _MOST)
    found += [("template", " ".join(element.itertext())) for element in kept]
    found += list(islice(_attributes(root), _MOST))
    return [Hidden(_SPACE.sub(" ", one).strip()[:_LONGEST], kind, 1) for kind, one in found if one.strip()]


def _attributes(root: Any) -> Iterator[tuple[str, str]]:
    for element in root.iter("*"):
        if element.tag == "meta" and element.get("name", "").lower() in _NAMES:
            yield "metadata", element.get("content", "")
        elif element.tag == "input" and element.get("type", "").lower() == "hidden":
            yield "attribute", element.get("value", "")
        for name, value in element.items():
            if name in _TELLING or name.startswith("data-"):
                yield ("alt_text" if name == "alt" else "attribute"), value
