"""Shared by all tests: skipped tests are named at the end of a run, and what is drawn at random is always the same."""

from __future__ import annotations

import pytest
from hypothesis import settings

# Examples are the same in every run, and few; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("suite", max_examples=25, derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("suite")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every skipped test with its reason under a heading that cannot be missed."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.line(f"NOT RUN {report.nodeid}: {reason}")
