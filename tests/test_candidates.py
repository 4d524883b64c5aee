"""Facts of whole resumes, in the forms that Chinese and English resumes use."""

from __future__ import annotations

from datetime import date

import pytest

from cs_match.candidates.candidate import language_of, read_candidate
from cs_match.documents.reading import read_text
from cs_match.records import Candidate, Job

AS_OF = date(2026, 3, 1)


def read(text: str, name: str = "resume.md") -> Candidate:
    return read_candidate(read_text(text, source=name, markdown=True), tagger=False, as_of=AS_OF)


BOARD = """# 沈佳怡

女 | 26岁（1999年8月） | 现居住于杭州余杭区 | 户口：江苏沭阳 | 大专
手机：138-0013-8101 | 邮箱：ShenJiayi@example.com
简历更新时间：2026-02-25

## 求职意向
期望职位：售前客服    期望地点：上海

## 工作经历
### 2023.03 - 至今　杭州绮梦服饰有限公司　天猫售前客服（2年11个月）
- 用千牛回复买家，双11一天接待700人
### 2022.07 - 2023.02　依岚女装（西城广场店）　店员（8个月）
- 试衣间引导、补货、收银

## 教育经历
2019.09 - 2022.06　浙江经贸职业技术学院　服装与服饰设计　大专
"""


def test_a_job_board_export() -> None:
    fields = read(BOARD).fields
    assert (fields.name, fields.phone, fields.email) == ("沈佳怡", "13800138101", "shenjiayi@example.com")
    assert (fields.education, fields.school, fields.major) == ("associate", "浙江经贸职业技术学院", "服装与服饰设计")
    assert (fields.city, fields.birth_year, fields.years_service) == ("杭州", 1999, 3.0)
    assert fields.jobs == (
        Job("杭州绮梦服饰有限公司", "天猫售前客服", "2023-03", "present", True),
        Job("依岚女装（西城广场店）", "店员", "2022-07", "2023-02", False),
    )


def test_every_fact_shows_where_it_was_read() -> None:
    candidate = read(BOARD)
    assert candidate.dated == "2026-02"
    assert candidate.sources["city"].quote == "杭州"
    assert candidate.sources["jobs.1.company"].section == "work"
    for evidence in candidate.sources.values():
        assert candidate.text[evidence.start : evidence.end] == evidence.quote


TABLE = """# 个人简历

| 姓名 | 欧阳靖 | 性别 | 男 |
| --- | --- | --- | --- |
| 出生年月 | 1991.06 | 籍贯 | 江西抚州 |
| 现居地 | 昆山花桥 | 学历 | 本科(成教) |
| 毕业院校 | 江西财经大学 | 专业 | 工商管理 |
| 联系电话 | １３９ ００１３ ９１０３ | 邮箱 | oyj@example.com |

## 工作经历

| 时间 | 单位 | 职务 |
| --- | --- | --- |
| 2020/10～至今 | 恒达信息服务有限公司（承接家电项目） | 售后组长 |
| 2014.07-2018.04 | 众力电动车配件厂 | 仓管员 |
"""


def test_a_table_resume() -> None:
    fields = read(TABLE).fields
    assert (fields.name, fields.phone, fields.city, fields.birth_year) == ("欧阳靖", "13900139103", "昆山", 1991)
    assert (fields.education, fields.school, fields.major) == ("bachelor", "江西财经大学", "工商管理")
    assert [(job.company, job.title, job.start, job.service) for job in fields.jobs] == [
        ("恒达信息服务有限公司", "售后组长", "2020-10", True),
        ("众力电动车配件厂", "仓管员", "2014-07", False),
    ]


ENGLISH = """# DEREK HALLORAN
Austin, TX 78745 | (512) 555-0142 | derek.halloran@example.com

## Experience
### Senior Technical Support Engineer, Tallgrass Analytics (B2B software), Austin, TX
Mar 2023 – Present
- Around 25 open Zendesk tickets at any time

### Service Desk Analyst, Pinnacle Payroll, Round Rock, TX
06/2020 – 02/2023

### Barista, Bean There Coffee
2018 – 2020

## Education
B.A. Philosophy, Texas State University, 2018

## References
Jane Roe, manager, 512 555 0199, jane.roe@example.com
"""


def test_an_english_resume() -> None:
    fields = read(ENGLISH).fields
    assert (fields.name, fields.phone, fields.email) == ("DEREK HALLORAN", "5125550142", "derek.halloran@example.com")
    assert (fields.education, fields.school, fields.major) == ("bachelor", "Texas State University", "Philosophy")
    assert (fields.city, fields.birth_year, fields.years_service) == ("Austin", None, 5.7)
    assert [(job.company, job.title, job.start, job.end) for job in fields.jobs] == [
        ("Tallgrass Analytics", "Senior Technical Support Engineer", "2023-03", "present"),
        ("Pinnacle Payroll", "Service Desk Analyst", "2020-06", "2023-02"),
        ("Bean There Coffee", "Barista", "2018", "2020"),
    ]


LETTER = """# 方敏　求职自述

我叫方敏，1988年出生，家住合肥滨湖新区，电话 138 0013 8106，紧急联系人电话 139 0013 0000。

2010年我从安徽财经大学金融学专业本科毕业。2016年9月进了湘融速贷公司做电话催收，一直做到2020年6月。

从2021年4月到现在，我在贵阳市12345政务服务便民热线做话务员，一天接八十通电话，投诉的多。
"""


def test_a_letter() -> None:
    fields = read(LETTER).fields
    assert (fields.name, fields.phone, fields.city, fields.birth_year) == ("方敏", "13800138106", "合肥", 1988)
    assert (fields.education, fields.school, fields.major) == ("bachelor", "安徽财经大学", "金融学")
    assert [(job.company, job.title, job.start, job.end, job.service) for job in fields.jobs] == [
        ("湘融速贷公司", "电话催收", "2016-09", "2020-06", True),
        ("贵阳市12345政务服务便民热线", "话务员", "2021-04", "present", True),
    ]
    assert fields.years_service == pytest.approx(8.7, abs=0.05)


def test_what_a_resume_does_not_say_stays_unknown() -> None:
    fields = read("# 个人简历\n\n认真负责，吃苦耐劳。\n").fields
    assert fields.name is None
    assert (fields.phone, fields.email, fields.education, fields.city, fields.birth_year) == (None,) * 5
    assert (fields.jobs, fields.years_service) == ((), None)


def test_the_file_name_alone_names_nobody() -> None:
    assert read("客服专员，五年经验。", name="张三的简历.docx").fields.name is None


def test_years_merge_overlaps_and_end_on_the_day_asked_for() -> None:
    text = "# 李明\n## 工作经历\n2022.01-至今　甲公司　客服主管\n2021.01-2022.12　乙公司　在线客服\n"
    assert read(text).fields.years_service == pytest.approx(5.2, abs=0.05)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("客服专员，熟悉CRM系统，打字快", "zh"),
        ("Customer support agent", "en"),
        ("客服 Customer Support 三年 in a BPO 公司", "mixed"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_tags_come_without_asking() -> None:
    document = read_text("# 王小敏\n## 技能\n千牛（熟练）\n", source="x.md", markdown=True)
    assert "qianniu" in {tag.skill for tag in read_candidate(document, as_of=AS_OF).tags}
    assert read_candidate(document, tagger=False, as_of=AS_OF).tags == ()
