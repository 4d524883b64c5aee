#!/usr/bin/env python3
"""Render the labelled sample resumes to the PDF and DOCX files in ``samples/``, each by the tool that its label names.

usage: python data/render_samples.py [OUT_DIR]

Needs ``pip install markdown weasyprint reportlab python-docx PyYAML`` and, from the system, Chromium, LibreOffice and
the Noto CJK fonts. The files in ``samples/`` were made by this script; running the package does not need it.

Tools: ``chromium`` (a browser's print), ``weasyprint`` and ``reportlab`` (PDF libraries), ``libreoffice`` (a word
processor's PDF), ``docx`` (python-docx), ``libreoffice_docx`` (a web page saved as DOCX) and ``textbox`` (a designed
template: all content in floating text boxes, each written twice as word processors do).
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SIDE = re.compile(r"技能|语言|語言|证书|联系|聯絡|工具|基本信息|contact|language|tools|skills", re.I)
CSS = """
@page { size: A4; margin: 15mm }
body { font-family: 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif; font-size: 10pt; line-height: 1.5; color: #222 }
h1 { font-size: 19pt; margin: 0 0 3pt } h2 { font-size: 12pt; border-bottom: 1px solid #789; margin: 9pt 0 3pt }
h3 { font-size: 10.5pt; margin: 5pt 0 1pt } ul { margin: 1pt 0 1pt 14pt; padding: 0 } p { margin: 2pt 0 }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #aaa; padding: 2pt 5pt; text-align: left }
"""
LAYOUTS = {
    "two_column": ".cols { column-count: 2; column-gap: 9mm }",
    "sidebar": ".wrap { display: flex; gap: 7mm } .side { width: 30%; background: #1f3a4d; color: #fff; padding: 5mm }"
    " .main { width: 70% } .side h2 { border-color: #fff }",
    "job_board": "body { font-size: 9.5pt } h2 { background: #e8eef7; border: 0; padding: 3pt 6pt }",
}


def parts_of(text: str) -> tuple[str, list[str]]:
    """The text above the first ``##`` heading, and the part under each such heading."""
    head, *parts = re.split(r"^(?=## )", text, flags=re.M)
    return head, parts


def is_side(part: str) -> bool:
    return bool(SIDE.search(part.splitlines()[0]))


def blocks_of(text: str) -> list[tuple[str, Any]]:
    """Light Markdown as a list of (kind, content): h1, h2, h3, li, p with a string, table with rows of cells."""
    blocks: list[tuple[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        plain = re.sub(r"\*\*(.+?)\*\*", r"\1", line)
        if plain.startswith("|"):
            row = [cell.strip() for cell in plain.strip("|").split("|")]
            if blocks and blocks[-1][0] == "table":
                blocks[-1][1].append(row)
            else:
                blocks.append(("table", [row]))
        elif found := re.match(r"(#{1,3}) (.*)", plain):
            blocks.append((f"h{len(found[1])}", found[2]))
        elif plain.startswith("- "):
            blocks.append(("li", plain[2:]))
        else:
            blocks.append(("p", plain))
    return blocks


# ---------------------------------------------------------------- through HTML


def to_html(resume: dict[str, Any]) -> str:
    head, parts = parts_of(resume["text"])
    layout = resume["layout"]
    if layout == "two_column":
        body = markup(head) + '<div class="cols">' + "".join(map(markup, parts)) + "</div>"
    elif layout == "sidebar":
        side, main = filter(is_side, parts), (part for part in parts if not is_side(part))
        body = f'<div class="wrap"><div class="side">{markup(head)}{"".join(map(markup, side))}</div>'
        body += f'<div class="main">{"".join(map(markup, main))}</div></div>'
    else:
        body = markup(resume["text"])
    style = CSS + LAYOUTS.get(layout, "")
    return f'<!doctype html><meta charset="utf-8"><title>resume</title><style>{style}</style><body>{body}</body>'


def markup(text: str) -> str:
    out = []
    for kind, content in blocks_of(text):
        if kind == "table":
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in content)
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif kind == "li":
            out.append(f"<ul><li>{html.escape(content)}</li></ul>")
        else:
            out.append(f"<{kind}>{html.escape(content)}</{kind}>")
    return "".join(out)


def chromium(resume: dict[str, Any], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(to_html(resume), encoding="utf-8")
        flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
        subprocess.run(
            ["chromium", *flags.split(), "--disable-component-update", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri()],
            check=True, capture_output=True, timeout=90,
        )  # fmt: skip


def weasyprint(resume: dict[str, Any], out: Path) -> None:
    from weasyprint import HTML

    HTML(string=to_html(resume)).write_pdf(str(out))


def soffice(source: Path, target: str, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filters = {"docx": ["--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML"]}
        how = filters.get(target, ["--convert-to", target])
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *how, "--outdir", folder,
             str(source)], check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shutil.move(str(Path(folder) / source.with_suffix(f".{target}").name), out)


def libreoffice(resume: dict[str, Any], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        docx(resume, Path(folder) / "resume.docx")
        soffice(Path(folder) / "resume.docx", "pdf", out)


def libreoffice_docx(resume: dict[str, Any], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "resume.html"
        page.write_text(to_html(resume), encoding="utf-8")
        soffice(page, "docx", out)


# ---------------------------------------------------------------- reportlab


def reportlab(resume: dict[str, Any], out: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    font = "STSong-Light"  # named, not embedded: the viewer brings it
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    sizes = {"h1": 18, "h2": 12.5, "h3": 11, "p": 10, "li": 10}
    styles = {
        kind: ParagraphStyle(kind, fontName=font, fontSize=size, leading=1.5 * size, wordWrap="CJK")
        for kind, size in sizes.items()
    }
    flow = [
        Paragraph(("· " if kind == "li" else "") + html.escape(content), styles[kind])
        for kind, content in blocks_of(resume["text"])
    ]
    SimpleDocTemplate(str(out), pagesize=A4, title="resume").build(flow)


# ---------------------------------------------------------------- DOCX


def docx(resume: dict[str, Any], out: Path) -> None:
    document = new_docx()
    if resume["layout"] == "job_board":
        document.sections[0].header.paragraphs[0].text = "职位邀约专用简历"
    for kind, content in blocks_of(resume["text"]):
        if kind == "table":
            table = document.add_table(rows=0, cols=max(map(len, content)))
            table.style = "Table Grid"
            for row in content:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = value
        elif kind.startswith("h"):
            document.add_heading(content, level=int(kind[1]))
        else:
            document.add_paragraph(content, style="List Bullet" if kind == "li" else None)
    document.save(str(out))


def new_docx() -> Any:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    return document


BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
     xmlns:v="urn:schemas-microsoft-com:vml">
 <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
  <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0"
             layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
   <wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
   <wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
   <wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{number}" name="Box {number}"/>
   <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
    <wps:wsp><wps:cNvSpPr txBox="1"/>
     <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
     <wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
   </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
  <mc:Fallback><w:pict><v:shape id="box{number}" type="#_x0000_t202"
   style="position:absolute;margin-left:{left}pt;margin-top:{top}pt;width:{wide}pt;height:{high}pt">
   <v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
 </mc:AlternateContent></w:r>
"""


def textbox(resume: dict[str, Any], out: Path) -> None:
    """Every part in a floating box of its own: narrow boxes left, wide boxes right, anchored in one paragraph."""
    from docx.oxml import parse_xml

    head, parts = parts_of(resume["text"])
    document = new_docx()
    anchor = document.add_paragraph()
    top = {True: 40.0, False: 40.0}
    for number, part in enumerate([head, *parts], start=1):
        narrow = number == 1 or is_side(part)
        lines = blocks_of(part)
        high = 24.0 * (len(lines) + sum(len(str(text)) > (10 if narrow else 26) for _, text in lines))
        left, wide = (36.0, 160.0) if narrow else (210.0, 340.0)
        paragraphs = "".join(boxed(kind, str(content)) for kind, content in lines)
        places = {"x": left, "y": top[narrow], "width": wide, "height": high}
        emu = {key: int(value * 12700) for key, value in places.items()}
        box = BOX.format(number=number, paragraphs=paragraphs, left=left, top=top[narrow], wide=wide, high=high, **emu)
        anchor._p.append(parse_xml(box))
        top[narrow] += high + 8
    document.save(str(out))


def boxed(kind: str, content: str) -> str:
    size = {"h1": 36, "h2": 26, "h3": 23}.get(kind, 21)
    bold = "<w:b/>" if kind.startswith("h") else ""
    return f"<w:p><w:r><w:rPr>{bold}<w:sz w:val='{size}'/></w:rPr><w:t>{html.escape(content)}</w:t></w:r></w:p>"


TOOLS: dict[str, Callable[[dict[str, Any], Path], None]] = {
    tool.__name__: tool for tool in (chromium, weasyprint, libreoffice, reportlab, docx, libreoffice_docx, textbox)
}


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for label in sorted((HERE / "samples_labelled").glob("*.yaml")):
        resume = yaml.safe_load(label.read_text(encoding="utf-8"))
        TOOLS[resume["tool"]](resume, out / resume["filename"])
        print(resume["id"], resume["tool"], resume["filename"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "samples")
