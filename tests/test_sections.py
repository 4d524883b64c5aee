from __future__ import annotations

from itertools import pairwise

import pytest

from cs_match.records import Document, Line
from cs_match.sections import find_sections, heading_kind


def document(text: str) -> Document:
    return Document("a.txt", "txt", "", len(text), text)


def kinds(text: str) -> list[str]:
    return [section.kind for section in find_sections(document(text))]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("工作经历", "work"),
        ("工 作 经 历", "work"),
        ("【教育背景】", "education"),
        ("◆ 自我评价", "self_evaluation"),
        ("三、项目经验", "projects"),
        ("(二)技能证书", "skills"),
        ("工作經歷", "work"),
        ("學歷", "education"),
        ("Education 学历", "education"),
        ("证书 Certificates", "certificates"),
        ("W O R K   E X P E R I E N C E", "work"),
        ("Languages & software", "languages"),
        ("工作履历(从最近一份填起)", "work"),
        ("REFERENCES", "references"),
        ("杭州绮梦服饰有限公司", None),
        ("Customer Service Representative", None),
        ("4. 使用 Opera Cloud 系统。", None),
        ("学校后勤热线接线员", None),
    ],
)
def test_heading_words(words: str, kind: str | None) -> None:
    assert heading_kind(words) == kind


def test_weak_words_need_the_look_of_a_heading() -> None:
    assert heading_kind("经历") is None
    assert heading_kind("经历", styled=True) == "work"


def test_sections_cover_the_text_without_gap() -> None:
    text = "李四\n13800000000\n\n求职意向:客服\n工作经历\n2020.01-至今 甲公司 客服\n自我评价：认真\n细心\n"
    sections = find_sections(document(text))
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(sections))
    assert [section.kind for section in sections] == ["header", "objective", "work", "self_evaluation"]


def test_a_row_label_opens_a_section_and_personal_rows_do_not() -> None:
    text = (
        "姓名\t张三\t性别\t女\n学历\t大专\t专业\t护理\n求职意向\t客服\t薪资\t面议\n电话\t139\n工作经历\t"
        "2019 至今 甲公司 客服\n"
    )
    assert kinds(text) == ["header", "objective", "header", "work"]


def test_labels_inside_a_job_open_nothing() -> None:
    text = "王五\n工作经历\n2020-2022 甲公司 客服\n工作内容：\n接电话\n工具：Zendesk\n教育经历\n某大学"
    assert kinds(text) == ["header", "work", "education"]


def test_a_letter_is_one_part() -> None:
    text = "方敏 求职自述\n" + "我在一家网店做了三年售后，每天回复两百多位客人，遇到吵架的也不急。" * 3
    assert kinds(text) == ["header", "other"]


def test_unlisted_headings_are_seen_by_their_size() -> None:
    rows = [("张三", 20.0, True), ("工作经历", 14.0, True), ("2020 至今 甲公司 客服，负责接听热线", 10.0, False),
            ("我最难忘的一通电话", 14.0, True), ("那天有位老人打来，说了很久很久很久", 10.0, False)]  # fmt: skip
    lines, at = [], 0
    for words, size, bold in rows:
        lines.append(Line(at, at + len(words), 1, size=size, bold=bold))
        at += len(words) + 1
    text = "\n".join(words for words, _, _ in rows)
    found = find_sections(Document("a.pdf", "pdf", "", 0, text, lines=tuple(lines)))
    assert [section.kind for section in found] == ["header", "work", "other"]
