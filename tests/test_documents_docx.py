"""What a DOCX says, wherever it says it."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from documents_made import OFFICE, W, docx, paragraph, table, text_box
from docx.shared import Pt, RGBColor

from cs_match.documents.limits import ReadLimits
from cs_match.documents.reading import read_bytes
from cs_match.errors import DocumentError
from cs_match.records import Document


def read(body: str, **more: object) -> Document:
    return read_bytes(docx(body, **more), "a.docx")  # type: ignore[arg-type]


def test_paragraphs_tables_and_styles_of_a_file_by_python_docx() -> None:
    made = python_docx.Document()
    made.add_heading("工作经历", level=1)
    run = made.add_paragraph().add_run("客服主管")
    run.bold, run.font.size = True, Pt(14)
    grid = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in grid.rows for c in row.cells), ("姓名", "小明", "电话", "13800138000"), strict=True
    ):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "小明的简历"
    file = io.BytesIO()
    made.save(file)
    document = read_bytes(file.getvalue(), "a.docx")
    assert document.text == "小明的简历\n工作经历\n客服主管\n姓名\t小明\n电话\t13800138000\n"
    header, heading, bold, *rows = document.lines
    assert heading.heading
    assert not header.heading
    assert (bold.bold, bold.size) == (True, 14.0)
    assert {run.origin for run in document.runs} == {"header", "body", "table"}
    assert [document.text[row.start : row.end] for row in rows] == ["姓名\t小明", "电话\t13800138000"]


def test_a_text_box_stands_twice_in_the_file_and_once_in_the_text() -> None:
    document = read(f"<w:p>{text_box(paragraph('小明'), 50, 50)}</w:p>")
    assert document.text == "小明\n"
    assert document.runs[0].origin == "text_box"


def test_boxes_are_read_by_their_places_and_labels_stay_with_their_values() -> None:
    boxes = [
        text_box(paragraph("13800138000"), 200, 100),
        text_box(paragraph("某某公司的客户服务主管，带十二个人的团队"), 60, 300, 400, 60),
        text_box(paragraph("小明"), 200, 60),
        text_box(paragraph("电话"), 60, 100),
        text_box(paragraph("工作经历"), 60, 260),
        text_box(paragraph("姓名"), 60, 60),
    ]
    document = read(f"<w:p>{''.join(boxes)}</w:p>")
    assert document.text == "姓名\t小明\n电话\t13800138000\n工作经历\n某某公司的客户服务主管，带十二个人的团队\n"


def test_two_columns_of_boxes_are_not_interleaved() -> None:
    left = [("联系方式", 100), ("技能一技能二技能三技能四技能五", 200), ("自我评价自我评价自我评价自我评价", 300)]
    right = [
        ("工作经历", 100),
        ("在甲公司做客服主管，带十二个人，负责排班、质检和新人的培训", 202),
        ("在乙公司做客服专员，接听来电", 302),
    ]
    boxes = [text_box(paragraph(t), x, y, 220, 30) for x, side in ((40, left), (320, right)) for t, y in side]
    document = read(f"<w:p>{boxes[3]}{boxes[0]}{boxes[4]}{boxes[1]}{boxes[5]}{boxes[2]}</w:p>")
    assert document.text.split() == [text for text, _ in left + right]


def test_a_layout_table_is_read_cell_by_cell_and_a_data_table_row_by_row() -> None:
    layout = table(
        [
            paragraph("技能") + paragraph("打字") + paragraph("办公"),
            paragraph("工作") + paragraph("甲") + paragraph("乙"),
        ]
    )
    data = table(
        [paragraph("2019"), paragraph("甲公司"), paragraph("客服")], [paragraph("2021"), "<w:p/>", paragraph("主管")]
    )
    document = read(layout + data)
    assert document.text == "技能\n打字\n办公\n工作\n甲\n乙\n2019\t甲公司\t客服\n2021\t\t主管\n"
    assert document.lines[0].column != document.lines[3].column


def test_merged_cells_are_read_once_and_nested_tables_too() -> None:
    merged = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
    goes_on = "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = "".join(
        f"<w:tr><w:tc>{props}{paragraph('教育')}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>"
        for props, text in ((merged, "大学"), (goes_on, "中学"))
    )
    inner = table([paragraph("甲"), paragraph("乙")])
    document = read(f"<w:tbl>{rows}</w:tbl>" + table([paragraph("外") + inner + "<w:p/>"]))
    assert document.text == "教育\t大学\n中学\n外 甲\t乙\n" or document.text == "教育\t大学\n中学\n外\n甲\t乙\n"


def test_inserted_text_links_controls_and_notes_are_in_and_codes_and_deletions_are_out() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删除</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("脚注")}</w:footnote></w:footnotes>'
    relation = f'<Relationship Id="n" Type="{OFFICE}footnotes" Target="footnotes.xml"/>'
    document = read(body, parts={"word/footnotes.xml": notes}, relations=relation)
    assert document.text == "新增链接结果\n控件\n脚注\n"
    assert [(part.text, part.kind) for part in document.hidden] == [
        ("删除", "deleted"),
        ('HYPERLINK "x"', "field_code"),
    ]
    assert document.warnings == ()


def test_pages_turn_at_breaks_and_page_numbers_go() -> None:
    footer = (
        f'<w:ftr xmlns:w="{W}"><w:p><w:r><w:t>第 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r>'
        "</w:fldSimple><w:r><w:t> 页</w:t></w:r></w:p></w:ftr>"
    )
    body = (
        paragraph("一")
        + '<w:p><w:r><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>'
        + '<w:sectPr><w:footerReference r:id="f"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    relation = f'<Relationship Id="f" Type="{OFFICE}footer" Target="footer1.xml"/>'
    document = read(body, parts={"word/footer1.xml": footer}, relations=relation)
    assert document.text == "一\n二\n"
    assert [(page.number, page.start, page.end) for page in document.pages] == [(1, 0, 2), (2, 2, 4)]
    assert (document.pages[0].width, document.pages[0].height) == (595.3, 841.9)
    with pytest.raises(DocumentError) as caught:
        read_bytes(docx(body), "a.docx", limits=ReadLimits(pages=1))
    assert caught.value.kind == "too_many_pages"


def test_a_section_without_a_first_header_has_that_of_the_one_before() -> None:
    kinds = {"default": "每页", "first": "小明 13800138000"}
    parts = {f"word/{kind}.xml": f'<w:hdr xmlns:w="{W}">{paragraph(words)}</w:hdr>' for kind, words in kinds.items()}
    relations = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}header" Target="{kind}.xml"/>' for kind in kinds)
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{kind}"/>' for kind in kinds)
    first, last = f"<w:sectPr>{references}</w:sectPr>", "<w:sectPr><w:titlePg/></w:sectPr>"
    found = read(paragraph("一", props=first) + paragraph("二") + last, parts=parts, relations=relations)
    assert found.text == "每页\n小明 13800138000\n一\n二\n"
    alone = read(paragraph("一", props=first) + paragraph("二") + "<w:sectPr/>", parts=parts, relations=relations)
    assert "13800138000" not in alone.text


def test_a_document_of_pictures_says_so() -> None:
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    with pytest.raises(DocumentError) as caught:
        read(f"<w:p><w:r><w:drawing>{blip}</w:drawing></w:r></w:p>")
    assert caught.value.kind == "empty"
    assert [notice.kind for notice in caught.value.warnings] == ["scanned_page"]


def test_the_strict_variant_is_read_too() -> None:
    data = docx(paragraph("小明")).replace(b"", b"")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            strict = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, strict)
    assert read_bytes(made.getvalue(), "a.docx").text == "小明\n"


# ---------------------------------------------------------------- what is seen


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<a:solidFill><a:srgbClr val="203040"/></a:solidFill>'


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        ("<w:vanish/>", "vanish"),
        ("<w:specVanish/>", "vanish"),
        ("<w:webHidden/>", "web_hidden"),
        (WHITE, "same_colour"),
        ('<w:color w:val="FBFBFB"/>', "same_colour"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', "same_colour"),
        ('<w:sz w:val="2"/>', "tiny"),
    ],
)
def test_hidden_text_is_kept_apart_and_told(look: str, kind: str) -> None:
    document = read(paragraph("看得见") + paragraph("客户服务专家", look))
    assert document.text == "看得见\n"
    assert [(part.text, part.kind) for part in document.hidden] == [("客户服务专家", kind)]
    assert [notice.kind for notice in document.warnings] == ["hidden_text"]


@pytest.mark.parametrize(
    "body",
    [
        paragraph("小明的简历", WHITE + '<w:shd w:val="clear" w:fill="203040"/>'),
        paragraph("小明的简历", WHITE, '<w:shd w:val="clear" w:fill="203040"/>'),
        paragraph("小明的简历", WHITE + '<w:highlight w:val="darkBlue"/>'),
        table([paragraph("小明的简历", WHITE)], props='<w:tcPr><w:shd w:val="clear" w:fill="203040"/></w:tcPr>'),
        f"<w:p>{text_box(paragraph('小明的简历', WHITE), 50, 50, fill=DARK)}</w:p>",
        f"<w:p>{text_box('<w:p/>', 0, 0, 200, 800, DARK)}{text_box(paragraph('小明的简历', WHITE), 50, 50)}</w:p>",
        paragraph("小明的简历", '<w:color w:val="999999"/><w:sz w:val="16"/>'),
        paragraph("小明的简历", '<w:color w:val="FFFF00"/>'),
        paragraph("小明的简历", '<w:vanish w:val="0"/>'),
    ],
)
def test_honest_cases_stay_visible(body: str) -> None:
    document = read(body)
    assert document.text == "小明的简历\n"
    assert document.warnings == ()


def test_a_thin_dark_line_does_not_carry_white_paragraphs() -> None:
    line = f"<w:p>{text_box('<w:p/>', 0, 0, 500, 1, DARK)}</w:p>"
    document = read(paragraph("看得见") + line + paragraph("客户服务 投诉处理 " * 20, WHITE))
    assert document.text == "看得见\n"
    assert document.hidden[0].kind == "same_colour"


def test_boxes_off_the_page_and_without_size_are_hidden() -> None:
    for box in (text_box(paragraph("客户服务专家"), -900, 50), text_box(paragraph("客户服务专家"), 50, 50, 0, 0)):
        document = read(f"{paragraph('看得见')}<w:p>{box}</w:p>")
        assert document.text == "看得见\n"
        assert [notice.kind for notice in document.warnings] == ["hidden_text"]


def test_a_run_of_a_styled_file_takes_colour_from_direct_formatting() -> None:
    made = python_docx.Document()
    made.add_paragraph("看得见")
    made.add_paragraph().add_run("客户服务专家").font.color.rgb = RGBColor(255, 255, 255)
    file = io.BytesIO()
    made.save(file)
    assert read_bytes(file.getvalue(), "a.docx").text == "看得见\n"


# ---------------------------------------------------------------- hostile files


def bad(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "a.docx")
    return caught.value.kind


def test_a_document_type_is_refused() -> None:
    assert bad(docx(paragraph("x"), head='<!DOCTYPE d [<!ENTITY e "x">]>')) == "corrupt"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archives_that_mislead_are_refused() -> None:
    assert bad(docx(paragraph("x"), {"../../evil": "x"})) == "corrupt"
    assert bad(docx(paragraph("x"), {"word\\..\\..\\evil": "x"})) == "corrupt"
    assert bad(docx(paragraph("x"), {"word/document.xml": "<x/>"})) == "corrupt"
    assert bad(docx(paragraph("x"), {"word/media/a.bin": "0" * 30_000_000})) == "too_large"
    assert bad(docx(paragraph("x"), {f"word/{n}.xml": "" for n in range(6000)})) == "too_large"
    assert bad(docx(paragraph("x"))[:-30]) == "corrupt"
    assert bad(docx("<w:p>")) == "corrupt"


def test_deep_nesting_is_a_typed_failure() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 80
    assert bad(docx(deep)) == "corrupt"


def test_other_archives_are_unsupported_and_empty_files_are_empty() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    assert bad(made.getvalue()) == "unsupported"
    assert bad(docx("<w:p/>")) == "empty"
