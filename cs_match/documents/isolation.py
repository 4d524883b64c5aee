"""Untrusted work in child processes, so that one bad file costs one row.

Each argument gets a process of its own, forked from the warm parent (so nothing is loaded twice), with limits on wall
and processor time, memory and output, and without the files, the network and the other processes around it (see
`cs_match.documents.confinement`). Whatever happens in there becomes a value: the job's result, or a `Failure` that
says what went wrong. Children print nothing, stay in process groups of their own and end with their parent. Where
there is no ``fork`` (Windows), children are spawned, and only the wall and output limits hold.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import pickle
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from multiprocessing import connection, get_context
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cs_match.documents.confinement import Grant, confine, die_with, memory_of, prepare, release, room_of
from cs_match.documents.limits import ReadLimits
from cs_match.errors import DocumentError
from cs_match.records import Notice, Status

__all__ = ["Failure", "Grant", "run_isolated", "run_many"]

_A = TypeVar("_A")
_LENGTH = struct.Struct(">Q")
_LOOKAHEAD = 4  # arguments a worker may be ahead of the one that is waited for: order is kept, memory stays flat
_GRACE = 0.25  # seconds between the child's own alarm and the parent's blow


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job has no result: `kind` is a failing status, `detail` one sentence for a person."""

    kind: Status
    detail: str
    warnings: tuple[Notice, ...] = ()


def run_isolated(
    job: Callable[[_A], Any],
    argument: _A,
    limits: ReadLimits = ReadLimits(),  # noqa: B008
    grant: Grant = Grant(),  # noqa: B008
) -> Any:
    """The result of ``job(argument)``, computed in a child process under `limits`, or a `Failure`.

    `job` must be a function of a module. Its result may be made of plain values, dates and `cs_match.records`:
    anything else is refused on the way back, so that a child that was taken over cannot reach the parent. It reads
    the files of `grant` (by default the argument, if that is a path) and what Python needs, and writes only into the
    folder that `tempfile` uses there, which goes with it.
    """
    return next(iter(run_many(job, [argument], workers=1, limits=limits, grant=grant)))[1]


def run_many(
    job: Callable[[_A], Any],
    arguments: Iterable[_A],
    *,
    workers: int = 1,
    limits: ReadLimits = ReadLimits(),  # noqa: B008
    grant: Grant = Grant(),  # noqa: B008
) -> Iterator[tuple[_A, Any]]:
    """Run ``job`` on each argument as `run_isolated` does, `workers` at a time.

    Yields:
        Each argument with its outcome, in the order of the arguments. Only a few arguments are worked on ahead of the
        one that is yielded next. Closing the iterator, or an interrupt, ends all children.
    """
    prepare(grant)
    waiting = enumerate(arguments)
    running: dict[_Child, tuple[int, _A]] = {}
    done: dict[int, tuple[_A, Any]] = {}
    due, more = 0, True
    try:
        while more or running:
            while more and len(running) < workers and len(running) + len(done) < workers * _LOOKAHEAD:
                following = next(waiting, None)
                more = following is not None
                if following is not None:
                    running[_start(job, following[1], limits, grant)] = following
            for child in _finished(running):
                index, argument = running.pop(child)
                done[index] = (argument, child.outcome())
            while due in done:
                paused = time.monotonic()
                yield done.pop(due)
                due += 1
                for child in running:  # their clocks run in themselves; here nothing could be received meanwhile
                    child.deadline += time.monotonic() - paused
    finally:
        for child in running:
            child.kill()


class _Child(Protocol):
    """One process at work; `handle` is ready when there is something to receive."""

    handle: Any
    deadline: float

    def receive(self) -> bool:
        """Take what has come; true when nothing more will."""

    def outcome(self) -> Any:
        """The job's result or a `Failure`, once `receive` was true or the time is over."""

    def kill(self) -> None:
        """End the process and all that it started."""


def _finished(running: Iterable[_Child]) -> list[_Child]:
    """Wait until at least one child has come to its end, by itself or by the clock."""
    children = list(running)
    while children:
        left = min(child.deadline for child in children) - time.monotonic()
        ready = connection.wait([child.handle for child in children], timeout=max(0.0, left))
        ended = [child for child in children if child.handle in ready and child.receive()]
        ended += [c for c in children if c not in ended and c.handle not in ready and c.deadline <= time.monotonic()]
        if ended:
            return ended
    return []


