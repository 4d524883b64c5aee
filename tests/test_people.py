"""Repeat resumes join, look-alikes do not, and nothing depends on the order of the input."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest

from cs_match.people.grouping import group_people
from cs_match.people.keys import LARGEST_BLOCK, candidate_pairs, name_parts, read_traits
from cs_match.people.pairs import compare, score
from cs_match.records import Candidate, Fields, Job


def resume(source: str, *jobs: tuple[str, str, str], text: str = "", **fields: Any) -> Candidate:
    history = tuple(Job(company, "客服", start, end, True) for company, start, end in jobs)
    digest = hashlib.sha256((source + text).encode()).hexdigest()
    return Candidate(source, digest, 1, fields.pop("language", "zh"), text, Fields(jobs=history, **fields))


def groups(*candidates: Candidate) -> list[list[str]]:
    return [[p.lead.source, *(r.source for r in p.repeats)] for p in group_people(candidates)]


A = ("星河网络科技有限公司", "2019-07", "2021-03")
B = ("远航物流有限公司", "2021-04", "present")
A_EN = ("Galaxy Network Technology", "2019-07", "2021-03")
B_EN = ("Voyage Logistics", "2021-04", "present")

SAME = {
    "new phone, same mail": (
        resume("a", A, name="苏婉婷", phone="13800138001", email="swt@example.com"),
        resume("b", A, B, name="苏婉婷", phone="13900139002", email="swt@example.com"),
    ),
    "phone written in another form": (
        resume("a", name="邓国峰", phone="13900139327"),
        resume("b", name="邓国峰", phone="+8613900139327"),
    ),
    "traditional characters": (
        resume("a", name="陳國華", phone="13900139327"),
        resume("b", name="陈国华", phone="13900139327"),
    ),
    "Chinese and English, no shared contact": (
        resume("a", A, B, name="罗嘉豪", email="ljh@example.com"),
        resume("b", A_EN, B_EN, name="Luo Jiahao", email="jiahao@example.org", language="en"),
    ),
    "masked name, same career": (
        resume("a", A, B, name="梁慧敏", school="广州大学", birth_year=1995),
        resume("b", A, B, name="梁女士", school="广州大学", birth_year=1995),
    ),
    "English nickname": (
        resume("a", name="Margaret A. Kowalczyk", phone="+13125550123", language="en"),
        resume("b", A_EN, name="Peggy Kowalczyk", phone="+13125550123", language="en"),
    ),
    "typing error in a long name": (
        resume("a", A_EN, name="Priyanka Venkataraman", email="pv@example.com", language="en"),
        resume("b", A_EN, name="Priyanka Venkatramn", email="PV@example.com", language="en"),
    ),
}  # fmt: skip
DIFFERENT = {
    "brother and sister on one phone": (
        resume("a", A, name="马晓东", phone="13900139774"),
        resume("b", A, name="马晓燕", phone="13900139774"),
    ),
    "namesakes": (
        resume("a", A, name="王丽", birth_year=1992, phone="13900139001", school="成都大学"),
        resume("b", ("金桥商贸", "2019-09", "2022-01"), name="王丽", birth_year=1992, school="西华大学"),
    ),
    "twins": (
        resume("a", A, name="孙佳怡", birth_year=1999, school="江南大学", major="日语"),
        resume("b", A, name="孙佳悦", birth_year=1999, school="江南大学", major="韩语"),
    ),
    "placeholder phone": (
        resume("a", name="张伟", phone="13800138000"),
        resume("b", name="李娜", phone="13800138000"),
    ),
    "same name, other birth year": (
        resume("a", name="刘志强", birth_year=1980, email="lzq1@example.com"),
        resume("b", name="刘志强", birth_year=1996, email="lzq2@example.com"),
    ),
    "nothing known but the school": (resume("a", school="江南大学"), resume("b", school="江南大学")),
}  # fmt: skip


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME.keys())
def test_repeats_of_one_person_join(pair: tuple[Candidate, Candidate]) -> None:
    assert len(groups(*pair)) == 1


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_look_alikes_stay_apart(pair: tuple[Candidate, Candidate]) -> None:
    assert len(groups(*pair)) == 2


def test_the_reason_names_what_is_shared() -> None:
    [person] = group_people(SAME["new phone, same mail"])
    assert person.lead.source == "b"  # the newer history leads
    assert person.reasons == {"a": "邮箱相同；姓名相同；1段工作的入职月份相同"}


def test_copied_duties_do_not_join_two_names() -> None:
    text = "负责售前售后咨询，处理退换货与投诉，维护店铺评价，整理常见问题，" * 20
    pair = resume("a", name="陈雨欣", text=text), resume("b", name="谭雨欣", text=text)
    assert len(groups(*pair)) == 2


def test_identical_files_are_one_person() -> None:
    one = resume("a", name="陈雨欣", text="正文")
    again = Candidate("copy", one.sha256, one.bytes, one.language, one.text, one.fields)
    assert groups(one, again) == [["a", "copy"]]


def test_no_chain_through_a_shared_document() -> None:
    """The middle document agrees with both ends, which contradict each other."""
    left = resume("a", name="王丽", phone="13900139001", birth_year=1980)
    middle = resume("b", name="王丽", phone="13900139001", email="wl@example.com")
    right = resume("c", name="王丽", email="wl@example.com", birth_year=1996)
    assert all(not {"a", "c"} <= set(group) for group in groups(left, middle, right))


def test_order_of_input_does_not_matter() -> None:
    pool = [document for pair in [*SAME.values(), *DIFFERENT.values()] for document in pair]
    pool = [
        Candidate(f"{at:02}", f"{at:064}", c.bytes, c.language, c.text, c.fields) for at, c in enumerate(pool)
    ]  # fmt: skip
    expected = group_people(pool)
    for seed in range(5):
        shuffled = pool[:]
        random.Random(seed).shuffle(shuffled)
        assert group_people(shuffled) == expected, f"seed {seed}"


def test_comparison_is_symmetric() -> None:
    for a, b in [*SAME.values(), *DIFFERENT.values()]:
        x, y = read_traits(a), read_traits(b)
        assert score(compare(x, y)) == score(compare(y, x))


def test_a_hotline_on_every_resume_is_no_key() -> None:
    crowd = [read_traits(resume(f"{at:03}", phone="4008001234")) for at in range(LARGEST_BLOCK + 1)]
    assert list(candidate_pairs(crowd)) == []
    assert len(list(candidate_pairs(crowd[:3]))) == 3


def test_surnames_with_a_reading_of_their_own() -> None:
    assert name_parts("曾国强").key == name_parts("Zeng Guoqiang").key
    assert name_parts("欧阳静").tokens == ("ouyang", "jing")


def test_empty_and_single() -> None:
    assert group_people([]) == ()
    assert groups(resume("a", name="张伟")) == [["a"]]
