"""The door of the reports: everything that a run leaves in its folder.

`candidates.jsonl` and `matches.jsonl` for programs, `ranking.csv` and `ranking.xlsx` for spreadsheets, `report.html`
for people. `run.json` is written last: a folder that has one is complete.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from cs_match.records import Match, Person, Screening, as_json
from cs_match.reports.cells import safe_cell
from cs_match.reports.html import report_html
from cs_match.reports.rows import candidate_object, document_rows, gist, people_by_id, reasons
from cs_match.reports.run import RunRecord, run_object
from cs_match.reports.wording import wording_for
from cs_match.reports.workbook import workbook_bytes

__all__ = ["RESULT_FILES", "csv_bytes", "json_lines", "write_reports", "write_run"]

RESULT_FILES = ("candidates.jsonl", "matches.jsonl", "ranking.csv", "ranking.xlsx", "report.html", "run.json")
_CSV_COLUMNS = (
    "rank", "candidate", "source", "name", "eligible", "score", "score_low", "score_high",
    "reasons", "to_confirm", "education", "school", "city", "years_service", "phone", "email", "repeats",
)  # fmt: skip


def write_reports(screening: Screening, run: RunRecord, folder: Path) -> None:
    """Write all result files but `run.json` into `folder`, which is made where it is missing.

    Each file appears whole or not at all; the same screening gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: Mapping[str, Callable[[], bytes]] = {
        "candidates.jsonl": lambda: json_lines(map(candidate_object, document_rows(screening))),
        "matches.jsonl": lambda: json_lines(map(as_json, screening.matches)),
        "ranking.csv": lambda: csv_bytes(screening),
        "ranking.xlsx": lambda: workbook_bytes(screening, run),
        "report.html": lambda: report_html(screening, run).encode("utf-8"),
    }
    (folder / "run.json").unlink(missing_ok=True)
    for name, content in made.items():
        _replace(folder / name, content())


def write_run(screening: Screening, run: RunRecord, folder: Path) -> None:
    """Write `run.json` into `folder`."""
    _replace(folder / "run.json", _json(run_object(screening, run), indent=2) + b"\n")


def json_lines(objects: Iterable[Any]) -> bytes:
    """One JSON object a line, in UTF-8."""
    return b"".join(_json(item) + b"\n" for item in objects)


def csv_bytes(screening: Screening) -> bytes:
    """The ranking as CSV, with a byte order mark so that spreadsheets take it for UTF-8."""
    out = io.StringIO()
    people = people_by_id(screening)
    writer = csv.writer(out)
    writer.writerow(_CSV_COLUMNS)
    for match in screening.matches:
        writer.writerow(_csv_row(match, people[match.candidate], screening))
    return out.getvalue().encode("utf-8-sig")


def _csv_row(match: Match, person: Person, screening: Screening) -> list[str]:
    wording = wording_for(screening.requirements)
    cells: dict[str, Any] = {
        **{key: getattr(match, key) for key in ("rank", "candidate", "source", "name", "eligible")},
        **{key: f"{getattr(match, key):.2f}" for key in ("score", "score_low", "score_high")},
        **{key: getattr(person.lead.fields, key) for key in _CSV_COLUMNS[10:16]},
        "reasons": wording.join(reasons(match, wording)),
        "to_confirm": wording.join(gist(match)),
        "repeats": wording.join([repeat.source for repeat in person.repeats]),
    }
    return [safe_cell("" if cells[key] is None else str(cells[key])) for key in _CSV_COLUMNS]


def _json(value: Any, indent: int | None = None) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    # A broken file name holds lone surrogates; written as \udcb0 they are JSON again and name the same file.
    return text.encode("utf-8", "backslashreplace")


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)
