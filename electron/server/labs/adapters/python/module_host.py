"""Serves the functions of a learner's file: JSON-RPC, a line each, on stdin and stdout."""

import os
import sys

# What `threading` and `queue` are made of: they load much else, and a check waits for each start.
from _queue import SimpleQueue
from _thread import allocate_lock, start_new_thread

from quick_json import dumps, loads

# Not the module itself: loading it takes a quarter as long as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def kind(module: str, name: str) -> "Any":
    """A class of a module that is loaded already; a value of one that is not cannot be there. Loading takes time."""
    return getattr(sys.modules.get(module), name, ())


def jsonable(value: "Any") -> "Any":
    """A result as JSON values. Models of pydantic use their aliases, as FastAPI does."""
    if value is None or isinstance(value, (bool, int, float, str)) and not isinstance(value, kind("enum", "Enum")):
        return value
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return {name: jsonable(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {str(jsonable(key)): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [jsonable(item) for item in value]
    if isinstance(value, kind("enum", "Enum")):
        return jsonable(value.value)
    if isinstance(value, kind("datetime", "date")) or isinstance(value, kind("datetime", "time")):
        return value.isoformat()
    if isinstance(value, kind("decimal", "Decimal")):
        return str(value)
    return value


class Answers:
    """Writes answers, one at a time, to a copy of stdout that the learner's prints do not reach."""

    def __init__(self) -> None:
        self.stream = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
        self.lock = allocate_lock()
        # What the learner prints must not get between the messages: stdout becomes stderr.
        os.dup2(2, 1)

    def tell(self, message: "dict[str, Any]") -> None:
        text = dumps({"jsonrpc": "2.0", **message})
        with self.lock:
            self.stream.write(text + "\n")
            self.stream.flush()

    def refuse(self, call: str, error: BaseException) -> None:
        import traceback

        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        data = {"type": type(error).__name__, "trace": trace}
        self.tell({"id": call, "error": {"code": -32000, "message": str(error), "data": data}})

    def give(self, call: str, value: "Any") -> None:
        try:
            self.tell({"id": call, "result": jsonable(value)})
        except (TypeError, ValueError, RecursionError) as error:
            self.refuse(call, error)


class Background:
    """A loop for what functions leave to await. It goes on while the next call is waited for."""

    def __init__(self, answers: Answers) -> None:
        import asyncio

        self.answers = answers
        self.loop = asyncio.new_event_loop()
        self.waking = asyncio.Event()
        self.tasks: set[Any] = set()

    def add(self, call: str, work: "Any") -> None:
        async def finish() -> None:
            try:
                value = await work
            except Exception as error:
                self.answers.refuse(call, error)
            else:
                self.answers.give(call, value)

        task = self.loop.create_task(finish())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def run_until_woken(self) -> None:
        self.waking.clear()
        self.loop.run_until_complete(self.waking.wait())

    def wake(self) -> None:
        self.loop.call_soon_threadsafe(self.waking.set)


def serve(entry: str) -> None:
    """Imports the entry and answers calls until stdin ends."""
    answers = Answers()
    name = os.path.splitext(entry)[0].replace("/", ".")
    __import__(name)
    module = sys.modules[name]
    calls: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    background: Background | None = None

    def read() -> None:
        for line in sys.stdin.buffer:
            calls.put(loads(line.decode()))
            if background:
                background.wake()
        calls.put(None)
        if background:
            background.wake()

    start_new_thread(read, ())
    answers.tell({"method": "ready", "params": {}})
    # Functions run here, on the thread that loaded the file and with no loop running: so that they may hold a SQLite
    # connection and may call asyncio.run.
    while True:
        while background and calls.empty():
            background.run_until_woken()
        request = calls.get()
        if request is None:
            return
        call, name = request["id"], request["method"]
        work = getattr(module, name, None)
        if not callable(work):
            answers.tell({"id": call, "error": {"code": -32601, "message": f"There is no function {name}."}})
            continue
        try:
            value = work(**request["params"])
        except Exception as error:
            answers.refuse(call, error)
            continue
        if hasattr(value, "__await__"):
            background = background or Background(answers)
            background.add(call, value)
        else:
            answers.give(call, value)
