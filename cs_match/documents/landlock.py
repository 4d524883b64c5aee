"""Landlock: a process gives up, for good and for all that it starts, what the file system and the network offer.

Linux 5.13 and later have it, where the distribution or the container does not switch it off. The calls are made through
``ctypes``, since neither Python nor the C library wraps them; their numbers are the same on every architecture.

Source: https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from cs_match.documents.libc import libc

__all__ = ["abi", "restrict"]

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVS = 38

_EXECUTE, _WRITE, _READ, _LIST = (1 << bit for bit in range(4))
_CHANGE = sum(1 << bit for bit in (4, 5, 7, 8, 9))  # remove and make folders, files, sockets; no links, devices, pipes
_REFER, _TRUNCATE, _DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
_ALWAYS = (1 << 13) - 1
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE_CONTROL  # rights that a file, being no folder, can have
_ADDED_BY_ABI = ((2, _REFER), (3, _TRUNCATE), (5, _DEVICE_CONTROL))
_NETWORK, _NETWORK_ABI = 0b11, 4  # bind and connect over TCP
_SCOPES, _SCOPES_ABI = 0b11, 6  # abstract sockets and signals reach no process outside


@cache
def abi() -> int:
    """The version of Landlock that this kernel offers; 0 where it has none or does not let us."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE, None, ctypes.c_size_t(0), _VERSION_FLAG))


def restrict(read: Iterable[str | Path], write: Iterable[str | Path], run: Iterable[str | Path] = ()) -> bool:
    """Leave this process (one with a single thread) only these files and folders and all below them.

    Args:
        read: what can be read. What does not exist is passed over.
        write: folders in which files and folders can be read, made, changed and removed; files that can be written.
        run: what can be read and executed.

    Returns:
        Whether it holds now; where it does not, nothing has changed.
    """
    version = abi()
    if not version:
        return False
    rights = _ALWAYS | sum(right for since, right in _ADDED_BY_ABI if version >= since)
    ruleset = _ruleset(version, rights)
    if ruleset < 0:
        return False
    try:
        for paths, granted in (
            (read, _READ | _LIST),
            (write, _READ | _LIST | _WRITE | _CHANGE | _TRUNCATE | _REFER),
            (run, _READ | _LIST | _EXECUTE),
        ):
            for path in paths:
                _grant(ruleset, path, granted & rights)
        return libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _ruleset(version: int, rights: int) -> int:
    fields = [rights]
    fields += [_NETWORK] if version >= _NETWORK_ABI else []
    fields += [_SCOPES] if version >= _SCOPES_ABI else []
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return _call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)


def _grant(ruleset: int, path: str | Path, rights: int) -> None:
    with suppress(OSError, ValueError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore]
        try:
            fitting = rights if os.path.isdir(path) else rights & _OF_FILES
            _call(_ADD, ruleset, _PATH_BENEATH, struct.pack("=Qi", fitting, place), 0)
        finally:
            os.close(place)


def _call(*arguments: object) -> int:
    try:
        return int(libc().syscall(*arguments))
    except (OSError, AttributeError):
        return -1
