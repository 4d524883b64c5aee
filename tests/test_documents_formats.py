"""Text, Markdown, HTML, web archives, RTF, old Word files: what they say, told by content."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from cs_match.documents.encoding import decode
from cs_match.documents.limits import ReadLimits
from cs_match.documents.ocr import can_read_pictures
from cs_match.documents.reading import read_bytes, read_document, read_text
from cs_match.documents.sniffing import kind_of
from cs_match.errors import DocumentError
from cs_match.records import Document

RESUME = "姓名：小明\n电话：13800138000\n三年电话客服经验，熟悉投诉处理与工单系统\n"


def read(data: bytes | str, name: str = "a") -> Document:
    return read_bytes(data.encode() if isinstance(data, str) else data, name)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_simplified_chinese_are_told(name: str) -> None:
    assert read(RESUME.encode(name)).text == RESUME


def test_big5_and_western_text_are_told() -> None:
    traditional = "姓名：小明\n三年電話客服經驗，熟悉投訴處理與工單系統，善於溝通協調\n"
    assert read(traditional.encode("big5")).text == traditional
    western = "José Muñoz – customer service agent in Málaga, café and hotel experience\n"
    assert read(western.encode("cp1252")).text == western


def test_a_declared_gb2312_is_read_as_what_it_is() -> None:
    page = '<html><head><meta charset="gb2312"></head><body>朱镕基 ﹏ 喆 €</body></html>'
    assert read(page.encode("gb18030")).text == "朱镕基 ﹏ 喆 €\n"


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    data = (RESUME * 20).encode()
    assert decode(data[:50] + b"\xff" + data[51:]).count("\ufffd") < 4


# ---------------------------------------------------------------- text and Markdown


def test_plain_text_keeps_its_lines_and_marks() -> None:
    document = read("小明\r\n\r\n# 不是标题\r- 客服 **A**\n")
    assert document.text == "小明\n# 不是标题\n- 客服 **A**\n"
    assert document.format == "txt"


def test_markdown_loses_its_marks_and_keeps_its_headings() -> None:
    text = (
        "# 小明\n\n## 工作经历\n**客服主管** | 甲公司\n- 接听[热线](http://x.y/(z))，日均 100 通\n\n"
        "| 语言 | 程度 |\n|:---|---|\n| 英语 | **CET-6** |\n\n---\n> 引用 `Excel` a\\*b snake_case_name 2*3*4\n"
    )
    document = read_text(text, markdown=True)
    assert document.text == (
        "小明\n工作经历\n客服主管 | 甲公司\n接听热线，日均 100 通\n"
        "语言\t程度\n英语\tCET-6\n引用 Excel a*b snake_case_name 2*3*4\n"
    )
    assert [document.text[line.start : line.end] for line in document.lines if line.heading] == ["小明", "工作经历"]
    assert read(text, "a.txt").format == "md"


def test_one_very_long_line_is_read_in_linear_time() -> None:
    for part in ("**a ", "[a](", "| a ", "<br ", "客服 ", "\\", "-a ", "_a "):
        assert read_text(part * (200_000 // len(part)), markdown=True).text


def test_too_much_text_is_too_large() -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(b"abc " * 1000, "a", limits=ReadLimits(characters=500))
    assert caught.value.kind == "too_large"


# ---------------------------------------------------------------- HTML and web archives


def test_blocks_tables_and_headings_of_a_page() -> None:
    page = """<!DOCTYPE html><html><head><title>不要</title><style>p{margin:0}</style></head><body>
      <h2>工作  经历</h2><p>甲公司<br>客服<b>主管</b></p>
      <table><tr><td>姓名</td><td>小明</td></tr><tr><th>电话</th><td> 138&nbsp;0013 </td></tr></table>
      <ul><li>一<li>二</ul><div>三<div>四</div>五</div><script>x()</script><!-- 注释 --></body></html>"""
    document = read(page, "resume.doc")
    assert (
        document.text
        == "工作  经历\n".replace("  ", " ") + "甲公司\n客服主管\n姓名\t小明\n电话\t138 0013\n一\n二\n三\n四\n五\n"
    )
    assert document.lines[0].heading
    assert document.format == "html"


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<p style="display:none">客户服务专家</p>', "display_none"),
        ('<p style="visibility: hidden">客户服务专家</p>', "invisible"),
        ('<p style="opacity:0">客户服务专家</p>', "opacity"),
        ("<p hidden>客户服务专家</p>", "hidden_attribute"),
        ('<p style="color:#fff">客户服务专家</p>', "same_colour"),
        ('<font color="white">客户服务专家</font>', "same_colour"),
        ('<p style="color:rgba(0,0,0,0)">客户服务专家</p>', "transparent"),
        ('<p style="font-size:1px">客户服务专家</p>', "tiny"),
        ('<p style="position:absolute;left:-9999px">客户服务专家</p>', "off_page"),
        ('<p style="text-indent:-9999px">客户服务专家</p>', "off_page"),
        ('<p style="height:0;overflow:hidden">客户服务专家</p>', "clipped"),
        ('<div class="x"><p>客户服务专家</p></div>', "display_none"),
        ('<p id="y">客户服务专家</p>', "same_colour"),
    ],
)
def test_hidden_parts_of_a_page_are_kept_apart(markup: str, kind: str) -> None:
    style = "<style>.x p { display: none } #y { color: white } .z .x { color: red }</style>"
    document = read(f"<html><head>{style}</head><body><p>看得见</p>{markup}</body></html>")
    assert document.text == "看得见\n"
    assert [(part.text, part.kind) for part in document.hidden] == [("客户服务专家", kind)]
    assert [notice.kind for notice in document.warnings] == ["hidden_text"]


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="background:#234"><p style="color:#fff">小明的简历</p></div>',
        '<table bgcolor="#000080"><tr><td><font color="white">小明的简历</font></td></tr></table>',
        '<div style="background-image:url(x.png)"><p style="color:#fff">小明的简历</p></div>',
        '<div style="visibility:hidden"><p style="visibility:visible">小明的简历</p></div>',
        '<p style="font-size:8pt;color:#888">小明的简历</p>',
        "<style>@media print { p { display: none } }</style><p>小明的简历</p>",
        "<style>p:hover, p > b { display: none }</style><p>小明的简历</p>",
    ],
)
def test_honest_parts_of_a_page_stay(markup: str) -> None:
    document = read(f"<html><body>{markup}</body></html>")
    assert document.text == "小明的简历\n"
    assert document.warnings == ()


def test_a_web_archive_is_read_whatever_its_name_is() -> None:
    page = base64.encodebytes("<html><body><p>小明</p><p>客服主管</p></body></html>".encode("gbk")).decode()
    archive = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        f"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n{page}\r\n--b--\r\n"
    )
    document = read(archive, "resume.doc")
    assert document.text == "小明\n客服主管\n"
    assert document.format == "mht"


# ---------------------------------------------------------------- RTF and old Word files


def test_rtf_in_code_pages_and_unicode() -> None:
    name = "".join(f"\\'{byte:02x}" for byte in "小明".encode("gbk"))
    text = (
        r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}"
        r"{\colortbl;\red255\green255\blue255;}{\*\generator X;}{\info{\author 不}}\pard\b\fs28 "
        + name
        + r"\b0\fs21\par \u23458?\uc2\u26381\'b7\'fe\uc0\u19987\par {\v hidden words}{\cf1 white words}A\tab B\{\par"
        r"\trowd\intbl One\cell Two\cell\row\pard End\par}"
    )
    document = read(text, "resume.doc")
    assert document.text == "小明\n客服专\nA\tB{\nOne\tTwo\nEnd\n"
    assert document.lines[0].bold
    assert document.lines[0].size == 14.0
    assert [(part.text, part.kind) for part in document.hidden] == [
        ("hidden words", "vanish"),
        ("white words", "same_colour"),
    ]


def test_halves_of_characters_are_marked_wherever_they_stand() -> None:
    document = read(r"{\rtf1 one \u-10240? two {\v three \u-10240? four} \u-10179?\u-9029? five}")
    assert document.text == "one \ufffd two  \U0001f4bb five\n"
    assert document.hidden[0].text == "three \ufffd four"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_an_opendocument_text_is_read_through_libreoffice(tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "a.odt"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>'
            "<text:p>小明</text:p></office:text></office:body></office:document-content>",
        )
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
        entries = entry.format("/", "application/vnd.oasis.opendocument.text") + entry.format("content.xml", "text/xml")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}">{entries}</m:manifest>')
    assert read_document(file).text == "小明\n"


def test_old_word_files_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    for extra, kind in ((b"", "unsupported"), ("WordDocument".encode("utf-16-le"), "unsupported"),
                        ("EncryptedPackage".encode("utf-16-le"), "encrypted")):  # fmt: skip
        with pytest.raises(DocumentError) as caught:
            read(data + extra, "a.doc")
        assert caught.value.kind == kind
        assert kind == "encrypted" or not extra or "LibreOffice" in caught.value.detail


# ---------------------------------------------------------------- everything else


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf \r\n", "empty"), (b"%PDF-1.4", "pdf"), (b"\n\n%PDF-1.4", "pdf"),
        (b"PK\x03\x04", "zip"), (b"{\\rtf1", "rtf"), (b"\x89PNG\r\n\x1a\n", "image"), (b"Rar!", "archive"),
        (b"\x00\x01\x02\x03" * 50, "binary"), (b"<p>a</p>", "html"), (b"a < b and <p>", "text"),
        (b"Content-Type: text/html\r\n\r\n<p>", "mail"), (b"Content-Type: a skill\r\n", "text"),
        ("小明".encode("utf-16"), "text"),
    ],
)  # fmt: skip
def test_the_content_tells_the_kind(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.skipif(can_read_pictures(), reason="the ocr extra is installed")
def test_pictures_name_the_extra_and_archives_are_refused() -> None:
    for data, word in ((b"\x89PNG\r\n\x1a\nxxxx", "ocr"), (b"Rar!xxxx", "archive"), (bytes(range(256)), "binary")):
        with pytest.raises(DocumentError) as caught:
            read(data)
        assert caught.value.kind == "unsupported"
        assert word in caught.value.detail


def test_missing_huge_and_empty_files_are_typed(tmp_path: Path) -> None:
    empty = tmp_path / "a.txt"
    empty.write_bytes(b"")
    for path, limits, kind in ((tmp_path / "no", ReadLimits(), "corrupt"), (empty, ReadLimits(), "empty")):
        with pytest.raises(DocumentError) as caught:
            read_document(path, limits=limits)
        assert caught.value.kind == kind
    empty.write_bytes(b"x" * 100)
    with pytest.raises(DocumentError) as caught:
        read_document(empty, limits=ReadLimits(bytes=50))
    assert caught.value.kind == "too_large"
