"""Layouts that resumes come in, one case each, and formats as other programs write them."""

from __future__ import annotations

import base64
import io
import quopri
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from documents_made import TYPES, docx, paragraph, table, text_box
from making_pdf import HEIGHT, grid, lines, pdf, text

from cs_match.documents.encoding import decode
from cs_match.documents.reading import read_bytes, read_document
from cs_match.evaluation.soundness import unsound
from cs_match.records import Document

RESUME = "姓名：小明\n电话：13800138000\n三年电话客服经验，熟悉投诉处理与工单系统\n"


def read(data: bytes | str, name: str = "a") -> Document:
    document = read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert unsound(document) == ()
    return document


def page(*pages: str, extra: str = "") -> str:
    return read(pdf(*pages, extra=extra)).text


def down(x: float, top: float, words: str, size: float = 14, step: float = 18) -> str:
    """Characters below each other."""
    return "".join(text(x, top + at * step, char, size) for at, char in enumerate(words))


def apart(x: float, top: float, words: str, size: float, step: float) -> str:
    """Characters beside each other, each set by itself."""
    return "".join(text(x + at * step, top, char, size) for at, char in enumerate(words))


# ---------------------------------------------------------------- titles set wide or downwards


def test_titles_set_wide_are_whole_in_a_pdf() -> None:
    made = (
        apart(200, 60, "个人简历", 18, 50) + text(50, 100, "工 作 经 历", 14) + lines(50, 120, ["负责热线电话的接听"])
    )
    assert page(made + text(50, 150, "E D U C A T I O N", 14)).splitlines() == [
        "个人简历", "工作经历", "负责热线电话的接听", "EDUCATION",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "made",
    [
        docx(paragraph("简 历") + paragraph("工 作 经 历")),
        "<html><body><h1>简&nbsp;历</h1><p>工 作　经 历</p></body></html>",
        "{\\rtf1\\ansi \\u31616? \\u21382?\\par \\u24037? \\u20316? \\u32463? \\u21382?\\par}",
        "简 历\n工 作 经 历\n",
        "# 简 历\n\n## 工 作 经 历\n",
    ],
)
def test_titles_set_wide_are_whole_in_other_formats(made: bytes | str) -> None:
    assert read(made).text == "简历\n工作经历\n"


def test_titles_set_downwards_head_what_stands_beside_them() -> None:
    made = down(40, 100, "工作经历") + lines(80, 100, ["2019.03-2023.06 某某公司", "客服主管", "培训新人八名"], 10, 18)
    made += down(40, 300, "教育背景") + lines(80, 300, ["武汉大学 本科", "市场营销", "三年奖学金"], 10, 18)
    document = read(pdf(made))
    assert [line.split("\t")[0] for line in document.text.splitlines()] == [
        "工作经历", "客服主管", "培训新人八名", "教育背景", "市场营销", "三年奖学金",
    ]  # fmt: skip
    box = document.box_of(0, 4)
    assert box is not None
    assert box.bottom - box.top > 3 * (box.x1 - box.x0)


def test_characters_below_each_other_that_are_no_title_stay() -> None:
    marks = lines(50, 100, ["沟通", "打字", "英语"], pitch=18) + down(200, 100, "优良优", 10)
    assert page(marks).splitlines() == ["沟通\t优", "打字\t良", "英语\t优"]


def test_a_page_that_runs_downwards_is_read_from_right_to_left() -> None:
    made = down(500, 100, "个人简历", 16, 20) + down(450, 100, "姓名小明", 12, 16) + down(430, 100, "客服主管", 12, 16)
    assert page(made).splitlines() == ["个人简历", "姓名小明", "客服主管"]


def test_a_title_set_downwards_in_a_cell_is_whole() -> None:
    stacked = "".join(paragraph(char) for char in "工作经历")
    broken = paragraph("工</w:t><w:br/><w:t>作</w:t><w:br/><w:t>经</w:t><w:br/><w:t>历")
    for title in (stacked, broken, paragraph("工作经历")):
        assert read(docx(table([title, paragraph("某某公司")]))).text == "工作经历\t某某公司\n"
    cell = "<br>".join("工作经历")
    assert read(f"<html><table><tr><td>{cell}</td><td>某某公司</td></tr></table></html>").text == "工作经历\t某某公司\n"


# ---------------------------------------------------------------- margins, broken words, turned pages, two languages


