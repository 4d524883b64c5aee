"""The pay that people ask for, in the forms of many places; what they earn or earned is not it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.layout import Sheet
from cs_match.candidates.salary import find_salary
from cs_match.documents.reading import read_text
from cs_match.records import Candidate, ExpectedSalary, as_json, from_json

JOB = "\n工作经历\n2021.03-至今 晴空有限公司 在线客服\n处理退款\n"
ENGLISH_JOB = "\nWork experience\nJan 2021 - Present  Acme Ltd, Customer service agent\n- answered 60 calls a day\n"


def read(text: str) -> Candidate:
    return read_candidate(read_text(text), tagger=False, as_of=date(2026, 6, 30))


def asked(line: str) -> ExpectedSalary | None:
    han = any("\u3400" <= char <= "\u9fff" for char in line)
    text = f"张三\n{line}\n{JOB}" if han or line[:1].isdigit() else f"Ann Lee\n{line}\n{ENGLISH_JOB}"
    return read(text).fields.expected_salary


CNY, MONTH = "CNY", "month"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("期望薪资：8-12K·13薪", (8000, 12000, CNY, MONTH, 13)),
        ("期望月薪 | 6001-8000元/月", (6001, 8000, CNY, MONTH, None)),
        ("月薪6000-8000", (6000, 8000, CNY, MONTH, None)),
        ("薪资：8千-1.2万/月", (8000, 12000, CNY, MONTH, None)),
        ("求职意向：电商客服 | 杭州 | 5-8K", (5000, 8000, CNY, MONTH, None)),
        ("客服经理 | 18-25K·14薪 | 武汉", (18000, 25000, CNY, MONTH, 14)),
        ("期望：日语质检 15-18k×13", (15000, 18000, CNY, MONTH, 13)),
        ("目前年薪 | 税前28万 | 期望 | 30万以上", (300000, None, CNY, "year", None)),
        ("客服 Team Lead,16-20K,一周内到岗", (16000, 20000, CNY, MONTH, None)),
        ("年薪：22-28万", (220000, 280000, CNY, "year", None)),
        ("期望薪资：不低于7000元", (7000, None, CNY, MONTH, None)),
        ("期望7000左右，郑州东边优先", (7000, 7000, CNY, MONTH, None)),
        ("期望职能：纠纷仲裁 | 地点：成都 | 薪资：8-10", (8000, 10000, CNY, MONTH, None)),
        ("期望月薪八千", (8000, 8000, CNY, MONTH, None)),
        ("期望薪资：一万二", (12000, 12000, CNY, MONTH, None)),
        ("当前月薪8K，期望10K", (10000, 10000, CNY, MONTH, None)),
        ("期望时薪：25元/小时", (25, 25, CNY, "hour", None)),
        ("期望薪酬：HK$19,000 或 RMB 13K", (19000, 19000, "HKD", MONTH, None)),
        ("要求月薪:HK$24,000;通知期:一個月", (24000, 24000, "HKD", MONTH, None)),
        ("薪资：底薪6K+提成", (6000, None, CNY, MONTH, None)),
        ("Expected salary: £28k", (28000, 28000, "GBP", "year", None)),
        ("Salary expectation: £24,000 - £26,000 per annum", (24000, 26000, "GBP", "year", None)),
        ("Desired pay: $22/h", (22, 22, "USD", "hour", None)),
        ("Expected pay: $19.50-22.00 per hour", (19.5, 22, "USD", "hour", None)),
        ("Expected salary: HK$18,000", (18000, 18000, "HKD", MONTH, None)),
        ("Expected salary: PHP 35,000 - 42,000 monthly", (35000, 42000, "PHP", MONTH, None)),
        ("Current / expected salary | S$3,600 / S$4,100", (4100, 4100, "SGD", MONTH, None)),
        ("Current salary: £25k | Expected: £28k", (28000, 28000, "GBP", "year", None)),
        ("Expected CTC: 4.5 LPA", (450000, 450000, "INR", "year", None)),
        ("Expected monthly salary: MYR 3,200", (3200, 3200, "MYR", MONTH, None)),
        ("Min. salary | 24,000 EGP net", (24000, None, "EGP", None, None)),
        ("Looking for a salary of at least €32,000", (32000, None, "EUR", "year", None)),
    ],
)
def test_what_is_asked(line: str, wanted: tuple[object, ...]) -> None:
    found = asked(line)
    assert found is not None
    assert (found.low, found.high, found.currency, found.period, found.months) == wanted


OPEN = ("期望薪资：面议", "现時月薪：HK$21,500　要求月薪：面議", "待遇要求 | 面议", "Expected salary: negotiable")


@pytest.mark.parametrize("line", OPEN)
def test_open_to_talk(line: str) -> None:
    found = asked(line)
    assert found is not None
    assert found.negotiable


def test_a_figure_and_open_to_talk() -> None:
    found = asked("期望薪资：8-10K（可面议）")
    assert found is not None
    assert (found.low, found.high, found.negotiable) == (8000, 10000, True)


@pytest.mark.parametrize(
    "line",
    [
        "目前月薪：8K", "Current salary: £25k", "电话：138 0013 8599", "2019.03-2021.06 某公司",
        "5年客服经验，服务10K+用户", "期望接触10万用户的产品", "Looking for a role with 25k users",
        "Expected start: 1 March", "工作年限：3-5年", "出生年月：1996.08", "期望行业：电商、SaaS", "CET-6 580",
        "想留在南宁，看薪资。电话 +86 139-0013-9528", "可谈吐得体地接待客户", "Age 28", "Handled 8-12k tickets a year",
    ],
)  # fmt: skip
def test_no_expectation(line: str) -> None:
    assert asked(line) is None


def test_pay_of_a_job_is_no_expectation() -> None:
    job = "2019.07-2024.05 蓝天有限公司 客服专员  税前月薪：10500\n- 月薪8-10K，奖金2K\n- 希望客户满意，赔付500元以上\n"
    assert read(f"张三\n\n工作经历\n{job}").fields.expected_salary is None


def test_its_place_is_kept_and_it_survives_json() -> None:
    candidate = read("张三\n电话：13800138599\n期望薪资：8-12K·13薪\n" + JOB)
    place = candidate.sources["expected_salary"]
    assert candidate.text[place.start : place.end] == place.quote == "8-12K·13薪"
    assert from_json(Candidate, as_json(candidate)) == candidate


@pytest.mark.parametrize("piece", ["8-", "1,200", "期望8K ", "面议", "薪8k-"])
def test_long_lines_take_linear_time(piece: str) -> None:
    begun = time.process_time()
    find_salary(Sheet(read_text("期望薪资：" + piece * 100_000), ()))
    assert time.process_time() - begun < 5
