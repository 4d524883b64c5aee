"""Do the walls around a reader hold here? Each is tried by a child process that runs against it.

A kernel may have a layer and a container may switch it off, so nothing is taken from a version number.
"""

from __future__ import annotations

import ctypes
import math
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cs_match.documents import landlock, seccomp
from cs_match.documents.isolation import Failure, run_isolated
from cs_match.documents.limits import ReadLimits
from cs_match.documents.reading import read_bytes

__all__ = ["Finding", "try_walls"]

_SHORT = ReadLimits(seconds=0.4, memory=64 * 2**20, output=50_000)
_LATE = 0.5  # seconds by which a limit of time may be missed
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj "
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj trailer<</Root 1 0 R>>"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a trial showed: the wall, whether it holds, is missing on this system, or fails although it is there."""

    wall: str
    state: Literal["holds", "missing", "FAILS"]
    detail: str


def try_walls() -> tuple[Finding, ...]:
    """Try each wall; this takes about two seconds."""
    return (*_limits(), *_surroundings())


# ---------------------------------------------------------------- limits


def _limits() -> Iterator[Finding]:
    forked = hasattr(os, "fork")
    yield _ends("process", _crash, "corrupt", _SHORT, "a reader that crashes costs one row")
    started = time.monotonic()
    wall = _ends("wall clock", _sleep, "timeout", _SHORT, "a reader that hangs is ended")
    late = time.monotonic() - started - _SHORT.seconds
    kept = not forked or late < _LATE
    yield wall if kept else Finding("wall clock", "FAILS", f"a reader that hangs was ended {late:.1f} s late")
    limit = run_isolated(_processor_limit, 0, _SHORT) if forked else None
    holds = limit == math.ceil(_SHORT.seconds) + 1
    yield Finding("processor time", "holds" if holds else "missing", "the kernel ends a reader that computes too long")
    memory = _ends("memory", _eat, "out_of_memory", _SHORT, "a reader that eats memory is ended")
    yield (
        memory
        if memory.state == "holds" or os.path.exists("/proc/self/statm")
        else Finding("memory", "missing", "this system does not limit it")
    )
    yield _ends("output", _tell_too_much, "too_large", _SHORT, "what a reader hands back is limited")
    yield _ends("pages", _read_two_pages, "too_many_pages", ReadLimits(), "documents with too many are refused")
    yield _ends("characters", _read_a_long_text, "too_large", ReadLimits(), "documents with too many are refused")


def _ends(wall: str, job: Callable[[int], Any], kind: str, limits: ReadLimits, detail: str) -> Finding:
    outcome = run_isolated(job, 0, limits)
    if isinstance(outcome, Failure) and outcome.kind == kind:
        return Finding(wall, "holds", detail)
    found = outcome.kind if isinstance(outcome, Failure) else "a result"
    return Finding(wall, "FAILS", f"{detail}: expected {kind}, found {found}")


def _crash(_: int) -> None:
    ctypes.string_at(0)


def _sleep(_: int) -> None:
    time.sleep(30)


def _processor_limit(_: int) -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)[0]


def _eat(_: int) -> int:
    return len([bytearray(1 << 20) for _ in range(4096)])


def _tell_too_much(_: int) -> str:
    return "x" * 1_000_000


def _read_two_pages(_: int) -> None:
    read_bytes(_PDF, "trial", limits=ReadLimits(pages=1))


def _read_a_long_text(_: int) -> None:
    read_bytes(b"resume " * 100, "trial", limits=ReadLimits(characters=100))


# ---------------------------------------------------------------- files, network, processes


def _surroundings() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        (Path(folder) / "old").write_text("")
        blocked = run_isolated(_attempts, (folder, server.getsockname()[1])) if hasattr(os, "fork") else {}
        if isinstance(blocked, Failure):
            blocked = {}
        if (Path(folder) / "new").exists():
            blocked["write"] = False
    has_landlock, has_seccomp = landlock.abi() > 0, seccomp.available()
    name = f"Landlock, version {landlock.abi()}" if has_landlock else "no Landlock"
    filtered = "seccomp" if has_seccomp else "no seccomp"
    yield _blocked(blocked, "write", "writing outside", has_landlock, name)
    yield _blocked(blocked, "read", "reading other files", has_landlock, name)
    network = f"{name}; {filtered}"
    yield _blocked(blocked, "connect", "network: connections", has_seccomp or landlock.abi() >= 4, network)
    yield _blocked(blocked, "socket", "network: sockets", has_seccomp, filtered)
    yield _blocked(blocked, "program", "starting programs", has_seccomp, filtered)
    yield _blocked(blocked, "fork", "starting processes", has_seccomp, filtered)
    yield _blocked(blocked, "parent", "looking into processes", has_seccomp, filtered)


def _blocked(blocked: dict[str, bool], what: str, wall: str, there: bool, by: str) -> Finding:
    if blocked.get(what):
        return Finding(wall, "holds", f"refused ({by})")
    return Finding(wall, "FAILS" if there else "missing", f"{'possible' if what in blocked else 'not tried'} ({by})")


def _attempts(argument: tuple[str, int]) -> dict[str, bool]:
    """Try what no reader may do; for each, whether it was refused."""
    folder, port = argument
    tries: dict[str, Callable[[], object]] = {
        "write": lambda: (Path(folder) / "new").write_text("x"),
        "read": lambda: (Path(folder) / "old").read_text(),
        "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "connect": lambda: socket.create_connection(("127.0.0.1", port), timeout=1).close(),
        "parent": _look_at_the_parent,
        "fork": _fork,
        "program": _become_a_program,  # last: where it is possible, nothing comes after it
    }
    return {name: _is_refused(attempt) for name, attempt in tries.items()}


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _look_at_the_parent() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0x4206, os.getppid(), 0, 0) < 0:  # PTRACE_SEIZE, which does not stop it
        raise OSError(ctypes.get_errno(), "ptrace")


def _fork() -> None:
    if (child := os.fork()) == 0:
        os._exit(0)
    with suppress(OSError):
        os.waitpid(child, 0)


def _become_a_program() -> None:
    """Start a program in a process of its own, so that the trial can go on where this is possible."""
    program = shutil.which("true") or "/usr/bin/true"
    try:
        child = os.fork()
    except PermissionError:
        os.execv(program, [program])
        return
    if child == 0:
        try:
            os.execv(program, [program])
        except OSError as error:
            os._exit(1 if isinstance(error, PermissionError) else 2)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1:
        raise PermissionError(program)
