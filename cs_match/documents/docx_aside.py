"""What a DOCX says beside its page: comments, descriptions of pictures, properties, data of other programs; and the
text of diagrams, which is seen but lies in a part of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from cs_match.documents.assembly import Piece, SourceLine
from cs_match.documents.package import Element, Package
from cs_match.errors import DocumentError
from cs_match.records import Hidden

__all__ = ["diagram_lines", "holds_pictures", "said_aside", "unread_branches"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TOLD = ("keywords", "subject", "description", "category")
_LONGEST = 20_000


def said_aside(package: Package, main: str, root: Element) -> list[Hidden]:
    """Text that belongs to the document and stands nowhere on its pages."""
    found = [("comment", _text(part)) for name in package.related(main, "comments") for part in _roots(package, name)]
    found += [("metadata", text) for text in _properties(package)]
    found += [("custom_xml", text) for text in _data(package)]
    described = dict.fromkeys(text for element in root.iter("*") if (text := _description(element)))
    found += [("alt_text", text) for text in described]
    return [Hidden(text[:_LONGEST], kind, 1) for kind, text in found if text.strip()]


def _roots(package: Package, name: str) -> list[Element]:
    """The root of a part that a document can do without, if it can be read."""
    try:
        return [package.xml(name)] if name in package else []
    except DocumentError:
        return []


def _text(root: Element) -> str:
    return " ".join("".join(t.text or "" for t in p.iter(_W + "t")) for p in root.iter(_W + "p")).strip()


def _properties(package: Package) -> Iterator[str]:
    for name in ("docProps/core.xml", "docProps/custom.xml"):
        for element in (e for root in _roots(package, name) for e in root.iter("*")):
            own = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if element.text and (own in _TOLD or (own == "lpwstr" and name.endswith("custom.xml"))):
                yield element.text


def _data(package: Package) -> Iterator[str]:
    for name in package.names():
        if name.startswith("customxml/item") and "props" not in name and name.endswith(".xml"):
            for root in _roots(package, name):
                yield " ".join(text.strip() for text in root.itertext() if text.strip())


def _description(element: Element) -> str | None:
    if not isinstance(element.tag, str) or not element.tag.endswith(("}docPr", "}cNvPr", "}shape", "}tblDescription")):
        return None
    found = (element.get(name) for name in ("descr", "title", "alt", _W + "val"))
    return next((text for text in found if text), None)


def holds_pictures(root: Element) -> bool:
    """Whether a picture stands in the document."""
    return next(root.iter(_A + "blip", "{urn:schemas-microsoft-com:vml}imagedata"), None) is not None


def unread_branches(alternatives: Element, chosen: Element) -> str:
    """What the branches for other programs say and the one that is read does not."""
    read = "".join(t.text or "" for child in chosen for t in child.iter(_W + "t"))
    others = (branch for branch in alternatives if branch is not chosen)
    texts = ("".join(t.text or "" for t in branch.iter(_W + "t")) for branch in others)
    return " ".join(text for text in texts if "".join(text.split()) not in "".join(read.split()))


def diagram_lines(package: Package, main: str, drawing: Element, page: int) -> list[SourceLine]:
    """The texts of a diagram (SmartArt), in the order in which its maker listed them."""
    lines: list[SourceLine] = []
    for link in drawing.iter(_DGM + "relIds"):
        name = package.relations(main).get(link.get(_R + "dm", ""), ("", ""))[1]
        points = [point for root in _roots(package, name) for point in root.iter(_DGM + "t")]
        for paragraph in (p for point in points for p in point.iter(_A + "p")):
            text = "".join(t.text or "" for t in paragraph.iter(_A + "t"))
            lines.append(SourceLine((Piece(text, origin="text_box"),), page))
    return lines
