"""Seccomp: a process gives up, for good and for all that it starts, calls to the kernel that no reading needs.

A small filter program, built here for x86-64 and ARM64 and handed over through ``ctypes``, refuses them with an error,
as a kernel without them would. Everything that reaches another process, the network or the machine's settings is
refused; with `programs` false, so is starting processes and programs. Threads can still be started.

Source: https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from errno import EACCES, EFAULT, ENOSYS, EPERM
from functools import cache

from cs_match.documents.libc import libc

__all__ = ["available", "prepare", "restrict"]

# ---------------------------------------------------------------- numbers of calls: x86-64, ARM64 (None: it has none)

_REFUSED: dict[str, tuple[int, int | None]] = {
    # other hosts and processes
    "accept": (43, 202), "accept4": (288, 242), "connect": (42, 203), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "process_madvise": (440, 440), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "setsid": (112, 157), "setpgid": (109, 154),
    # rights and identities
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setgroups": (116, 159),
    "setresuid": (117, 147), "setresgid": (119, 149), "capset": (126, 91), "unshare": (272, 97), "setns": (308, 268),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # file systems
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "acct": (163, 89),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42), "fanotify_init": (300, 262), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442),
    # the kernel and the machine
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "personality": (135, 92),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "syslog": (103, 116), "vhangup": (153, 58),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "iopl": (172, None), "ioperm": (173, None),
    "uselib": (134, None),
}  # fmt: skip
_REFUSED_SEALED: dict[str, tuple[int, int | None]] = {
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "socket": (41, 198),
    "bind": (49, 200), "listen": (50, 201),
}  # fmt: skip
_CLONE, _CLONE3, _KILL, _TGKILL = (56, 220), (435, 435), (62, 129), (234, 131)
_SOCKET, _SENDTO, _PRLIMIT, _IOCTL, _SECCOMP = (41, 198), (44, 206), (302, 261), (16, 29), (317, 277)
# Asking whether something can be written: number of the call and which argument says so.
_MAY_WRITE: tuple[tuple[tuple[int, int], ...], ...] = (((21, 1), (269, 2), (439, 2)), ((48, 2), (439, 2)))

# ---------------------------------------------------------------- the filter's language

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column of the numbers above, name for the kernel
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL_PROCESS, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000  # calls of a third kind that x86-64 kernels may know
_THREAD, _NAMESPACES = 0x00010000, 0x7E020000
_LOCAL = 1  # AF_UNIX
_TYPE_FOR_THE_USER = 0x5412  # TIOCSTI
_WRITABLE = 2  # W_OK

_SET_FILTER, _ALL_THREADS = 1, 1
_NO_NEW_PRIVS = 38
_THIS_PROCESS = 0xFFFFFFFF  # no process has this number, and no other step holds it

_Step = tuple[int, int, int, int]


@cache
def available() -> bool:
    """Whether this kernel takes filters and this module knows its calls."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES or struct.calcsize("P") != 8:
        return False
    # Asked for no filter at all, a kernel that has filters complains of the address.
    return _call(_SET_FILTER, 0, None) == -1 and ctypes.get_errno() == EFAULT


def restrict(programs: bool = False) -> bool:
    """Refuse, from now on, what no reader needs; `programs` leaves the right to start other programs.

    Returns:
        Whether it holds now; where it does not, nothing has changed.
    """
    if not available():
        return False
    code = _code(programs).replace(struct.pack("=I", _THIS_PROCESS), struct.pack("=I", os.getpid()))
    memory = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(memory)))
    return libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _call(_SET_FILTER, _ALL_THREADS, program) == 0


@cache
def _code(programs: bool) -> bytes:
    """The filter, with `_THIS_PROCESS` in the places of the process that it will be for."""
    return b"".join(struct.pack("=HBBI", *step) for step in _filter(programs, _THIS_PROCESS))


def prepare() -> bool:
    """Build the filters, so that the processes forked from this one need not; whether the kernel takes them."""
    return available() and all(map(_code, (False, True)))


def _filter(programs: bool, process: int) -> list[_Step]:
    column, machine = _MACHINES[platform.machine()]
    refused = _REFUSED if programs else {**_REFUSED, **_REFUSED_SEALED}
    steps: list[_Step] = [(_LOAD, 0, 0, _MACHINE_AT), (_EQUAL, 1, 0, machine), _end(_KILL_PROCESS)]
    steps.append((_LOAD, 0, 0, _NUMBER_AT))
    if column == 0:
        steps += [(_AT_LEAST, 0, 1, _X32), _end(_ERROR | ENOSYS)]
    for numbers in refused.values():
        number = numbers[column]
        steps += [] if number is None else [(_EQUAL, 0, 1, number), _end(_ERROR | EPERM)]
    for rule in _conditional(programs, process, column):
        steps += rule
    return [*steps, _end(_ALLOW)]


def _conditional(programs: bool, process: int, column: int) -> list[list[_Step]]:
    """Calls that are refused or let through by their arguments."""
    rules = [
        [(_EQUAL, 0, 1, _CLONE3[column]), _end(_ERROR | ENOSYS)],  # its arguments are out of sight; clone does as well
        _only(_PRLIMIT[column], 0, [(_EQUAL, 2, 0, 0), (_EQUAL, 1, 0, process)]),
        _only(_IOCTL[column], 1, [(_EQUAL, 0, 1, _TYPE_FOR_THE_USER)]),
        _only(_SENDTO[column], 4, [(_EQUAL, 1, 0, 0)]),  # without an address, over a connected pair
    ]
    if programs:
        rules.append(_only(_SOCKET[column], 0, [(_EQUAL, 1, 0, _LOCAL)]))
        rules.append(_only(_CLONE[column], 0, [(_ANY_BIT, 0, 1, _NAMESPACES)]))
        # LibreOffice puts its socket where OSL_SOCKET_PATH says only if it finds /tmp and /var/tmp closed, but asks the
        # file system, which does not know of Landlock.
        rules += [_only(call, at, [(_EQUAL, 0, 1, _WRITABLE)], EACCES) for call, at in _MAY_WRITE[column]]
    else:
        rules.append(_only(_CLONE[column], 0, [(_ANY_BIT, 1, 0, _THREAD)]))
        rules += [_only(call[column], 0, [(_EQUAL, 1, 0, process)]) for call in (_KILL, _TGKILL)]
    return rules


def _only(number: int, argument: int, tests: list[_Step], error: int = EPERM) -> list[_Step]:
    """Refuse the call unless one of the tests of its argument jumps over the refusal."""
    body = [(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument), *tests, _end(_ERROR | error), _end(_ALLOW)]
    return [(_EQUAL, 0, len(body), number), *body]


def _end(value: int) -> _Step:
    return (_RETURN, 0, 0, value)


def _call(operation: int, flags: int, program: object) -> int:
    try:
        column, _ = _MACHINES[platform.machine()]
        return int(libc().syscall(_SECCOMP[column], operation, flags, program))
    except (OSError, AttributeError):
        return -1
