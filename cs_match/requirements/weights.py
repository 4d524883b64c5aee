"""Weights: from priorities, from a file or a mapping, shared among the criteria of a row.

A file (YAML, JSON or CSV with the columns ``key,weight``) may set weights under ``priorities`` (what a row of that
priority weighs), ``categories`` (what all rows of a category weigh together) and ``criteria`` (one criterion by id); a
flat mapping is read as any of the three.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cs_match.errors import Fault, RequirementsError
from cs_match.records import Criterion

__all__ = ["apply_weights", "load_weights", "share_rows"]

_GROUPS = ("priorities", "categories", "criteria")


def load_weights(path: Path | str) -> dict[str, Any]:
    """The weights of a YAML, JSON or CSV file, unchecked.

    Raises:
        RequirementsError: where the file cannot be read or holds no mapping.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = _parsed(text, path.suffix.lower())
    except (OSError, ValueError) as error:
        raise _faulty([Fault(path.name, f"cannot be read ({type(error).__name__})", "YAML, JSON or CSV")]) from error
    if not isinstance(found, dict):
        raise _faulty([Fault(path.name, "holds no mapping", "keys with numbers")])
    return {str(key): value for key, value in found.items()}


def _parsed(text: str, suffix: str) -> Any:
    if suffix == ".json":
        return json.loads(text)
    if suffix == ".csv":
        rows = [row for row in csv.reader(text.splitlines()) if row and any(row)]
        return {row[0].strip(): row[-1].strip() for row in rows if row[-1].strip().casefold() not in ("weight", "权重")}
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _faulty(faults: Sequence[Fault]) -> RequirementsError:
    return RequirementsError("the weights cannot be used", faults)


def share_rows(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria with the weight of each row shared by the criteria that it became."""
    sharers = {c.row: sum(other.row == c.row for other in criteria) for c in criteria}
    return tuple(replace(c, weight=c.weight / sharers[c.row]) for c in criteria)


def apply_weights(
    criteria: Sequence[Criterion], weights: Mapping[str, Any], known: Iterable[Criterion] = ()
) -> tuple[Criterion, ...]:
    """The criteria with `weights` applied: priorities first, then categories, then single criteria.

    Args:
        criteria: criteria with the weights of their rows not yet shared.
        known: further criteria whose ids, priorities and categories may be named, though they do not count now.

    Raises:
        RequirementsError: listing unknown keys, negative weights, what is no number, and weights that are all zero.
    """
    faults: list[Fault] = []
    grouped = _grouped(weights, [*criteria, *known], faults)
    if faults:
        raise _faulty(faults)
    priorities, categories, single = (grouped[group] for group in _GROUPS)
    first = [replace(c, weight=priorities.get(c.priority, c.weight)) for c in criteria]
    shared = _by_category(share_rows(first), categories)
    done = tuple(replace(c, weight=single.get(c.id, c.weight)) for c in shared)
    if done and not any(c.weight > 0 for c in done):
        raise _faulty([Fault("weights", "all weights are zero", "at least one weight above zero")])
    return done


def _by_category(criteria: Sequence[Criterion], categories: Mapping[str, float]) -> tuple[Criterion, ...]:
    sums = {name: math.fsum(c.weight for c in criteria if c.category == name) for name in categories}
    return tuple(
        replace(c, weight=c.weight * categories[c.category] / sums[c.category]) if sums.get(c.category) else c
        for c in criteria
    )


def _grouped(weights: Mapping[str, Any], criteria: list[Criterion], faults: list[Fault]) -> dict[str, dict[str, float]]:
    allowed = {
        "priorities": dict.fromkeys(c.priority for c in criteria),
        "categories": dict.fromkeys(c.category for c in criteria if c.category),
        "criteria": dict.fromkeys(c.id for c in criteria),
    }
    found: dict[str, dict[str, float]] = {group: {} for group in _GROUPS}
    for key, value in weights.items():
        if key in _GROUPS and isinstance(value, Mapping):
            for inner, weight in value.items():
                _take(found[key], str(inner), weight, (f"{key}: {inner}", allowed[key]), faults)
        else:
            group = next((g for g in ("criteria", "priorities", "categories") if key in allowed[g]), "criteria")
            every = {name: None for names in allowed.values() for name in names}
            _take(found[group], key, value, (key, every), faults)
    return found


_Known = tuple[str, dict[str, None]]


def _take(into: dict[str, float], key: str, value: Any, known: _Known, faults: list[Fault]) -> None:
    place, allowed = known
    if key not in allowed:
        faults.append(Fault(place, "unknown key", ", ".join(allowed)))
        return
    try:
        weight = float(value)
    except (TypeError, ValueError):
        weight = math.nan
    if not math.isfinite(weight) or isinstance(value, bool):
        faults.append(Fault(place, f"{value!r} is no number", "a number from 0"))
    elif weight < 0:
        faults.append(Fault(place, f"negative weight {value}", "a number from 0"))
    else:
        into[key] = weight
