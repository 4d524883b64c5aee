"""The drawing of one score: a row for each criterion that can earn points, stepping up to the total. Plain SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cs_match.records import Contribution, Match
from cs_match.reports.cells import fitted, printable
from cs_match.reports.rows import adds_up
from cs_match.reports.wording import Wording

__all__ = ["waterfall"]

_LABEL, _TRACK, _NUMBER, _ROW = 210.0, 430.0, 110.0, 21.0  # widths of the three columns and height of a row
_WIDE = _LABEL + _TRACK + _NUMBER


def waterfall(match: Match, wording: Wording) -> str:
    """An inline ``<svg>`` of a match: where each row begins, the row before it ends, and the last ends at the score."""
    rows = [row for row in match.contributions if row.max_points > 0]
    scale = _TRACK / max(100.0, sum(row.max_points for row in rows))
    height = (len(rows) + 1) * _ROW + 22
    parts = [*_grid(scale, height), *_steps(rows, scale, wording), *_total(match, scale, len(rows) * _ROW, wording)]
    title = escape(f"{wording.say('waterfall')}{wording.say('colon')}{match.score:.1f}")
    return (
        f'<svg class="waterfall" viewBox="0 0 {_WIDE:.0f} {height:.0f}" role="img" aria-label="{title}">'
        f"{''.join(parts)}</svg>"
    )


def _grid(scale: float, height: float) -> Iterator[str]:
    for mark in (0, 25, 50, 75, 100):
        x = _LABEL + mark * scale
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 16:.1f}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{height - 4:.1f}" text-anchor="middle">{mark}</text>'


def _steps(rows: Sequence[Contribution], scale: float, wording: Wording) -> Iterator[str]:
    reached, shown = 0.0, adds_up([row.points for row in rows])
    for index, (row, points) in enumerate(zip(rows, shown, strict=True)):
        yield _step(row, points, _LABEL + reached * scale, index * _ROW, scale, wording)
        reached += row.points
        x = _LABEL + reached * scale
        y = (index + 1) * _ROW
        yield f'<line class="link" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 4:.1f}" y2="{y + 4:.1f}"/>'


def _step(row: Contribution, points: float, x: float, y: float, scale: float, wording: Wording) -> str:
    tip = f"{row.label} · {wording.one_of('status', row.status)} · {row.reason}"
    box = f'x="{x:.1f}" y="{y + 4:.1f}" height="13"'
    return (
        f"<g><title>{escape(printable(tip))}</title>"
        f'<text class="label" x="0" y="{y + 14:.1f}">{escape(printable(fitted(row.label, 30)))}</text>'
        f'<rect class="most {row.status}" {box} width="{row.max_points * scale:.1f}"/>'
        f'<rect class="got {row.status}" {box} width="{row.points * scale:.1f}"/>'
        f'<text class="number" x="{_WIDE - 48:.0f}" y="{y + 14:.1f}" text-anchor="end">+{points:.1f}</text>'
        f'<text class="of" x="{_WIDE:.0f}" y="{y + 14:.1f}" text-anchor="end">/ {row.max_points:.1f}</text></g>'
    )


def _total(match: Match, scale: float, y: float, wording: Wording) -> Iterator[str]:
    low, high = _LABEL + match.score_low * scale, _LABEL + match.score_high * scale
    yield f'<text class="label total" x="0" y="{y + 15:.1f}">{escape(wording.say("total"))}</text>'
    yield f'<rect class="sum" x="{_LABEL:.1f}" y="{y + 3:.1f}" width="{match.score * scale:.1f}" height="14"/>'
    yield f'<path class="band" d="M{low:.1f} {y + 6:.1f}v8m0-4H{high:.1f}m0-4v8"/>'
    yield f'<text class="number total" x="{_WIDE - 48:.0f}" y="{y + 15:.1f}" text-anchor="end">{match.score:.1f}</text>'
    yield (
        f'<text class="of" x="{_WIDE:.0f}" y="{y + 15:.1f}" text-anchor="end">'
        f"{match.score_low:.0f}–{match.score_high:.0f}</text>"
    )