def _start(job: Callable[[Any], Any], argument: Any, limits: ReadLimits, grant: Grant) -> _Child:
    return (_Forked if hasattr(os, "fork") else _Spawned)(job, argument, limits, grant)


# ---------------------------------------------------------------- what the child does


def _attempt(job: Callable[[Any], Any], argument: Any) -> Any:
    try:
        return job(argument)
    except DocumentError as error:
        return Failure(error.kind, error.detail, error.warnings)  # type: ignore[arg-type]
    except MemoryError:
        return Failure("out_of_memory", "reading it needs more memory than it may have")
    except RecursionError:
        return Failure("corrupt", "the file is nested too deep")
    except PermissionError as error:
        return Failure("corrupt", f"reading it tried what a reader may not do: {_place(error)}")
    except BaseException as error:
        return Failure("corrupt", f"reading it failed: {_place(error)}")


def _place(error: BaseException) -> str:
    """Kind and place of an error; its message stays out of reports because it may quote the file."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{type(error).__name__}" + "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)


def _packed(outcome: Any, limits: ReadLimits) -> bytes:
    try:
        data = pickle.dumps(outcome, protocol=5)
    except MemoryError:
        data = pickle.dumps(Failure("out_of_memory", "its text needs more memory than it may have"))
    except Exception as error:
        data = pickle.dumps(Failure("corrupt", f"the result cannot be handed back: {type(error).__name__}"))
    if len(data) <= limits.output:
        return data
    return pickle.dumps(Failure("too_large", f"what was read from it takes more than {limits.output:,} bytes"))


# ---------------------------------------------------------------- the parent's side


class _Forked:
    """A forked child. Its result comes as a length and that many bytes."""

    def __init__(self, job: Callable[[Any], Any], argument: Any, limits: ReadLimits, grant: Grant) -> None:
        self.limits = limits
        self.resident = memory_of(1)
        self.received = bytearray()
        self.closed = False
        self.scratch = _new_folder()
        self.handle, out = os.pipe()
        self.deadline = time.monotonic() + limits.seconds + _GRACE
        parent = os.getpid()
        with warnings.catch_warnings():  # Python 3.12 warns of threads; nothing here waits for one
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            self._work(lambda: _confined(job, argument, self, grant), out, parent)
        os.close(out)
        with contextlib.suppress(OSError):
            os.setpgid(self.pid, self.pid)

    def _work(self, attempt: Callable[[], Any], out: int, parent: int) -> None:
        try:
            os.setpgid(0, 0)
            gc.freeze()
            die_with(parent)
            _close_all_but(out)
            outcome = attempt()
            release(self.limits)
            data = _packed(outcome, self.limits)
            with open(out, "wb") as pipe:
                pipe.write(_LENGTH.pack(len(data)))
                pipe.write(data)
        finally:
            os._exit(0)

    def receive(self) -> bool:
        part = os.read(self.handle, 1 << 20)
        self.received += part
        if len(self.received) == len(part):  # the first of it: the work is done, the rest has to follow at once
            self.deadline = max(self.deadline, time.monotonic() + _GRACE)
        self.closed = not part
        return self.closed or self._length() is not None

    def _length(self) -> int | None:
        """Length of the whole result, once it is here; a child that sends more than it may has sent enough."""
        if len(self.received) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self.received)
        return length if len(self.received) - _LENGTH.size >= min(length, self.limits.output + 1) else None

    def outcome(self) -> Any:
        length = self._length()
        status, usage = self._reap()
        if length is None:
            full = usage - self.resident > 0.8 * room_of(self.limits, self.resident)
            return _death(status, full, not self.closed, self.limits)
        if length > self.limits.output:
            return Failure("too_large", f"what was read from it takes more than {self.limits.output:,} bytes")
        return _unpacked(bytes(self.received[_LENGTH.size :]))

    def kill(self) -> None:
        self._reap()

    def _reap(self) -> tuple[int, int]:
        """End whatever is left of the child and of what it started; its wait status and largest resident bytes."""
        found = self._end_by_itself() if self.closed else None
        self._blow()
        _, status, usage = found or os.wait4(self.pid, 0)
        os.close(self.handle)
        if self.scratch:
            _removed(self.scratch)
        return status, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def _end_by_itself(self) -> tuple[int, int, Any] | None:
        """The end of a child whose pipe is closed; it may need a moment to get there."""
        for _ in range(100):
            found = os.wait4(self.pid, os.WNOHANG)
            if found[0]:
                return found
            time.sleep(0.01)
        return None

    def _blow(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)


def _confined(job: Callable[[Any], Any], argument: Any, child: _Forked, grant: Grant) -> Any:
    confine(child.limits, room_of(child.limits, child.resident), child.scratch, grant, argument)
    return _attempt(job, argument)


def _close_all_but(out: int) -> None:
    """Files and sockets that the parent holds open are no business of the child."""
    try:
        names = os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd")
    except OSError:
        return
    for handle in map(int, names):
        if handle > 2 and handle != out:
            with contextlib.suppress(OSError):
                os.close(handle)


def _new_folder() -> str | None:
    try:
        return tempfile.mkdtemp(prefix="cs-match-")
    except OSError:  # no room or no right: the child has no place to write to
        return None


def _removed(folder: str) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:  # a child may have made folders in folders without end
        with contextlib.suppress(OSError):
            _flattened(folder)


def _flattened(folder: str) -> None:
    """Remove a folder of any depth: what is deep inside is lifted step by step."""
    waiting, number = os.listdir(folder), 0
    while waiting:
        path = os.path.join(folder, waiting.pop())
        if os.path.islink(path) or not os.path.isdir(path):
            os.unlink(path)
            continue
        for name in os.listdir(path):
            number += 1
            waiting.append(f"{number}.lifted")
            os.rename(os.path.join(path, name), os.path.join(folder, waiting[-1]))
        os.rmdir(path)
    os.rmdir(folder)


class _Spawned:
    """A spawned child, where there is no fork."""

    def __init__(self, job: Callable[[Any], Any], argument: Any, limits: ReadLimits, _: Grant) -> None:
        context = get_context("spawn")
        self.limits = limits
        self.handle, out = context.Pipe(duplex=False)
        self.data: bytes | None = None
        self.process = context.Process(target=_spawned, args=(job, argument, limits, out), daemon=True)
        self.process.start()
        out.close()
        self.deadline = time.monotonic() + limits.seconds + 10.0  # a spawned child has to load everything first

    def receive(self) -> bool:
        with contextlib.suppress(EOFError, OSError):
            self.data = self.handle.recv_bytes(self.limits.output + 1)
        return True

    def outcome(self) -> Any:
        late = self.data is None and self.deadline <= time.monotonic()
        self.kill()
        return _death(0, False, late, self.limits) if self.data is None else _unpacked(self.data)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.handle.close()


def _spawned(job: Callable[[Any], Any], argument: Any, limits: ReadLimits, out: connection.Connection) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    out.send_bytes(_packed(_attempt(job, argument), limits))


def _death(status: int, full: bool, late: bool, limits: ReadLimits) -> Failure:
    """What the end of a child that handed nothing back means."""
    name = os.WTERMSIG(status) if status and os.WIFSIGNALED(status) else 0
    if late or name in (getattr(signal, "SIGALRM", -1), getattr(signal, "SIGXCPU", -1)):
        return Failure("timeout", f"reading it takes longer than {limits.seconds:g} seconds")
    if full or name == getattr(signal, "SIGKILL", -1):
        return Failure("out_of_memory", f"reading it needs more than {limits.memory // 2**20} MiB of memory")
    return Failure("corrupt", "reading it crashed the reader" + (f" ({signal.Signals(name).name})" if name else ""))


class _Unpickler(pickle.Unpickler):
    """Takes plain values, dates and this package's records, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module in (Notice.__module__, __name__) or (module, name) in _DATES:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or module == "datetime"):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


_DATES = {("datetime", "date"), ("datetime", "datetime")}


def _unpacked(data: bytes) -> Any:
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        return Failure("corrupt", f"the reader handed back what is no result: {type(error).__name__}")
