"""What a child process that reads a file may still do: compute, read that file and its own program, and little else.

Four layers, each as far as the system has it: limits of time, memory and file size; no output and nothing of what the
parent holds open; Landlock (no file but those that are needed, none to write outside a scratch folder, no network); and
seccomp (no network, no other process, no program). What a kernel lacks is left out; ``cs-match doctor`` tells.

Old Word files need a program to convert them. A job that may start one has the right until it calls
`forbid_programs`, which readers do before they parse anything; the program itself has all the other layers.
"""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cs_match.documents import landlock, seccomp
from cs_match.documents.libc import libc
from cs_match.documents.limits import ReadLimits
from cs_match.documents.programs import libreoffice

__all__ = [
    "Grant",
    "confine",
    "die_with",
    "forbid_programs",
    "make_room_for_ocr",
    "memory_of",
    "prepare",
    "release",
    "room_of",
    "seconds_left",
]

# Folders and files that Python, its libraries and a converting program read while they work.
_SYSTEM = (
    "/usr /lib /lib64 /lib32 /bin /nix/store /gnu/store "
    "/etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/localtime /etc/timezone /etc/locale.alias "
    "/etc/fonts /var/cache/fontconfig /etc/ssl/openssl.cnf /etc/pki/tls/openssl.cnf /etc/crypto-policies "
    "/etc/nsswitch.conf /etc/passwd /etc/group /etc/mime.types /etc/alternatives /etc/catdocrc "
    "/dev/null /dev/zero /dev/full /dev/random /dev/urandom "
    "/proc/self /proc/cpuinfo /proc/meminfo /proc/stat /proc/filesystems /proc/sys/vm /sys/devices/system"
).split()
_OF_LIBREOFFICE = "/etc/libreoffice /var/lib/libreoffice /var/spool/libreoffice".split()
_TAKE_BACK = ("SIGTERM", "SIGALRM", "SIGXCPU", "SIGCHLD", "SIGHUP")
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG

_may_start_programs = False
_ocr_room = 0  # bytes; in a confined process, until they are given


def _the_path(argument: Any) -> tuple[str | Path, ...]:
    return (argument,) if isinstance(argument, (str, Path)) else ()


@dataclass(frozen=True, slots=True)
class Grant:
    """What a job in a child process may do beyond computing.

    Args:
        files: for an argument, the files and folders that are read for it; by default the argument, if it is a path.
        programs: other programs may be started, until the job calls `forbid_programs`.
    """

    files: Callable[[Any], Iterable[str | Path]] = _the_path
    programs: bool = False


def prepare(grant: Grant) -> None:
    """Find out, once and in the parent, what all its children go by."""
    if sys.platform != "win32":
        import resource  # noqa: F401 (loaded here, it is there in the children)

        libc()
    landlock.abi()
    seccomp.prepare()
    _system()
    if grant.programs:
        _programs()


def confine(limits: ReadLimits, room: int, scratch: str | None, grant: Grant, argument: Any) -> None:
    """Make this process, forked and with a single thread, one that can do no more than `grant` says.

    Args:
        limits: of time and size.
        room: bytes of memory that may be added.
        scratch: the folder to write to; None for none.
        grant: what the job may do.
        argument: what the job is called with.
    """
    global _may_start_programs, _ocr_room
    _silence()
    _limit(limits, room)
    if scratch:
        tempfile.tempdir = scratch
        os.environ.update(TMPDIR=scratch, OSL_SOCKET_PATH=scratch)
    written = [scratch, os.devnull] if scratch else [os.devnull]
    landlock.restrict([*_system(), *grant.files(argument)], written, _programs() if grant.programs else ())
    seccomp.restrict(programs=grant.programs)
    _may_start_programs, _ocr_room = grant.programs, limits.ocr_memory


def forbid_programs() -> None:
    """From here on this process starts no program and no process; nothing happens in one that is not confined."""
    global _may_start_programs
    if _may_start_programs:
        seccomp.restrict()
        _may_start_programs = False


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (it lives as long as the process)
    faulthandler.disable()
    for name in _TAKE_BACK:
        signal.signal(getattr(signal, name), signal.SIG_DFL)


# ---------------------------------------------------------------- time and memory


def room_of(limits: ReadLimits, resident: int) -> int:
    """Bytes that a child may add to the `resident` bytes of its parent.

    Together they stay within the limit; where the parent alone comes near it, half the limit is left for the reading.
    """
    return max(limits.memory - resident, limits.memory // 2)


def _limit(limits: ReadLimits, room: int) -> None:
    import resource

    _soften(resource.RLIMIT_CORE, 0)
    _soften(resource.RLIMIT_FSIZE, limits.unpacked)
    _soften(resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1)
    size = memory_of(0)
    if size:
        _soften(resource.RLIMIT_AS, size + room)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def release(limits: ReadLimits) -> None:
    """The work is done: a little room to pack the result, and no clock while the parent is slow to take it."""
    import resource

    signal.setitimer(signal.ITIMER_REAL, 0)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        more = soft + limits.memory // 10
        resource.setrlimit(resource.RLIMIT_AS, (more if hard == resource.RLIM_INFINITY else min(more, hard), hard))


def seconds_left() -> float:
    """Seconds until this process is out of time; endless in one that is not confined."""
    left = signal.getitimer(signal.ITIMER_REAL)[0] if hasattr(signal, "getitimer") else 0.0
    return left or math.inf


def make_room_for_ocr() -> None:
    """From here on this process may use the memory that recognising text takes; once, and only if it is confined."""
    global _ocr_room
    if _ocr_room:
        import resource

        _soften(resource.RLIMIT_AS, memory_of(0) + _ocr_room)
        _ocr_room = 0


def _soften(what: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    with suppress(ValueError, OSError):  # macOS takes no limit of addresses below what is in use
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def memory_of(field: int) -> int:
    """Bytes of this process's address space (0) or resident part (1); 0 where the kernel does not tell."""
    try:
        handle = os.open("/proc/self/statm", os.O_RDONLY)
        try:
            return int(os.read(handle, 200).split()[field]) * os.sysconf("SC_PAGE_SIZE")
        finally:
            os.close(handle)
    except (OSError, ValueError, IndexError):
        return 0


def die_with(parent: int) -> None:
    """Ask Linux to end this process when its parent ends; elsewhere its own alarm does so a little later."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            libc().prctl(_PARENT_DEATH, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


# ---------------------------------------------------------------- files


@cache
def _system() -> tuple[str, ...]:
    """What every child may read: the system's libraries and fonts, Python, this package and its word lists."""
    package = Path(__file__).resolve().parent.parent
    own = (package, package.parent / "skill_lexicons", package.parent / "data" / "samples")
    found = [*_SYSTEM, sys.prefix, sys.base_prefix, *_of_python(), *map(str, own)]
    return tuple(dict.fromkeys(path for path in found if os.path.exists(path)))


def _of_python() -> Iterator[str]:
    """Folders of installed packages; others on the path of imports are folders that people work in."""
    for entry in sys.path:
        if entry.endswith(".zip") or {"site-packages", "dist-packages"} & set(Path(entry).parts):
            yield entry


@cache
def _programs() -> tuple[str, ...]:
    """What a child that may start programs may read and run beside."""
    program = libreoffice()
    at_home = [str(Path(program).parent.parent)] if program and Path(program).parent.name == "program" else []
    return tuple(path for path in (*_SYSTEM[:7], *_OF_LIBREOFFICE, *at_home) if os.path.exists(path))
