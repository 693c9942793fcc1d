"""The seat belt of a learner's Python program: what it may not do is refused with a PermissionError in words.

An audit hook sees what Python's own modules do, on every system. On Linux the kernel holds the same rules too
(kernel_guard.py), also against native code. Where there is only the hook it is a seat belt, not a sandbox.
"""

import os
import sys

# Not the module itself: loading it takes a quarter as long as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

# The same on every system, and a module less to load.
EACCES = 13
WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# What Python itself and its libraries read on their way: nothing in here is a person's.
SYSTEM = (
    *("/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64", "/usr/local/lib", "/System/Library", "/nix/store"),
    *("/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/hosts", "/etc/host.conf", "/etc/resolv.conf"),
    *("/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime", "/etc/mime.types"),
    *("/etc/apache2/mime.types", "/etc/ld.so.cache", "/etc/os-release", "/private/etc/ssl", "/var/db/timezone"),
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")

# Events whose paths are read, or written: which of their arguments are paths.
READS = {"os.listdir": (0,), "os.scandir": (0,), "os.chdir": (0,), "os.getxattr": (0,), "os.listxattr": (0,)}
WRITES = {
    **{f"os.{name}": (0,) for name in ("mkdir", "remove", "rmdir", "truncate", "chmod", "chown", "utime")},
    **{f"os.{name}": (0,) for name in ("setxattr", "removexattr", "chflags")},
    **{f"os.{name}": (0, 1) for name in ("rename", "link")},
}
PROCESSES = {
    *("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2", "os.system"),
    *("subprocess.Popen", "pty.spawn", "_winapi.CreateProcess", "_winapi.OpenProcess", "os.killpg"),
}
NATIVE = {
    # An interpreter of its own would have no hook.
    *("_ctypes", "_ctypes_test", "_testcapi", "_testinternalcapi"),
    *("_xxsubinterpreters", "_interpreters", "concurrent.interpreters"),
}
# These reach the system without an event that a hook could see.
BLIND = {"_posixsubprocess": ("fork_exec",), "posix": ("mkfifo", "mknod", "fchdir", "chroot", "setsid", "setpgid")}
LIMITS = {"resource.setrlimit", "resource.prlimit"}


def deny(what: str, place: object = None) -> "NoReturn":
    """Refuses, in the words that a verdict shows."""
    raise PermissionError(EACCES, f"A lab may not {what}", *(() if place is None else (str(place),)))


def runtime_folders() -> list[str]:
    """Where the interpreter, its library and its packages are."""
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, os.path.dirname(__file__)}
    return sorted(os.path.realpath(folder) for folder in found)


def is_loopback(host: object) -> bool:
    """Whether an address leads to this machine only; an empty one does."""
    if host is None or host in ("", b"", "localhost", b"localhost", "::1", "0.0.0.0", "::"):
        return True
    text = host.decode("latin-1") if isinstance(host, (bytes, bytearray)) else str(host)
    return text.startswith("127.") and text.replace(".", "").isdigit()


