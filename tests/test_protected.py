"""What is protected is found and blacked out, what only looks like it stays, and no score moves with it."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.protected import GROUNDS, MASK, find_protected, mask
from cs_match.documents.reading import read_text
from cs_match.people.grouping import group_people
from cs_match.ranking.rank import rank
from cs_match.records import Candidate, Document, Hidden, RequirementProfile, as_json
from cs_match.requirements.profile import load_requirements

JOB = "\n工作经历\n2021.03-至今 晴空有限公司 在线客服\n处理退款\n"
ENGLISH_JOB = "\nWork experience\nJan 2021 - Present  Acme Ltd, Customer service agent\n- answered 60 calls a day\n"
ROOT = Path(__file__).resolve().parent.parent
MARK = re.compile(r"\{(\w+):([^}]*)\}")


def document(line: str) -> Document:
    han = re.search("[\u3400-\u9fff]", line)
    return read_text(f"张三\n{line}\n{JOB}" if han else f"Ann Lee\n{line}\n{ENGLISH_JOB}")


@pytest.mark.parametrize(
    "marked",
    [
        "{sex:女} | {age:28岁} | {ethnicity:汉族} | {politics:中共党员} | {marriage:未婚}",
        "性别：{sex:男}　　民族：{ethnicity:汉}　　政治面貌：{politics:群众}",
        "性 别\t{sex:女}\t民 族\t{ethnicity:回}\t婚否\t{marriage:已婚}",
        "籍贯：{origin:湖南长沙}  婚姻状况 {marriage:已婚已育}  健康状况：{health:良好}",
        "户口：{origin:吉林延边} | 户口性质：{origin:农业户口}",
        "身高：{health:165cm}  体重：{health:52kg}  血型：{health:O型}",
        "身份证号：{id_number:110105199003078515}",
        "出生年月：{age:1996年8月}  生肖：{age:属鼠}",
        "宗教信仰：{religion:无}",
        "{photo:照片}",
        "{sex:女} {age:26岁} {ethnicity:满族} 本科 大连",
        "自我评价\n今年 {age:34 岁}，{marriage:孩子上小学}，有老人带。",
        "自我评价\n{marriage:已婚已育}，无后顾之忧；{health:持有听力残疾证}",
        "自我评价\n老家在{origin:河南信阳}，{sex:我是女生}，{religion:我信佛}",
        "出生地：{origin:台中}　國籍：{origin:馬來西亞}",
        "Gender: {sex:Female} | Date of birth: {age:March 14, 1996} | Nationality: {origin:Malaysian}",
        "Marital status: {marriage:Single} | Religion: {religion:Hindu} | Race: {ethnicity:Indian}",
        "{sex:Male} | {age:Age 31} | {marriage:Married} | Leeds",
        "NRIC: {id_number:S1234567D} | Height: {health:5'2\"} | Blood group: {health:O+}",
        "{photo:Photo attached}",
        "Summary\nI am {age:29 years old}, {marriage:mother of two}, {religion:practising Catholic}.",
        "Summary\n{health:I have epilepsy} and {marriage:my husband} works nights.",
    ],
)
def test_what_is_found(marked: str) -> None:
    plain = MARK.sub(r"\2", marked)
    wanted = [(ground, text) for ground, text in MARK.findall(marked)]
    assert [(one.ground, one.text) for one in find_protected(document(plain))] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "擅长男装、女装、童装类目的售前接待",
        "语言：汉语、英语",
        "汉堡王门店客服",
        "自我评价\n熟悉健康险、意外险，做过健康顾问",
        "自我评价\n负责党建客户和党员服务热线",
        "自我评价\n销售过《未婚女性》读本和未婚妻系列礼盒、未婚人群保险",
        "自我评价\n为60岁以上老人和3岁孩子的家长选品",
        "自我评价\n接待怀孕客户，讲解生育津贴政策",
        "自我评价\n以客户满意为信仰，群众来电件件有回音",
        "5年客服经验 | 本科 | 杭州",
        "甘孜藏族自治州政务热线",
        "电话：13800138000 | QQ 123456789",
        "Summary\nSingle point of contact for 40 accounts; single sign-on rollout",
        "Summary\nHealth insurance claims for elderly customers; child care products",
        "Summary\nRace condition fixed in the queue, Christian Dior counter, Catholic Relief Services line",
        "Summary\nMaternity leave policy queries and cover for managers",
        "DOB + address + last 4 verification on every call",
        "Married at First Sight forum moderator",
        "Summary\n30 years of experience; the company is 29 years old",
        "Summary\nHelped customers aged 60 and over",
    ],
)
def test_near_misses_stay(line: str) -> None:
    assert find_protected(document(line)) == ()


def test_customers_in_jobs_are_not_the_person() -> None:
    told = (
        "- 接待60岁以上老人、孕妇客户\n- 残疾人证补办、户口迁移咨询\n- 服务党员，统计民族、性别、年龄\n- 已婚客户保单\n"
    )
    assert find_protected(read_text("张三\n\n工作经历\n2019.07-2024.05 市民热线 坐席\n" + told)) == ()


def test_a_table_with_named_columns() -> None:
    found = find_protected(read_text("姓名\t性别\t民族\t学历\n张三\t女\t汉\t大专\n" + JOB))
    assert [(one.ground, one.text) for one in found] == [("sex", "女"), ("ethnicity", "汉")]


def test_masking_keeps_every_offset_and_all_else() -> None:
    one = document("女 | 28岁 | 汉族，电话：13800138000，期望城市：杭州")
    masked = mask(one)
    assert len(masked.text) == len(one.text)
    assert "█ | ███ | ██，电话：13800138000，期望城市：杭州" in masked.text
    assert find_protected(masked) == ()
    for found in find_protected(one):
        assert set(masked.text[found.start : found.end].split()) <= {MASK * n for n in range(1, 30)}


def test_hidden_text_is_masked_too() -> None:
    one = Document("a", "pdf", "", 0, "张三\n", hidden=(Hidden("性别：女", "white", 1),))
    assert mask(one).hidden[0].text == "性别：█"


def test_traditional_full_width_and_spaced_out_forms() -> None:
    for line in ("性別：女", "性　別：女", "性 别 : 女", "〖基本〗 性别：女"):
        assert [one.ground for one in find_protected(document(line))] == ["sex"], line


def test_it_stands_in_no_candidate() -> None:
    """What is written out and ranked holds no such record: it is made on demand, from the document."""
    names = set(Candidate.__dataclass_fields__)
    assert not [name for name in names if "protected" in name or name in GROUNDS]


SWAPS = {
    "女": "男", "28岁": "51岁", "1998.05": "1975.05", "汉族": "回族", "已婚已育": "未婚", "中共党员": "群众",
    "湖南长沙": "河南信阳", "良好": "听力残疾", "佛教": "伊斯兰教",
}  # fmt: skip
RESUME = """林小雨
女 | 28岁 | 汉族 | 已婚已育 | 中共党员 | 武汉
出生年月：1998.05　籍贯：湖南长沙　健康状况：良好　宗教信仰：佛教
电话：13911110001
学历：大专
工作经历
2021.03-至今 某某旗舰店 售后客服
使用千牛接待买家，双11单日接待600+人次
"""


def _scored(text: str, profile: RequirementProfile) -> object:
    day = date(2026, 6, 30)
    one = read_candidate(read_text(text, source="a.txt"), as_of=day)
    [match] = rank(group_people([one]), profile, as_of=day)
    return {key: value for key, value in as_json(match).items() if key != "candidate"}


def test_swapping_what_is_protected_moves_no_score() -> None:
    profile = load_requirements(ROOT / "data/requirements/shop_chat.csv", industries=("电商",))
    swapped = RESUME
    for old, new in SWAPS.items():
        assert old in swapped
        swapped = swapped.replace(old, new)
    assert _scored(RESUME, profile) == _scored(swapped, profile)
    assert _scored(mask(read_text(RESUME)).text, profile) == _scored(RESUME, profile)


@pytest.mark.parametrize("piece", ["女", "女 | ", "性别：", "28岁，", "married, ", "老家在"])
def test_long_texts_take_linear_time(piece: str) -> None:
    begun = time.process_time()
    find_protected(read_text(piece * 40_000))
    assert time.process_time() - begun < 5
