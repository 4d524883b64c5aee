"""DOCX, DOCM and DOTX: an own walk over the XML.

Libraries show the paragraphs and tables of the body; resumes keep their content in text boxes (each of which stands
twice in the XML), headers, content controls, footnotes and nested tables. The walk goes through all of them, leaves
out what a reader of the page does not see (deleted text, field codes, fallback doubles), and keeps hidden text apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cs_match.documents.assembly import Origin, Piece, SourceLine, assemble
from cs_match.documents.colours import colour_of
from cs_match.documents.docx_aside import diagram_lines, holds_pictures, said_aside, unread_branches
from cs_match.documents.docx_boxes import TextBox, place_of, read_boxes
from cs_match.documents.docx_paragraph import Paragraph, is_page_field
from cs_match.documents.docx_place import hidden_box, row_hides, table_hides, unseen_paragraph
from cs_match.documents.docx_styles import Look, Styles, W, flag, shading, value
from cs_match.documents.docx_tree import MC, THROUGH, choice, inside, main_part, outermost, page_frame, turns_page
from cs_match.documents.docx_visibility import Backdrop, Spot, fill_of
from cs_match.documents.hiding import hide, hiding_notices
from cs_match.documents.html import read_html, read_mail
from cs_match.documents.limits import ReadLimits
from cs_match.documents.package import Element, Package, open_zip
from cs_match.documents.plain import read_plain
from cs_match.documents.rows import row_lines
from cs_match.documents.rtf import read_rtf
from cs_match.documents.sniffing import kind_of
from cs_match.errors import DocumentError
from cs_match.records import Box, Document, Hidden, Notice

__all__ = ["read_docx"]

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


_ONLY_PICTURES = "the document holds pictures and no text"


def read_docx(data: bytes, source: str, limits: ReadLimits) -> Document:
    """The document in an OOXML text file.

    Raises:
        DocumentError: ``unsupported`` for other ZIP files, else as `open_zip` and `Package` say.
    """
    package = Package(open_zip(data, limits))
    main = main_part(package)
    root = package.xml(main)
    if root.tag != W + "document":
        raise DocumentError("unsupported", "this is an Office file, but no text document")
    walk = _Walk(package, main, root, limits)
    walk.whole()
    pictures = [] if walk.lines or not walk.pictured else [Notice("scanned_page", _ONLY_PICTURES, 1)]
    return assemble(
        walk.lines,
        [(walk.frame.width, walk.frame.height)] * walk.page,
        origin=Origin.of(source, "docx", data),
        hidden=walk.hidden,
        warnings=[*hiding_notices(walk.hidden), *pictures],
        characters=limits.characters,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the document the walk is."""

    origin: str = "body"
    under: str | None = None
    dark_cells: bool = False
    hidden: str | None = None
    box: Box | None = None
    table: str | None = None


