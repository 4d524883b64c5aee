"""Names, home towns and contacts in the forms of many countries."""

from __future__ import annotations

from datetime import date

import pytest

from cs_match.candidates.candidate import read_candidate
from cs_match.candidates.contacts import find_email
from cs_match.candidates.layout import Sheet
from cs_match.documents.reading import read_text
from cs_match.records import Fields
from cs_match.sections import find_sections

REST = (
    "\n\n## Experience\nAdvisor, Northgate Retail, Manchester, 2019 - 2024\n\n## Education\nBA, University of Leeds\n"
)


def _fields(text: str) -> Fields:
    return read_candidate(read_text(text + REST, source="cv.pdf", markdown=True), as_of=date(2026, 6, 1)).fields


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First name: Marek\nLast name: Zielonka", "Marek Zielonka"),
        ("# JENNIFER L. COOK, CSM\nOverland Park, KS", "JENNIFER L. COOK"),
        ("# Hannah Okoro, Customer Service Advisor", "Hannah Okoro"),
        ("My name is Inés Bellweather. I was born in Cork in 1988.", "Inés Bellweather"),
        ("歐陽 志明 先生\n電話 5555 0180", "歐陽志明"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert _fields(text).name == name


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("# Hemi Parata\n18 Riddiford Street, Newtown, Wellington 6021", "Wellington"),
        ("# Gareth Llewellyn\nPontypridd, South Wales", "Pontypridd"),
        ("# Rafiqul Islam\nMirpur-10, Dhaka-1216, Bangladesh", "Dhaka"),
        ("# Chloe Nguyen\nFootscray VIC 3011 | 0400 000 111", "Footscray"),
        ("# Lim Hui Ling (Charlotte)\nBlk 220 Ang Mo Kio Ave 1 Singapore 560220", "Singapore"),
        ("# Jessa Quijano\nBrgy. Bulua, Cagayan de Oro City", "Cagayan de Oro City"),
        ("# Jane Doe\njane@example.com", None),  # never the school's or the employer's
    ],
)
def test_towns(text: str, city: str | None) -> None:
    assert _fields(text).city == city


def test_of_two_own_numbers_the_mobile_one() -> None:
    assert _fields("# Stephen Tsui\n2555 0188 (home) | 9555 0188 (mobile)").phone == "95550188"


def test_an_address_must_keep_the_grammar() -> None:
    document = read_text("Jane\njane..doe@example.com\njane@example.com", source="a.txt")
    found = find_email(Sheet(document, find_sections(document)))
    assert found is not None
    assert found.value == "jane@example.com"
