"""The one table of words that reports and messages are written in, Chinese and English.

The language of a report follows the requirement table: whoever wrote the table reads the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cs_match.records import RequirementProfile
from cs_match.text import han_share

__all__ = ["Wording", "wording_for"]

UiLanguage = Literal["zh", "en"]

# key: (Chinese, English). Braces are filled in by `Wording.say`.
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("客服候选人匹配报告", "Customer-service candidates: match report"),
    "ranking": ("排名", "Ranking"),
    "rank": ("名次", "Rank"),
    "candidate": ("候选人", "Candidate"),
    "candidate_id": ("候选人编号", "Candidate id"),
    "name": ("姓名", "Name"),
    "no_name": ("（未写姓名）", "(no name given)"),
    "eligible": ("是否符合", "Eligible"),
    "eligible.yes": ("符合", "eligible"),
    "eligible.unknown": ("待确认", "to confirm"),
    "eligible.no": ("不符合", "not eligible"),
    "eligible.yes.long": ("必需项全部满足", "every must-have is met"),
    "eligible.unknown.long": ("有必需项从材料中看不出来", "a must-have cannot be told from the documents"),
    "eligible.no.long": ("有必需项不满足", "a must-have is not met"),
    "score": ("得分", "Score"),
    "low": ("最低", "Low"),
    "high": ("最高", "High"),
    "band": ("区间", "Range"),
    "reasons": ("主要依据", "Main reasons"),
    "to_confirm": ("待确认", "To confirm"),
    "to_confirm.how": ("需确认的内容与方式", "What to confirm, and how"),
    "why": ("原因", "Why"),
    "how": ("方式", "How"),
    "criterion": ("要求", "Criterion"),
    "matrix": ("逐项得分", "Points by criterion"),
    "category": ("类别", "Category"),
    "priority": ("优先级", "Priority"),
    "weight": ("权重", "Weight"),
    "must": ("必需", "must-have"),
    "status": ("状态", "Status"),
    "status.met": ("满足", "met"),
    "status.partly": ("部分满足", "partly met"),
    "status.unmet": ("不满足", "not met"),
    "status.unknown": ("未知", "unknown"),
    "points": ("得分", "Points"),
    "points_of": ("{points} / {most}", "{points} / {most}"),
    "reason": ("依据", "Reason"),
    "evidence": ("原文", "Quotes"),
    "more_quotes": ("另有 {n} 处", "{n} more"),
    "cues": ("判断用词", "deciding words"),
    "waterfall": ("分数如何得来", "How the score adds up"),
    "total": ("总分", "Total"),
    "gates": ("必需项", "Must-haves"),
    "gate": ("门槛", "gate"),
    "page": ("第 {n} 页", "page {n}"),
    "repeats": ("同一人的其他简历", "Other resumes of the same person"),
    "warnings": ("提示", "Warnings"),
    "problems": ("未能读取的文件", "Files that could not be read"),
    "file": ("文件", "File"),
    "files": ("文件", "Files"),
    "document": ("简历", "Resume"),
    "language": ("语言", "Language"),
    "language.zh": ("中文", "Chinese"),
    "language.en": ("英文", "English"),
    "language.mixed": ("中英混合", "mixed"),
    "duplicate_of": ("与此文件为同一人", "Same person as"),
    "not_understood": ("需求表中未能理解的内容", "Parts of the requirement table that were not understood"),
    "row": ("行", "Row"),
    "text": ("内容", "Text"),
    "inactive": ("本次未启用的行业要求", "Industry demands not applied in this run"),
    "applies_to": ("适用", "Applies to"),
    "assessment": ("评估方式", "Assessment"),
    "requirements": ("需求表", "Requirements"),
    "kind": ("类型", "Kind"),
    "profile": ("概况", "At a glance"),
    "education": ("学历", "Education"),
    "education.junior_high": ("初中", "junior high school"),
    "education.high_school": ("高中", "high school"),
    "education.vocational": ("中专/职高", "vocational school"),
    "education.associate": ("大专", "associate degree"),
    "education.bachelor": ("本科", "bachelor"),
    "education.master": ("硕士", "master"),
    "education.doctor": ("博士", "doctor"),
    "school": ("学校", "School"),
    "city": ("城市", "City"),
    "years_service": ("客服年限", "Years in service"),
    "years": ("{n} 年", "{n} years"),
    "phone": ("电话", "Phone"),
    "email": ("邮箱", "E-mail"),
    "as_of": ("统计截止日", "As of"),
    "industries": ("行业", "Industries"),
    "inputs": ("输入文件", "Input files"),
    "read": ("已读取", "Read"),
    "unread": ("未能读取", "Not read"),
    "people": ("候选人数", "Candidates"),
    "version": ("版本", "Version"),
    "digests": ("摘要（词表 / 需求表）", "Digests (lexicon / requirements)"),
    "none": ("无", "none"),
    "cut": (
        "本报告详列前 {shown} 位；其余 {rest} 位见 matches.jsonl 与 ranking.xlsx。",
        "The first {shown} are described here; the other {rest} are in matches.jsonl and ranking.xlsx.",
    ),
    "cut_table": ("其余 {rest} 位见 ranking.csv", "{rest} more in ranking.csv"),
    "method": ("计分说明", "How scores are made"),
    "method.1": (
        "需求表的每一条要求是一行，按优先级占一定分值；各行得分之和就是总分，没有其他加减。",
        "Each demand of the table is one row with a share of 100 points set by its priority. The rows add up to the "
        "score; nothing else is added or taken away.",
    ),
    "method.2": (
        "「必需」是门槛，不是分数：不满足则标为「不符合」，材料里看不出则标为「待确认」。",
        "A must-have is a gate, not points: not met means not eligible, not to be told from the documents means to be "
        "confirmed.",
    ),
    "method.3": (
        "材料没有写的记为「未知」，不当作没有，暂计一小部分分。区间的下限与上限，是所有未知项都不具备或都具备时的分数。",
        "What the documents do not say is unknown, not absent, and earns a small part for the time being. The range "
        "runs from the score if everything unknown turned out absent to the score if it turned out present.",
    ),
    "method.4": (
        "在经历、数据、证书中有据可查的，比只在自我评价里写到的得分高；否认、希望、正在学或说的是别人的，不计分。",
        "What a job, a figure or a certificate shows counts more than what is only claimed. What a resume denies, "
        "wishes for, is still learning or says of someone else earns nothing.",
    ),
    "method.5": (
        "页面上看不见的文字不参与计分。本报告供人参考，录用与否由人决定。",
        "Text that cannot be seen on the page never counts. This report helps people decide; it does not decide.",
    ),
    "legend": (
        "色块为已得分（黄色：未知项暂计的分），虚框为未知项可能补上的分，空框为未得分。",
        "Filled: points earned (yellow: what an unknown earns for now). Dashed: what it could still add. "
        "Outlined: points not earned.",
    ),
    "problem.empty": ("没有可读文字", "no text found"),
    "problem.unsupported": ("格式不支持", "format not supported"),
    "problem.encrypted": ("已加密", "encrypted"),
    "problem.corrupt": ("文件损坏", "damaged file"),
    "problem.timeout": ("读取超时", "took too long"),
    "problem.too_large": ("文件过大", "too large"),
    "problem.too_many_pages": ("页数过多", "too many pages"),
    "problem.out_of_memory": ("占用内存过多", "needed too much memory"),
    "problem.ok": ("已读取", "read"),
    "notice.hidden_text": ("含隐藏文字", "hidden text"),
    "notice.keyword_stuffing": ("关键词堆砌", "keyword stuffing"),
    "notice.invisible_characters": ("含不可见字符", "invisible characters"),
    "notice.text_mismatch": ("文字与显示不一致", "text differs from what is shown"),
    "notice.instruction_to_reader": ("含写给阅读程序的指令", "instruction to the reader"),
    "notice.scanned_page": ("扫描页", "scanned page"),
    "notice.two_readings": ("两种读法", "two readings"),
    "section.header": ("页首", "header"),
    "section.summary": ("个人简介", "summary"),
    "section.objective": ("求职意向", "objective"),
    "section.self_evaluation": ("自我评价", "self-evaluation"),
    "section.skills": ("技能", "skills"),
    "section.languages": ("语言", "languages"),
    "section.certificates": ("证书", "certificates"),
    "section.work": ("工作经历", "work history"),
    "section.projects": ("项目经历", "projects"),
    "section.education": ("教育经历", "education"),
    "section.training": ("培训", "training"),
    "section.awards": ("荣誉", "awards"),
    "section.hobbies": ("兴趣爱好", "hobbies"),
    "section.references": ("证明人", "references"),
    "section.personal": ("个人信息", "personal details"),
    "section.declaration": ("声明", "declaration"),
    "section.other": ("其他", "other"),
    "progress": ("读取简历", "Reading resumes"),
    "progress.failed": ("失败 {n}", "{n} failed"),
    "progress.line": (
        "已读 {done}/{total}，失败 {failed}，约剩 {left}",
        "read {done}/{total}, {failed} failed, about {left} left",
    ),
    "progress.kept": ("{n} 份沿用上次中断时已读的结果", "{n} taken over from the interrupted run"),
    "step.group": ("合并同一人的简历", "Grouping repeat resumes"),
    "step.rank": ("排名", "Ranking"),
    "step.write": ("写出结果", "Writing the results"),
    "done": ("结果在 {folder}", "Results are in {folder}"),
    "done.report": ("报告：{path}", "Report: {path}"),
    "done.unread": ("{n} 份文件未能读取：", "{n} of the files could not be read:"),
    "done.not_understood": (
        "需求表有 {n} 处未能理解（见报告）",
        "{n} parts of the table were not understood (see the report)",
    ),
    "interrupted": (
        "已中断。已读的内容已保留，再次运行同一命令即可继续。",
        "Interrupted. What was read is kept; the same command goes on.",
    ),
    "separator": ("；", "; "),
    "colon": ("：", ": "),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    >>> Wording("en").say("page", n=2)
    'page 2'
    >>> Wording("zh").one_of("status", "met")
    '满足'
    """

    language: UiLanguage

    def say(self, key: str, **values: object) -> str:
        """The words for `key`, with `values` filled in."""
        chinese, english = _WORDS[key]
        return (chinese if self.language == "zh" else english).format(**values)

    def one_of(self, family: str, value: str | None) -> str:
        """The words for a coded value, such as a status; a value the table does not know is shown as it is."""
        if value is None:
            return ""
        key = f"{family}.{value}"
        return self.say(key) if key in _WORDS else value

    def join(self, parts: list[str] | tuple[str, ...]) -> str:
        """Several short statements in one line."""
        return self.say("separator").join(parts)


def wording_for(requirements: RequirementProfile) -> Wording:
    """Chinese if the table's own words are Chinese, else English."""
    rows = (*requirements.criteria, *requirements.inactive)
    words = "".join(row.label + row.category + row.assessment for row in rows)
    words = words or "".join(row.text for row in requirements.not_understood)
    return Wording("zh" if han_share(words) >= 0.2 else "en")
