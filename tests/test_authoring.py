"""Word lists for their authors: checked as a whole, tried on a sentence, added to; at the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cs_match.authoring.adding import NewRow, add_row, waiting_terms
from cs_match.authoring.checking import check
from cs_match.authoring.trial import try_sentence
from cs_match.cli import main
from cs_match.errors import LexiconError, UsageError
from cs_match.lexicon import load_lexicon
from cs_match.tagging.tagger import Tagger

HEADER = "skill,term,kind,when,unless,section,note\n"


def own(path: Path, **tables: str) -> Path:
    """A folder of a user's own tables: `terms_mine` is ``terms/mine.csv``."""
    for name, text in tables.items():
        file = path / (name.replace("_", "/", 1) + ".csv")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out


# ---------------------------------------------------------------- check


def test_the_shipped_lists_stand(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "lexicon", "check")
    assert code == 0
    assert "no faults" in out
    assert f"{len(load_lexicon().terms)} terms" in out


def test_all_faults_of_all_folders_at_once_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = own(
        tmp_path / "first",
        terms_mine=HEADER + "nosuch,foo,name,,,,\ncrm,(bar,name,,,,\ncrm,baz,noun,,,,\n",
        cues="cue,kind,direction,scope,lang,on,note\n不,nay,before,clause,zh,,\n",
        cities="place,city,zh\n某城,某城,\n",
    )
    second = own(tmp_path / "second", terms_mine="skill,term,kind,unles\ncrm,x,name,\n", skills="id,category,zh\n")
    (second / "terms" / "gbk.csv").write_bytes("skill,term,kind\ncrm,客户,name\n".encode("gbk"))
    (second / "terms" / "words.xlsx").write_bytes(b"PK")
    code, out = said(capsys, "lexicon", "check", first, second, tmp_path / "nowhere")
    assert code == 2
    for place in (
        f"{first}/terms/mine.csv:2: unknown skill id 'nosuch'", f"{first}/terms/mine.csv:3:",
        f"{first}/terms/mine.csv:4: kind 'noun'", f"{first}/cues.csv:2: kind 'nay'", f"{first}/cities.csv: is no table",
        f"{second}/terms/mine.csv:1: unknown column 'unles'", f"{second}/terms/gbk.csv: is not UTF-8",
        f"{second}/terms/words.xlsx: is no table", f"{tmp_path}/nowhere: no such folder",
    ):  # fmt: skip
        assert place.replace("/", os.sep) in out.replace("/", os.sep), out
    assert out.rstrip().endswith("nothing of the lists can be used")


def test_the_same_fault_in_two_folders_is_said_twice(tmp_path: Path) -> None:
    folders = [own(tmp_path / name, terms_mine=HEADER + "nosuch,foo,name,,,,\n") for name in ("a", "b")]
    assert [fault.place for fault in check(folders).faults] == [str(f / "terms" / "mine.csv") + ":2" for f in folders]


def test_a_good_folder_says_what_it_replaces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = own(tmp_path / "mine", terms_mine=HEADER + "zendesk,zendesk,duty,,,,\ncrm,云小蜂,name,,,,\n")
    (mine / "README.md").write_text("notes", encoding="utf-8")
    code, out = said(capsys, "lexicon", "check", mine)
    assert code == 0, out
    assert "mine.csv:2 replaces the shipped systems.csv:" in out


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    [fault] = check([tmp_path]).faults
    assert fault.problem == "holds no table"


def test_a_second_folder_may_build_on_the_first(tmp_path: Path) -> None:
    first = own(tmp_path / "a", skills="id,category,zh,en,implies,note\nfrappe,system,Frappe,Frappe,crm,\n")
    second = own(tmp_path / "b", terms_mine=HEADER + "frappe,frappe desk,name,,,,\n")
    assert check([first, second]).faults == ()
    assert len(check([second]).faults) == 1


def test_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "lexicon", "check", own(tmp_path, terms_a=HEADER + "nosuch,a,name,,,,\n"), "--json")
    assert code == 2
    assert [fault["problem"] for fault in json.loads(out)["faults"]] == ["unknown skill id 'nosuch'"]


# ---------------------------------------------------------------- try


def tried(sentence: str, section: str | None = None) -> dict[str, Any]:
    return {seen.skill: seen for seen in try_sentence(sentence, Tagger(load_lexicon(), ner=False), section)}


