"""Readers that were taken over: what they try fails, and is a typed result."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cs_match.documents import landlock, seccomp
from cs_match.documents.confinement import forbid_programs, make_room_for_ocr, memory_of, room_of
from cs_match.documents.isolation import Failure, Grant, run_isolated, run_many
from cs_match.documents.limits import ReadLimits
from cs_match.documents.reading import read_document

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits need fork")
QUICK = ReadLimits(seconds=2.0)


def _layer(name: str, present: bool) -> pytest.MarkDecorator:
    if not present:
        warnings.warn(f"NOT RUN: this system lacks {name}, so nothing here shows that it holds", stacklevel=2)
    return pytest.mark.skipif(not present, reason=f"NOT RUN: this system lacks {name}")


needs_landlock = _layer("Landlock", landlock.abi() > 0)
needs_seccomp = _layer("seccomp", seccomp.available())


# ---------------------------------------------------------------- readers that were taken over


def write_outside(path: str) -> None:
    Path(path).write_text("mine")


def delete_outside(path: str) -> None:
    os.unlink(path)


def read_outside(path: str) -> str:
    return Path(path[1:]).read_text()


def open_a_socket(_: object) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def call_home(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=1)


def ask_a_local_service(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path[1:])


def run_a_program(_: object) -> int:
    return subprocess.run([sys.executable, "-c", ""], check=True).returncode


def become_a_program(_: object) -> None:
    os.execv(sys.executable, [sys.executable, "-c", ""])


def fork_without_end(_: object) -> None:
    while True:
        os.fork()


def kill_the_parent(_: object) -> None:
    os.kill(os.getppid(), 0)


def look_into_the_parent(_: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, os.getppid(), 0, 0) < 0:  # PTRACE_ATTACH
        raise PermissionError(ctypes.get_errno(), "ptrace")


def leave_the_group(_: object) -> None:
    os.setsid()


def work_as_readers_do(_: object) -> list[str]:
    seen: list[str] = []
    helper = threading.Thread(target=seen.append, args=("thread",))
    helper.start()
    helper.join()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("b")
        seen += [path.name for path in Path(folder).iterdir()]
    import xml.dom.minidom  # what was not loaded before the fork

    return [*seen, xml.dom.minidom.__name__, str(len(os.urandom(4)))]


@pytest.mark.parametrize(
    "job",
    [
        pytest.param(open_a_socket, marks=needs_seccomp),
        pytest.param(run_a_program, marks=needs_seccomp),
        pytest.param(become_a_program, marks=needs_seccomp),
        pytest.param(fork_without_end, marks=needs_seccomp),
        pytest.param(kill_the_parent, marks=needs_seccomp),
        pytest.param(look_into_the_parent, marks=needs_seccomp),
        pytest.param(leave_the_group, marks=needs_seccomp),
    ],
)
def test_what_a_reader_may_not_do_fails(job: Callable[[object], None]) -> None:
    outcome = run_isolated(job, 0, QUICK)
    assert isinstance(outcome, Failure)
    assert outcome.kind == "corrupt"
    assert "what a reader may not do: PermissionError" in outcome.detail


def test_a_reader_still_can_do_its_work() -> None:
    assert run_isolated(work_as_readers_do, 0, QUICK) == ["thread", "a.txt", "xml.dom.minidom", "4"]


@needs_landlock
@pytest.mark.parametrize("programs", [False, True])
def test_nothing_is_written_or_deleted_outside_the_scratch_folder(tmp_path: Path, programs: bool) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_text("kept")
    grant = Grant(programs=programs)
    for job, path in ((write_outside, new), (write_outside, old), (delete_outside, old)):
        outcome = run_isolated(job, str(path), QUICK, grant)
        assert isinstance(outcome, Failure)
        assert "may not do" in outcome.detail
    assert not new.exists()
    assert old.read_text() == "kept"


@needs_landlock
def test_only_the_named_file_is_read(tmp_path: Path) -> None:
    for name in ("own", "other"):
        (tmp_path / name).write_text(name)
    grant = Grant(files=lambda _: [tmp_path / "own"])
    assert run_isolated(read_outside, f"!{tmp_path / 'own'}", QUICK, grant) == "own"
    assert "may not do" in run_isolated(read_outside, f"!{tmp_path / 'other'}", QUICK, grant).detail


@needs_seccomp
@pytest.mark.parametrize("programs", [False, True])
def test_no_connection_is_made(programs: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        outcome = run_isolated(call_home, server.getsockname()[1], QUICK, Grant(programs=programs))
        assert isinstance(outcome, Failure)
        with pytest.raises(TimeoutError):
            server.accept()


@needs_seccomp
def test_no_service_of_this_machine_is_asked(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        outcome = run_isolated(ask_a_local_service, f"!{tmp_path / 's'}", QUICK, Grant(programs=True))
        assert "may not do" in outcome.detail


def fork_bomb_and_wait(_: object) -> None:
    for _ in range(50):
        try:
            os.fork()
        except OSError:
            break
    time.sleep(60)


def test_a_fork_bomb_ends_with_its_time() -> None:
    """Also where processes can be started: all of them are in one group."""
    started = time.monotonic()
    limits = ReadLimits(seconds=0.4)
    assert run_isolated(fork_bomb_and_wait, 0, limits).kind == "timeout"
    assert time.monotonic() - started < limits.seconds + 0.5


# ---------------------------------------------------------------- programs


def program_then_none(_: object) -> list[str]:
    seen = [subprocess.run(["/bin/sh", "-c", "echo 1"], capture_output=True, text=True, check=True).stdout]
    forbid_programs()
    try:
        run_a_program(0)
    except PermissionError:
        seen.append("forbidden")
    return seen


@needs_seccomp
def test_programs_are_for_jobs_that_need_them_and_only_until_they_read() -> None:
    assert run_isolated(program_then_none, 0, QUICK, Grant(programs=True)) == ["1\n", "forbidden"]


def test_forbidding_programs_means_nothing_in_a_process_that_is_not_confined() -> None:
    forbid_programs()
    assert run_a_program(0) == 0


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_old_word_files_are_converted_within_all_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    made = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("小明 客服")
    document.save(str(made))
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    own = tmp_path / "temporary"  # other programs come and go in the common one
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    document = run_isolated(read_document, str(tmp_path / "a.doc"), ReadLimits(), Grant(programs=True))
    assert not isinstance(document, Failure), document
    assert document.text == "小明 客服\n"
    assert document.format == "doc"
    assert list(own.iterdir()) == []


# ---------------------------------------------------------------- what surrounds the child


def open_files(_: object) -> list[int]:
    folder = Path("/proc/self/fd")
    found = []
    for name in os.listdir(folder):
        with contextlib.suppress(OSError):  # the listing itself
            if os.readlink(folder / name) != os.devnull:
                found.append(int(name))
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files in /proc")
def test_a_child_holds_nothing_open_of_its_parent(tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w"):
        outcomes = [outcome for _, outcome in run_many(open_files, range(4), workers=3)]
    assert [len(outcome) for outcome in outcomes] == [1] * 4  # the way back


def litter(_: object) -> str:
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    for _ in range(3000):  # deeper than Python removes by recursion
        os.mkdir("d")
        os.chdir("d")
    return folder


def test_scratch_folders_go_whatever_is_in_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = run_isolated(litter, 0)
    assert folder.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_without_room_for_a_scratch_folder_files_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("小明")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert run_isolated(read_document, str(file)).text == "小明\n"


# ---------------------------------------------------------------- the limits hold


def eat_slowly(most: int) -> int:
    eaten = [bytearray(1 << 20) for _ in range(most)]
    return len(eaten)


def room_before_and_after(_: object) -> list[int]:
    import resource

    rooms = [resource.getrlimit(resource.RLIMIT_AS)[0] - memory_of(0)]
    for _ in range(2):
        make_room_for_ocr()
        rooms.append(resource.getrlimit(resource.RLIMIT_AS)[0] - memory_of(0))
    return [room >> 20 for room in rooms]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are kept by Linux")
def test_recognising_pictures_has_room_of_its_own_once() -> None:
    before, after, again = run_isolated(room_before_and_after, 0, ReadLimits(ocr_memory=1000 * 2**20))
    assert before <= 512
    assert 990 <= again <= after <= 1000
    make_room_for_ocr()  # means nothing in a process that is not confined


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are kept by Linux")
def test_the_memory_of_a_child_stays_within_a_tenth_of_its_limit() -> None:
    script = (
        "import resource\n"
        "from cs_match.documents.isolation import run_isolated\n"
        "from cs_match.documents.limits import ReadLimits\n"
        "from test_documents_confinement import eat_slowly\n"
        "print(run_isolated(eat_slowly, 1000, ReadLimits(memory=256 * 2**20)).kind)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    home = os.pathsep.join(map(str, (Path(__file__).parent.parent, Path(__file__).parent)))
    around = {**os.environ, "PYTHONPATH": home}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=around)
    kind, most = done.stdout.split()
    assert kind == "out_of_memory"
    assert int(most) * 1024 < 1.1 * 256 * 2**20


def test_a_large_parent_leaves_half_the_limit_for_reading() -> None:
    limits = ReadLimits(memory=512)
    assert [room_of(limits, resident) for resident in (0, 200, 300, 9000)] == [512, 312, 256, 256]
    assert memory_of(1) >= 0


@pytest.mark.parametrize("job", [time.sleep, eat_slowly])
def test_the_wall_limit_is_kept_to_half_a_second(job: Callable[[Any], Any]) -> None:
    started = time.monotonic()
    outcomes = list(run_many(_never_done, [job] * 4, workers=4, limits=ReadLimits(seconds=0.5)))
    assert {outcome.kind for _, outcome in outcomes} == {"timeout"}
    assert time.monotonic() - started < 0.5 + 0.5


def _never_done(job: Callable[[Any], Any]) -> None:
    while True:
        job(1)


def drip(_: object) -> None:
    out = max(open_files(0))
    for _ in range(100):
        os.write(out, b"\0")
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at open files in /proc")
def test_a_child_that_never_ends_to_answer_ends_in_time() -> None:
    started = time.monotonic()
    assert run_isolated(drip, 0, ReadLimits(seconds=0.5)).kind in ("timeout", "corrupt")
    assert time.monotonic() - started < 0.5 + 0.5