def arm(rules: "dict[str, Any]") -> None:
    """Puts the seat belt on for the rest of this process; it cannot be taken off.

    `rules`: `read` and `write` are lists of folders; `native` allows add-ons of SQLite; `kernel: false` leaves the
    rules to the hook alone.
    """
    write = tuple(os.path.realpath(folder) for folder in rules["write"])
    read = (*write, *(os.path.realpath(folder) for folder in rules["read"]), *runtime_folders(), *SYSTEM)
    native = bool(rules.get("native"))
    own = os.getpid()
    # Kept here: a program may put its own functions into the modules.
    real, join, sep, text_of = os.path.realpath, os.path.join, os.sep, os.fsdecode

    for module, names in BLIND.items() if os.name == "posix" else ():
        # What is not loaded yet never will be: `subprocess` gets a module that can only refuse.
        loaded = sys.modules.setdefault(module, type(sys)(module))
        for name in names:
            for owner in (loaded, os):
                if hasattr(owner, name) or owner is loaded:
                    setattr(owner, name, lambda *_, name=name, **__: deny(f"use {name}"))
    if rules.get("kernel", True) and sys.platform == "linux":
        from kernel_guard import hold

        hold(read=(*read, *DEVICES), write=(*write, "/dev/null"))

    def is_in(path: object, folders: tuple[str, ...]) -> bool:
        place = real(text_of(path))  # type: ignore[arg-type]
        return any(place == folder or place.startswith(folder if folder.endswith(sep) else folder + sep) for folder in folders)

    def check_open(path: object, mode: object, flags: object) -> None:
        if isinstance(path, int) or path is None:
            return
        writes = isinstance(flags, int) and flags & WRITE_FLAGS or any(c in str(mode or "") for c in "wax+")
        if writes and path not in DEVICES and not is_in(path, write):
            deny("write outside its folder", path)
        if not writes and path not in DEVICES and not is_in(path, read):
            deny("read outside its folder", path)

    def check_address(sock: "Any", address: object) -> None:
        if not isinstance(address, tuple):
            deny("use sockets of the system", address)
        if not is_loopback(address[0]):
            deny("reach other machines", address[0])

    def check_import(name: str, place: object) -> None:
        if name in NATIVE or name == "_posixsubprocess":
            raise ImportError(f"A lab may not load {name}: it reaches past Python.", name=name)
        if place and not native and is_in(place, write):
            raise ImportError("A lab may not load native code of its own.", name=name, path=str(place))

    def check_database(path: object) -> None:
        name = text_of(path)  # type: ignore[arg-type]
        if name in (":memory:", ""):
            return
        if name.startswith("file:"):
            from urllib.parse import unquote, urlsplit

            name = unquote(urlsplit(name).path)
            if name in (":memory:", "") or "mode=memory" in text_of(path):  # type: ignore[arg-type]
                return
        if not is_in(name, write):
            deny("open this database", name)

    def hook(event: str, args: "tuple[Any, ...]") -> None:
        if event == "open":
            check_open(*args)
        elif event == "import":
            check_import(args[0], args[1])
        elif event in READS:
            for at in READS[event]:
                if not isinstance(args[at], int) and not is_in(args[at] if args[at] is not None else ".", read):
                    deny("read outside its folder", args[at])
        elif event in WRITES:
            for at in WRITES[event]:
                if not isinstance(args[at], int) and not is_in(args[at], write):
                    deny("change anything outside its folder", args[at])
        elif event == "os.symlink":
            if not is_in(args[1], write) or not is_in(join(os.path.dirname(text_of(args[1])), text_of(args[0])), read):
                deny("link out of its folder", args[0])
        elif event in PROCESSES:
            deny("start other programs")
        elif event in ("os.kill", "signal.pidfd_send_signal"):
            if event != "os.kill" or args[0] != own:
                deny("touch other processes", args[0])
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            if args[1] is not None:
                check_address(args[0], args[1])
        elif event == "socket.bind":
            if not isinstance(args[1], tuple):
                deny("use sockets of the system", args[1])
        elif event == "socket.getaddrinfo" or event.startswith("socket.gethostby"):
            if not is_loopback(args[0]):
                deny("reach other machines", args[0])
        elif event == "socket.__new__":
            if int(args[1]) not in (-1, 1, 2, 10, 23, 30):
                deny("use sockets of this kind")
        elif event == "sqlite3.connect":
            check_database(args[0])
        elif event in ("sqlite3.enable_load_extension", "sqlite3.load_extension"):
            if not native:
                deny("load add-ons into SQLite")
        elif event in LIMITS:
            deny("change its limits")
        elif event.startswith(("ctypes.", "winreg.", "webbrowser.")):
            deny("reach past Python")

    sys.addaudithook(hook)
