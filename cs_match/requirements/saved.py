"""Profiles as YAML or JSON: the records as they are, checked on the way in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from cs_match.errors import Fault, RequirementsError
from cs_match.records import Criterion, NotUnderstood, RequirementProfile, Test, as_json, from_json
from cs_match.requirements.vocabulary import categories

__all__ = ["PROFILE_SUFFIXES", "read_profile", "write_profile"]

PROFILE_SUFFIXES = (".yaml", ".yml", ".json")
_OPTIONAL = {"category": "", "priority": "中", "weight": 1.0, "must": False}


def write_profile(profile: RequirementProfile, path: Path | str) -> None:
    """Write a profile as YAML or, if the name ends so, as JSON; `read_profile` reads the same records back."""
    path = Path(path)
    value = as_json(profile)
    if path.suffix.lower() == ".json":
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    else:
        import yaml

        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(text, encoding="utf-8")


def read_profile(path: Path) -> RequirementProfile:
    """The profile that a file holds. What a hand-written file leaves out gets its default.

    Raises:
        RequirementsError: listing all keys that are unknown or missing and all values that do not fit.
    """
    value = _loaded(path)
    faults = list(_faults(value))
    if faults:
        raise RequirementsError("the requirement profile cannot be used", faults)
    full = {"source": path.name, **value}
    for part in ("criteria", "inactive"):
        full[part] = [{**_OPTIONAL, "label": one["id"], **one} for one in value.get(part) or ()]
    try:
        profile = from_json(RequirementProfile, {key: one for key, one in full.items() if one is not None})
    except ValueError as error:
        raise RequirementsError("the requirement profile cannot be used", list(_of_pydantic(error))) from error
    return profile


def _loaded(path: Path) -> dict[str, Any]:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        value = json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        fault = Fault(path.name, f"cannot be read ({type(error).__name__})", "YAML or JSON in UTF-8")
        raise RequirementsError("the requirement profile cannot be read", [fault]) from error
    if not isinstance(value, dict) or not isinstance(value.get("criteria"), list):
        fault = Fault(path.name, "holds no profile", "a mapping with a list of criteria")
        raise RequirementsError("the requirement profile cannot be used", [fault])
    return value


def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _faults(value: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _unknown(value, RequirementProfile, "profile")
    seen: set[str] = set()
    for part in ("criteria", "inactive"):
        for at, one in enumerate(value.get(part) or (), start=1):
            yield from _criterion_faults(one, f"{part}[{at}]", seen)
    for at, one in enumerate(value.get("not_understood") or (), start=1):
        yield from _unknown(one, NotUnderstood, f"not_understood[{at}]")


def _unknown(value: Any, kind: type[Any], place: str) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault(place, "is no mapping", ", ".join(_names(kind)))
        return
    for key in value:
        if key not in _names(kind):
            yield Fault(f"{place}.{key}", "unknown key", ", ".join(_names(kind)))


def _criterion_faults(one: Any, place: str, seen: set[str]) -> Iterator[Fault]:
    yield from _unknown(one, Criterion, place)
    if not isinstance(one, Mapping):
        return
    for key in ("id", "kind", "test"):
        if key not in one:
            yield Fault(f"{place}.{key}", "missing")
    if str(one.get("id")) in seen:
        yield Fault(f"{place}.id", f"{one['id']!r} stands twice", "ids that differ")
    seen.add(str(one.get("id")))
    weight = one.get("weight", 0.0)
    if isinstance(weight, (int, float)) and weight < 0:
        yield Fault(f"{place}.weight", f"negative weight {weight}", "a number from 0")
    if "test" in one:
        yield from _test_faults(one["test"], f"{place}.test")


def _test_faults(test: Any, place: str) -> Iterator[Fault]:
    yield from _unknown(test, Test, place)
    for key in ("any_of", "all_of"):
        for skill in (test.get(key) or ()) if isinstance(test, Mapping) else ():
            if skill not in categories():
                yield Fault(f"{place}.{key}", f"unknown skill {skill!r}", "an id of skills.csv")


def _of_pydantic(error: ValueError) -> Iterator[Fault]:
    for one in getattr(error, "errors", list)():
        yield Fault(".".join(map(str, one["loc"])), one["msg"])