def test_a_sentence_shows_rows_cues_and_levels() -> None:
    sentence = "熟练使用千牛，Zendesk没用过"
    seen = tried(sentence)
    assert (seen["qianniu"].has, seen["qianniu"].level) == (True, "proficient")
    assert seen["qianniu"].row.startswith("systems.csv:")
    assert not seen["zendesk"].has
    [cue] = seen["zendesk"].cues
    assert (cue.text, cue.kind) == ("没用过", "negation")
    assert cue.row.startswith("cues.csv:")
    assert all(sentence[one.start : one.end] == one.text for one in seen.values())


def test_the_section_has_a_say() -> None:
    assert tried("SQL", "skills")["sql"].strength == "claimed"
    assert tried("SQL", "work")["sql"].strength == "demonstrated"


def test_models_are_named() -> None:
    assert any("clauses" in one.models for one in tried("客户骂了十几分钟，我等他说完，先道歉，再问清楚订单").values())


def test_try_fits_a_narrow_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from cs_match.reports.cells import width

    monkeypatch.setenv("COLUMNS", "40")
    code, out = said(capsys, "lexicon", "try", "熟练使用千牛，Zendesk没用过；带过8个人的小组")
    assert code == 0
    assert max(map(width, out.splitlines())) <= 40
    assert "✗ Zendesk  zendesk" in out
    assert "\x1b[" not in out


def test_try_as_json_with_own_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = own(tmp_path, terms_mine=HEADER + "crm,云小蜂,name,,,,\n")
    code, out = said(capsys, "lexicon", "try", "用云小蜂登记", "--lexicon", mine, "--json")
    assert code == 0
    found = {one["skill"]: one for one in json.loads(out)["seen"]}
    assert found["crm"]["row"] == "mine.csv:2"
    code, out = said(capsys, "lexicon", "try", "今天天气不错")
    assert (code, out.strip()) == (0, "nothing is seen in: 今天天气不错")


def test_try_refuses_unknown_sections(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "try", "SQL", "--section", "cellar"]) == 2
    assert "allowed: header" in capsys.readouterr().err


# ---------------------------------------------------------------- add


def test_a_row_is_added_and_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine"
    conditions = ("--when", "客户 ; 工单", "--unless", "蜂蜜", "--note", "a, b")
    code, out = said(capsys, "lexicon", "add", "crm", "云小蜂", *conditions, "--to", mine)
    assert code == 0, out
    assert out.startswith(str(mine / "terms" / "added.csv") + ":2: crm, 云小蜂")
    written = (mine / "terms" / "added.csv").read_text(encoding="utf-8")
    assert written == HEADER + 'crm,云小蜂,name,客户 ; 工单,蜂蜜,,"a, b"\n'
    assert add_row(NewRow("crm", "小蜂台"), mine).place.endswith("added.csv:3")
    assert check([mine]).faults == ()
    found = {mention.skill for mention in Tagger(load_lexicon(extra=[mine]), ner=False).find("用云小蜂记客户工单")}
    assert "crm" in found


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (NewRow("zendeks", "x"), "zendesk"),
        (NewRow("crm", "(x"), "not closed"),
        (NewRow("crm", " "), "empty"),
        (NewRow("crm", "{n}"), "nothing in it is fixed"),
        (NewRow("crm", "x", kind="noun"), "name act trait duty"),
        (NewRow("crm", "x", when="a) ; b"), "closes nothing"),
        (NewRow("crm", "x", section="cellar"), "unknown section kind"),
    ],
)
def test_a_faulty_row_is_refused_and_nothing_is_written(tmp_path: Path, row: NewRow, wanted: str) -> None:
    with pytest.raises(LexiconError, match="the row was not added") as raised:
        add_row(row, tmp_path / "mine")
    assert wanted in str(raised.value)
    assert not (tmp_path / "mine").exists()


def test_all_faults_of_a_row_at_once(tmp_path: Path) -> None:
    with pytest.raises(LexiconError) as raised:
        add_row(NewRow("nosuch", "(x", "noun"), tmp_path)
    assert len(raised.value.faults) == 3


def test_the_same_row_twice_and_a_shipped_row(tmp_path: Path) -> None:
    assert add_row(NewRow("zendesk", "zendesk", "duty"), tmp_path).replaces is not None
    with pytest.raises(LexiconError, match=r"stands already at .*added\.csv:2"):
        add_row(NewRow("zendesk", "zendesk"), tmp_path)


