"""The door of the requirements room: a requirement table or a saved profile to a `RequirementProfile`.

The steps, in the order of the body of `load_requirements`: read the file's cells (`tables`), find which column is which
(`columns`), understand each row (`rows`), switch on the industries that are asked for, weigh (`weights`), and take the
digest of what came out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cs_match.errors import Fault, RequirementsError
from cs_match.records import Criterion, NotUnderstood, RequirementProfile, as_json
from cs_match.requirements.columns import Row, read_rows
from cs_match.requirements.industries import asked_for
from cs_match.requirements.rows import UnderstoodRow, understand_row
from cs_match.requirements.saved import PROFILE_SUFFIXES, read_profile, write_profile
from cs_match.requirements.tables import TABLE_SUFFIXES, read_grids
from cs_match.requirements.weights import apply_weights, load_weights, share_rows

__all__ = ["load_requirements", "load_weights", "save_requirements"]


def load_requirements(
    path: Path | str, *, industries: Sequence[str] = (), weights: Mapping[str, Any] | None = None
) -> RequirementProfile:
    """What a hiring team asks for, from a requirement table (需求表) or a saved profile.

    Args:
        path: CSV, TSV, XLSX, Markdown or DOCX with a table of the columns 类别 | 关键项 | 具体要求 | 优先级 | 评估方式
            (in Chinese or English), or a profile in YAML or JSON.
        industries: names or ids of industries, job types and regions whose parts (【电商】…) count.
        weights: weights by priority, category or criterion id, see `cs_match.requirements.weights`.

    Raises:
        RequirementsError: listing all faults of the file, of `industries` or of `weights`.
    """
    path = Path(path)
    if not path.is_file():
        raise RequirementsError("the requirements cannot be read", [Fault(path.name or ".", "no such file", _KINDS)])
    if path.suffix.lower() in PROFILE_SUFFIXES:
        return _again(read_profile(path), industries, weights)
    rows = read_rows(read_grids(path))
    understood = [understand_row(row) for row in rows]
    criteria = _weighed(rows, understood)
    notes = tuple(note for row in understood for note in row.not_understood)
    own = [scope for row in understood for scope in row.own_scopes]
    active = asked_for(industries, own)
    return _profile(path.name, criteria, notes, active, weights)


_KINDS = ", ".join([*TABLE_SUFFIXES, *PROFILE_SUFFIXES])


def save_requirements(profile: RequirementProfile, path: Path | str) -> None:
    """Save a profile as YAML or JSON; `load_requirements` gives the same records back."""
    write_profile(profile, path)


def _weighed(rows: Sequence[Row], understood: Sequence[UnderstoodRow]) -> tuple[Criterion, ...]:
    """All criteria, with the row's own weight where the table has a column for it."""
    criteria: list[Criterion] = []
    faults: list[Fault] = []
    for row, one in zip(rows, understood, strict=True):
        own = _own_weight(row, faults)
        criteria += [c if own is None else replace(c, weight=own) for c in one.criteria]
    if faults:
        raise RequirementsError("the requirement table cannot be used", faults)
    return tuple(criteria)


def _own_weight(row: Row, faults: list[Fault]) -> float | None:
    text = row.weight.strip().rstrip("%％分")
    if not text:
        return None
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < 1e6:
        faults.append(Fault(f"{row.place}, weight", f"{row.weight!r}", "a number from 0"))
    return weight


def _profile(
    source: str,
    criteria: Sequence[Criterion],
    notes: tuple[NotUnderstood, ...],
    active: tuple[str, ...],
    weights: Mapping[str, Any] | None,
) -> RequirementProfile:
    counts = [c for c in criteria if not c.applies_to or set(c.applies_to) & set(active)]
    rest = tuple(c for c in criteria if c not in counts)
    weighed = apply_weights(counts, weights, rest) if weights else share_rows(counts)
    if not weighed and not rest and not notes:
        raise RequirementsError("the requirements cannot be used", [Fault(source, "no criterion came out of it")])
    return _digested(RequirementProfile(source, weighed, notes, rest, active))


def _digested(profile: RequirementProfile) -> RequirementProfile:
    """The profile with the digest of its content; the name of the file does not count."""
    content = as_json(replace(profile, source="", digest=""))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(profile, digest=hashlib.sha256(text.encode()).hexdigest())


def _again(
    profile: RequirementProfile, industries: Sequence[str], weights: Mapping[str, Any] | None
) -> RequirementProfile:
    """A saved profile with other industries or weights, or as it was saved."""
    own = [scope for c in (*profile.criteria, *profile.inactive) for scope in c.applies_to]
    active = tuple(dict.fromkeys([*profile.industries, *asked_for(industries, own)]))
    woken = [c for c in profile.inactive if set(c.applies_to) & set(active)]
    criteria = (*profile.criteria, *woken)
    rest = tuple(c for c in profile.inactive if c not in woken)
    if weights:
        criteria = apply_weights(_unshared(criteria), weights, rest)
    if not criteria:
        raise RequirementsError("the requirements cannot be used", [Fault(profile.source, "it has no criterion")])
    return _digested(replace(profile, criteria=criteria, inactive=rest, industries=active))


def _unshared(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria with the weights of whole rows, as `apply_weights` wants them."""
    sharers = {c.row: sum(other.row == c.row for other in criteria) for c in criteria}
    return tuple(replace(c, weight=c.weight * sharers[c.row]) for c in criteria)
