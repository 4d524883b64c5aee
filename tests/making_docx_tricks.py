"""DOCX files that hide text in every way that test code can think of, and honest ones that look alike."""

from __future__ import annotations

from documents_made import OFFICE, docx, paragraph, table, text_box

__all__ = ["HONEST", "PLAIN", "SECRET", "TRICKS"]

SECRET = "Salesforce Zendesk expert"
PLAIN = "Plain words that everybody sees"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SEEN = paragraph(PLAIN)
_WHITE = '<w:color w:val="FFFFFF"/>'
_DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def _filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _run(look: str, text: str = SECRET) -> bytes:
    return docx(_SEEN + paragraph(text, look))


def _paragraph(props: str, look: str = "", text: str = SECRET) -> bytes:
    return docx(_SEEN + paragraph(text, look, props))


def _styled(styles: str, props: str = "", look: str = "", body: str = "") -> bytes:
    return docx(
        _SEEN + (body or paragraph(SECRET, look, props)),
        {"word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'},
        f'<Relationship Id="s1" Type="{OFFICE}styles" Target="styles.xml"/>',
    )


def _part(name: str, kind: str, content: str, body: str = "", external: str = "") -> bytes:
    return docx(
        _SEEN + body,
        {f"word/{name}": content},
        f'<Relationship Id="p1" Type="{external or OFFICE + kind}" Target="{name}"/>',
    )


def _themed(slots: str, look: str, mapping: str = "") -> bytes:
    theme = f'<a:theme xmlns:a="{_A}"><a:themeElements><a:clrScheme name="x">{slots}</a:clrScheme></a:themeElements></a:theme>'
    settings = f'<w:settings xmlns:w="{_W}">{mapping}</w:settings>'
    return docx(
        _SEEN + paragraph(SECRET, look),
        {"word/theme/theme1.xml": theme, "word/settings.xml": settings},
        f'<Relationship Id="t1" Type="{OFFICE}theme" Target="theme/theme1.xml"/>'
        f'<Relationship Id="t2" Type="{OFFICE}settings" Target="settings.xml"/>',
    )


def _paper(colour: str, look: str, shown: bool) -> bytes:
    settings = f'<w:settings xmlns:w="{_W}">{"<w:displayBackgroundShape/>" if shown else ""}</w:settings>'
    return docx(
        _SEEN + paragraph(SECRET, look),
        {"word/settings.xml": settings},
        f'<Relationship Id="t2" Type="{OFFICE}settings" Target="settings.xml"/>',
        first=f'<w:background w:color="{colour}"/>',
    )


def _picture(wrap: str, inline: bool = False, size: int = 3_000_000) -> str:
    kind = "inline" if inline else "anchor"
    return (
        f'<w:p><w:r><w:drawing><wp:{kind}><wp:extent cx="{size}" cy="{size}"/>{wrap}<wp:docPr id="1" name="p"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing></w:r></w:p>"
    )


def _shape(
    fill: str,
    wrap: str = "<wp:wrapNone/>",
    x: int = 1_000_000,
    y: int = 800_000,
    cx: int = 5_000_000,
    cy: int = 1_000_000,
) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx="{cx}" cy="{cy}"/>{wrap}'
        f'<a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>'
    )


def _row(props: str, *cells: str) -> bytes:
    inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return docx(_SEEN + f"<w:tbl><w:tr><w:trPr>{props}</w:trPr>{inner}</w:tr></w:tbl>")


