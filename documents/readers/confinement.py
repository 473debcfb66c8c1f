"""What a process gives up before it reads a stranger's file; there is no way back.

Root goes (`nobody` is taken), and with it groups and capabilities; the network goes by a namespace
of its own. The kernel then answers only the calls that computing in memory needs (seccomp): no file
can be opened, no socket made, no program or process started. Memory, time and sizes are limited.
Linux only; what a system does not offer is left out, and `missing` of the answer names it.
"""

import contextlib
import ctypes
import os
import platform
import pwd
import resource
import struct

NOBODY = 65534
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_CAPABILITIES = 0x20080522  # the version of the structure that capset takes
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

# Calls that stay, by their numbers: read write close fstat lseek mmap mprotect munmap brk
# rt_sigaction rt_sigprocmask rt_sigreturn pread64 sched_yield mremap madvise getpid exit gettid
# futex clock_gettime exit_group getrandom sigaltstack rseq.
_CALLS = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 24, 25, 28, 39, 60, 186, 202, 228, 231, 318)
        + (131, 334),
    ),
    "aarch64": (
        0xC00000B7,
        (63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 124, 216, 233, 172, 93, 178, 98)
        + (113, 94, 278, 132, 293),
    ),
}
_DENIED = 0x00050000 | 1  # SECCOMP_RET_ERRNO, EPERM
_ALLOWED, _KILLED = 0x7FFF0000, 0x80000000


def leave_root_and_network() -> tuple[str, ...]:
    """Give up root, groups and network for good; gives what could not be given up."""
    missing = [] if _leave_network() else ["network namespace"]
    if os.geteuid() == 0:
        uid, gid = _nobody()
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    # A user namespace of our own gives all capabilities inside of it.
    _libc().capset(struct.pack("Ii", _CAPABILITIES, 0), bytes(24))
    # Nothing that is executed gets rights back, and the filter of calls asks for it.
    if _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        missing.append("no new privileges")
    return tuple(missing)


def limit(*, memory: int, seconds: int) -> None:
    """Limit memory (bytes of address space) and time on the processor; no file, no process."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 16,
        resource.RLIMIT_NPROC: 0,
    }
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # At the soft limit of time a signal tells what happened, at the hard one nothing does.
        spare = 1 if kind == resource.RLIMIT_CPU and most != hard else 0
        resource.setrlimit(kind, (most, most + spare))


def filter_calls() -> bool:
    """Let the kernel refuse all calls but those of `_CALLS`; False where it cannot."""
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    program = _program(*known)
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: the number of instructions, and where they are.
    described = struct.pack("HP", len(program) // 8, ctypes.addressof(code))
    pointer = ctypes.create_string_buffer(described, len(described))
    return not _libc().prctl(_PR_SET_SECCOMP, _FILTER, pointer, 0, 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """A filter in the kernel's language: another architecture dies, other calls are denied."""
    load, equal, answer = 0x20, 0x15, 0x06
    steps = [
        (load, 0, 0, 4),  # the architecture of the call
        (equal, 1, 0, architecture),
        (answer, 0, 0, _KILLED),
        (load, 0, 0, 0),  # its number
    ]
    for place, call in enumerate(calls):
        # To the last step, which allows; the one before it denies.
        steps.append((equal, len(calls) - place, 0, call))
    steps += [(answer, 0, 0, _DENIED), (answer, 0, 0, _ALLOWED)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _leave_network() -> bool:
    """Move into a network of our own, without any interface; not every system lets everybody."""
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    return not _libc().unshare(flags)


def _nobody() -> tuple[int, int]:
    with contextlib.suppress(KeyError):
        entry = pwd.getpwnam("nobody")
        return entry.pw_uid, entry.pw_gid
    return NOBODY, NOBODY


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
