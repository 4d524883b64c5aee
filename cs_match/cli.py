"""The command `cs-match`: parses, calls, writes. `cs-match screen --help` says what it reads and writes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cs_match.commands import options
from cs_match.commands.explain import explain_app
from cs_match.commands.lexicon import lexicon_app
from cs_match.commands.options import LIMITS, MIB, console, print_json, say
from cs_match.demo import demo_files
from cs_match.errors import CsMatchError, DocumentError, LexiconError, MissingExtra, RequirementsError, UsageError
from cs_match.records import RequirementProfile, Screening
from cs_match.reports.wording import Wording, wording_for

if TYPE_CHECKING:
    from cs_match.progress import Watch
    from cs_match.screening import ScreenSettings

__all__ = ["EXIT_CODES", "app", "demo", "doctor", "main", "read", "requirements", "screen"]

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

app = typer.Typer(
    help="Screen resumes and match candidates to customer-service jobs.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(lexicon_app, name="lexicon")
app.registered_commands += explain_app.registered_commands


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
    except SystemExit:  # so the terminal's library puts the same; it has closed the output already
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
        say("cs-match failed inside; please report these lines:")
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "cs_match" in frame.filename]
        say("".join(traceback.format_list(ours)) + type(error).__name__)
        return 1
    if str(error):
        say(f"cs-match: {error}")
    return code


# ---------------------------------------------------------------- options

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Resumes, or folders or ZIP files of resumes.")]
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
    lexicon: options.Lexicons = None,
    password_file: options.PasswordFile = None,
    max_seconds: options.MaxSeconds = LIMITS.seconds,
    max_memory: options.MaxMemory = LIMITS.memory // MIB,
    max_pages: options.MaxPages = LIMITS.pages,
    max_characters: options.MaxCharacters = LIMITS.characters,
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
    settings = ScreenSettings(
        workers=workers, ner=not no_ner, lexicons=_checked_lists(lexicon),
        limits=options.limits(max_seconds, max_memory, max_pages, max_characters),
        passwords=options.passwords(password_file), keep=folder,
        skip=(folder, Path(table), *_given(password_file), *(lexicon or ())),
    )  # fmt: skip
    arguments = {
        "paths": paths, "requirements": table, "industry": industry or [], "as_of": day.isoformat(), "out": str(out),
        "workers": workers, "top": top, "weights": str(weights) if weights else None, "no_ner": no_ner,
        "lexicon": [str(folder) for folder in lexicon or []],
        "password_file": str(password_file) if password_file else None, "max_seconds": max_seconds,
        "max_memory": max_memory, "max_pages": max_pages, "max_characters": max_characters, "quiet": quiet,
    }  # fmt: skip
    return _screened(profile, day, settings, arguments)


def _checked_lists(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    """Folders of word lists without a fault, which would otherwise come up in every child process."""
    from cs_match.lexicon import load_lexicon

    if folders:
        load_lexicon(extra=folders)
    return tuple(folders or ())


def _given(path: Path | None) -> tuple[Path, ...]:
    return (path,) if path else ()


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
            say(wording.say("interrupted"))
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
    run = RunRecord(day, arguments, {}, versions(), _digests(outcome, arguments["lexicon"]), arguments["top"])
    write_reports(outcome, run, folder)
    watch.stop()
    write_run(outcome, replace(run, seconds=dict(watch.seconds)), folder)
    forget(folder)


def _digests(outcome: Screening, folders: Sequence[str]) -> dict[str, str]:
    from cs_match.lexicon import load_lexicon
    from cs_match.provenance import program_digest, tables_digest

    return {
        "lexicon": load_lexicon(extra=[Path(folder) for folder in folders]).digest,
        "tables": tables_digest([Path(folder) for folder in folders]),
        "requirements": outcome.requirements.digest,
        "program": program_digest(),
    }


# ---------------------------------------------------------------- what is said


def _watch(wording: Wording, quiet: bool) -> Watch:
    from cs_match.progress import Bar, Lines, Watch

    if quiet:
        return Watch()
    return Bar(wording.say, console(stderr=True)) if sys.stderr.isatty() else Lines(wording.say, say)


def _report(outcome: Screening, folder: Path, top: int) -> None:
    from cs_match.reports.terminal import problem_lines, ranking_table

    wording, screen_ = wording_for(outcome.requirements), console()
    if outcome.matches:
        screen_.print(ranking_table(outcome, top, screen_.width))
    # By name on a terminal, only counted in a log: names of resumes are names of people.
    for line in problem_lines(outcome.problems, wording, named=_TOP if sys.stderr.isatty() else 0):
        say(line)
    if outcome.requirements.not_understood:
        say(wording.say("done.not_understood", n=len(outcome.requirements.not_understood)))
    say(wording.say("done.report", path=folder / "report.html"))


# ---------------------------------------------------------------- the other commands


@app.command()
def read(
    file: options.Resume,
    mask: Annotated[bool, typer.Option("--mask", help="Black out sex, age, origin, faith, family, health ...")] = False,
    as_json_: options.AsJson = False,
    password_file: options.PasswordFile = None,
    max_seconds: options.MaxSeconds = LIMITS.seconds,
    max_memory: options.MaxMemory = LIMITS.memory // MIB,
    max_pages: options.MaxPages = LIMITS.pages,
    max_characters: options.MaxCharacters = LIMITS.characters,
) -> int:
    """Print a document's text in reading order: the text that all offsets in the results count in."""
    from cs_match.commands.reading import read_or_say
    from cs_match.reports.objects import document_object, masked_object

    limits = options.limits(max_seconds, max_memory, max_pages, max_characters)
    document = read_or_say(file, limits, options.passwords(password_file), as_json=as_json_)
    if document is None:
        return 3
    shown = masked_object(document) if mask else document_object(document)
    if as_json_:
        print_json(shown)
    else:
        sys.stdout.write(shown["text"])
    return 0


@app.command()
def requirements(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A requirement table or profile.")],
    industry: _Industry = None,
    as_json_: options.AsJson = False,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Save as YAML or JSON.")] = None,
) -> int:
    """Show how each row of a requirement table was understood."""
    from cs_match.reports.objects import profile_object
    from cs_match.requirements.profile import save_requirements

    profile = _profile(file, industry or (), None)
    if save:
        save_requirements(profile, save)
    if as_json_:
        print_json(profile_object(profile))
        return 0
    from cs_match.reports.terminal import requirements_table

    console().print(requirements_table(profile))
    return 0


@app.command()
def demo(out: _Out = Path("cs-match-demo"), workers: _Workers = 0) -> int:
    """Screen the resumes of invented people that come with the program, and say where the report lies."""
    files = demo_files()
    day = datetime.combine(files.as_of, datetime.min.time())
    code = screen([str(files.resumes)], str(files.table), list(files.industries), day, out, workers)
    print((out / "report.html").resolve())
    return code


@app.command()
def doctor(as_json_: options.AsJson = False) -> int:
    """Say what guards the reading of files here, and what can be read; each guard is tried.

    Exit code 1 where one that this system has does not hold.
    """
    from cs_match.doctor import examine, report_lines

    found = examine()
    if as_json_:
        print_json(found)
    else:
        print("\n".join(report_lines(found)))
    return 0 if found["healthy"] else 1


@app.callback(invoke_without_command=True)
def _program(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        from cs_match.provenance import version as installed

        print(f"cs-match {installed()}")
        raise typer.Exit