def _alternatives(choice: str, fallback: str, requires: str) -> bytes:
    return docx(
        _SEEN + f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


_CYRILLIC = SECRET.replace("a", "а").replace("e", "е").replace("o", "о").replace("p", "р")
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


def _core() -> bytes:
    return docx(
        _SEEN,
        {
            "docProps/core.xml": f'<c:coreProperties xmlns:c="{_CORE}"><c:keywords>{SECRET}, {SECRET}</c:keywords></c:coreProperties>'
        },
    )


def _grid(style: str, look: str = "", cell: str = "") -> bytes:
    grid = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{cell}{paragraph(SECRET, look)}</w:tc></w:tr></w:tbl>'
    return _styled(f'<w:style w:type="table" w:styleId="T">{style}</w:style>', body=grid)


TRICKS = {
    "vanish": _run("<w:vanish/>"),
    "specVanish": _run("<w:specVanish/>"),
    "webHidden": _run("<w:webHidden/>"),
    "white": _run(_WHITE),
    "near-white": _run('<w:color w:val="F2F2F2"/>'),
    "pale grey": _run('<w:color w:val="EDEDED"/>'),
    "ink of the shading": _run('<w:color w:val="1F3864"/>' + _DARK),
    "ink of the paragraph's shading": _paragraph(_DARK, '<w:color w:val="1F3864"/>'),
    "ink of the highlight": _run('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'),
    "white on a white highlight": _run(_WHITE + '<w:highlight w:val="white"/>'),
    "white shading under white": _paragraph('<w:shd w:val="clear" w:fill="FFFFFF"/>', _WHITE),
    "ink of the cell": docx(
        _SEEN + table([paragraph(SECRET, '<w:color w:val="1F3864"/>')], props=f"<w:tcPr>{_DARK}</w:tcPr>")
    ),
    "ink of the table": docx(
        _SEEN + f"<w:tbl><w:tblPr>{_DARK}</w:tblPr><w:tr><w:tc>" + paragraph(SECRET, '<w:color w:val="1F3864"/>') + "</w:tc></w:tr></w:tbl>"
    ),
    "one point": _run('<w:sz w:val="2"/>'),
    "half a point in complex script": _run('<w:sz w:val="1"/><w:szCs w:val="24"/>'),
    "one percent wide": _run('<w:w w:val="1"/>'),
    "ten percent wide": _run('<w:w w:val="10"/>'),
    "letters drawn together": _run('<w:spacing w:val="-400"/>'),
    "raised off the page": _run('<w:position w:val="3000"/>'),
    "no fill": _run('<w14:textFill><w14:noFill/></w14:textFill>'),
    "transparent fill": _run(
        '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>'
    ),
    "white fill over black": _run(
        '<w:color w:val="000000"/><w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'
    ),
    "white by the fill's theme": _run(
        '<w:color w:val="000000"/><w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>'
    ),
    "white by the theme": _run('<w:color w:val="000000" w:themeColor="background1"/>'),
    "tinted to white by the theme": _run('<w:color w:val="000000" w:themeColor="accent1" w:themeTint="00"/>'),
    "white by an accent of the theme": _themed('<a:accent1><a:srgbClr val="FFFFFF"/></a:accent1>', '<w:color w:val="000000" w:themeColor="accent1"/>'),
    "white by a turned theme": _themed(
        '<a:dk1><a:srgbClr val="000000"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1>',
        '<w:color w:val="000000" w:themeColor="text1"/>', '<w:clrSchemeMapping w:t1="light1" w:bg1="light1"/>',
    ),
    "shaded by the theme": _run('<w:color w:val="4472C4"/><w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent1"/>'),
    "style that vanishes": _styled('<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>', look='<w:rStyle w:val="H"/>'),
    "white by a style's base": _styled(
        f'<w:style w:type="paragraph" w:styleId="B"><w:rPr>{_WHITE}</w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="S"><w:basedOn w:val="B"/></w:style>', '<w:pStyle w:val="S"/>',
    ),
    "vanishes by a table style": _grid("<w:rPr><w:vanish/></w:rPr>"),
    "white by a table style": _grid(f"<w:rPr>{_WHITE}</w:rPr>"),
    "white in a cell that the style paints but the cell clears": _grid(
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{_DARK}</w:tcPr></w:tblStylePr>', _WHITE,
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/></w:tcPr>',
    ),
    "hidden row": _row("<w:hidden/>", paragraph(SECRET)),
    "row without height": _row('<w:trHeight w:val="1" w:hRule="exact"/>', paragraph(SECRET)),
    "cell merged away": docx(
        _SEEN + "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph(SECRET)}</w:tc></w:tr></w:tbl>"
    ),
    "line without height": _paragraph('<w:spacing w:line="20" w:lineRule="exact"/>'),
    "indented off the page": _paragraph('<w:ind w:left="31000"/>'),
    "outdented off the page": _paragraph('<w:ind w:left="-20000"/>'),
    "first line off the page": _paragraph('<w:ind w:firstLine="20000"/>'),
    "frame off the page": _paragraph('<w:framePr w:w="2000" w:hAnchor="page" w:vAnchor="page" w:x="-15000" w:y="100"/>'),
    "frame without size": _paragraph('<w:framePr w:w="1" w:h="1" w:hRule="exact"/>'),
    "table off the page": docx(
        _SEEN + '<w:tbl><w:tblPr><w:tblpPr w:horzAnchor="page" w:tblpX="-20000" w:tblpY="100"/></w:tblPr><w:tr><w:tc>'
        + paragraph(SECRET) + "</w:tc></w:tr></w:tbl>"
    ),
    "table indented off the page": docx(
        _SEEN + '<w:tbl><w:tblPr><w:tblInd w:w="-20000" w:type="dxa"/></w:tblPr><w:tr><w:tc>' + paragraph(SECRET) + "</w:tc></w:tr></w:tbl>"
    ),
    "box without width": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET), 100, 100, 0)}</w:p>"),
    "box a point wide": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET), 100, 100, 1, 1)}</w:p>"),
    "box left of the page": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET), -500, 100)}</w:p>"),
    "box above the page": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET), 100, -300)}</w:p>"),
    "box below the page": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET), 100, 1500)}</w:p>"),
    "white in a box without fill": docx(_SEEN + f"<w:p>{text_box(paragraph(SECRET, _WHITE), 100, 100)}</w:p>"),
    "white in a white box": docx(
        _SEEN + _shape("1F3864") + f"<w:p>{text_box(paragraph(SECRET, _WHITE), 100, 100, fill=_filled('FFFFFF'))}</w:p>"
    ),
    "white beside a picture in the line": docx(_SEEN + _picture("", inline=True) + paragraph(SECRET, _WHITE)),
    "white beside a picture that text flows round": docx(_SEEN + _picture('<wp:wrapSquare wrapText="bothSides"/>') + paragraph(SECRET, _WHITE)),
    "white far from a dark shape": docx(
        _SEEN + _shape("1F3864", y=9_000_000, cy=800_000) + paragraph(SECRET, _WHITE)
    ),
    "dark paper that is not shown": _paper("1F3864", _WHITE, False),
    "ink of the paper": _paper("FFFF99", '<w:color w:val="FFFF99"/>', True),
    "deleted": docx(_SEEN + f'<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'),
    "moved away": docx(_SEEN + f'<w:p><w:moveFrom w:id="1" w:author="a"><w:r><w:t>{SECRET}</w:t></w:r></w:moveFrom></w:p>'),
    "code of a field": docx(
        _SEEN + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "' + SECRET + '"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "fallback": _alternatives("<w:t>Plain choice</w:t>", f"<w:t>{SECRET}</w:t>", "wps"),
    "choice that no program takes": _alternatives(f"<w:t>{SECRET}</w:t>", "<w:t>Plain fallback</w:t>", "zzz"),
    "alt text": docx(
        _SEEN + f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="p" descr="{SECRET}"/></wp:inline></w:drawing></w:r></w:p>'
    ),
    "comments": _part("comments.xml", "comments", f'<w:comments xmlns:w="{_W}"><w:comment w:id="0">{paragraph(SECRET)}</w:comment></w:comments>'),
    "own XML": docx(_SEEN, {"customXml/item1.xml": f"<x>{SECRET}, {SECRET}</x>"}),
    "properties": _core(),
    "look-alike letters": docx(_SEEN + paragraph(_CYRILLIC)),
    "zero-width inside words": docx(_SEEN + paragraph("\u200b".join(SECRET))),
    "tag characters": docx(_SEEN + paragraph("Baker" + "".join(chr(0xE0000 + ord(char)) for char in SECRET))),
    "variation selectors": docx(_SEEN + paragraph("Baker" + "".join(chr(0xE0100 + ord(char)) for char in SECRET))),
    "private characters": docx(_SEEN + paragraph("".join(chr(0xE000 + ord(char)) for char in SECRET))),
    "turned round": docx(_SEEN + paragraph("\u202e" + SECRET + "\u202c")),
    "mathematical letters": docx(
        _SEEN + paragraph("".join(chr(0x1D400 + ord(c) - 65) if c.isupper() else chr(0x1D41A + ord(c) - 97) if c.isalpha() else c for c in SECRET))
    ),
}  # fmt: skip

