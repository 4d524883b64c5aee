"""The command `cs-match`: parses, calls, writes. `cs-match screen --help` says what it reads and writes."""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cs_match.demo import demo_files
from cs_match.errors import CsMatchError, DocumentError, LexiconError, MissingExtra, RequirementsError, UsageError
from cs_match.records import RequirementProfile, Screening, as_json
from cs_match.reports.wording import Wording, wording_for

if TYPE_CHECKING:
    from rich.console import Console

    from cs_match.progress import Watch
    from cs_match.screening import ScreenSettings

__all__ = ["EXIT_CODES", "app", "demo", "main", "read", "requirements", "screen"]

# Which error ends the command with which code; the first that fits counts.
EXIT_CODES: Sequence[tuple[type[BaseException], int]] = (
    (UsageError, 2),
    (RequirementsError, 2),
    (LexiconError, 2),
    (MissingExtra, 2),
    (DocumentError, 3),
    (CsMatchError, 1),
    (OSError, 1),
    (KeyboardInterrupt, 130),
    (typer.Abort, 130),
)
# What the parser raises on a faulty command line, whichever click this version of typer brings.
_ParserError: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
_TOP = 20  # rows of the printed ranking
_WIDE = 110  # columns of what is printed where nobody measures the width

app = typer.Typer(
    help="Screen resumes and match candidates to customer-service jobs.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (default: those of the process) and return its exit code."""
    _prepare_streams()
    try:
        code = app(args=list(arguments) if arguments is not None else None, prog_name="cs-match", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except typer.Exit as ending:
        return ending.exit_code
    except _ParserError as error:
        error.show()
        return int(error.exit_code)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BaseException as error:
        return _failed(error)


def _prepare_streams() -> None:
    """Files and pipes get UTF-8; a terminal that lacks a character shows its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _failed(error: BaseException) -> int:
    code = next((code for kind, code in EXIT_CODES if isinstance(error, kind)), None)
    if code is None:
        # Our own fault. The message may quote a resume, so only the places are shown.
        _say("cs-match failed inside; please report these lines:")
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "cs_match" in frame.filename]
        _say("".join(traceback.format_list(ours)) + type(error).__name__)
        return 1
    if str(error):
        _say(f"cs-match: {error}")
    return code


def _say(text: str) -> None:
    print(text, file=sys.stderr)


# ---------------------------------------------------------------- options

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Resumes, or folders of resumes.")]
_Table = Annotated[
    str,
    typer.Option("--requirements", metavar="FILE", help="Requirement table (CSV, XLSX, MD, DOCX) or saved profile."),
]
_Industry = Annotated[
    list[str] | None,
    typer.Option(
        "--industry", metavar="ID", help="Industry whose demands apply (电商, SaaS, ind_finance); repeatable."
    ),
]
_AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Day to count years to; default today."),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results.")]
_Workers = Annotated[int, typer.Option("--workers", min=0, help="Files read at a time; 0 means one a processor.")]
_Top = Annotated[int | None, typer.Option("--top", min=1, help="Candidates to print, and to describe in the report.")]
_Weights = Annotated[Path | None, typer.Option("--weights", metavar="FILE", help="Weights to use (YAML, JSON or CSV).")]
_NoNer = Annotated[bool, typer.Option("--no-ner", help="Use the word lists without the entity recogniser.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what is wrong.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


# ---------------------------------------------------------------- screen


@app.command()
def screen(
    paths: _Paths,
    table: _Table,
    industry: _Industry = None,
    as_of: _AsOf = None,
    out: _Out = Path("cs-match-out"),
    workers: _Workers = 0,
    top: _Top = None,
    weights: _Weights = None,
    no_ner: _NoNer = False,
    quiet: _Quiet = False,
) -> int:
    """Rank the people behind resumes against a requirement table and explain every score.

    Exit codes: 0 every input was read, 3 some could not be read, 2 wrong usage or unusable requirements (nothing is
    written), 1 an internal failure, 130 interrupted (the same command goes on where it stopped).
    """
    from cs_match.screening import ScreenSettings

    folder = _checked_folder(out)
    profile = _profile(table, industry or (), weights)
    day = as_of.date() if as_of else date.today()
    settings = ScreenSettings(workers=workers, ner=not no_ner, keep=folder, skip=(folder, Path(table)))
    arguments = {
        "paths": paths, "requirements": table, "industry": industry or [], "as_of": day.isoformat(), "out": str(out),
        "workers": workers, "top": top, "weights": str(weights) if weights else None, "no_ner": no_ner, "quiet": quiet,
    }  # fmt: skip
    return _screened(profile, day, settings, arguments)


def _checked_folder(out: Path) -> Path:
    """`out`, if results can be written there."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: results need a folder, and this is a file")
    nearest = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"{out}: results cannot be written there")
    return out


def _profile(path: str, industries: Sequence[str], weights: Path | None) -> RequirementProfile:
    from cs_match.requirements.profile import load_requirements, load_weights

    return load_requirements(path, industries=tuple(industries), weights=load_weights(weights) if weights else None)


def _screened(profile: RequirementProfile, day: date, settings: ScreenSettings, arguments: Mapping[str, Any]) -> int:
    """Run the pass, write the results, say what came of it."""
    from cs_match.screening import screen as run

    wording, quiet = wording_for(profile), arguments["quiet"]
    watch = _watch(wording, quiet)
    try:
        outcome = run(arguments["paths"], profile, as_of=day, settings=replace(settings, watch=watch))
        _write(outcome, day, watch, arguments)
    except KeyboardInterrupt:
        watch.stop()
        if not quiet:
            _say(wording.say("interrupted"))
        return 130
    finally:
        watch.stop()
    if not quiet:
        _report(outcome, Path(arguments["out"]), arguments["top"] or _TOP)
    return 3 if outcome.problems else 0


