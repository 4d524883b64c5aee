"""`cs-match explain`: the text with tags, levels, cues and facts, in the terminal and as one HTML file."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cs_match.cli import main
from cs_match.documents.reading import read_text
from cs_match.explaining import Explained, FactPlace, explain, pieces
from cs_match.lexicon import load_lexicon
from cs_match.reports.cells import width
from cs_match.reports.explained import explained_html
from cs_match.tagging.mentions import Mark
from cs_match.tagging.tagger import Tagger

ROOT = Path(__file__).resolve().parent.parent
RESUME = """张小雨
女 | 28岁 | 杭州
电话：138 0013 8599
期望薪资：8-12K·13薪
工作经历
2021.03-至今 晴空电子商务有限公司 在线客服
用千牛接待买家，日均200人；Zendesk没用过
技能
精通SQL；<b>&amp;"引号"</b> [red]x[/red]
"""
DAY = date(2026, 6, 30)


def explained(text: str = RESUME, masked: bool = False) -> Explained:
    return explain(read_text(text, source="dir/张小雨.txt"), Tagger(load_lexicon()), as_of=DAY, masked=masked)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "张小雨.txt"
    path.write_text(RESUME, encoding="utf-8")
    return path


class _Page(HTMLParser):
    """Reads the marked text back, without what opens over it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.inside, self.tip, self.tags = "", 0, 0, set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        kind = dict(attrs).get("class") or ""
        if self.inside or kind == "text":
            self.inside += 1
        if self.tip or kind == "tip":
            self.tip += 1

    def handle_endtag(self, tag: str) -> None:
        self.inside -= bool(self.inside)
        self.tip -= bool(self.tip)

    def handle_data(self, data: str) -> None:
        if self.inside and not self.tip:
            self.text += data


def test_pieces_cover_the_text_without_gap_and_keep_every_mark() -> None:
    found = explained()
    cut = list(pieces(found))
    assert "".join(found.document.text[piece.start : piece.end] for piece in cut) == found.document.text
    assert {mark for piece in cut for mark in piece.marks} == set(found.marks)
    assert {fact for piece in cut for fact in piece.facts} == set(found.facts)


def test_pieces_against_a_slow_twin() -> None:
    seed = 4
    chance = random.Random(seed)
    base = explained("张三\n" + "好" * 60)
    for _ in range(50):
        spans = [sorted(chance.sample(range(60), 2)) for _ in range(6)]
        marks = tuple(Mark(f"s{n}", a, b, True, None, "claimed", ()) for n, (a, b) in enumerate(spans[:3]))
        facts = tuple(FactPlace(f"f{n}", a, b) for n, (a, b) in enumerate(spans[3:]))
        one = Explained(base.document, base.candidate, marks, facts, {})
        for piece in pieces(one):
            for at in range(piece.start, piece.end):
                assert set(piece.marks) == {mark for mark in marks if mark.start <= at < mark.end}, seed
                assert set(piece.facts) == {fact for fact in facts if fact.start <= at < fact.end}, seed


def test_html_stands_alone_is_escaped_and_holds_the_text() -> None:
    page = explained_html(explained())
    read = _Page(page)
    assert read.text == explained().document.text
    assert not read.tags & {"script", "link", "img", "iframe", "b"}
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", page)
    assert "default-src 'none'" in page
    assert 'lang="zh-CN"' in page
    for words in ("千牛", "qianniu", "不计入", "没用过", "精通", "★", "图例", "8,000–12,000 / 月 × 13"):
        assert words in page, words
    assert explained_html(explained()) == page


def test_english_resumes_are_explained_in_english() -> None:
    page = explained_html(explained("Ann Lee\nSkills\nZendesk (expert), no Salesforce\n"))
    assert 'lang="en"' in page
    assert "not credited" in page


def test_the_command_prints_marks_without_colour(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(file), "--as-of", "2026-06-30"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[" not in out
    assert re.search(r"✓ 千牛\S* = qianniu", out)
    assert "✗ Zendesk = zendesk" in out
    assert "判断用词 没用过" in out
    assert "[red]x[/red]" in out, "nothing of a resume is taken for markup"
    assert "• 电话 138 0013 8599" in out


def test_it_fits_sixty_columns(file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["explain", str(file)]) == 0
    assert max(map(width, capsys.readouterr().out.splitlines())) <= 60


def test_html_json_and_mask(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "out.html"
    assert main(["explain", str(file), "--html", str(page), "--mask"]) == 0
    assert capsys.readouterr().out == ""
    assert "█ | ███ | " in _Page(page.read_text(encoding="utf-8")).text
    assert main(["explain", str(file), "--json", "--no-ner"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fields"]["expected_salary"]["months"] == 13
    [mark] = [mark for mark in found["marks"] if mark["skill"] == "zendesk"]
    assert found["text"][mark["start"] : mark["end"]] == "Zendesk"
    assert not mark["has"]


def test_own_lists_count(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine" / "terms").mkdir(parents=True)
    (tmp_path / "mine" / "terms" / "a.csv").write_text("skill,term,kind\nerp,引号,name\n", encoding="utf-8")
    assert main(["explain", str(file), "--lexicon", str(tmp_path / "mine")]) == 0
    assert "引号 = erp" in capsys.readouterr().out


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    assert main(["explain", str(tmp_path / "a.pdf")]) == 3
    assert main(["explain", str(tmp_path / "nothing.pdf")]) == 2
    (tmp_path / "a.txt").write_text(RESUME, encoding="utf-8")
    assert main(["explain", str(tmp_path / "a.txt"), "--html", str(tmp_path / "no" / "where.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_whoever_has_seen_enough_may_leave(file: Path) -> None:
    command = f"{sys.executable} -m cs_match explain {file} | head -1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert "具备" in done.stdout
    assert done.stderr == ""


def test_read_can_mask(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file), "--mask"]) == 0
    masked = capsys.readouterr().out
    assert "█ | ███ | 杭州" in masked
    assert "138 0013 8599" in masked
    assert main(["read", str(file), "--mask", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["text"] == masked
    assert [one["ground"] for one in found["protected"]] == ["sex", "age"]


def test_many_marks_take_little_time() -> None:
    text = "张三\n工作经历\n" + "用千牛和Zendesk处理投诉，日均200人。\n" * 200
    found = explain(read_text(text), Tagger(load_lexicon(), ner=False), as_of=DAY)
    begun = time.process_time()
    assert len(explained_html(found)) > 10_000
    assert time.process_time() - begun < 3