@pytest.mark.parametrize(
    "number",
    [
        "- {} -",
        "{} / 2",
        "第 {} 页 共 2 页",
        "第{}页",
        "Page {} of 2",
        "Page | {}",
        "{}",
        "— {} —",
        "P{}",
        "[{}]",
        "·{}·",
    ],
)
def test_page_numbers_go(number: str) -> None:
    pages = [lines(50, 100, [f"第{n}页的内容"]) + text(280, 820, number.format(n), 9) for n in (1, 2)]
    assert page(*pages) == "第1页的内容\n第2页的内容\n"


def test_heads_and_feet_of_pages_stand_once() -> None:
    def sheet(number: int, words: str) -> str:
        head = text(50, 30, "张小明 - 个人简历", 9) + text(450, 30, "138 0013 8000", 9)
        return head + lines(50, 100, [words]) + text(50, 800, "保密文件", 8) + text(250, 825, f"第 {number} 页", 9)

    assert page(sheet(1, "客服"), sheet(2, "教育"), sheet(3, "技能")).splitlines() == [
        "张小明 - 个人简历\t138 0013 8000", "客服", "保密文件", "教育", "技能",
    ]  # fmt: skip


def test_words_broken_over_lines_are_whole_and_compounds_keep_their_hyphen() -> None:
    rows = ["Responsible for customer commu-", "nication and for all the multi-", "lingual hotline work of the firm"]
    assert "customer communication and" in page(lines(50, 100, rows))
    rows = ["In charge of the whole self-", "service portal for customers", "and its many pages of help"]
    assert "self-service" in page(lines(50, 100, rows))


@pytest.mark.parametrize("quarters", [90, 180, 270])
def test_turned_pages_read_as_they_are_displayed(quarters: int) -> None:
    rows = ["Jane Brown", "Answered sixty calls a day", "Wuhan"]
    assert page(lines(80, 100, rows), extra=f"/Rotate {quarters}").splitlines() == rows


@pytest.mark.parametrize("words", ["RESUME OF JANE", "个人简历"])
def test_turned_text_on_an_upright_page_is_whole_and_apart(words: str) -> None:
    turned = text(0, 0, words).replace(f"1 0 0 1 0 {HEIGHT} Tm", "0 1 -1 0 30 400 Tm")
    assert page(turned + lines(80, 100, ["Jane Brown", "Wuhan"])).splitlines() == ["Jane Brown", "Wuhan", words]


def test_columns_in_two_languages_are_read_one_after_the_other() -> None:
    chinese = [
        "个人简历",
        "教育经历",
        "武汉大学，市场营销，本科",
        "工作经历",
        "负责天猫旗舰店的售前与售后接待工作，每天接",
    ]
    chinese += ["待两百多人，连续四个月组里第一。", "技能", "熟练使用工单系统"]
    english = ["Resume", "Education", "Wuhan University, Marketing, Bachelor", "Work experience"]
    english += ["In charge of pre-sales and after-sales reception of", "the Tmall store, two hundred people a day."]
    english += ["Skills", "Ticket systems"]
    found = page(text(200, 40, "Li Lei 李雷", 16) + lines(50, 80, chinese) + lines(320, 80, english))
    assert found.index("李雷") < found.index("个人简历") < found.index("技能") < found.index("Resume")
    assert "\t" not in found


def test_a_table_in_two_languages_is_read_row_by_row() -> None:
    chinese, english = ["武汉大学", "客服主管"], ["Wuhan University", "Customer service manager"]
    rows = [f"{one}\t{two}" for one, two in zip(chinese, english, strict=True)]
    ruled = grid([45, 310, 560], [70, 100, 130])
    assert page(ruled + lines(50, 88, chinese, pitch=30) + lines(320, 88, english, pitch=30)).splitlines() == rows
    cells = [[paragraph(one), paragraph(two)] for one, two in zip(chinese, english, strict=True)]
    assert read(docx(table(*cells))).text.splitlines() == rows


# ---------------------------------------------------------------- formats


def _rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name).decode()))
    return made.getvalue()


