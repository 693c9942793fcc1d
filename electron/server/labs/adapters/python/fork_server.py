"""Forks learners' programs from a process that has imported the labs' packages. `fork_server.py SOCKET`, Linux only.

A line of JSON on stdin asks for a program: its id, packages, folder, arguments, environment and limits; one without an
id for packages to be imported ahead, which is answered when they are. The forked
process connects to the socket four times, for its standard streams and the leash, waits for a word on the leash, and
becomes the program. Lines of JSON on stdout tell of each program's process and of its end.
"""

import contextlib
import fcntl
import gc
import importlib
import json
import os
import resource
import select
import socket
import sys
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
# Loaded ahead, as the packages are: each program needs them.
import first_use  # noqa: E402
import guard  # noqa: E402, F401
import kernel_guard  # noqa: E402, F401
import module_host  # noqa: E402, F401
import start  # noqa: E402

# What they load only when it is needed: here it is shared.
import asyncio  # noqa: E402, F401
import runpy  # noqa: E402, F401
import traceback  # noqa: E402, F401

# Modules that a package loads on its first use, which is too late to share them.
LATER = {
    "anthropic": (
        "anthropic.resources.messages",
        "anthropic.resources.beta.messages",
        "anthropic.lib.streaming",
        "anyio._backends._asyncio",
        "httpcore2",
    ),
    "openai": ("openai.resources.embeddings", "openai.resources.chat.completions"),
    "fastapi": ("fastapi.responses", "fastapi.routing"),
    "uvicorn": ("uvicorn.protocols.http.auto", "uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.logging"),
    "mcp": ("mcp.server.mcpserver", "mcp.client.stdio", "mcp.client.session"),
}
LEASH = 3
loaded: set[str] = set()


def preload(packages: list[str]) -> None:
    """Imports what a program is about to need. What cannot be imported fails in the program, in its own words."""
    fresh = [name for name in packages if name not in loaded]
    for name in fresh:
        loaded.add(name)
        for module in (name.replace("-", "_"), *LATER.get(name, ())):
            with contextlib.suppress(Exception):
                importlib.import_module(module)
        with contextlib.suppress(Exception):
            first_use.FIRST_USES.get(name, bool)()
    if fresh:
        # What is there now is shared by all programs: it need not be looked through by each of them.
        gc.collect()
        gc.freeze()


def tell(message: dict[str, Any]) -> None:
    os.write(1, (json.dumps(message) + "\n").encode())


def next_program() -> dict[str, Any]:
    """Serves requests. Returns in forked processes only, with what each is to become."""
    waiting = select.poll()
    waiting.register(0, select.POLLIN)
    running: dict[int, tuple[str, int]] = {}
    text = b""
    while True:
        for ready, _ in waiting.poll():
            if ready != 0:
                job, pid = running.pop(ready)
                waiting.unregister(ready)
                os.close(ready)
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                tell({"job": job, "code": code})
                continue
            piece = os.read(0, 65536)
            if not piece:
                # Cairn is gone. The programs have leashes of their own.
                os._exit(0)
            *lines, text = (text + piece).split(b"\n")
            for line in lines:
                request = json.loads(line)
                preload(request["packages"])
                if "job" not in request:
                    tell({"loaded": request["load"]})
                    continue
                pid = os.fork()
                if pid == 0:
                    return request
                handle = os.pidfd_open(pid)
                running[handle] = (request["job"], pid)
                waiting.register(handle, select.POLLIN)
                tell({"job": request["job"], "pid": pid})


def become(request: dict[str, Any], place: str) -> None:
    """Turns a fresh fork into a process of its own: session, streams, limits, folder and environment."""
    os.setsid()
    # The handles of other programs are none of its business.
    os.closerange(LEASH, 1024)
    streams = []
    for number in (0, 1, 2, LEASH):
        stream = socket.socket(socket.AF_UNIX)
        stream.connect(place)
        stream.sendall(f"{request['job']} {number}\n".encode())
        # Out of the way of the numbers that are given out next.
        streams.append(fcntl.fcntl(stream.detach(), fcntl.F_DUPFD, 64))
    os.closerange(LEASH, 64)
    for number, stream in enumerate(streams):
        os.dup2(stream, number, inheritable=number != LEASH)
        os.close(stream)
    # Without the word nobody waits for this program any more, and it may run elsewhere: it must not run twice.
    if not os.read(LEASH, 1):
        os._exit(0)
    for name, limits in request["limits"].items():
        resource.setrlimit(getattr(resource, name), tuple(limits))
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])


os.chdir("/")
program = next_program()
become(program, sys.argv[1])
start.main(*program["args"])
