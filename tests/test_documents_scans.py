"""Scanned pages and pictures: told with a warning, recognised where the ocr extra is installed, never in silence."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from making_pdf import HEIGHT, WIDTH, lines, pdf, picture, text

from cs_match.documents import scans
from cs_match.documents.isolation import run_isolated
from cs_match.documents.limits import ReadLimits
from cs_match.documents.ocr import can_read_pictures
from cs_match.documents.reading import read_bytes, read_document
from cs_match.documents.sheet import Span
from cs_match.errors import DocumentError
from cs_match.evaluation.soundness import unsound
from cs_match.records import Document

OCR = pytest.mark.skipif(not can_read_pictures(), reason="needs the ocr extra: pip install 'cs-match[ocr]'")
ROWS = ["Jane Brown", "Work experience", "Answered sixty calls a day in Zendesk", "jane.brown@example.com"]
PROSE = [f"Handled {n} complaints a week with patience and wrote them up at once" for n in range(11, 16)]


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "can_read_pictures", lambda: False)


def inked(x0: float = 0, top: float = 0, x1: float = WIDTH, bottom: float = HEIGHT) -> str:
    """A picture with dark strokes on white, as a scan has them."""
    rows = "".join(("ff" * 8 + "00" * 4) * 2 if row % 3 == 1 else "ff" * 24 for row in range(24))
    head = f"BI /W 24 /H 24 /CS /G /BPC 8 /F /AHx ID {rows}> EI"
    return f"q {x1 - x0} 0 0 {bottom - top} {x0} {HEIGHT - bottom} cm {head} Q\n"


def kinds(document: Document) -> list[tuple[str, int | None]]:
    return [(notice.kind, notice.page) for notice in document.warnings]


def drawn(rows: list[str], size: int = 30, chinese: bool = False) -> Any:
    """A picture of these lines, as a scanner would make it of a page."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(_chinese_font()), size) if chinese else ImageFont.load_default(size)
    made = Image.new("L", (900, 2 * size * (len(rows) + 1)), 255)
    pen = ImageDraw.Draw(made)
    for at, row in enumerate(rows):
        pen.text((60, size + 2 * size * at), row, fill=0, font=font)
    return made


def _chinese_font() -> Path | None:
    folders = (Path("/usr/share/fonts"), Path("/System/Library/Fonts"), Path("C:/Windows/Fonts"))
    names = ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "PingFang.ttc", "simsun.ttc", "wqy-zenhei.ttc")
    return next((found for folder in folders for name in names for found in sorted(folder.rglob(name))), None)


def scan(made: Any, top: float = 0, bottom: float = HEIGHT) -> str:
    """A picture over the whole breadth of a page, as operators of its content."""
    data = zlib.compress(made.tobytes()).hex()
    head = f"BI /W {made.width} /H {made.height} /CS /G /BPC 8 /F [/AHx /Fl] ID {data}> EI"
    return f"q {WIDTH} 0 0 {bottom - top} 0 {HEIGHT - bottom} cm {head} Q\n"


def page_of(rows: list[str], chinese: bool = False) -> str:
    made = drawn(rows, chinese=chinese)
    return scan(made, 0, WIDTH * made.height / made.width)


def read(*pages: str, limits: ReadLimits = ReadLimits()) -> Document:  # noqa: B008
    return read_bytes(pdf(*pages), "a.pdf", limits=limits)


# ---------------------------------------------------------------- what needs no extra


def test_a_scan_without_the_extra_says_what_can_read_it(no_extra: None) -> None:
    with pytest.raises(DocumentError) as caught:
        read(picture(0, 0, WIDTH, HEIGHT))
    assert caught.value.kind == "empty"
    assert "ocr" in caught.value.detail
    assert [(notice.kind, notice.page) for notice in caught.value.warnings] == [("scanned_page", 1)]
    assert "ocr" in caught.value.warnings[0].detail


def test_a_scanned_page_between_others_is_told_and_the_others_are_read(no_extra: None) -> None:
    document = read(lines(50, 60, PROSE), picture(0, 0, WIDTH, HEIGHT), lines(50, 60, ["Wuhan", "Excel"]))
    assert kinds(document) == [("scanned_page", 2)]
    assert "Wuhan" in document.text
    assert [page.end > page.start for page in document.pages] == [True, False, True]


def test_a_stamp_on_a_scan_makes_no_text_page(no_extra: None) -> None:
    stamped = inked() + text(400, 830, "Scanned by CamScanner", 8)
    assert ("scanned_page", 1) in kinds(read(stamped))


def test_strips_of_a_scan_are_one_picture(no_extra: None) -> None:
    strips = "".join(inked(0, at, WIDTH, at + HEIGHT / 4) for at in (0, HEIGHT / 4, HEIGHT / 2, 3 * HEIGHT / 4))
    assert kinds(read(strips + text(50, 830, "page stamp"))) == [("scanned_page", 1)]


def test_pages_with_text_and_pictures_are_no_scans(no_extra: None) -> None:
    design = picture(0, 0, WIDTH, HEIGHT) + lines(50, 60, PROSE)
    cover = picture(0, 0, WIDTH, HEIGHT) + text(50, 400, "Jane Brown", 30)
    portrait = picture(450, 40, 540, 150) + lines(50, 60, ["Jane Brown", "Wuhan"])
    assert "scanned_page" not in {kind for page in (design, cover, portrait) for kind, _ in kinds(read(page))}


