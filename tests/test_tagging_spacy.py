"""``nlp.add_pipe("cs_match")`` in other people's pipelines, with any tokenizer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from metadata_made import ROOT, metadata_path

from cs_match.tagging.mentions import Mark, Tagged

spacy = pytest.importorskip("spacy")
ZH = "用千牛接待买家，日均200人；Zendesk没用过"
EN = "Handled tickets in Zendesk every day. No experience with Salesforce."


def pipeline(language: str, **config: Any) -> Any:
    import cs_match.tagging.spacy_component  # noqa: F401  (what the entry point does)

    nlp = spacy.blank(language)
    nlp.add_pipe("cs_match", config=config)
    return nlp


def seen(doc: Any) -> dict[str, bool]:
    return {span.label_: span._.cs_has for span in doc.spans["cs_match"]}


@pytest.mark.parametrize("language", ["zh", "en", "xx"])
def test_spans_and_record_in_any_pipeline(language: str) -> None:
    doc = pipeline(language)(f"{ZH}\n{EN}")
    found = seen(doc)
    assert found["qianniu"]
    assert found["salesforce"] is False
    assert isinstance(doc._.cs_match, Tagged)
    tags = {tag.skill: tag.has for tag in doc._.cs_match.tags}
    assert tags["qianniu"]
    assert not tags["salesforce"]
    for span in doc.spans["cs_match"]:
        mark = span._.cs_match
        assert isinstance(mark, Mark)
        assert span.start_char <= mark.start < mark.end <= span.end_char, "widened to whole tokens"
    assert doc.text == f"{ZH}\n{EN}"


def test_chinese_characters_get_exact_spans() -> None:
    doc = pipeline("zh")(ZH)
    spans = [(span.text, span.label_) for span in doc.spans["cs_match"]]
    assert ("千牛接待", "qianniu") in spans


def test_cues_levels_and_terms_are_there() -> None:
    doc = pipeline("zh")("精通SQL，Zendesk没用过")
    by_skill = {span.label_: span._.cs_match for span in doc.spans["cs_match"]}
    assert by_skill["sql"].level == "expert"
    assert by_skill["zendesk"].cues
    assert by_skill["zendesk"].term == "zendesk"


def test_it_survives_bytes_and_processes() -> None:
    nlp = pipeline("xx")
    doc = nlp(ZH)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert seen(again) == seen(doc)
    assert again._.cs_match == doc._.cs_match
    [piped, _] = nlp.pipe([ZH, EN], n_process=2, batch_size=1)
    assert seen(piped) == seen(doc)


def test_settings(tmp_path: Path) -> None:
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "mine.csv").write_text("skill,term,kind\ncrm,云小蜂,name\n", encoding="utf-8")
    doc = pipeline("zh", lexicons=[str(tmp_path)], spans_key="skills")("用云小蜂登记客户")
    assert "crm" in {span.label_ for span in doc.spans["skills"]}


def test_empty_and_blank_texts() -> None:
    nlp = pipeline("xx")
    for text in ("", " ", "\n\n"):
        assert list(nlp(text).spans["cs_match"]) == []


def test_other_components_stay(tmp_path: Path) -> None:
    nlp = pipeline("en")
    nlp.add_pipe("sentencizer", first=True)
    assert len(list(nlp(EN).sents)) == 2
    nlp.to_disk(tmp_path / "model")
    assert seen(spacy.load(tmp_path / "model")(EN)) == seen(nlp(EN))


def test_spacy_finds_it_by_its_entry_point(tmp_path: Path) -> None:
    code = (
        "import json, spacy; nlp = spacy.blank('zh'); nlp.add_pipe('cs_match'); "
        f"doc = nlp({ZH!r}); print(json.dumps([s.label_ for s in doc.spans['cs_match']]))"
    )
    path = os.pathsep.join([*metadata_path(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "qianniu" in json.loads(done.stdout)
