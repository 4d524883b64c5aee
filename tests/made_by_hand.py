"""A small screening written by hand, for tests of what is done with a screening."""

from __future__ import annotations

from datetime import date

from cs_match.records import (
    Box,
    Candidate,
    Contribution,
    Criterion,
    Evidence,
    Fields,
    Job,
    Match,
    Notice,
    NotUnderstood,
    Person,
    Problem,
    RequirementProfile,
    Screening,
    Tag,
    Test,
    ToConfirm,
)
from cs_match.reports.run import RunRecord

TEXT = "李晓芸\n工作经历\n双11单日接待 600+ 人次,安抚不满买家,差评率由 3% 降至 1.2%\n技能\n熟练使用千牛,暂不会 SQL\n"


def quote(
    text: str, of: str = TEXT, section: str = "work", page: int | None = 1, cues: tuple[str, ...] = ()
) -> Evidence:
    """Evidence for `text` where it stands in `of`."""
    start = of.index(text)
    return Evidence(text, start, start + len(text), page, section, Box(72.0, 100.0, 300.0, 112.0), cues)


PROFILE = RequirementProfile(
    source="需求表.csv",
    criteria=(
        Criterion("r1-education", "学历:大专及以上", "硬性条件", "必需", 0.0, True, "education", Test(education="associate"),
                  assessment="学历证明", row=1),
        Criterion("r2-qianniu", "熟练使用千牛等商家后台", "硬性条件", "必需", 30.0, True, "skill", Test(any_of=("qianniu",)),
                  assessment="上机测试", row=2),
        Criterion("r3-stress", "抗压:大促日接待 300 人次以上仍保持稳定", "核心能力", "高", 40.0, False, "skill",
                  Test(any_of=("stress_tolerance",)), assessment="抗压测评", row=3),
        Criterion("r4-data", "数据分析意识", "加分项", "中", 30.0, False, "skill", Test(any_of=("data_analysis",)),
                  assessment="面试", row=4),
    ),
    not_understood=(NotUnderstood(5, "形象气质佳", "没有可衡量的说法"),),
    inactive=(
        Criterion("r6-english", "英语读写流畅", "硬性条件", "行业", 0.0, True, "language", Test(any_of=("english",)),
                  applies_to=("ind_cross_border",), assessment="测试", row=6),
    ),
    industries=("ind_ecommerce",),
    digest="d" * 64,
)  # fmt: skip


def _row(
    index: int, status: str, satisfaction: float, reason: str, evidence: tuple[Evidence, ...] = ()
) -> Contribution:
    of = PROFILE.criteria[index]
    return Contribution(
        of.id, of.label, of.category, of.priority, of.weight, of.must, status, satisfaction,  # type: ignore[arg-type]
        of.weight * satisfaction, of.weight, reason, evidence,
    )  # fmt: skip


def _confirm(index: int, why: str) -> ToConfirm:
    of = PROFILE.criteria[index]
    return ToConfirm(of.id, of.label, of.assessment, why)


LEAD = Candidate(
    source="简历/李晓芸.pdf", sha256="a" * 64, bytes=51234, language="zh", text=TEXT,
    fields=Fields("李晓芸", "13911112222", "lixy@example.com", "associate", "杭州职业学院", "电子商务", "杭州", 1998, 3.5,
                  (Job("某某旗舰店", "售后客服", "2022-01", "present", True),)),
    tags=(
        Tag("qianniu", True, "proficient", "claimed", (quote("千牛", section="skills", cues=("熟练",)),)),
        Tag("sql", False, None, None, (quote("SQL", section="skills", cues=("不会",)),)),
    ),
    warnings=(Notice("hidden_text", "12 characters in white on white", 1),),
)  # fmt: skip
REPEAT = Candidate(
    source="简历/李晓芸(旧).docx",
    sha256="b" * 64,
    bytes=20000,
    language="zh",
    text="李晓芸\n电话 13911112222\n",
    fields=Fields("李晓芸"),
)
ENGLISH = Candidate(
    source="简历/=cmd.docx", sha256="c" * 64, bytes=30000, language="en", text="Ann <b>Lee</b>\nNo degree\n",
    fields=Fields("=HYPERLINK(\"http://x\")", "+15550100", None, "high_school"),
)  # fmt: skip
MATCHES = (
    Match(1, "p-lixiaoyun", LEAD.source, "李晓芸", "yes", 64.5, 64.5, 94.5, (
        _row(0, "met", 1.0, "大专,满足大专及以上"),
        _row(1, "met", 0.85, "熟练,只在技能栏写到", (quote("熟练使用千牛", section="skills", cues=("熟练",)),)),
        _row(2, "met", 0.975, "一次大促的实际接待量", (quote("双11单日接待 600+ 人次"), quote("安抚不满买家"))),
        _row(3, "unknown", 0.0, "简历没有提到"),
    ), (_confirm(3, "简历没有提到"),)),
    Match(2, "p-c", ENGLISH.source, ENGLISH.fields.name, "no", 0.0, 0.0, 70.0, (
        _row(0, "unmet", 0.0, "high school < associate"),
        _row(1, "unmet", 0.0, "<script>alert(1)</script>"),
        _row(2, "unknown", 0.0, "not said"),
        _row(3, "unknown", 0.0, "not said"),
    ), (_confirm(2, "not said"), _confirm(3, "not said"))),
)  # fmt: skip
SCREENING = Screening(
    PROFILE,
    MATCHES,
    (
        Person("p-lixiaoyun", LEAD, (REPEAT,), {REPEAT.source: "电话与姓名相同"}),
        Person("p-c", ENGLISH),
    ),
    (
        Problem("简历/坏.pdf", "corrupt", "The file is damaged.", "e" * 64, 12),
        Problem("简历/a.docx", "encrypted", "Needs a password."),
    ),
)
RUN = RunRecord(
    as_of=date(2026, 6, 30),
    arguments={"paths": ["简历"], "requirements": "需求表.csv"},
    seconds={"read": 1.23456},
    versions={"cs-match": "0.1.0"},
    digests={"lexicon": "f" * 64, "requirements": "d" * 64},
)