def _write(outcome: Screening, day: date, watch: Watch, arguments: Mapping[str, Any]) -> None:
    from cs_match.keeping import forget
    from cs_match.provenance import versions
    from cs_match.reports.files import write_reports, write_run
    from cs_match.reports.run import RunRecord

    folder = Path(arguments["out"])
    watch.step("write")
    run = RunRecord(day, arguments, {}, versions(), _digests(outcome), arguments["top"])
    write_reports(outcome, run, folder)
    watch.stop()
    write_run(outcome, replace(run, seconds=dict(watch.seconds)), folder)
    forget(folder)


def _digests(outcome: Screening) -> dict[str, str]:
    from cs_match.lexicon import load_lexicon
    from cs_match.provenance import program_digest, tables_digest

    return {
        "lexicon": load_lexicon().digest,
        "tables": tables_digest(),
        "requirements": outcome.requirements.digest,
        "program": program_digest(),
    }


# ---------------------------------------------------------------- what is said


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    measured = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=stderr, highlight=False, width=None if measured else _WIDE)


def _watch(wording: Wording, quiet: bool) -> Watch:
    from cs_match.progress import Bar, Lines, Watch

    if quiet:
        return Watch()
    return Bar(wording.say, _console(stderr=True)) if sys.stderr.isatty() else Lines(wording.say, _say)


def _report(outcome: Screening, folder: Path, top: int) -> None:
    from cs_match.reports.terminal import problem_lines, ranking_table

    wording, console = wording_for(outcome.requirements), _console()
    if outcome.matches:
        console.print(ranking_table(outcome, top, console.width))
    # By name on a terminal, only counted in a log: names of resumes are names of people.
    for line in problem_lines(outcome.problems, wording, named=_TOP if sys.stderr.isatty() else 0):
        _say(line)
    if outcome.requirements.not_understood:
        _say(wording.say("done.not_understood", n=len(outcome.requirements.not_understood)))
    _say(wording.say("done.report", path=folder / "report.html"))


# ---------------------------------------------------------------- the other commands


@app.command()
def read(file: Annotated[str, typer.Argument(metavar="FILE", help="A resume.")], as_json_: _Json = False) -> int:
    """Print a document's text in reading order: the text that all offsets in the results count in."""
    from cs_match.documents.isolation import Failure, run_isolated
    from cs_match.documents.reading import read_document

    if not Path(file).is_file():
        raise UsageError(f"{file}: there is no such file")
    document = run_isolated(read_document, file)
    failed = isinstance(document, Failure)
    if as_json_:
        _print_json(_failed_object(file, document) if failed else _document_object(document))
    elif not failed:
        sys.stdout.write(document.text)
    if failed:
        _say(f"cs-match: {file}: {document.kind}: {document.detail}")
    return 3 if failed else 0


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _document_object(document: Any) -> dict[str, Any]:
    from cs_match.sections import find_sections

    return {
        "source": document.source,
        "status": "ok",
        "problem": None,
        "format": document.format,
        "text": document.text,
        "pages": as_json(document.pages),
        "sections": as_json(find_sections(document)),
        "warnings": as_json(document.warnings),
        "hidden": as_json(document.hidden),
    }


def _failed_object(file: str, failure: Any) -> dict[str, Any]:
    return {
        "source": file, "status": failure.kind, "problem": failure.detail, "format": None, "text": "", "pages": [],
        "sections": [], "warnings": as_json(failure.warnings), "hidden": [],
    }  # fmt: skip


@app.command()
def requirements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A requirement table or profile.")],
    industry: _Industry = None,
    as_json_: _Json = False,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Save as YAML or JSON.")] = None,
) -> int:
    """Show how each row of a requirement table was understood."""
    from cs_match.requirements.profile import save_requirements

    profile = _profile(file, industry or (), None)
    if save:
        save_requirements(profile, save)
    if as_json_:
        _print_json(_shown(profile))
        return 0
    from cs_match.reports.terminal import requirements_table

    _console().print(requirements_table(profile))
    return 0


def _shown(profile: RequirementProfile) -> dict[str, Any]:
    """Every row of the table: criteria of industries that were not asked for are there too, marked as not active."""
    rows = [*((row, True) for row in profile.criteria), *((row, False) for row in profile.inactive)]
    criteria = [{**as_json(row), "active": active} for row, active in sorted(rows, key=lambda pair: pair[0].row)]
    rest = {key: as_json(getattr(profile, key)) for key in ("not_understood", "industries", "digest")}
    return {"source": profile.source, "criteria": criteria, **rest}


@app.command()
def demo(out: _Out = Path("cs-match-demo"), workers: _Workers = 0) -> int:
    """Screen the resumes of invented people that come with the program, and say where the report lies."""
    files = demo_files()
    day = datetime.combine(files.as_of, datetime.min.time())
    code = screen([str(files.resumes)], str(files.table), list(files.industries), day, out, workers)
    print((out / "report.html").resolve())
    return code


@app.callback(invoke_without_command=True)
def _program(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        from cs_match.provenance import version as installed

        print(f"cs-match {installed()}")
        raise typer.Exit
