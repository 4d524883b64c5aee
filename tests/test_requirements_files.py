"""Requirement tables in the formats and shapes that people keep them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from cs_match.errors import RequirementsError
from cs_match.requirements import load_requirements

ROWS = [
    ["类别", "关键项", "具体要求", "优先级", "评估方式"],
    ["硬性条件", "学历", "大专及以上", "必需", "学历证明"],
    ["硬性条件", "系统", "熟练使用CRM系统", "必需", "上机测试"],
    ["核心能力", "共情", "换位思考", "极高", "情景模拟"],
    ["核心能力", "抗压", "抗压能力强", "极高", "情景模拟"],
]
WANTED = [("硬性条件", "education", True), ("硬性条件", "skill", True), ("核心能力", "skill", False)]


def summary(path: Path) -> list[tuple[str, str, bool]]:
    return [(c.category, c.kind, c.must) for c in load_requirements(path).criteria]


def test_workbook_with_title_merged_cells_and_a_second_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "需求表"
    sheet.append(["在线客服岗位需求表（2026）"])
    sheet.merge_cells("A1:E1")
    for row in ROWS:
        sheet.append(row)
    for cells in ("A3:A4", "A5:A6", "D3:D4", "D5:D6", "E5:E6"):
        for row in sheet[cells][1:]:
            row[0].value = None
        sheet.merge_cells(cells)
    notes = book.create_sheet("说明")
    notes.append(["本表由招聘组维护"])
    more = book.create_sheet("补充")
    more.append(["Category", "Item", "Requirement", "Priority", "Assessment"])
    more.append(["Bonus", "English", "Fluent English", "medium", "interview"])
    path = tmp_path / "table.xlsx"
    book.save(path)
    profile = load_requirements(path)
    assert summary(path) == [*WANTED, WANTED[-1], ("Bonus", "language", False)]
    assert [c.row for c in profile.criteria] == [1, 2, 3, 4, 5]
    assert [c.assessment for c in profile.criteria] == ["学历证明", "上机测试", "情景模拟", "情景模拟", "interview"]


def test_workbook_formulas_are_refused_with_their_cells(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["D2"] = '=IF(1,"必需","")'
    path = tmp_path / "table.xlsx"
    book.save(path)
    with pytest.raises(RequirementsError, match="D2: a formula"):
        load_requirements(path)


def test_word_table_with_merged_cells(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("岗位需求")
    table = document.add_table(rows=0, cols=5)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for first, last, column in ((1, 2, 0), (3, 4, 0), (3, 4, 3)):
        table.cell(last, column).text = ""
        table.cell(first, column).merge(table.cell(last, column))
    path = tmp_path / "table.docx"
    document.save(str(path))
    assert summary(path) == [*WANTED, WANTED[-1]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separated_text_in_the_encodings_of_office_programs(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(mark.join(row) for row in ROWS), encoding=encoding)
    assert summary(path) == [*WANTED, WANTED[-1]]


def test_markdown_with_line_breaks_in_cells_and_text_around(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    path.write_text(
        "# 岗位\n\n说明文字\n\n|关键项|具体要求|优先级|评估方式|\n|:--|:-:|--:|---|\n"
        "|**学历**|大专<br>普通话标准|必需|面试|\n\n结尾\n",
        encoding="utf-8",
    )
    assert [c.kind for c in load_requirements(path).criteria] == ["education", "language"]


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("关键项,具体要求,优先级\n" + "学历,大专,必需\n" * 6000, encoding="utf-8")
    with pytest.raises(RequirementsError, match="rows"):
        load_requirements(path)
