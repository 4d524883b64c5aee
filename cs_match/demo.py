"""The samples that come with the program, and how the demonstration screens them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cs_match.errors import UsageError

__all__ = ["DemoFiles", "demo_files"]

_TABLE = "smart_home_support.xlsx"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Resumes of invented people, a requirement table, and the day and industry they are screened for."""

    resumes: Path
    table: Path
    as_of: date = date(2026, 6, 30)
    industries: tuple[str, ...] = ("ind_ecommerce",)


def demo_files() -> DemoFiles:
    """Where the samples are: in the wheel, or in the repository that this package is run from.

    Raises:
        UsageError: where they were not installed.
    """
    here = Path(__file__).resolve().parent
    inside, data = here / "_samples", here.parent / "data"
    for resumes, table in ((inside / "resumes", inside / _TABLE), (data / "samples", data / "requirements" / _TABLE)):
        if resumes.is_dir() and table.is_file():
            return DemoFiles(resumes, table)
    raise UsageError("the samples are not here: install the package from its wheel or run it from its repository")
