"""`cs-match lexicon`: check word lists, try them on a sentence, add to them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cs_match.commands.options import AsJson, Lexicons, console, print_json
from cs_match.errors import UsageError
from cs_match.lexicon import SECTION_KINDS, TERM_KINDS
from cs_match.records import as_json
from cs_match.reports.cells import fitted

if TYPE_CHECKING:
    from cs_match.authoring.adding import Waiting
    from cs_match.authoring.checking import Checked
    from cs_match.authoring.trial import Seen

__all__ = ["add", "check", "lexicon_app", "try_"]

lexicon_app = typer.Typer(help="Check word lists, try them on a sentence, add to them.", no_args_is_help=True)

_LONGEST_TERM = 120  # columns of a row's pattern
_Out = Annotated[
    Path | None, typer.Option("--from-run", metavar="OUT", help="List the new terms of a finished run, ready to add.")
]
_To = Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Your own folder of word lists.")]


@lexicon_app.command("check")
def check(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="[FOLDER...]", help="Your own folders; default the shipped lists.")
    ] = None,
    as_json_: AsJson = False,
) -> int:
    """Check word lists: all faults of all tables at once, each with file and line.

    Exit code 2 where there are faults.
    """
    from cs_match.authoring.checking import check as examine

    found = examine(tuple(folders or ()))
    if as_json_:
        print_json(as_json(found))
    else:
        print("\n".join(_check_lines(found)))
    return 2 if found.faults else 0


def _check_lines(found: Checked) -> Iterator[str]:
    yield from map(str, found.faults)
    if found.faults:
        yield f"{len(found.faults)} fault{'s' if len(found.faults) > 1 else ''}; nothing of the lists can be used"
        return
    assert found.rows is not None
    yield "{}: no faults; with them {} skills, {} terms, {} cues".format(", ".join(found.folders), *found.rows)
    yield from (f"{place} replaces the shipped {before}" for place, before in found.replaced)


@lexicon_app.command("try")
def try_(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence of a resume.")],
    lexicon: Lexicons = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar="KIND", help="The section it stands in, such as work or skills.")
    ] = None,
    as_json_: AsJson = False,
) -> int:
    """Show what is seen in a sentence: skills, levels, cues, and the row or model that saw them."""
    from cs_match.authoring.trial import try_sentence
    from cs_match.lexicon import load_lexicon
    from cs_match.tagging.tagger import Tagger

    if section and section not in SECTION_KINDS:
        raise UsageError(f"section {section!r} (allowed: {' '.join(SECTION_KINDS)})")
    seen = try_sentence(sentence, Tagger(load_lexicon(extra=lexicon or ()), ner=False), section)
    if as_json_:
        print_json({"text": sentence, "seen": as_json(seen)})
        return 0
    _print_seen(seen, sentence)
    return 0


def _print_seen(seen: tuple[Seen, ...], sentence: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    screen = console()
    if not seen:
        screen.print(Text("nothing is seen in: " + sentence))
    for one in seen:
        head = Text("✓ " if one.has else "✗ ", "bold green" if one.has else "bold red")
        names = " / ".join(dict.fromkeys(filter(None, (one.zh, one.en))))
        screen.print(head.append(one.text).append(f"  {one.skill}", "bold").append(f"  {names}", "dim"))
        for line in _seen_lines(one):
            screen.print(Padding.indent(Text(line), 4))


def _seen_lines(one: Seen) -> Iterator[str]:
    verdict = ["has" if one.has else "not credited", *([one.strength] if one.has else []), *([one.level or ""])]
    yield ", ".join(filter(None, [*verdict, f"characters {one.start} to {one.end}"]))
    yield from (f"cue {cue.text}: {cue.kind}{f', {cue.row}' if cue.row else ''}" for cue in one.cues)
    if one.row:
        yield f"row {one.row}: {fitted(one.term, _LONGEST_TERM)}"
    if one.models:
        yield f"model {', '.join(one.models)}"


@lexicon_app.command("add")
def add(
    skill: Annotated[str | None, typer.Argument(metavar="SKILL", help="An id of skills.csv.")] = None,
    term: Annotated[str | None, typer.Argument(metavar="TERM", help="How texts speak of it.")] = None,
    to: _To = None,
    kind: Annotated[str, typer.Option("--kind", help=f"One of {', '.join(TERM_KINDS)}.")] = "name",
    when: Annotated[str, typer.Option("--when", help="One of these must stand in the sentence: 'a ; b'.")] = "",
    unless: Annotated[str, typer.Option("--unless", help="None of these may stand in the sentence.")] = "",
    section: Annotated[str, typer.Option("--section", help="Kinds of sections it counts in.")] = "",
    note: Annotated[str, typer.Option("--note", help="For the next reader.")] = "",
    from_run: _Out = None,
    as_json_: AsJson = False,
) -> int:
    """Add a term to your own word lists, checked first; or list what a run found and the lists lack (--from-run)."""
    if from_run is not None:
        return _listed(from_run, to, skill, as_json_)
    if skill is None or term is None or to is None:
        raise UsageError("lexicon add needs SKILL, TERM and --to FOLDER, or --from-run OUT")
    from cs_match.authoring.adding import NewRow, add_row

    added = add_row(NewRow(skill, term, kind, when, unless, section, note), to)
    if as_json_:
        print_json(as_json(added))
        return 0
    print(f"{added.place}: {skill}, {term}" + (f" (replaces the shipped {added.replaces})" if added.replaces else ""))
    return 0


def _listed(out: Path, to: Path | None, skill: str | None, as_json_: bool) -> int:
    from cs_match.authoring.adding import waiting_terms
    from cs_match.lexicon import load_lexicon
    from cs_match.tagging.tagger import Tagger

    if skill is not None:
        raise UsageError("--from-run lists terms; name SKILL and TERM without it to add one")
    lexicon = load_lexicon(extra=(to,) if to and to.is_dir() else ())
    waiting = waiting_terms(out, Tagger(lexicon, ner=False))
    if as_json_:
        print_json(as_json(waiting))
        return 0
    for line in _waiting_lines(waiting, to):
        console().print(line, markup=False, soft_wrap=True)
    return 0


def _waiting_lines(waiting: tuple[Waiting, ...], to: Path | None) -> Iterator[Any]:
    if not waiting:
        yield "the run found no terms that the lists lack"
    for one in waiting:
        yield f"{one.text}  ({one.kind}, in {one.files} file{'s' if one.files > 1 else ''})"
        yield from (f"    {sentence}" for sentence in one.sentences)
        yield f"    cs-match lexicon add SKILL {shlex.quote(one.text)} --to {shlex.quote(str(to or 'my_words'))}"