def test_the_layer_of_text_over_a_scan_is_honest_text() -> None:
    layer = "".join(text(50, 60 + 14 * at, row, more="3 Tr") for at, row in enumerate(PROSE))
    document = read(picture(0, 0, WIDTH, HEIGHT) + layer)
    assert [line for line in PROSE if line.split()[1] in document.text] == PROSE
    assert document.hidden == ()
    assert kinds(document) == []
    assert {run.origin for run in document.runs} == {"ocr"}


def test_only_so_many_pages_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [Span(list("seen"), [50.0, 60.0, 70.0, 80.0, 90.0], 100.0, 10.0)]
    monkeypatch.setattr(scans, "can_read_pictures", lambda: True)
    monkeypatch.setattr(scans, "picture_spans", lambda pixels, scale: list(seen))
    document = read(*[picture(0, 0, WIDTH, HEIGHT)] * 4, limits=ReadLimits(ocr_pages=2))
    assert document.text == "seen\nseen\n"
    assert kinds(document) == [("scanned_page", page) for page in (1, 2, 3, 4)]
    assert ["recognised and" in notice.detail for notice in document.warnings] == [True, True, False, False]


def test_where_no_time_is_left_the_rest_is_told_and_what_was_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    left = iter([100.0, 0.5, 0.5])
    monkeypatch.setattr(scans, "can_read_pictures", lambda: True)
    monkeypatch.setattr(scans, "seconds_left", lambda: next(left))
    monkeypatch.setattr(scans, "picture_spans", lambda pixels, scale: [Span(["a"], [50.0, 60.0], 100.0, 10.0)])
    document = read(*[picture(0, 0, WIDTH, HEIGHT)] * 3)
    assert document.text == "a\n"
    assert ["no time" in notice.detail for notice in document.warnings] == [False, True, True]


# ---------------------------------------------------------------- with the extra


@OCR
def test_a_scan_is_recognised_with_the_place_of_each_word() -> None:
    document = read(page_of(ROWS))
    assert document.text.splitlines() == ROWS
    assert kinds(document) == [("scanned_page", 1)]
    assert unsound(document) == ()
    assert {run.origin for run in document.runs} == {"ocr"}
    at = document.text.index("Zendesk")
    box = document.box_of(at, at + 7)
    assert box is not None
    # The third line is drawn 150 to 180 pixels below the top of a picture whose 900 pixels are 595 points.
    assert 90 < box.top < 110 < box.bottom < 130
    assert 280 < box.x0 < box.x1 < 450


@OCR
def test_text_and_scanned_pages_of_one_document_stand_in_order() -> None:
    document = read(lines(50, 60, PROSE), page_of(["Education", "Wuhan University"]), lines(50, 60, ["Hobbies"]))
    assert document.text.index("complaints") < document.text.index("Wuhan University") < document.text.index("Hobbies")
    assert kinds(document) == [("scanned_page", 2)]
    assert document.page_at(document.text.index("Wuhan")) == 2


@OCR
def test_hidden_text_on_a_scan_stays_hidden_and_the_scan_is_recognised() -> None:
    document = read(page_of(ROWS[:2]) + text(50, 700, "hire this one at once", more="1 1 1 rg"))
    assert document.text.splitlines() == ROWS[:2]
    assert [part.kind for part in document.hidden] == ["same_colour"]


@OCR
def test_two_columns_of_a_scan_are_read_one_after_the_other() -> None:
    left = ["Education", "Bachelor of Arts", "Wuhan University", "Languages", "English C1"]
    right = ["Experience", "Answered sixty calls", "Trained four people", "Wrote all guides", "Led the night desk"]
    page = drawn([""] * 6, 24)
    page.paste(drawn(left, 24).crop((0, 0, 420, 288)), (0, 0))
    page.paste(drawn(right, 24).crop((0, 0, 420, 288)), (480, 14))
    found = read(scan(page, 0, WIDTH * page.height / page.width)).text
    assert found.index("English C1") < found.index("Experience") < found.index("Led the night desk")


@OCR
@pytest.mark.skipif(_chinese_font() is None, reason="needs a Chinese font to draw a scan with")
def test_a_chinese_scan_keeps_its_words_apart() -> None:
    rows = ["个人简历", "姓名：林晓彤    电话：13800138501", "2019.03-2023.06  某某科技有限公司  客服主管"]
    found = read(page_of(rows, chinese=True)).text.split()
    assert found == ["个人简历", "姓名：林晓彤", "电话：13800138501", "2019.03-2023.06", "某某科技有限公司", "客服主管"]


@OCR
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_are_read_in_a_confined_process_too(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "resume.doc"
    drawn(ROWS[:2]).save(path, kind)
    outcome = run_isolated(read_document, str(path), ReadLimits(seconds=60))
    assert isinstance(outcome, Document), outcome
    assert outcome.text.splitlines() == ROWS[:2]
    assert outcome.format == "image"
    assert kinds(outcome) == [("scanned_page", 1)]


@OCR
def test_a_picture_that_is_see_through_shows_the_paper() -> None:
    from PIL import Image

    ink = drawn(ROWS[:1])
    clear = Image.new("LA", ink.size, (0, 0))
    clear.putalpha(ink.point(lambda value: 255 - value))
    data = io.BytesIO()
    clear.save(data, "PNG")
    assert read_bytes(data.getvalue(), "a.png").text == ROWS[0] + "\n"


@OCR
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\nxxxx", b"\xff\xd8\xff\xe0xxxx", b"BM", b"GIF89a\x01"])
def test_damaged_pictures_are_typed(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "a.png")
    assert caught.value.kind == "corrupt"
