"""PDF files: opening, limits, origin of characters, pages without text, the second reader."""

from __future__ import annotations

import pytest
from making_pdf import HEIGHT, WIDTH, box, lines, pdf, picture, text

from cs_match.documents import pdf as pdf_module
from cs_match.documents.limits import ReadLimits
from cs_match.documents.pdf import read_pdf
from cs_match.documents.pdf_doubt import looks_wrong, worth
from cs_match.documents.sheet import Frame, Sheet, Span
from cs_match.errors import DocumentError
from cs_match.records import Document


def read(data: bytes, **limits: int) -> Document:
    return read_pdf(data, "a.pdf", ReadLimits(**limits))


def kinds(document: Document) -> list[str]:
    return [notice.kind for notice in document.warnings]


def sheet_of(*words: str, texts: int = 1, han_fonts: bool = False) -> Sheet:
    spans = [Span(list(word), [float(at) for at in range(len(word) + 1)], 10.0, 10.0) for word in words]
    return Sheet(1, Frame(0, 0, 100, 100), spans, texts=texts, han_fonts=han_fonts)


def test_text_lines_and_pages() -> None:
    document = read(pdf(text(50, 60, "Li Lei", 18, bold=True) + text(50, 90, "熟悉工单系统"), text(50, 60, "Page two")))
    assert document.text == "Li Lei\n熟悉工单系统\nPage two\n"
    assert [(page.number, page.width, page.height) for page in document.pages] == [
        (1, WIDTH, HEIGHT),
        (2, WIDTH, HEIGHT),
    ]
    assert [(line.size, line.bold, line.page) for line in document.lines] == [
        (18.0, True, 1),
        (10.0, False, 1),
        (10.0, False, 2),
    ]
    assert document.format == "pdf"
    assert not document.warnings
    assert not document.hidden


def test_every_character_knows_its_place() -> None:
    document = read(pdf(text(50, 60, "熟悉工单系统")))
    place = document.box_of(document.text.index("工单"), document.text.index("工单") + 2)
    assert place is not None
    assert (place.x0, place.x1) == pytest.approx((70, 90))
    assert place.top < 60 < place.bottom


@pytest.mark.parametrize("quarters", [90, 180, 270])
def test_turned_pages_have_boxes_as_displayed(quarters: int) -> None:
    turned = {90: "0 1 -1 0 200 100", 180: "-1 0 0 -1 400 300", 270: "0 -1 1 0 100 400"}[quarters]
    upright = f"q {turned} cm BT /H 10 Tf 0 0 Td (Upright when displayed) Tj ET Q"
    document = read(pdf(upright, extra=f"/Rotate {quarters}"))
    assert document.text == "Upright when displayed\n"
    place = document.box_of(0, 7)
    assert place is not None
    assert place.x1 - place.x0 > 2 * (place.bottom - place.top)
    assert document.pages[0].width == (HEIGHT if quarters != 180 else WIDTH)


def test_owner_only_protection_opens() -> None:
    assert read(pdf(text(50, 60, "Hello"), password="")).text == "Hello\n"


def test_a_password_is_asked_for_and_used() -> None:
    locked = pdf(text(50, 60, "Hello"), password="letmein")
    with pytest.raises(DocumentError) as caught:
        read(locked)
    assert caught.value.kind == "encrypted"
    assert read_pdf(locked, "a.pdf", ReadLimits(), "letmein").text == "Hello\n"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing here", b"", b"hello"])
def test_what_is_no_pdf_is_corrupt(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert caught.value.kind == "corrupt"


def test_limits() -> None:
    long = pdf(*[text(50, 60, f"Page {n}") for n in range(1, 5)])
    for limits, kind in (({"pages": 3}, "too_many_pages"), ({"characters": 5}, "too_large")):
        with pytest.raises(DocumentError) as caught:
            read(long, **limits)
        assert caught.value.kind == kind


def test_a_picture_without_text_is_a_scanned_page() -> None:
    document = read(pdf(picture(0, 0, WIDTH, HEIGHT), text(50, 60, "Second page")))
    assert [(notice.kind, notice.page) for notice in document.warnings] == [("scanned_page", 1)]
    assert document.text == "Second page\n"


def test_the_layer_of_text_recognition_is_visible() -> None:
    scan = picture(0, 0, WIDTH, HEIGHT) + text(50, 60, "Recognised words", more="3 Tr")
    document = read(pdf(scan))
    assert document.text == "Recognised words\n"
    assert [run.origin for run in document.runs] == ["ocr"]
    assert not document.warnings


def test_an_empty_page_is_no_scan() -> None:
    assert read(pdf("", text(50, 60, "x y"))).warnings == ()


def test_same_bytes_same_document() -> None:
    data = pdf(lines(50, 60, ["Left one", "Left two"]) + lines(300, 60, ["Right one", "Right two"]) + box(0, 0, 9, 9))
    assert read(data) == read(data)


# ---------------------------------------------------------------- the second reader


@pytest.mark.parametrize(
    ("sheet", "wrong"),
    [
        (sheet_of("Plain words of a page"), False),
        (sheet_of(texts=3), True),
        (sheet_of(texts=0), False),
        (sheet_of("\ufffd\ufffd\ufffd\ufffd words"), True),
        (sheet_of("\ue01a\ue01b\ue01c\ue01d"), True),
        (sheet_of("\ue01a", "Telephone 138 0013 8000"), False),
        (sheet_of("few", texts=90), True),
        (sheet_of("\ue01a\ue01a\ue01a", "Zendesk and Excel"), False),
        (sheet_of("¼òÀú ÐÕÃû ÀîÀ× µç»° ¹¤×÷", han_fonts=True), True),
        (sheet_of("简历 ÐÕÃû ÀîÀ× µç»° ¹¤×÷", han_fonts=True), False),
        (sheet_of("English words set in a Chinese font", han_fonts=True), False),
    ],
)
def test_what_makes_a_reading_look_wrong(sheet: Sheet, wrong: bool) -> None:
    assert looks_wrong(sheet) is wrong


def test_the_better_reading_wins_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "looks_wrong", lambda sheet: True)
    first = read(pdf(text(50, 60, "Hello there")))
    assert first.text == "Hello there\n"
    assert "two_readings" not in kinds(first)
    monkeypatch.setattr(pdf_module, "worth", lambda spans: -len(spans) if spans and spans[0].objects else 1)
    second = read(pdf(text(50, 60, "Hello there") + text(50, 90, "White", more="1 1 1 rg")))
    assert second.text == "Hello there\n"
    assert kinds(second) == ["two_readings", "hidden_text"]
    place = second.box_of(0, 5)
    assert place is not None
    assert place.x0 == pytest.approx(50, abs=0.5)


def test_worth_counts_readable_characters() -> None:
    assert worth(sheet_of("abc").spans) == 3
    assert worth(sheet_of("abc\ufffd").spans) == 0
