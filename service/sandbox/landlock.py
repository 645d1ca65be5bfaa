"""Landlock: a process gives up all files but those it names, TCP, and signals to others.

Linux 5.13 or newer, and only where the kernel was started with it; see landlock(7). What an older
kernel doesn't know is left out, the rest holds.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path


PR_SET_NO_NEW_PRIVS = 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From which version on the kernel knows how many rights on files; landlock(7)."""
_TCP_SINCE, _TCP = 4, 0b11
_SCOPES_SINCE, _SCOPES = 6, 0b11
"""No abstract sockets of others, no signals to others."""


def version(libc: ctypes.CDLL) -> int:
    """Give the version of Landlock that the kernel offers; 0 if it offers none."""
    return max(int(libc.syscall(_CREATE_RULESET, None, 0, _VERSION)), 0)


def restrict(libc: ctypes.CDLL, readable: Iterable[Path], listable: Iterable[Path] = ()) -> int:
    """Leave this process nothing but to read, or list, beneath these places; gives the version.

    That is 0 where the kernel has no Landlock.

    Raises `OSError` where the kernel offers Landlock and refuses it to us.
    """
    known = version(libc)
    if not known:
        return 0
    rights = next(count for since, count in reversed(_FILE_RIGHTS) if known >= since)
    attributes = struct.pack(
        "QQQ",
        (1 << rights) - 1,
        _TCP if known >= _TCP_SINCE else 0,
        _SCOPES if known >= _SCOPES_SINCE else 0,
    )
    size = 24 if known >= _SCOPES_SINCE else 16 if known >= _TCP_SINCE else 8
    ruleset = _checked(libc.syscall(_CREATE_RULESET, attributes, size, 0))
    try:
        for place in readable:
            _allow(libc, ruleset, place, _READ_FILE | (_READ_DIR if place.is_dir() else 0))
        for place in listable:
            _allow(libc, ruleset, place, _READ_DIR)
        _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return known


def _allow(libc: ctypes.CDLL, ruleset: int, place: Path, rights: int) -> None:
    try:
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be read
    try:
        rule = struct.pack("=Qi", rights, handle)
        _checked(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0))
    finally:
        os.close(handle)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
