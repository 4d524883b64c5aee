"""What this installation can do: which walls stand around the process that reads a file, and what it can read.

The walls are tried, not looked up: a child process really tries to write, to connect, to start a program.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import Any

from cs_match.documents.ocr import can_read_pictures
from cs_match.documents.programs import catdoc, libreoffice
from cs_match.documents.trials import Finding, try_walls
from cs_match.provenance import versions

__all__ = ["examine", "report_lines"]


def examine() -> dict[str, Any]:
    """Walls, what reads pictures and old files, versions and the system, as plain values.

    ``healthy`` is false where a wall that the system has does not hold.
    """
    walls = try_walls()
    return {
        "healthy": all(finding.state != "FAILS" for finding in walls),
        "walls": [_plain(finding) for finding in walls],
        "helpers": {
            "ocr": "installed" if can_read_pictures() else None,
            "libreoffice": libreoffice(),
            "catdoc": catdoc(),
        },
        "versions": versions(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _plain(finding: Finding) -> dict[str, str]:
    return {"wall": finding.wall, "state": finding.state, "detail": finding.detail}


_MISSING = {
    "ocr": "not installed: pictures and scans are not read (pip install 'cs-match[ocr]')",
    "libreoffice": "not found: DOC, WPS and ODT files are not converted",
    "catdoc": "not found: needed only where LibreOffice is missing, for the text of DOC files",
}


def report_lines(found: dict[str, Any]) -> Iterator[str]:
    """What `examine` found, for a person."""
    yield "Around the process that reads a file (each tried just now)"
    for wall in found["walls"]:
        yield f"  {wall['wall']:<24}{wall['state']:<9}{wall['detail']}"
    yield "Helpers"
    for name, there in found["helpers"].items():
        yield f"  {name:<24}{there or _MISSING[name]}"
    yield "Versions"
    for name, value in found["versions"].items():
        yield f"  {name:<24}{value}"
    yield f"  {'system':<24}{found['system']}"
    yield "All walls that this system has hold." if found["healthy"] else "A wall does not hold: see FAILS above."
