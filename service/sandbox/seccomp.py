"""seccomp: calls that no parser makes fail with EPERM, whoever makes them, native code too.

A filter as seccomp(2) and linux/bpf_common.h describe it, for the two processors we ship images for.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.sandbox.landlock import PR_SET_NO_NEW_PRIVS


PR_SET_SECCOMP = 22
_FILTER = 2
_LOAD, _IS, _FROM, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _PROCESSOR, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in `struct seccomp_data`."""
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_CLONE_THREAD = 0x10000
_X32 = 0x40000000
"""Numbers from here on are another way in, on x86_64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Processor:
    audit: int
    """AUDIT_ARCH_… of linux/audit.h."""
    clone: int
    to_processes: tuple[int, ...]
    """kill and tgkill: only to itself."""
    forbidden: tuple[int, ...]


_EVERYWHERE = (424, 425, 434, 435, 438, 452)
"""pidfd_send_signal, io_uring_setup, pidfd_open, clone3, pidfd_getfd, fchmodat2."""
_PROCESSORS: Mapping[str, _Processor] = {
    "x86_64": _Processor(
        audit=0xC000003E,
        clone=56,
        to_processes=(62, 234),
        forbidden=(
            *(41, 42, 43, 49, 50, 288),  # socket connect accept bind listen accept4
            *(57, 58, 59, 322),  # fork vfork execve execveat
            *(101, 200, 310, 311),  # ptrace tkill process_vm_readv process_vm_writev
            *(76, 82, 83, 84, 86, 87, 88, 90, 92, 133, 188),  # truncate rename mkdir … setxattr
            *(258, 259, 260, 263, 264, 265, 266, 268, 280, 316),  # the same, beside a folder
            *(165, 166, 272, 308, 175, 313, 246),  # mount umount2 unshare setns modules kexec
            *(248, 249, 250, 298, 321, 323),  # keys, perf_event_open bpf userfaultfd
        ),
    ),
    "aarch64": _Processor(
        audit=0xC00000B7,
        clone=220,
        to_processes=(129, 131),
        forbidden=(
            *(198, 200, 201, 202, 203, 242),
            *(221, 281),
            *(117, 130, 270, 271),
            *(45, 5),
            *(34, 33, 54, 35, 38, 37, 36, 53, 88, 276),
            *(40, 39, 97, 268, 105, 273, 104),
            *(217, 218, 219, 241, 280, 282),
        ),
    ),
}


def restrict(libc: ctypes.CDLL) -> bool:
    """Forbid this process what is listed above; False for a processor or a kernel without it."""
    processor = _PROCESSORS.get(platform.machine())
    if processor is None or struct.calcsize("P") != 8:
        return False
    code = b"".join(_program(processor, os.getpid()))
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0:
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, _FILTER, program, 0, 0) == 0)


def _program(processor: _Processor, pid: int) -> Iterator[bytes]:
    """Give the filter, one instruction after another; a jump counts what it passes over."""
    yield _step(_LOAD, _PROCESSOR)
    yield _step(_IS, processor.audit, yes=1)
    yield _refuse(errno.EPERM)
    yield _step(_LOAD, _NUMBER)
    yield _step(_FROM, _X32, no=1)
    yield _refuse(errno.EPERM)
    for number in processor.forbidden:
        yield _step(_IS, number, no=1)
        yield _refuse(errno.EPERM)
    for number in _EVERYWHERE:
        yield _step(_IS, number, no=1)
        # A C library that finds no clone3 takes clone, whose flags can be looked at.
        yield _refuse(errno.ENOSYS if number == 435 else errno.EPERM)
    for number in processor.to_processes:
        yield _step(_IS, number, no=4)
        yield _step(_LOAD, _FIRST_ARGUMENT)
        yield _step(_IS, pid, no=1)
        yield _step(_RETURN, _ALLOW)
        yield _refuse(errno.EPERM)
    yield _step(_IS, processor.clone, no=3)
    yield _step(_LOAD, _FIRST_ARGUMENT)
    yield _step(_ANY_OF, _CLONE_THREAD, yes=1)
    yield _refuse(errno.EPERM)
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _refuse(number: int) -> bytes:
    return _step(_RETURN, _FAIL | number)