class _Walk:
    """The walk over one document; `lines`, `hidden` and `page` are what it yields."""

    def __init__(self, package: Package, main: str, root: Element, limits: ReadLimits) -> None:
        self.package, self.main, self.root, self.limits = package, main, root, limits
        self.styles = Styles(package, main)
        self.lines: list[SourceLine] = []
        self.hidden: list[Hidden] = []
        self.page = 1
        self.frame = page_frame(root)
        self.sections = list(root.iter(W + "sectPr"))
        self.column = 0
        self.boxes: list[TextBox] = []
        self.notes: list[tuple[str, str]] = []
        self.depth = 0
        self.unseen_turns = 0
        self._rendered = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
        margins = [package.xml(name) for name in self._margin_parts("header", "footer")]
        background = root.find(W + "background")
        shown = self._setting("displayBackgroundShape") and background is not None
        paper = (self.styles.theme.word(background) or colour_of(background.get(W + "color"))) if shown else None
        self.backdrop = Backdrop([root, *margins], paper, self.styles.theme)
        self.pictured = holds_pictures(root)
        self.hidden += said_aside(package, main, root)

    # -------------------------------------------------------- the document

    def whole(self) -> None:
        """Header, body, notes, footer, in this order."""
        body = self.root.find(W + "body")
        for name in self._margin_parts("header"):
            self._margin(name, "header")
        if body is not None:
            self.lines += self.blocks(body, _Place())
            self.lines += self.flush()
        self._notes()
        for name in self._margin_parts("footer"):
            self._margin(name, "footer")

    def _margin_parts(self, *kinds: str) -> list[str]:
        """Parts with the headers or footers that the sections use, each once, in order."""
        relations = self.package.relations(self.main)
        if not self.sections:
            return [name for kind in kinds for name in self.package.related(self.main, kind)]
        even = self._setting("evenAndOddHeaders")
        names: list[str] = []
        valid: dict[tuple[str, str], str] = {}  # a section without a header of its own has that of the one before
        for section in self.sections:
            used = {"default", *(["first"] if flag(section, "titlePg") else []), *(["even"] if even else [])}
            for kind in kinds:
                for reference in section.findall(f"{W}{kind}Reference"):
                    target = relations.get(reference.get(_R + "id", ""), ("", ""))[1]
                    valid[kind, reference.get(W + "type", "default")] = target
                names += [name for (of, type_), name in valid.items() if of == kind and type_ in used]
        return [name for name in dict.fromkeys(names) if name in self.package]

    def _setting(self, name: str) -> bool:
        names = self.package.related(self.main, "settings")
        return bool(names) and bool(flag(self.package.xml(names[0]), name))

    def _margin(self, name: str, origin: str) -> None:
        lines = self.blocks(self.package.xml(name), _Place(origin))
        lines += self.flush()
        known = {line.text.strip() for line in self.lines if line.pieces[0].origin == origin}
        self.lines += [line for line in lines if line.text.strip() not in known]

    def _notes(self) -> None:
        for kind in ("footnote", "endnote"):
            wanted = [number for of, number in self.notes if of == kind]
            parts = self.package.related(self.main, kind + "s") if wanted else []
            notes = {n.get(W + "id"): n for part in parts for n in self.package.xml(part).findall(W + kind)}
            for number in wanted:
                if number in notes:
                    self.lines += self.blocks(notes[number], _Place("footnote"))

    # -------------------------------------------------------- blocks

    def blocks(self, container: Element, place: _Place) -> list[SourceLine]:
        """The lines of what stands one below the other in `container`."""
        self.depth += 1
        if self.depth > 60:
            raise DocumentError("corrupt", "the file is nested too deep")
        lines: list[SourceLine] = []
        for child in container:
            if child.tag == W + "p":
                lines += self.paragraph(child, place)
            elif child.tag == W + "tbl":
                lines += self.table(child, place)
            elif child.tag == W + "sdt" or child.tag in THROUGH:
                inner = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
                lines += [] if inner is None else self.blocks(inner, place)
            elif child.tag == MC + "AlternateContent":
                self._hide(unread_branches(child, choice(child)), "fallback")
                lines += self.blocks(choice(child), place)
            elif child.tag == W + "altChunk":
                lines += self._chunk(child.get(_R + "id", ""))
        self.depth -= 1
        return lines

    def paragraph(self, element: Element, place: _Place) -> list[SourceLine]:
        """The lines of a paragraph, after the text boxes that were anchored before it."""
        props = element.find(W + "pPr")
        style = value(props, "pStyle")
        if not self._rendered and flag(props, "pageBreakBefore"):
            self._turn()
        level = value(props, "outlineLvl")
        heading = self.styles.is_heading(style) or (level is not None and level != "9")
        numbered = props is not None and props.find(W + "numPr") is not None
        origin = "list" if numbered and place.origin == "body" else place.origin
        fill = shading(props.find(W + "shd"), self.styles.theme) if props is not None else None
        fill = fill or self.styles.fill(style) or place.under
        unseen = place.hidden or unseen_paragraph([*self.styles.paragraphs(style), props], self.frame)
        place = replace(place, hidden=unseen) if unseen else place
        paragraph = Paragraph(style, origin, heading, fill, self.page)
        waiting = len(self.boxes)
        self.inlines(element, paragraph, place)
        paragraph.end_line()
        if place.origin not in ("text_box", "header", "footer", "footnote"):
            self._advance(paragraph)
        if not self._rendered and props is not None and turns_page(props.find(W + "sectPr")):
            self._turn()
        if not paragraph.lines or place.origin == "text_box":
            return paragraph.lines
        return [*self.flush(), *paragraph.lines] if waiting or self.boxes else paragraph.lines

    def _chunk(self, number: str) -> list[SourceLine]:
        """A file of another format that the document shows as a part of itself, as web exports do."""
        name = self.package.relations(self.main).get(number, ("", ""))[1]
        data = self.package.bytes_of(name) if name in self.package else b""
        read = _CHUNKS.get(kind_of(data))
        if read is None:
            return []
        chunk = read(data, name, self.limits)
        self.hidden += chunk.hidden
        return [
            SourceLine((Piece(chunk.text[x.start : x.end]),), self.page, x.size, x.bold, x.heading) for x in chunk.lines
        ]

    def flush(self) -> list[SourceLine]:
        """The lines of the text boxes that wait for their place in the text."""
        boxes, self.boxes = self.boxes, []
        lines = read_boxes(boxes, self.column)
        self.column = max((line.column for line in lines), default=self.column)
        return lines

    def _turn(self) -> None:
        self.page += 1
        self.frame = replace(self.frame, paragraph=self.frame.top)
        if self.page > self.limits.pages:
            raise DocumentError("too_many_pages", f"the file has more than {self.limits.pages} pages")

    def _advance(self, paragraph: Paragraph) -> None:
        """Guess how far down the page the text has come, for boxes that are placed against their paragraph."""
        room = max(self.frame.width - self.frame.left - self.frame.right, 100.0)
        taken = 0.0
        for line in paragraph.lines:
            width = sum(1.0 if char > "\u2e80" else 0.5 for char in line.text) * line.size
            taken += (1 + width // room) * max(line.size * 1.4, 12.0)
        down = self.frame.paragraph + (taken or 15.6)
        over = down > self.frame.height - self.frame.bottom  # a page has turned that the file does not tell of
        self.unseen_turns += over
        self.frame = replace(self.frame, paragraph=self.frame.top if over else down)

    # -------------------------------------------------------- tables

    def table(self, element: Element, place: _Place) -> list[SourceLine]:
        """A table row by row."""
        props = element.find(W + "tblPr")
        style = value(props, "tblStyle")
        fill = shading(props.find(W + "shd"), self.styles.theme) if props is not None else None
        place = replace(place, under=fill or place.under, table=style)
        if table_hides(props, self.frame):
            place = replace(place, hidden=place.hidden or "off_page")
        dark = place.dark_cells or self.styles.shades_cells(style)
        lines = [] if place.origin == "text_box" else self.flush()
        for row in inside(element, W + "tr"):
            setting = row.find(W + "trPr")
            hides = "hidden_row" if flag(setting, "hidden") else "no_size" if row_hides(setting) else None
            origin = "table" if place.origin == "body" else place.origin
            within = replace(place, origin=origin, dark_cells=dark, hidden=hides or place.hidden)
            cells = [self._cell(cell, within) for cell in inside(row, W + "tc")]
            lines += row_lines(cells, self.column)
            self.column = max([self.column, *(line.column for line in lines)])
        return lines

    def _cell(self, cell: Element, place: _Place) -> list[SourceLine]:
        props = cell.find(W + "tcPr")
        merged = props.find(W + "vMerge") if props is not None else None
        if merged is not None and merged.get(W + "val", "continue") == "continue":
            self._hide(" ".join(t.text or "" for t in cell.iter(W + "t")), "merged_cell")
            return []
        fill = shading(props.find(W + "shd"), self.styles.theme) if props is not None else None
        dark = place.dark_cells and fill is None
        lines = self.blocks(cell, replace(place, under=fill or place.under, dark_cells=dark))
        return lines if place.origin == "text_box" else [*lines, *self.flush()]

    # -------------------------------------------------------- inside a paragraph

    def inlines(self, container: Element, paragraph: Paragraph, place: _Place) -> None:
        """Runs, wherever they are packed."""
        for child in container:
            tag = child.tag
            if tag == W + "r":
                self.run(child, paragraph, place)
            elif tag in (W + "del", W + "moveFrom"):
                self._hide("".join(t.text or "" for t in child.iter(W + "delText", W + "t")), "deleted")
            elif tag == W + "fldSimple" and is_page_field(child.get(W + "instr", "")):
                paragraph.numbers = True
            elif tag == W + "sdt":
                inner = child.find(W + "sdtContent")
                if inner is not None:
                    self.inlines(inner, paragraph, place)
            elif tag in THROUGH:
                self.inlines(child, paragraph, place)
            elif tag == MC + "AlternateContent":
                self._hide(unread_branches(child, choice(child)), "fallback")
                self.inlines(choice(child), paragraph, place)
            elif tag.startswith(_M):
                paragraph.add("".join(t.text or "" for t in child.iter(_M + "t")), Look())

    def run(self, element: Element, paragraph: Paragraph, place: _Place) -> None:
        """One run: its text, and the boxes anchored in it."""
        props = element.find(W + "rPr")
        look = self.styles.look(paragraph.style, value(props, "rStyle"), props, place.table)
        self._inside_run(element, paragraph, look, place)

    def _inside_run(self, element: Element, paragraph: Paragraph, look: Look, place: _Place) -> None:
        for child in element:
            handle = _RUN.get(child.tag)
            if handle:
                handle(self, child, paragraph, look)
            elif child.tag in (W + "t", W + "noBreakHyphen", W + "tab", W + "ptab"):
                self._text(_TEXTS.get(child.tag) or child.text or "", paragraph, look, place)
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                self.drawing(child, place)
            elif child.tag == MC + "AlternateContent":
                self._hide(unread_branches(child, choice(child)), "fallback")
                self._inside_run(choice(child), paragraph, look, place)
                self.inlines(choice(child), paragraph, place)
            elif child.tag == W + "ruby":
                self.inlines(child, paragraph, place)

    def _text(self, text: str, paragraph: Paragraph, look: Look, place: _Place) -> None:
        if not paragraph.shows():
            return
        down = self.frame.paragraph if place.origin in ("body", "list") else None
        spot = Spot(paragraph.fill, place.dark_cells, place.box, place.origin == "text_box", down)
        why = place.hidden or self.backdrop.hides(text, look, spot)
        if why and text.strip():
            self._hide(text, why)
        else:
            paragraph.add(text, look)

    def _hide(self, text: str, kind: str) -> None:
        if kind != "web_hidden" or not text.strip().isdigit():  # page numbers of a contents table
            hide(self.hidden, text, kind, self.page)

    def drawing(self, element: Element, place: _Place) -> None:
        """The text boxes of a drawing wait until the next text, to be read in the order of their places."""
        for text in outermost(element, W + "txbxContent"):
            where = place_of(text, self.frame)
            hidden = place.hidden or hidden_box(text, where, self.frame)
            within = _Place("text_box", fill_of(text, self.styles.theme) or place.under, False, hidden, where)
            lines = self.blocks(text, within)
            self.boxes.append(TextBox(tuple(lines), where, self.page + self.unseen_turns))
        told = diagram_lines(self.package, self.main, element, self.page)
        if told and not place.hidden:
            self.boxes.append(TextBox(tuple(told), None, self.page + self.unseen_turns))


_CHUNKS = {"html": read_html, "mail": read_mail, "rtf": read_rtf, "text": read_plain}


# ---------------------------------------------------------------- what stands in a run besides text

_TEXTS = {W + "noBreakHyphen": "-", W + "tab": "\t", W + "ptab": "\t"}


def _break(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    paragraph.end_line()
    if child.get(W + "type") == "page" and not walk._rendered:
        walk._turn()
        paragraph.page = walk.page


def _rendered_break(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    if paragraph.origin not in ("header", "footer", "text_box"):
        walk._turn()
        if not paragraph.pieces:
            paragraph.page = walk.page


def _field(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    paragraph.mark_field(child.get(W + "fldCharType"))


def _code(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    if paragraph.codes:
        paragraph.codes[-1] += child.text or ""
    walk._hide(child.text or "", "field_code")


def _deleted(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    walk._hide(child.text or "", "deleted")


def _symbol(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    try:
        paragraph.add(chr(int(child.get(W + "char", ""), 16)), look)
    except (ValueError, OverflowError):
        return


def _note(walk: _Walk, child: Element, paragraph: Paragraph, look: Look) -> None:
    walk.notes.append((child.tag[len(W) : -len("Reference")], child.get(W + "id", "")))


_RUN: dict[str, Callable[[_Walk, Element, Paragraph, Look], None]] = {
    W + "br": _break, W + "cr": _break, W + "lastRenderedPageBreak": _rendered_break, W + "fldChar": _field,
    W + "instrText": _code, W + "delText": _deleted, W + "sym": _symbol, W + "footnoteReference": _note,
    W + "endnoteReference": _note,
}  # fmt: skip
