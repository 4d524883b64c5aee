"""Word lists: checked as a whole, all faults at once, nothing half loaded; a user's rows on top."""

from __future__ import annotations

from pathlib import Path

import pytest

from cs_match.errors import LexiconError
from cs_match.lexicon import Lexicon, lexicon_folder, load_lexicon, read_table

SKILLS = "id,category,zh,en,implies,note\ncrm,system,CRM,CRM,,\nzendesk,system,Zendesk,Zendesk,crm,\n"
TERMS = "skill,term,kind,when,unless,section,note\nzendesk,zendesk,name,,,,\n"
CUES = "cue,kind,direction,scope,lang,on,note\n没用过,negation,before,list,zh,,\n"


def folder(tmp_path: Path, skills: str = SKILLS, terms: str = TERMS, cues: str = CUES) -> Path:
    (tmp_path / "terms").mkdir(parents=True, exist_ok=True)
    for name, text in (("skills.csv", skills), ("terms/tools.csv", terms), ("cues.csv", cues)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def faults(path: Path, *extra: Path) -> list[str]:
    with pytest.raises(LexiconError) as raised:
        load_lexicon(path, extra)
    return [str(fault) for fault in raised.value.faults]


def test_the_shipped_lists_have_no_fault() -> None:
    lexicon = load_lexicon()
    assert isinstance(lexicon, Lexicon)
    assert load_lexicon() is lexicon
    told = {term.skill for term in lexicon.terms}
    assert not [skill.id for skill in lexicon.skills if skill.id not in told]


def test_implied_ids_are_followed_to_the_end() -> None:
    implied = load_lexicon().implied
    assert set(implied["zendesk"]) == {"crm", "ticketing"}
    assert implied["sql"] == ("database_basics",)
    assert implied["crm"] == ()


def test_all_faults_are_said_at_once_with_file_and_line(tmp_path: Path) -> None:
    terms = TERMS + (
        "nosuch,foo,name,,,,\n"
        "# a comment keeps line numbers right\n"
        "crm,bar,noun,,,,\n"
        "crm,(bar,name,,,,\n"
        "crm,,name,,,,\n"
        "crm,{n},name,,,,\n"
        "crm,baz,name,a) ; b,,cellar,\n"
        "zendesk,zendesk,name,,,,\n"
        "crm,one,name,,,,,,,too many\n"
    )
    cues = CUES + (
        "不,nay,before,clause,zh,,\n"
        "不,negation,left,clause,zh,,\n"
        "不,negation,before,room,zh,,\n"
        "不,negation,before,3,zh,nothing,\n"
    )
    found = faults(folder(tmp_path, terms=terms, cues=cues))
    for line in (3, 5, 6, 7, 8, 9, 10):
        assert any(fault.startswith(f"tools.csv:{line}:") for fault in found), (line, found)
    assert any("stands already at tools.csv:2" in fault for fault in found)
    assert sum(fault.startswith("cues.csv:") for fault in found) == 4
    assert any("allowed: name act trait duty" in fault for fault in found)


def test_encoding_header_and_missing_folder(tmp_path: Path) -> None:
    good = folder(tmp_path / "good")
    bad = folder(tmp_path / "bad")
    (bad / "terms" / "gbk.csv").write_bytes("skill,term,kind\ncrm,客户,name\n".encode("gbk"))
    (bad / "terms" / "columns.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    found = faults(bad, tmp_path / "nowhere")
    assert any("gbk.csv" in fault and "UTF-8" in fault for fault in found)
    assert any(fault.startswith("columns.csv:1") for fault in found)
    assert any("no such folder" in fault for fault in found)
    assert load_lexicon(good).terms[0].place == "tools.csv:2"


def test_unknown_implied_id(tmp_path: Path) -> None:
    found = faults(folder(tmp_path, skills=SKILLS + "x,system,x,x,y,\n"))
    assert found == ["skills.csv: x: implies the unknown id 'y'"]


def test_a_users_folder_adds_and_overrides(tmp_path: Path) -> None:
    base = folder(tmp_path / "base")
    mine = tmp_path / "mine"
    (mine / "terms").mkdir(parents=True)
    mine_terms = "skill,term,kind,when,unless,section,note\nzendesk,zendesk,duty,,,,\nfrappe,frappe desk,name,,,,\n"
    (mine / "terms" / "mine.csv").write_text(mine_terms, encoding="utf-8")
    (mine / "skills.csv").write_text(
        "id,category,zh,en,implies,note\nfrappe,system,Frappe,Frappe,crm,\n", encoding="utf-8"
    )
    lexicon = load_lexicon(base, [mine])
    assert [(term.skill, term.kind) for term in lexicon.terms] == [("zendesk", "duty"), ("frappe", "name")]
    assert lexicon.implied["frappe"] == ("crm",)
    assert lexicon.digest != load_lexicon(base).digest
    assert load_lexicon(base).digest == load_lexicon(folder(tmp_path / "again")).digest


def test_side_tables() -> None:
    assert lexicon_folder().joinpath("skills.csv").is_file()
    assert {"heading", "kind"} <= set(read_table("headings.csv")[0])
    assert read_table("headings") == read_table("headings.csv")
    with pytest.raises(LexiconError):
        read_table("no_such_table.csv")


CLASSES = "class,words,note\ncustomer,caller|guest,who is served\n"


def test_a_class_stands_for_its_words_in_terms_and_conditions(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_text(CLASSES, encoding="utf-8")
    path = folder(tmp_path, terms=TERMS + "crm,greet the {customer},act,{customer} … left,no (host|{customer}),,\n")
    term = load_lexicon(path).terms[1]
    assert term.term == "greet the (caller|guest)"
    assert (term.when, term.unless) == (("(caller|guest) … left",), ("no (host|(caller|guest))",))


def test_an_unknown_class_and_faulty_classes_are_said(tmp_path: Path) -> None:
    wrong = "n,a|b,\nnested,a|(b|c),\ncustomer,x,\n"
    (tmp_path / "classes.csv").write_text(CLASSES + wrong, encoding="utf-8")
    said = faults(folder(tmp_path, terms=TERMS + "crm,greet the {waiter},act,,,,\n"))
    assert len(said) == 4
    assert any("{n}" in fault for fault in said)
    assert any("{nested}" in fault for fault in said)
    assert any("stands already" in fault for fault in said)
    assert any("waiter" in fault or "brace" in fault for fault in said)
