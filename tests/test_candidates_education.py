"""Education as resumes of many countries write it: level, school, major of the highest degree."""

from __future__ import annotations

from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.degrees import degree_subject, latin_level, level_in
from cs_match.documents.reading import read_text
from cs_match.records import Fields


def _fields(text: str, heading: str = "Education") -> Fields:
    before, after = "# Jane Doe\njane@example.com\n\n", "\n\n## Skills\nExcel\n"
    document = read_text(f"{before}## {heading}\n{text}{after}", source="cv.pdf", markdown=True)
    return read_candidate(document, as_of=date(2026, 6, 1)).fields


Expected = tuple[str | None, str | None, str | None]
LATIN: list[tuple[str, Expected]] = [
    (
        "BA (Hons) English Literature, University of Leeds, 2:1, 2016-2019\nA Levels, Allerton Grange School, 2016",
        ("bachelor", "University of Leeds", "English Literature"),
    ),
    (
        "BTEC Level 3 Extended Diploma in Travel & Tourism – Newcastle College, 2015",
        ("vocational", "Newcastle College", "Travel & Tourism"),
    ),
    (
        "Higher Certificate in Business, Institute of Technology Tralee\nLeaving Certificate, Coláiste na Sceilge",
        ("associate", "Institute of Technology Tralee", "Business"),
    ),
    (
        "Bachelor of Arts in Communication, minor in Spanish\nUniversity of Nebraska–Lincoln, May 2017, GPA 3.4",
        ("bachelor", "University of Nebraska–Lincoln", "Communication"),
    ),
    ("B.S. Hospitality Administration — Boston University — Boston, MA — 2014",
     ("bachelor", "Boston University", "Hospitality Administration")),
    ("Associate of Arts (A.A.), Liberal Studies | Broward College | Fort Lauderdale, FL | 2015",
     ("associate", "Broward College", "Liberal Studies")),
    ("Coursework toward Bachelor of Business Administration, Tarrant County College (not completed)\n"
     "Diploma, Arlington Heights High School, 2013", ("high_school", "Arlington Heights High School", None)),
    ("GED, State of Georgia, 2009", ("high_school", None, None)),
    ("B.Com from St. Xavier's College, Ahmedabad, 2014 with 62%\nHSC from Gujarat Board, 2011 – 68%",
     ("bachelor", "St. Xavier's College", "Commerce")),
    ("Bachelor of Technology (Electronics & Communication), JNTU Hyderabad, 2015",
     ("bachelor", "JNTU Hyderabad", "Electronics & Communication")),
    ("College: BS Hotel and Restaurant Management, University of Cebu (2009–2013)\nElementary: Tejero School (2005)",
     ("bachelor", "University of Cebu", "Hotel and Restaurant Management")),
    ("Bachelor of Commerce (Finance option), University of Nairobi, 2013 – 2017\nK.C.S.E, Alliance High School, 2012",
     ("bachelor", "University of Nairobi", "Finance")),
    ("Ausbildung zur Kauffrau für Bürokommunikation, Berufsschule Köln, 2014\nAbitur, Gymnasium Rodenkirchen, 2011",
     ("vocational", "Berufsschule Köln", "Kauffrau für Bürokommunikation")),
    ("Degree: Bachelor of Arts\nMajor: Journalism\nSchool: University of Oregon",
     ("bachelor", "University of Oregon", "Journalism")),
    ("I am in my third year of a Law degree at the University of Birmingham.",
     ("bachelor", "University of Birmingham", "Law")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LATIN)
def test_latin_education(text: str, expected: Expected) -> None:
    fields = _fields(text)
    assert (fields.education, fields.school, fields.major) == expected


HAN: list[tuple[str, Expected]] = [
    ("江西财经大学（2012-2016）会计学 统招本科", ("bachelor", "江西财经大学", "会计学")),
    ("邢台技师学院 五年一贯制 预备技师 电子商务 2013-2018", ("vocational", "邢台技师学院", "电子商务")),
    ("武汉科技大学城市学院（独立学院） 市场营销 本科", ("bachelor", "武汉科技大学城市学院", "市场营销")),
    ("2016届安徽大学应用心理学 本科", ("bachelor", "安徽大学", "应用心理学")),
    ("高中（肄业），后来自考大专：湖北大学 行政管理 2015年毕业", ("associate", "湖北大学", None)),
    ("2012-2016 东北大学秦皇岛分校 行政管理 全日制本科", ("bachelor", "东北大学秦皇岛分校", "行政管理")),
    ("普通高中毕业，没上大学", ("high_school", None, None)),
    ("读过两年技校（淄博市技师学院，数控），2009年毕业", ("vocational", "淄博市技师学院", "数控")),
    ("銘傳大學 應用英語學系 學士 2010/09–2014/06", ("bachelor", "銘傳大學", "應用英語學系")),
]


@pytest.mark.parametrize(("text", "expected"), HAN)
def test_chinese_education(text: str, expected: Expected) -> None:
    fields = _fields(text, "教育经历")
    assert (fields.education, fields.school) == expected[:2]
    assert expected[2] is None or fields.major == expected[2]


def test_a_table_of_schools_is_read_by_its_head_without_a_heading() -> None:
    rows = "| Institution | Qualification | Date |\n| Rivers Delta Polytechnic | HND Business Administration | 2015 |\n"
    rows += "| Community Secondary School, Nnewi | WASSCE | 2009 |"
    fields = _fields("\n" + rows, "Other")
    assert (fields.education, fields.school) == ("associate", "Rivers Delta Polytechnic")
    assert fields.major == "Business Administration"


def test_labels_and_values_in_turn_are_no_table_of_schools() -> None:
    fields = _fields("| 毕业院校 | 河南广播电视大学 | 专业 | 行政管理 | 学历 | 大专 |", "基本信息")
    assert (fields.education, fields.school, fields.major) == ("associate", "河南广播电视大学", "行政管理")


@pytest.mark.parametrize("text", ["Boston, MA", "MS Office and MS Excel", "ready to be trained", "Bachelor's pass"])
def test_no_degrees(text: str) -> None:
    assert latin_level(text) is None


def test_levels_and_subjects_of_abbreviations() -> None:
    assert level_in("副學士") == ("associate", 0, 3)
    assert degree_subject("B. Com.") == "Commerce"
    assert level_in("其中五人") is None
