"""Tables for the terminal: a short ranking, and how a requirement table was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cs_match.records import Criterion, Match, Problem, RequirementProfile, Screening
from cs_match.reports.cells import printable
from cs_match.reports.rows import brief, gist, reasons
from cs_match.reports.wording import Wording, wording_for

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

__all__ = ["problem_lines", "ranking_table", "requirements_table"]

_ROOMY = 76  # columns from which range and reasons fit beside the score
_COLOURS = {"yes": "green", "unknown": "yellow", "no": "red"}


def ranking_table(screening: Screening, top: int, columns: int) -> Table:
    """The first `top` matches, to be shown `columns` wide: what does not fit is left out, never squeezed."""
    wording, roomy = wording_for(screening.requirements), columns >= _ROOMY
    keys = ["rank", "name", "eligible", "score", *(["band"] if roomy else [])]
    table = _table(keys, wording, right={"rank", "score", "band"})
    table.columns[1].max_width, table.columns[1].overflow = (20 if roomy else 14), "ellipsis"
    table.add_column(wording.say("reasons" if roomy else "to_confirm"), ratio=1, overflow="ellipsis", no_wrap=True)
    for match in screening.matches[:top]:
        table.add_row(*_ranking_cells(match, roomy, wording))
    rest = len(screening.matches) - top
    if rest > 0:
        table.caption = wording.say("cut_table", rest=rest)
    return table


def _ranking_cells(match: Match, roomy: bool, wording: Wording) -> list[Text | str]:
    last = reasons(match, wording, 4, short=True) if roomy else tuple(dict.fromkeys(map(brief, gist(match))))
    return [
        str(match.rank),
        _plain(match.name or wording.say("no_name")),
        _plain(wording.one_of("eligible", match.eligible), _COLOURS[match.eligible]),
        f"{match.score:.1f}",
        *([f"{match.score_low:.0f}–{match.score_high:.0f}"] if roomy else []),
        _plain(wording.join(last)),
    ]


def requirements_table(profile: RequirementProfile) -> Table:
    """Each criterion of a profile, then what was not understood."""
    wording = wording_for(profile)
    table = _table(["row", "criterion", "kind", "priority", "weight", "gates"], wording, right={"row", "weight"})
    table.columns[1].ratio, table.columns[1].no_wrap = 1, False
    for row in profile.criteria:
        table.add_row(*_criterion_cells(row, wording))
    for row in profile.inactive:
        table.add_row(*_criterion_cells(row, wording), style="dim")
    for part in profile.not_understood:
        text = _plain(f"{part.text}{wording.say('colon')}{part.why}", "yellow")
        table.add_row(str(part.row), text, "–", "–", "–", "")
    if profile.inactive:
        table.caption = wording.say("inactive") + wording.say("colon") + str(len(profile.inactive))
    return table


def _criterion_cells(row: Criterion, wording: Wording) -> list[Text | str]:
    must = wording.say("must") if row.must else ""
    return [str(row.row), _plain(row.label), row.kind, _plain(row.priority), f"{row.weight:.1f}", must]


def _table(keys: list[str], wording: Wording, right: set[str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, caption_justify="left")
    for key in keys:
        table.add_column(wording.say(key), justify="right" if key in right else "left", no_wrap=True)
    return table


def _plain(text: str, style: str = "") -> Text:
    """`text` as it is: nothing in it is taken for markup."""
    from rich.text import Text

    return Text(" ".join(printable(text).split()), style=style)


def problem_lines(problems: Sequence[Problem], wording: Wording, named: int) -> Iterator[str]:
    """What could not be read: the first `named` by name and reason, or, if 0, only how many of each kind."""
    if not problems:
        return
    yield wording.say("done.unread", n=len(problems))
    if not named:
        kinds = [problem.kind for problem in problems]
        yield from (f"  {wording.one_of('problem', kind)} {kinds.count(kind)}" for kind in sorted(set(kinds)))
        return
    for problem in problems[:named]:
        yield printable(f"  {problem.source}{wording.say('colon')}{problem.detail}")
    if len(problems) > named:
        yield f"  … +{len(problems) - named}"
