"""Other programs that convert what we cannot read ourselves: where they are, and a run of one under limits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from cs_match.documents.limits import ReadLimits
from cs_match.errors import DocumentError

__all__ = ["catdoc", "libreoffice", "run_program"]

_ONCE_MORE = (79, 81)  # LibreOffice has set up its new profile and wants to be started again
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG


def libreoffice() -> str | None:
    """The program file of LibreOffice itself, past the script and the starter in front of it; None without one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    beside = Path(os.path.realpath(found)).with_name("soffice.bin")
    return str(beside) if beside.exists() else found


def catdoc() -> str | None:
    """The program catdoc; None without it."""
    return shutil.which("catdoc")


def run_program(command: list[str], limits: ReadLimits) -> bytes:
    """What a program prints; nothing where it cannot be started.

    Raises:
        DocumentError: ``timeout`` where it takes longer than reading may.
    """
    for _ in range(3):
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds,
                preexec_fn=lambda: _limit(limits.memory) if sys.platform == "linux" else None,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DocumentError("timeout", f"converting it takes longer than {limits.seconds:g} seconds") from None
        except (OSError, subprocess.SubprocessError):
            return b""
        if done.returncode not in _ONCE_MORE:
            break
    return done.stdout


def _limit(memory: int) -> None:
    """The program reserves more address space than a reader may have; what it uses is limited instead.

    It has to end with the process that called it.
    """
    import ctypes
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DEATH, 9)
