"""The package's metadata for tests that need its entry points, also where it runs uninstalled from a checkout."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

__all__ = ["metadata_path"]

ROOT = Path(__file__).resolve().parent.parent


def metadata_path(folder: Path) -> list[str]:
    """What must stand on the path so that the entry points of ``pyproject.toml`` are found: nothing if installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["entry-points"]["spacy_factories"]
    try:
        entries = distribution(project["name"]).entry_points
        if {entry.name: entry.value for entry in entries if entry.group == "spacy_factories"} == wanted:
            return []
    except PackageNotFoundError:
        pass
    made = folder / "cs_match-0.dist-info"
    made.mkdir(parents=True, exist_ok=True)
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: cs-match\nVersion: 0\n", encoding="utf-8")
    lines = ["[spacy_factories]", *(f"{name} = {value}" for name, value in wanted.items())]
    (made / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [str(folder)]
