"""The shipped data keeps its promises: labels quote their text, files are there, tables and grades fit together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cs_match.evaluation.labelled import LabelledResume, load_labelled
from cs_match.lexicon import read_table

DATA = Path(__file__).parent.parent / "data"
SKILLS = {row["id"]: row for row in read_table("skills.csv")}
SAMPLES = list(load_labelled(DATA / "samples_labelled"))
LABELLED = list(load_labelled(DATA / "labelled"))


def test_enough_samples_of_every_kind() -> None:
    files = sorted(path.name for path in (DATA / "samples").iterdir())
    assert files == sorted(sample.filename for sample in SAMPLES)
    assert len(files) >= 24
    assert {Path(name).suffix for name in files} == {".pdf", ".docx"}
    assert {sample.language for sample in SAMPLES} == {"zh", "en", "mixed"}
    assert len(SAMPLES) - len({sample.person for sample in SAMPLES}) == 2  # two repeat pairs


@pytest.mark.parametrize("resume", SAMPLES, ids=lambda resume: resume.id)
def test_labels_of_samples_quote_their_text(resume: LabelledResume) -> None:
    assert [skill for skill, label in resume.skills.items() if label.quote not in resume.text] == []
    assert [value for job in resume.fields.jobs for value in (job.company, job.title) if value not in resume.text] == []


def test_labels_use_known_skills_and_values() -> None:
    for resume in [*SAMPLES, *LABELLED]:
        assert set(resume.skills) <= set(SKILLS), resume.id
        for skill, label in resume.skills.items():
            assert label.strength in (None, "demonstrated", "claimed"), (resume.id, skill)
            assert label.level in (None, "expert", "proficient", "familiar", "aware"), (resume.id, skill)


def test_labels_of_samples_hold_what_they_imply() -> None:
    for resume in SAMPLES:
        held = {skill for skill, label in resume.skills.items() if label.has}
        missing = {implied for skill in held for implied in SKILLS[skill]["implies"].split()} - held
        assert not missing, (resume.id, missing)


def test_grades_belong_to_resumes_and_tables() -> None:
    grades = json.loads((DATA / "requirements" / "relevance.json").read_text(encoding="utf-8"))
    known = {resume.id for resume in LABELLED}
    for table, rows in grades.items():
        assert (DATA / "requirements" / f"{table}.csv").is_file()
        assert set(rows) <= known
        assert all(0 <= grade <= 3 for row in rows.values() for grade in row["grades"])
