"""Facts of resumes whose writers keep to no form: letters, own headings, ages in words."""

from __future__ import annotations

from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.documents.reading import read_text
from cs_match.records import Fields
from cs_match.sections import find_sections


def _fields(text: str) -> Fields:
    document = read_text(text, source="x.md", markdown=True)
    return read_candidate(document, tagger=False, as_of=date(2026, 6, 1)).fields


def _jobs(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(job.company, job.title, job.start, job.end) for job in _fields(text).jobs]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("GAVIN McILROY\n0491 570 159 · 57 years old as of this edit (23 Mar 2026)", 1969),
        ("Gwen Pemberton\n\n8 December 2025\n\nDear Sir,\n\nI am sixty-one and I like the work.", 1964),
        ("尊敬的负责人：\n我叫鲁建国，四十一岁，写信日期是 2026 年 2 月 27 日，住郑州金水区。", 1985),
        ("RIMA HADDAD\nHalifax\nPermanent resident. Age: 22 (June 2026)", 2004),
        ("Sam Poe\nI was born in nineteen seventy-nine in Hull.", 1979),
        ("高岩\n济南历下 | 九七年生", 1997),
        ("申宝根　1977年9月　江西 抚州 临川区　电话 13900136221", 1977),
        ("Sam Poe\nAge: 34", None),
    ],
)
def test_birth_years(text: str, year: int | None) -> None:
    assert _fields(text).birth_year == year


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("Support Agent, Acme Ltd — June 2021 →", "2021-06", "present"),
        ("Support Agent, Acme Ltd — X 2017 → XII 2021", "2017-10", "2021-12"),
        ("04/2019 – today: Support Agent, Acme Ltd", "2019-04", "present"),
        ("大樂旅遊 客服專員　110.3 – 至今", "2021-03", "present"),
        ("大樂旅遊 客服專員　104.6 – 107.8", "2015-06", "2018-08"),
    ],
)
def test_periods_in_many_forms(line: str, start: str, end: str) -> None:
    [job] = _fields(f"## Work experience\n{line}\n- calls and chats of customers").jobs
    assert (job.start, job.end) == (start, end)


def test_same_place_and_remarks() -> None:
    text = """## Experience
**Retentions Consultant**, Quokka Mobile & NBN, Perth
May 2016 to present · full-time
- calls

**Acting Team Lead**, same place
Jan to Jun 2021
- twelve people
"""
    assert _jobs(text) == [
        ("Quokka Mobile & NBN", "Retentions Consultant", "2016-05", "present"),
        ("Quokka Mobile & NBN", "Acting Team Lead", "2021-01", "2021-06"),
    ]


def test_present_employer_over_its_posts() -> None:
    text = """## Work
Present Employer: Arogyam Multispeciality Hospital (420 beds)
A. Senior Executive – International Patient Services (Jan 2020 till date)
i. First reply
B. Front Office Executive (July 2017 – Dec 2019)
"""
    assert [(company, start) for company, _, start, _ in _jobs(text)] == [
        ("Arogyam Multispeciality Hospital", "2020-01"),
        ("Arogyam Multispeciality Hospital", "2017-07"),
    ]


def test_columns_of_from_and_to() -> None:
    text = """**WORK**

| From | To | Place | Post |
| :-- | :-- | :-- | :-- |
| Aug 2017 | now | Te Awa Homes (community housing) | Income & Tenancy Officer |
| 1998 | 2008 | Tasman Bus & Coach | Driver |
"""
    assert _jobs(text) == [
        ("Te Awa Homes", "Income & Tenancy Officer", "2017-08", "present"),
        ("Tasman Bus & Coach", "Driver", "1998", "2008"),
    ]


def test_jobs_told_in_english() -> None:
    text = """## Work
Between March 2012 and November 2019 I answered phones for Kestrel Energy, first as an agent, then as a team leader.

In June 2009 Brightwater took me on as a call handler; I left in February 2012.
"""
    found = [(company, start, end) for company, _, start, end in _jobs(text)]
    assert found == [("Kestrel Energy", "2012-03", "2019-11"), ("Brightwater", "2009-06", "2012-02")]


def test_jobs_told_in_chinese_end_where_the_next_begins() -> None:
    text = """## 经历
一九九一年八月进县百货公司当营业员。
1996年3月调到邮电局114台做话务员，一干十五年。
2011年7月114台撤并，转到县供电公司95598做客服。
"""
    assert [(company, start, end) for company, _, start, end in _jobs(text)] == [
        ("县百货公司", "1991-08", "1996-03"),
        ("邮电局114台", "1996-03", "2011-07"),
        ("县供电公司95598", "2011-07", "present"),
    ]


def test_headings_in_own_words_count_for_facts_only() -> None:
    text = "Ann Lee\nann@example.com\nGalway\n\nKITCHENS\n"
    text += "The Lamp Inn, chef, Mar 2022 to now\n\nSPEAK\nPortuguese\n\nPAPERS\nHACCP, 2023\n"
    document = read_text(text, source="x.md", markdown=True)
    own = {section.title: section.kind for section in find_sections(document, informal=True)}
    assert own["KITCHENS"] == "work"
    assert own["SPEAK"] == "languages"
    assert "KITCHENS" not in {section.title for section in find_sections(document)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Dear team,\n\nI would like the job.\n\n" + "I listen.\n\n" * 6 + "Sincerely,\nRosalind (Roz) Hallberg",
            "Rosalind Hallberg",
        ),
        ("您好：\n\n我叫木呷阿木，彝族，现在住在成都。\n\n此致\n阿木", "木呷阿木"),
        ("CURRICULUM VITAE\n\nOKONKWO, CHIDINMA BLESSING\nSurulere, Lagos", "OKONKWO, CHIDINMA BLESSING"),
        ("S. KALAIVANI, MHA\nChennai", "S. KALAIVANI"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert _fields(text).name == name


@pytest.mark.parametrize(
    ("text", "level", "school"),
    [
        (
            "## Education\nBA at Titahi University 1997, one semester.\nBursary, Cannons Creek College, 1996",
            "high_school",
            "Cannons Creek College",
        ),
        ("## School\nSouthaven Technical High School, 2004.", "high_school", "Southaven Technical High School"),
        ("学历是凉山民族中专毕业，学的是汽修。", "vocational", "凉山民族中专"),
        (
            "My youngest starts secondary in September. A-levels, Queensbridge Sixth Form College, 1999.",
            "high_school",
            "Queensbridge Sixth Form College",
        ),
    ],
)
def test_schools_of_all_countries(text: str, level: str, school: str) -> None:
    fields = _fields(text)
    assert (fields.education, fields.school) == (level, school)
