"""The pass from files to a ranking: the one module that knows every step.

files      -> read_file            one file in, a `Candidate` or a `Problem` out, in a process of its own
candidates -> group_people         repeat resumes become one person
people     -> rank                 a score that is a sum of rows
"""

from __future__ import annotations

import hashlib
import importlib
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from cs_match.candidates.candidate import read_candidate
from cs_match.documents.archives import Member
from cs_match.documents.isolation import Failure, Grant, run_many
from cs_match.documents.reading import Passwords, ReadLimits, read_bytes, read_document, read_member, read_text
from cs_match.errors import DocumentError, UsageError
from cs_match.inputs import find_inputs
from cs_match.keeping import KeptWork
from cs_match.lexicon import load_lexicon
from cs_match.people.grouping import group_people
from cs_match.progress import Watch
from cs_match.provenance import program_digest, tables_digest, version
from cs_match.ranking.rank import rank
from cs_match.records import Candidate, Problem, RequirementProfile, Screening
from cs_match.requirements.profile import load_requirements
from cs_match.tagging.tagger import Tagger

__all__ = ["FileTask", "ScreenSettings", "read_file", "screen"]


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """How a run works; none of it but `ner`, `lexicons`, `limits` and `passwords` has a say in the outcome.

    Args:
        workers: files read at a time; 0 means one a processor.
        ner: find names, employers, titles and unknown tools with the entity recogniser too.
        lexicons: folders with rows to add to the word lists.
        limits: what reading one file may cost.
        passwords: what opens locked files.
        keep: folder in which finished work outlives an interrupt; None keeps nothing.
        skip: files and folders that are not inputs although they lie in an input folder.
        watch: is told what happens.
    """

    workers: int = 0
    ner: bool = True
    lexicons: tuple[Path, ...] = ()
    limits: ReadLimits = field(default_factory=ReadLimits)
    passwords: Passwords = field(default_factory=Passwords)
    keep: Path | None = None
    skip: tuple[Path, ...] = ()
    watch: Watch = field(default_factory=Watch)


@dataclass(frozen=True, slots=True)
class FileTask:
    """All that reading one file depends on."""

    source: str
    as_of: date
    ner: bool = True
    lexicons: tuple[Path, ...] = ()
    limits: ReadLimits = field(default_factory=ReadLimits)
    sha256: str | None = None
    bytes: int | None = None
    member: Member | None = None
    passwords: Passwords = field(default_factory=Passwords)


_DEFAULT = ScreenSettings()
_PRACTICE, _LONGEST_PRACTICE = 12, 6_000  # texts, and characters of each


def screen(
    paths: Sequence[str | Path],
    requirements: RequirementProfile | str | Path,
    *,
    as_of: date | None = None,
    settings: ScreenSettings = _DEFAULT,
) -> Screening:
    """Read resumes, make repeats one person, and rank the people against a requirement profile.

    Args:
        paths: files, folders and ZIP archives (see `cs_match.inputs.find_inputs`).
        requirements: a profile, or the path of a requirement table.
        as_of: the day on which "present" ends and up to which years are counted; today if None.
        settings: how the run works.

    Raises:
        UsageError: where there is nothing to read, or no file of the folders could be read.
        RequirementsError: where the table cannot be used.
    """
    day, watch = as_of or date.today(), settings.watch
    profile = requirements if isinstance(requirements, RequirementProfile) else load_requirements(requirements)
    watch.step("read")
    read, problems = _read_all(paths, day, settings)
    watch.step("group")
    people = group_people(read)
    watch.step("rank")
    matches = rank(people, profile, as_of=day)
    watch.stop()
    return Screening(profile, matches, people, problems)


def read_file(task: FileTask) -> Candidate | Problem:
    """One file, read and understood, or why it could not be read: the unit of parallel work."""
    try:
        if task.member:
            document = read_member(task.member, limits=task.limits, password=task.passwords)
        else:
            document = read_document(task.source, limits=task.limits, password=task.passwords)
    except DocumentError as error:
        return Problem(task.source, error.kind, error.detail, task.sha256, task.bytes, error.warnings)  # type: ignore[arg-type]
    return read_candidate(document, tagger=_tagger(task.ner, task.lexicons), as_of=task.as_of)


def _files_of(task: FileTask) -> tuple[str | Path, ...]:
    return (task.member.archive if task.member else task.source, *task.lexicons)


@cache
def _tagger(ner: bool, lexicons: tuple[Path, ...]) -> Tagger:
    return Tagger(load_lexicon(extra=lexicons), ner=ner)


# ---------------------------------------------------------------- all files


