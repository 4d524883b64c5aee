"""`cs-match explain`: a resume's text with tags, levels, cues and facts marked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cs_match.commands import options
from cs_match.commands.options import LIMITS, MIB, console, print_json, say
from cs_match.errors import UsageError

if TYPE_CHECKING:
    from cs_match.explaining import Explained

__all__ = ["explain", "explain_app"]

explain_app = typer.Typer()

_Html = Annotated[Path | None, typer.Option("--html", metavar="OUT.html", help="Write one HTML file instead.")]
_AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Day to count years to; default today."),
]
_Mask = Annotated[bool, typer.Option("--mask", help="Black out sex, age, origin, faith, family, health ... first.")]


@explain_app.command("explain")
def explain(
    file: options.Resume,
    html: _Html = None,
    mask: _Mask = False,
    as_of: _AsOf = None,
    no_ner: Annotated[bool, typer.Option("--no-ner", help="Use the word lists without the entity recogniser.")] = False,
    lexicon: options.Lexicons = None,
    as_json_: options.AsJson = False,
    password_file: options.PasswordFile = None,
    max_seconds: options.MaxSeconds = LIMITS.seconds,
    max_memory: options.MaxMemory = LIMITS.memory // MIB,
    max_pages: options.MaxPages = LIMITS.pages,
    max_characters: options.MaxCharacters = LIMITS.characters,
) -> int:
    """Show a resume's text with what was understood of it: tags, levels, cues and facts."""
    from cs_match.commands.reading import read_or_say
    from cs_match.explaining import explain as explained_by
    from cs_match.lexicon import load_lexicon
    from cs_match.tagging.tagger import Tagger

    lists = load_lexicon(extra=lexicon or ())
    limits = options.limits(max_seconds, max_memory, max_pages, max_characters)
    document = read_or_say(file, limits, options.passwords(password_file), as_json=as_json_)
    if document is None:
        return 3
    day = as_of.date() if as_of else date.today()
    _show(explained_by(document, Tagger(lists, ner=not no_ner), as_of=day, masked=mask), html, as_json_)
    return 0


def _show(explained: Explained, html: Path | None, as_json_: bool) -> None:
    from cs_match.reports.explained import explained_html, explained_object, print_explained

    if html is not None:
        _write(html, explained_html(explained))
    if as_json_:
        print_json(explained_object(explained))
    elif html is None:
        print_explained(explained, console())


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror or type(error).__name__})") from None
    say(str(path))