def test_strict_documents_have_their_tables_and_boxes() -> None:
    boxed = f"<w:p>{text_box(paragraph('框里'), 100, 100)}</w:p>"
    made = docx(paragraph("小明") + boxed + table([paragraph("语言"), paragraph("英语")]))
    strict = _rewritten(
        made,
        lambda xml: xml.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        .replace("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
    )  # fmt: skip
    assert strict != made
    assert read(strict).text == read(made).text == "小明\n框里\n语言\t英语\n"


@pytest.mark.parametrize(
    "kind",
    ["application/vnd.ms-word.document.macroEnabled.main+xml",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
     "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"],
)  # fmt: skip
def test_documents_with_macros_and_templates_are_documents(kind: str) -> None:
    types = TYPES.replace("</Types>", f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>')
    made = _rewritten(docx(paragraph("小明"), {"word/vbaProject.bin": "x"}), lambda xml: xml.replace(TYPES, types))
    document = read(made, "resume.docm")
    assert (document.format, document.text) == ("docx", "小明\n")


@pytest.mark.parametrize("way", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("name", ["gb2312", "utf-8"])
def test_web_archives_in_all_their_writings(way: str, name: str) -> None:
    raw = "<html><body><p>小明</p><p>客服主管=3</p></body></html>".encode(name)
    body = {"base64": base64.encodebytes(raw), "quoted-printable": quopri.encodestring(raw), "8bit": raw}[way]
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset={name}\r\nContent-Transfer-Encoding: {way}\r\n\r\n"
    )
    document = read(head.encode() + body + b"\r\n--b--\r\n", "resume.doc")
    assert (document.format, document.text) == ("mht", "小明\n客服主管=3\n")


@pytest.mark.parametrize("name", ["gb18030", "utf-8", "utf-16", "utf-16-le"])
def test_web_pages_that_are_called_doc(name: str) -> None:
    declared = '<meta charset="gb2312">' if name == "gb18030" else ""
    body = "<body><p class=MsoNormal>小明<o:p></o:p></p><p>客服 喆</p></body>"
    made = f"<html><head>{declared}<title>x</title></head>{body}</html>"
    document = read(made.encode(name), "resume.doc")
    assert (document.format, document.text) == ("html", "小明\n客服 喆\n")


@pytest.mark.parametrize("name", ["gb18030", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "words", [RESUME, "求职意向：客服专员", "客服主管负责旗舰店售前售后接待" * 40, "José Muñoz\nWork\n"]
)
def test_encodings_without_a_mark_are_told(name: str, words: str) -> None:
    if name != "gb18030" or "José" not in words:
        assert read(words.encode(name)).text.strip() == words.strip()


def test_short_traditional_text_is_told() -> None:
    assert decode("求職意向：客戶服務".encode("big5")) == decode("求職意向：客戶服務".encode("gbk"))


def test_rtf_says_its_code_page_or_is_told_by_its_bytes() -> None:
    escaped = "".join(f"\\'{byte:02x}" for byte in "三年电话客服经验".encode("gbk"))
    traditional = "".join(f"\\'{byte:02x}" for byte in "三年電話客服經驗".encode("big5"))
    assert read(f"{{\\rtf1\\ansi\\ansicpg936 {escaped}\\par}}").text == "三年电话客服经验\n"
    assert read(f"{{\\rtf1\\ansi {escaped}\\par}}").text == "三年电话客服经验\n"
    assert read(f"{{\\rtf1\\ansi\\ansicpg1252 {traditional}\\par}}").text == "三年電話客服經驗\n"
    assert (
        read(b"{\\rtf1\\ansi\\ansicpg936 " + "三年电话客服经验".encode("gbk") + b"\\par}").text == "三年电话客服经验\n"
    )
    assert read(r"{\rtf1\ansi Jos\'e9 Mu\'f1oz, na\'efve \'fcber\'e4\'f6\par}").text == "José Muñoz, naïve überäö\n"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_old_word_and_wps_files_are_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text("{\\rtf1\\ansi \\u23567?\\u26126?\\par Zendesk\\par}")
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.rtf")], check=True, capture_output=True, timeout=90)
    wps = (tmp_path / "a.doc").rename(tmp_path / "a.wps")
    document = read_document(wps)
    assert (document.format, document.text) == ("doc", "小明\nZendesk\n")
    assert unsound(document) == ()


@pytest.mark.skipif(not shutil.which("catdoc") or not shutil.which("soffice"), reason="needs catdoc and LibreOffice")
def test_without_libreoffice_catdoc_reads_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cs_match.documents import legacy

    (tmp_path / "a.rtf").write_text("{\\rtf1\\ansi \\u23567?\\u26126?\\par Zendesk\\par}")
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.rtf")], check=True, capture_output=True, timeout=90)
    monkeypatch.setattr(legacy, "libreoffice", lambda: None)
    assert read_document(tmp_path / "a.doc").text.split() == ["小明", "Zendesk"]