def _read_all(
    paths: Sequence[str | Path], day: date, settings: ScreenSettings
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    inputs = find_inputs(paths, skip=settings.skip, limits=settings.limits)
    tasks = [_task(source, inputs.members.get(source), day, settings) for source in inputs.files]
    kept = KeptWork(settings.keep, _basis(day, settings))
    try:
        results = list(_results(tasks, kept, settings))
        read = tuple(result for result in results if isinstance(result, Candidate))
        problems = tuple(result for result in results if isinstance(result, Problem))
        if not read and all(os.path.isdir(path) for path in paths):
            raise UsageError(_none_readable(problems))
    finally:
        kept.close()
    return read, problems


def _results(tasks: Sequence[FileTask], kept: KeptWork, settings: ScreenSettings) -> Iterator[Candidate | Problem]:
    """The outcome of each task, in order: what was kept from before, what cannot be opened, and the rest read anew."""
    known = {task.source: result for task in tasks if (result := _known(task, kept)) is not None}
    settings.watch.inputs(len(tasks), len(known))
    fresh = [task for task in tasks if task.source not in known]
    if fresh:
        _warm(fresh[0])
    grant = Grant(files=_files_of, programs=True)
    outcomes = run_many(read_file, fresh, workers=_workers(settings), limits=settings.limits, grant=grant)
    practised = 0
    for task in tasks:
        result = known.get(task.source)
        if result is None:
            result = kept.add(task.sha256 or "", _outcome(*next(outcomes)))
            if isinstance(result, Candidate) and practised < _PRACTICE:
                _practise(task, result.text[:_LONGEST_PRACTICE])
                practised += 1
        settings.watch.file(ok=isinstance(result, Candidate))
        yield result


def _known(task: FileTask, kept: KeptWork) -> Candidate | Problem | None:
    if task.member and task.member.problem:
        return Problem(task.source, *task.member.problem, task.sha256, task.bytes)  # type: ignore[arg-type]
    if task.sha256 is None:
        return _unopened(task.source)
    return kept.get(task.source, task.sha256)


def _outcome(task: FileTask, result: Candidate | Problem | Failure) -> Candidate | Problem:
    if isinstance(result, Failure):
        return Problem(task.source, result.kind, result.detail, task.sha256, task.bytes, result.warnings)
    return result


def _workers(settings: ScreenSettings) -> int:
    return settings.workers or os.cpu_count() or 1


def _warm(task: FileTask) -> None:
    """Load what every child needs before the first is forked, so that no child has to."""
    for name in ("pdf", "docx"):
        importlib.import_module(f"cs_match.documents.{name}")
    with suppress(DocumentError):
        read_bytes(_PDF, "sample.pdf")
    _practise(task, _RESUME)


def _practise(task: FileTask, text: str) -> None:
    """Understand a text in this process, so that the children forked later find all patterns compiled that it needs.

    A pattern of the word lists is compiled when a text first comes near it; the first resumes of a run bring most of
    them up. The outcome is thrown away, and so is whatever goes wrong: the children do the work.
    """
    with suppress(Exception):
        read_candidate(read_text(text), tagger=_tagger(task.ner, task.lexicons), as_of=task.as_of)


# The least that opens as a PDF, and as a resume.
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 42>>stream\nBT /F 12 Tf 20 99 Td (Customer service) Tj ET\nendstream endobj "
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>"
)
_RESUME = "小明\n工作经历\n2020.01-至今 客服专员\n处理客户投诉\nTyping 60 wpm, customer service, Jan 2020 - Present\n"


def _none_readable(problems: Sequence[Problem]) -> str:
    kinds = [problem.kind for problem in problems]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))
    return f"not one of the {len(problems)} files could be read ({counted})"


# ---------------------------------------------------------------- one file before it is read


def _task(source: str, member: Member | None, day: date, settings: ScreenSettings) -> FileTask:
    sha256, size = (member.sha256, member.size) if member and member.name else _digest(source)
    common = (settings.ner, settings.lexicons, settings.limits)
    return FileTask(source, day, *common, sha256, size, member, settings.passwords)


def _digest(source: str) -> tuple[str | None, int | None]:
    """Digest and size of a regular file; nothing of what is none or cannot be opened."""
    try:
        about = os.stat(source)
        if not stat.S_ISREG(about.st_mode):
            return None, None
        with open(source, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), about.st_size
    except OSError:
        return None, None


def _unopened(source: str) -> Problem:
    if os.path.exists(source) and not os.path.isfile(source):
        return Problem(source, "unsupported", "this is not a regular file")
    return Problem(source, "corrupt", "the file cannot be opened")


# ---------------------------------------------------------------- what a result depends on besides its file


def _basis(day: date, settings: ScreenSettings) -> str:
    locks = bool(settings.passwords.entries)  # never the words; files that stay locked are tried again
    parts = (version(), program_digest(), tables_digest(settings.lexicons), day, settings.ner, settings.limits, locks)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