def test_a_table_with_comments_and_without_a_last_line_end(tmp_path: Path) -> None:
    table = own(tmp_path, terms_added="# mine\nterm,skill,kind\n云小蜂,crm,name") / "terms" / "added.csv"
    assert add_row(NewRow("crm", "小蜂台"), tmp_path).place == f"{table}:4"
    assert table.read_text(encoding="utf-8") == "# mine\nterm,skill,kind\n云小蜂,crm,name\n小蜂台,crm,name\n"


def test_a_faulty_folder_gets_no_row(tmp_path: Path) -> None:
    own(tmp_path, terms_mine=HEADER + "nosuch,a,name,,,,\n")
    with pytest.raises(LexiconError):
        add_row(NewRow("crm", "x"), tmp_path)
    assert not (tmp_path / "terms" / "added.csv").exists()


def test_add_says_what_it_needs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["lexicon", "add", "crm"]) == 2
    assert "--to FOLDER" in capsys.readouterr().err
    assert main(["lexicon", "add", "crm", "--from-run", str(tmp_path)]) == 2
    assert main(["lexicon", "add", "--from-run", str(tmp_path)]) == 2


# ---------------------------------------------------------------- what a run found


def results(path: Path) -> Path:
    def term(text: str, quote: str) -> dict[str, str]:
        return {"text": text, "kind": "tool", "quote": quote}

    rows = [
        {"source": "a", "new_terms": [term("云小蜂", "用云小蜂登记"), term("Freshline", "Freshline daily")]},
        {"source": "b", "new_terms": [term("freshline", "used freshline"), term("Zendesk", "Zendesk")]},
        {"source": "c", "new_terms": []},
    ]
    path.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (path / "candidates.jsonl").write_text("".join(lines), encoding="utf-8")
    return path


def test_terms_of_a_run_are_listed_by_number_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = results(tmp_path / "out")
    assert [(one.text, one.files) for one in waiting_terms(out)] == [("Freshline", 2), ("Zendesk", 1), ("云小蜂", 1)]
    code, text = said(capsys, "lexicon", "add", "--from-run", out, "--to", tmp_path / "mine")
    assert code == 0
    assert text.startswith("Freshline  (tool, in 2 files)\n    Freshline daily\n    used freshline\n")
    assert f"cs-match lexicon add SKILL 云小蜂 --to {tmp_path / 'mine'}" in text.replace("'", "")
    assert "Zendesk" not in text, "the lists know it by now"
    assert main(["lexicon", "add", "crm", "云小蜂", "--to", str(tmp_path / "mine")]) == 0
    capsys.readouterr()
    _, text = said(capsys, "lexicon", "add", "--from-run", out, "--to", tmp_path / "mine", "--json")
    assert [one["text"] for one in json.loads(text)] == ["Freshline"]


def test_a_damaged_run_is_said(tmp_path: Path) -> None:
    (tmp_path / "candidates.jsonl").write_text('{"new_terms": []}\n{"new', encoding="utf-8")
    with pytest.raises(UsageError, match=r"candidates\.jsonl:2"):
        waiting_terms(tmp_path)


# ---------------------------------------------------------------- own lists in a run


TABLE = "类别,关键项,具体要求,优先级,评估方式\n硬性条件,系统/工具,熟练使用CRM系统,必需,上机测试\n"
RESUME = "张三\n电话:13911110001\n工作经历\n2021.03-至今 某某公司 在线客服\n每天用云小蜂登记\n"


def test_a_run_counts_with_own_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path / "mine", terms_mine=HEADER + "crm,云小蜂,name,,,,\n")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(RESUME, encoding="utf-8")
    screen = ["screen", "a.txt", "--requirements", "t.csv", "--as-of", "2026-06-30", "--no-ner", "--quiet"]
    held = {}
    for out, more in (("plain", []), ("own", ["--lexicon", "mine"])):
        assert main([*screen, "--out", out, *more]) == 0
        [line] = (tmp_path / out / "candidates.jsonl").read_text(encoding="utf-8").splitlines()
        held[out] = {tag["skill"] for tag in json.loads(line)["tags"] if tag["has"]}
    assert "crm" in held["own"] - held["plain"]
    runs = [json.loads((tmp_path / out / "run.json").read_text(encoding="utf-8"))["digests"] for out in held]
    assert runs[0]["lexicon"] != runs[1]["lexicon"]


def test_a_run_refuses_faulty_lists_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    own(tmp_path / "mine", terms_mine=HEADER + "nosuch,a,name,,,,\n")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(RESUME, encoding="utf-8")
    assert main(["screen", "a.txt", "--requirements", "t.csv", "--lexicon", "mine", "--out", "out"]) == 2
    assert "mine.csv:2: unknown skill id" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
