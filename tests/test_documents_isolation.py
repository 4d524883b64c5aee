"""Bad work in a child process becomes a value, whatever it does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest

from cs_match.documents import isolation
from cs_match.documents.isolation import Failure, Grant, run_isolated, run_many
from cs_match.documents.limits import ReadLimits
from cs_match.errors import DocumentError
from cs_match.records import Notice, Section

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits need fork")
TIGHT = ReadLimits(seconds=0.5, memory=64 * 2**20, output=100_000)


def double(number: int) -> int:
    return number * 2


def sleep(_: object) -> None:
    time.sleep(60)


def compute(_: object) -> None:
    while True:
        pass


def sleep_in_a_grandchild(mark: str) -> None:
    subprocess.run(["/bin/sh", "-c", f"sleep 60; true {mark}"], check=False)


def eat(_: object) -> int:
    return len([bytearray(1 << 20) for _ in range(4096)])


def crash(_: object) -> None:
    ctypes.string_at(0)


def leave(_: object) -> None:
    os._exit(7)


def be_killed(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def chatter(_: object) -> str:
    os.write(1, b"to the terminal\n" * 10_000)
    os.write(2, b"to the terminal\n" * 10_000)
    print("and more")
    return "done"


def tell_too_much(_: object) -> str:
    return "x" * 1_000_000


def refuse(_: object) -> None:
    raise DocumentError("encrypted", "it is locked", warnings=(Notice("two_readings", "x"),))


def fail(_: object) -> None:
    raise KeyError("13800138000")


def nest(depth: int) -> int:
    return nest(depth + 1)


def smuggle(_: object) -> object:
    class Payload:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.system, ("true",))

    return Payload()


def record(kind: str) -> Section:
    return Section(kind, "工作", 0, 2)


def nap(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number


@pytest.mark.parametrize(
    ("job", "kind"),
    [
        (sleep, "timeout"),
        (compute, "timeout"),
        (eat, "out_of_memory"),
        (be_killed, "out_of_memory"),
        (crash, "corrupt"),
        (leave, "corrupt"),
        (fail, "corrupt"),
        (nest, "corrupt"),
        (smuggle, "corrupt"),
        (tell_too_much, "too_large"),
        (refuse, "encrypted"),
    ],
)
def test_a_bad_job_is_a_typed_failure(job: object, kind: str) -> None:
    started = time.monotonic()
    outcome = run_isolated(job, 0, TIGHT)
    assert isinstance(outcome, Failure)
    assert outcome.kind == kind
    assert time.monotonic() - started < TIGHT.seconds + 0.5
    assert "138" not in outcome.detail


def test_a_refusal_keeps_its_warnings_and_an_error_says_where() -> None:
    assert run_isolated(refuse, 0).warnings == (Notice("two_readings", "x"),)
    assert "KeyError (test_documents_isolation.py:" in run_isolated(fail, 0).detail


def test_records_and_plain_values_come_back() -> None:
    assert run_isolated(record, "work") == Section("work", "工作", 0, 2)
    assert run_isolated(double, 21) == 42


def test_a_result_larger_than_a_pipe_comes_back_whole() -> None:
    assert run_isolated(tell_too_much, 0) == "x" * 1_000_000


def test_without_fork_children_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_start", isolation._Spawned)
    outcomes = dict(run_many(double, [1, 2, "x"], workers=2, limits=TIGHT))
    assert (outcomes[1], outcomes[2], outcomes["x"]) == (2, 4, "xx")
    assert run_isolated(fail, 0, TIGHT).kind == "corrupt"


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_isolated(chatter, 0) == "done"
    assert capfd.readouterr() == ("", "")


def test_many_keep_their_order_and_one_bad_argument_costs_one_row() -> None:
    outcomes = list(run_many(nap, [5, 4, "three", 2, 1, 0], workers=3))
    assert [argument for argument, _ in outcomes] == [5, 4, "three", 2, 1, 0]
    assert [outcome for _, outcome in outcomes if not isinstance(outcome, Failure)] == [5, 4, 2, 1, 0]
    assert outcomes[2][1].kind == "corrupt"


def test_arguments_are_taken_only_a_little_ahead() -> None:
    taken: list[int] = []

    def numbers() -> object:
        for number in range(1000):
            taken.append(number)
            yield number

    results = run_many(double, numbers(), workers=2)
    for _ in range(10):
        next(results)
    results.close()
    assert len(taken) <= 10 + 2 * 4 + 1


def test_a_slow_consumer_costs_no_result() -> None:
    results = run_many(tell_too_much, range(3), workers=3, limits=ReadLimits(seconds=0.3))
    next(results)
    time.sleep(1.0)
    assert [len(outcome) for _, outcome in results] == [1_000_000] * 2


WITH_PROGRAMS = Grant(programs=True)
only_with_proc = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks at processes in /proc")


@only_with_proc
def test_what_a_child_started_ends_with_it() -> None:
    mark = _mark()
    results = run_many(sleep_in_a_grandchild, [mark], limits=ReadLimits(seconds=1.0), grant=WITH_PROGRAMS)
    watch = _Watch(mark)
    assert next(results)[1].kind == "timeout"
    assert watch.seen()
    assert _are_gone(mark)


@only_with_proc
def test_closing_ends_the_children() -> None:
    mark = _mark()
    limits = ReadLimits(seconds=30)
    results = run_many(_quick_or_endless, ["", mark], workers=2, limits=limits, grant=WITH_PROGRAMS)
    next(results)
    assert _running(mark)
    results.close()
    assert _are_gone(mark)


def _quick_or_endless(mark: str) -> None:
    if mark:
        sleep_in_a_grandchild(mark)
    time.sleep(0.5)


@only_with_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent(how: signal.Signals) -> None:
    mark = _mark()
    script = (
        "import time\n"
        "from cs_match.documents.isolation import run_isolated\n"
        "def job(_):\n"
        "    time.sleep(60)\n"
        f"run_isolated(job, 0) # {mark}\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=subprocess.DEVNULL)
    for _ in range(500):
        if len(_running(mark)) == 2:
            break
        time.sleep(0.02)
    assert len(_running(mark)) == 2
    parent.send_signal(how)
    parent.wait(timeout=5)
    assert _are_gone(mark)


def _mark() -> str:
    return f"mark-{uuid.uuid4()}"


class _Watch:
    """Looks for a process while the test waits for another."""

    def __init__(self, mark: str) -> None:
        self._found: list[int] = []
        self._thread = threading.Thread(target=self._look, args=(mark,))
        self._thread.start()

    def _look(self, mark: str) -> None:
        for _ in range(150):
            self._found = self._found or _running(mark)
            time.sleep(0.01)

    def seen(self) -> bool:
        self._thread.join()
        return bool(self._found)


def _running(mark: str) -> list[int]:
    """Processes with `mark` on their command line, dead ones that nobody has asked for aside."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "cmdline").read_bytes() and int(folder.name) != os.getpid():
                found.append(int(folder.name))
    return found


def _are_gone(mark: str) -> bool:
    for _ in range(100):
        if not _running(mark):
            return True
        time.sleep(0.02)
    return False
