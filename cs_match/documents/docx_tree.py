"""Questions about the XML tree of a DOCX that need no state."""

from __future__ import annotations

import re

from cs_match.documents.docx_boxes import Frame
from cs_match.documents.docx_styles import W, value
from cs_match.documents.package import Element, Package
from cs_match.errors import DocumentError

__all__ = ["MC", "THROUGH", "choice", "inside", "main_part", "outermost", "page_frame", "turns_page"]

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Elements that only pack others.
THROUGH = tuple(W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "ruby",
                                       "rubyBase", "hyperlink", "fldSimple"))  # fmt: skip

_PREFIXES = frozenset("wps wpg wpc wpi wp14 w14 w15 w16 a14 c14 v o m pic wp r a dgm am3d aink cx x14 p14 asvg".split())
_MICROSOFT = "schemas.microsoft.com/office/"


def main_part(package: Package) -> str:
    """Name of the part with the body.

    Raises:
        DocumentError: ``unsupported`` where there is none.
    """
    found = package.related("", "officeDocument")
    if found:
        return found[0]
    if "word/document.xml" in package:
        return "word/document.xml"
    raise DocumentError("unsupported", "this is a ZIP archive, but no Word document; unpack it first")


def choice(element: Element) -> Element:
    """The branch of an AlternateContent to be read; the others say the same for other programs."""
    known = (branch for branch in element.findall(MC + "Choice") if _is_known(branch))
    found = next(known, None)
    found = element.find(MC + "Fallback") if found is None else found
    return () if found is None else found


def _is_known(branch: Element) -> bool:
    """Whether the programs of today understand what a branch requires."""
    return all(
        prefix in _PREFIXES or _MICROSOFT in (branch.nsmap.get(prefix) or "")
        for prefix in (branch.get("Requires") or "wps").split()
    )


def inside(element: Element, tag: str) -> list[Element]:
    """Rows or cells, also where they are packed in content controls or insertions."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == W + "sdt":
            found += inside(child.find(W + "sdtContent"), tag) if child.find(W + "sdtContent") is not None else []
        elif child.tag in THROUGH:
            found += inside(child, tag)
    return found


def outermost(element: Element, tag: str) -> list[Element]:
    """Descendants with this tag that lie in no other of them nor in a fallback."""
    return [found for found in element.iter(tag) if not _is_covered(found, element, tag)]


def _is_covered(found: Element, element: Element, tag: str) -> bool:
    for parent in found.iterancestors():
        if parent is element:
            return False
        if parent.tag == tag or (parent.tag == MC + "Fallback" and parent.getparent().find(MC + "Choice") is not None):
            return True
    return False


def turns_page(section: Element | None) -> bool:
    """Whether what follows the section that these properties end begins on a new page."""
    return section is not None and (value(section, "type") or "nextPage") != "continuous"


def page_frame(root: Element) -> Frame:
    """Size and margins of the page, as the document's last section has them."""
    section = next(iter(root.iterfind(f"{W}body/{W}sectPr")), None)
    plain = Frame()

    def points(of: str, attribute: str, default: float) -> float:
        text = value(section, of, attribute) or ""
        return int(text) / 20 if re.fullmatch(r"-?[0-9]{1,9}", text) else default

    top = points("pgMar", "top", plain.top)
    return Frame(
        points("pgSz", "w", plain.width), points("pgSz", "h", plain.height), points("pgMar", "left", plain.left),
        points("pgMar", "right", plain.right), top, points("pgMar", "bottom", plain.bottom), top,
    )  # fmt: skip
