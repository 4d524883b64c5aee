"""What a PDF hides stays out of the text and is reported; what honest files do stays in."""

from __future__ import annotations

import pytest
from making_pdf import HEIGHT, WIDTH, box, pdf, picture, text

from cs_match.documents.limits import ReadLimits
from cs_match.documents.pdf import read_pdf
from cs_match.records import Document

SEEN = text(50, 60, "Plain words that everybody sees")
SECRET = "Salesforce Zendesk expert"


def read(content: str, extra: str = "") -> Document:
    return read_pdf(pdf(content, extra=extra), "a.pdf", ReadLimits())


HIDDEN = {
    "white on the white page": ("same_colour", text(50, 200, SECRET, more="1 1 1 rg")),
    "nearly white": ("same_colour", text(50, 200, SECRET, more="0.98 0.98 0.97 rg")),
    "white in CMYK": ("same_colour", text(50, 200, SECRET, more="0 0 0 0 k")),
    "dark on a dark box": (
        "same_colour",
        box(40, 180, 400, 220, "0.1 0.2 0.3") + text(50, 200, SECRET, more="0.1 0.2 0.3 rg"),
    ),
    "neither filled nor stroked": ("not_drawn", text(50, 200, SECRET, more="3 Tr")),
    "one point": ("tiny", text(50, 200, SECRET, 1)),
    "one point by its matrix": ("tiny", f"q 0.1 0 0 0.1 50 600 cm BT /H 10 Tf ({SECRET}) Tj ET Q"),
    "transparent": ("transparent", text(50, 200, SECRET, more="/Clear gs")),
    "left of the page": ("off_page", text(-500, 200, SECRET)),
    "below the page": ("off_page", text(50, HEIGHT + 300, SECRET)),
    "under a white box": ("covered", text(50, 200, SECRET) + box(40, 180, 400, 220, "1 1 1")),
    "under a picture": ("covered", text(50, 200, SECRET) + picture(40, 180, 400, 220)),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden(name: str) -> None:
    kind, content = HIDDEN[name]
    document = read(SEEN + content)
    assert document.text == "Plain words that everybody sees\n"
    assert [(one.kind, one.text, one.page) for one in document.hidden] == [(kind, SECRET, 1)]
    assert [notice.kind for notice in document.warnings] == ["hidden_text"]
    assert SECRET not in document.warnings[0].detail


def test_outside_of_the_crop_box() -> None:
    document = read(SEEN + text(50, 700, SECRET), extra=f"/CropBox [0 400 {WIDTH} {HEIGHT}]")
    assert document.text == "Plain words that everybody sees\n"
    assert [one.kind for one in document.hidden] == ["off_page"]


HONEST = {
    "white on a dark sidebar": box(0, 0, 200, HEIGHT, "0.1 0.2 0.3") + text(20, 200, SECRET, more="1 1 1 rg"),
    "white on a dark cell of a table": box(45, 185, 300, 210, "0.3 0.3 0.3") + text(50, 200, SECRET, more="1 1 1 rg"),
    "white on a picture": picture(0, 150, WIDTH, 250) + text(50, 200, SECRET, more="1 1 1 rg"),
    "black on a picture": picture(0, 0, WIDTH, HEIGHT) + text(50, 200, SECRET),
    "white on a drawn ribbon": "q 0.1 0.3 0.6 rg 40 620 m 300 620 l 320 640 l 300 660 l 40 660 l h f Q\n"
    + text(50, 200, SECRET, more="1 1 1 rg"),
    "grey": text(50, 200, SECRET, more="0.6 0.6 0.6 rg"),
    "a small footer": text(50, 780, SECRET, 6),
    "on a light band painted first": box(40, 180, 400, 220, "0.95 0.95 0.9") + text(50, 200, SECRET),
    "set twice to look bold": text(50, 200, SECRET) + text(50.2, 200, SECRET),
    "a box around it": text(50, 200, SECRET) + f"q 40 {HEIGHT - 220} 300 40 re S Q\n",
    "a box beside it": text(50, 200, SECRET) + box(40, 230, 400, 260, "1 1 1"),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest(name: str) -> None:
    document = read(HONEST[name] + SEEN)
    assert document.text.count(SECRET) == 1
    assert document.hidden == ()
    assert document.warnings == ()


def test_a_stray_letter_is_hidden_without_a_warning() -> None:
    document = read(SEEN + text(50, 200, "z", more="1 1 1 rg"))
    assert [one.text for one in document.hidden] == ["z"]
    assert document.warnings == ()


def test_an_invisible_layer_beside_visible_text_is_hidden() -> None:
    document = read(picture(0, 0, WIDTH, HEIGHT) + SEEN + text(50, 200, SECRET, more="3 Tr"))
    assert [one.kind for one in document.hidden] == ["not_drawn"]
