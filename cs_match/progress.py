"""What a run says while it runs: a bar on a terminal, plain lines in a log, nothing when it is to be quiet.

None of them ever says a file's name: names of resumes are names of people.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

__all__ = ["Bar", "Lines", "Watch"]

Say = Callable[..., str]
_PAUSE = 5.0  # seconds between two lines of a log


class Watch:
    """Follows a run in silence and measures its steps. The others say aloud what they see."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.total = self.done = self.failed = 0
        self._step: tuple[str, float] | None = None

    def step(self, name: str) -> None:
        """A step of the run begins: ``read``, ``group``, ``rank`` or ``write``; the one before has ended."""
        self.stop()
        self._step = (name, time.perf_counter())

    def stop(self) -> None:
        """The step that runs has ended, or the run has."""
        if self._step:
            name, begun = self._step
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
            self._step = None

    def inputs(self, total: int, kept: int) -> None:
        """There are `total` files, of which `kept` were read by an interrupted run before."""
        self.total, self.done = total, 0

    def file(self, ok: bool) -> None:
        """One more file is done."""
        self.done += 1
        self.failed += not ok


class Lines(Watch):
    """Says it in plain lines, at most one every few seconds, each of which makes sense alone."""

    def __init__(self, say: Say, write: Callable[[str], None]) -> None:
        super().__init__()
        self._say, self._write = say, write
        self._begun = self._said = time.monotonic()
        self._kept = 0

    def step(self, name: str) -> None:
        """Say which step begins (reading says so itself)."""
        super().step(name)
        if name != "read":
            self._write(self._say(f"step.{name}"))

    def inputs(self, total: int, kept: int) -> None:
        """Say how much is to do."""
        super().inputs(total, kept)
        self._begun, self._kept = time.monotonic(), kept
        if kept:
            self._write(self._say("progress.kept", n=kept))

    def file(self, ok: bool) -> None:
        """Say how far it is, now and then and at the end."""
        super().file(ok)
        now = time.monotonic()
        if self.done == self.total or now - self._said >= _PAUSE:
            self._said = now
            left = _clock(self._left(now))
            self._write(self._say("progress.line", done=self.done, total=self.total, failed=self.failed, left=left))

    def _left(self, now: float) -> float:
        fresh = max(1, self.done - self._kept)
        return (now - self._begun) / fresh * (self.total - self.done)


class Bar(Watch):
    """Draws a bar: files done, failed, time left."""

    def __init__(self, say: Say, console: Console) -> None:
        super().__init__()
        self._say, self._console = say, console
        self._bar: Progress | None = None

    def step(self, name: str) -> None:
        """Put the bar away and say which step begins."""
        super().step(name)
        if name != "read":
            self._put_away()
            self._console.print(self._say(f"step.{name}"), style="dim")

    def stop(self) -> None:
        """Put the bar away."""
        super().stop()
        self._put_away()

    def inputs(self, total: int, kept: int) -> None:
        """Show the bar."""
        super().inputs(total, kept)
        if kept:
            self._console.print(self._say("progress.kept", n=kept), style="dim")
        self._bar = _bar(self._console)
        self._bar.add_task(self._say("progress"), total=total, failed="")
        self._bar.start()

    def file(self, ok: bool) -> None:
        """Move the bar on."""
        super().file(ok)
        if self._bar:
            failed = self._say("progress.failed", n=self.failed) if self.failed else ""
            self._bar.update(self._bar.task_ids[0], completed=self.done, failed=failed)

    def _put_away(self) -> None:
        if self._bar:
            self._bar.stop()
            self._bar = None


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("[red]{task.fields[failed]}[/red]"),
        TimeRemainingColumn(compact=True),
        console=console,
        expand=True,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