HONEST = {
    "white on dark shading": _run(_WHITE + _DARK),
    "white on a dark paragraph": _paragraph(_DARK, _WHITE),
    "white in a dark cell": docx(_SEEN + table([paragraph(SECRET, _WHITE)], props=f"<w:tcPr>{_DARK}</w:tcPr>")),
    "white in a dark table": docx(
        _SEEN + f"<w:tbl><w:tblPr>{_DARK}</w:tblPr><w:tr><w:tc>" + paragraph(SECRET, _WHITE) + "</w:tc></w:tr></w:tbl>"
    ),
    "white under a table style's dark head": _grid(
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_WHITE}</w:rPr><w:tcPr>{_DARK}</w:tcPr></w:tblStylePr>', _WHITE
    ),
    "white in a dark box": docx(
        _SEEN + f"<w:p>{text_box(paragraph(SECRET, _WHITE), 100, 100, fill=_filled('1F3864'))}</w:p>"
    ),
    "white box over a dark shape": docx(_SEEN + _shape("1F3864") + f"<w:p>{text_box(paragraph(SECRET, _WHITE), 120, 80)}</w:p>"),
    "white over a dark shape": docx(_shape("1F3864") + paragraph(SECRET, _WHITE) + _SEEN),
    "white over a picture behind": docx(_picture("<wp:wrapNone/>") + paragraph(SECRET, _WHITE) + _SEEN),
    "white on dark paper": _paper("1F3864", _WHITE, True),
    "eight points in grey": _run('<w:sz w:val="16"/><w:color w:val="808080"/>'),
    "yellow": _run('<w:color w:val="FFC000"/>'),
    "condensed": _run('<w:w w:val="66"/><w:spacing w:val="-20"/>'),
    "superscript": _run('<w:position w:val="6"/>'),
    "tight lines": _paragraph('<w:spacing w:line="240" w:lineRule="exact"/>'),
    "indented": _paragraph('<w:ind w:left="1440" w:hanging="360"/>'),
    "colour by the theme": _run('<w:color w:val="4472C4" w:themeColor="accent1"/>'),
    "text 1 of the theme": _run('<w:color w:val="000000" w:themeColor="text1"/>'),
    "vanish switched off": _run('<w:vanish w:val="0"/>'),
    "Greek of a Greek": docx(_SEEN + paragraph(SECRET + " Γνώση ελληνικών")),
    "row of a set height": _row('<w:trHeight w:val="400" w:hRule="exact"/>', paragraph(SECRET)),
    "choice and its double": _alternatives(f"<w:t>{SECRET}</w:t>", f"<w:t>{SECRET}</w:t>", "wps"),
    "name of a picture": docx(
        _SEEN + paragraph(SECRET) + '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="p" descr="Photo of a young woman smiling"/></wp:inline></w:drawing></w:r></w:p>'
    ),
    "diagram": _part(
        "diagrams/data1.xml", "diagramData",
        f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="{_A}"><dgm:ptLst>'
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="3000000"/><wp:docPr id="1" name="d"/><a:graphic><a:graphicData>'
        '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="p1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>',
    ),
}  # fmt: skip
