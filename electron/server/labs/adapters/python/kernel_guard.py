"""The rules that Linux itself holds for a process and its threads, whatever code runs in it: Landlock for files
(docs.kernel.org/userspace-api/landlock.html) and a seccomp filter for processes. What a kernel does not know is left
out; the hook of guard.py stands in front of both.
"""

import os
import sys

from system_calls import Long, addressof, functions, lay_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SIGKILL = 9
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446

# Rights of Landlock, in the order of its ABI.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
ALL_OF_FIRST = (1 << 13) - 1
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
SCOPES = 0b11

ALLOW, DENY, UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
CLONE_THREAD = 0x00010000


class Machine:
    """The numbers of system calls on one kind of processor."""

    def __init__(self, audit: int, denied: tuple[int, ...], own_only: tuple[int, ...], clone: int) -> None:
        self.audit = audit
        self.denied = denied
        self.own_only = own_only
        self.clone = clone


CLONE3, PIDFD_SEND_SIGNAL, IO_URING_SETUP, PIDFD_GETFD = 435, 424, 425, 438
SHARED = (PIDFD_SEND_SIGNAL, IO_URING_SETUP, PIDFD_GETFD)
MACHINES = {
    # execve execveat fork vfork ptrace process_vm_readv/writev setpgid setsid mount unshare setns bpf tkill
    # perf_event_open add_key request_key keyctl; kill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
    "x86_64": Machine(
        0xC000003E,
        (59, 322, 57, 58, 101, 310, 311, 109, 112, 165, 272, 308, 321, 200, 298, 248, 249, 250, *SHARED),
        (62, 234, 129, 297),
        56,
    ),
    # execve execveat ptrace process_vm_readv/writev setpgid setsid mount unshare setns bpf tkill perf_event_open
    # add_key request_key keyctl; kill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
    "aarch64": Machine(
        0xC00000B7,
        (221, 281, 117, 270, 271, 154, 157, 40, 97, 268, 280, 130, 241, 217, 218, 219, *SHARED),
        (129, 131, 138, 240),
        220,
    ),
}


def number(value: int, size: int) -> bytes:
    """As it lies in the memory of this machine, in `size` bytes."""
    return value.to_bytes(size, sys.byteorder)


def statement(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction of the filter machine."""
    return number(code, 2) + bytes((yes, no)) + number(value, 4)


def filter_for(machine: Machine, own: int) -> bytes:
    """No new processes, no looking into others, signals to itself only. New threads are allowed."""
    load, equal, at_least, has_bits, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    call_number, arch, first = 0, 4, 16
    code = [
        statement(load, arch),
        statement(equal, machine.audit, 1, 0),
        statement(answer, DENY),
        statement(load, call_number),
        # The x32 calls have numbers of their own.
        statement(at_least, 0x40000000, 0, 1),
        statement(answer, DENY),
    ]
    for call in machine.denied:
        code += [statement(equal, call, 0, 1), statement(answer, DENY)]
    # Its flags lie in memory, where a filter cannot look: without it, the C library uses the older call.
    code += [statement(equal, CLONE3, 0, 1), statement(answer, UNKNOWN)]
    code += [
        statement(equal, machine.clone, 0, 4),
        statement(load, first),
        statement(has_bits, CLONE_THREAD, 0, 1),
        statement(answer, ALLOW),
        statement(answer, DENY),
    ]
    for call in machine.own_only:
        code += [
            statement(equal, call, 0, 4),
            statement(load, first),
            statement(equal, own, 0, 1),
            statement(answer, ALLOW),
            statement(answer, DENY),
        ]
    return b"".join([*code, statement(answer, ALLOW)])


def restrict_files(syscall: "Any", read: tuple[str, ...], write: tuple[str, ...]) -> bool:
    """Opens, lists, makes and removes files in these folders only. False: this kernel has no Landlock."""
    abi = syscall(LANDLOCK_CREATE, None, Long(0), 1)
    if abi < 1:
        return False
    every = ALL_OF_FIRST | (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0) | (IOCTL_DEV if abi >= 5 else 0)
    fields = (every, 0, SCOPES if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    rules = syscall(LANDLOCK_CREATE, b"".join(number(field, 8) for field in fields), Long(size), 0)
    if rules < 0:
        return False
    of_file = WRITE_FILE | READ_FILE | EXECUTE | (TRUNCATE if abi >= 3 else 0)
    for folders, rights in ((read, READ_FILE | READ_DIR | EXECUTE), (write, every & ~EXECUTE & ~IOCTL_DEV)):
        for folder in folders:
            try:
                place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            allowed = rights if os.path.isdir(folder) else rights & of_file
            syscall(LANDLOCK_ADD, rules, 1, number(allowed, 8) + number(place, 4), 0)
            os.close(place)
    restricted = syscall(LANDLOCK_RESTRICT, rules, 0) == 0
    os.close(rules)
    return restricted


def restrict_processes(prctl: "Any") -> bool:
    """False: the filter is not to be had on this machine."""
    machine = MACHINES.get(os.uname().machine) if sys.maxsize > 2**32 else None
    if machine is None:
        return False
    code = filter_for(machine, os.getpid())
    memory = lay_out(code)
    # A count of 2 bytes, then, where an address may begin, the address.
    program = number(len(code) // 8, 2) + bytes(6) + number(addressof(memory), 8)
    return prctl(PR_SET_SECCOMP, 2, program, 0, 0) == 0


def hold(read: tuple[str, ...], write: tuple[str, ...]) -> None:
    """Puts both rules on this process, and lets it die with the one that started it. Call before any thread starts."""
    prctl, syscall = functions("prctl", "syscall")
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    if prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        restrict_files(syscall, read, write)
        restrict_processes(prctl)
    # The door that these rules came through is shut behind them.
    for name in [name for name in sys.modules if name == "_ctypes" or name.split(".")[0] == "ctypes"]:
        del sys.modules[name]
