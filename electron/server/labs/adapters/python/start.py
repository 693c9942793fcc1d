"""Becomes a learner's program, in this process."""

import os
import sys

# The modules under `signal` and `threading`, which load much else: a check waits for each start.
import _signal as signal
from _thread import start_new_thread

LEASH = 3
OWN = (
    *("first_use", "fork_server", "guard", "kernel_guard", "module_host"),
    *("packages", "quick_json", "start", "system_calls"),
)


def hold_leash() -> None:
    """Ends the program when Cairn's end of a pipe closes, so that it cannot outlive a killed Cairn."""

    def wait() -> None:
        try:
            while os.read(LEASH, 1):
                pass
        except OSError:
            return
        os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    start_new_thread(wait, ())


def show_error(kind: type, error: BaseException, trace: object) -> None:
    """Prints a traceback from the learner's first frame on: the frames of this file would only mislead."""
    import traceback

    workspace = os.getcwd() + os.sep
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(workspace):
        trace = trace.tb_next
    traceback.print_exception(kind, error, trace)


def main(kind: str, entry: str, *arguments: str) -> None:
    """Runs the entry as the main program, or serves its functions. Cairn's folder is the first on the path."""
    from guard import arm
    from quick_json import loads

    rules = os.environ.pop("CAIRN_GUARD", None)
    if kind == "module":
        from module_host import serve
    # Before any thread starts: the kernel's rules hold for a thread and those that it starts.
    if rules is not None:
        arm(loads(rules))
    if os.name != "nt":
        hold_leash()
    sys.path.pop(0)
    sys.excepthook = show_error
    # A learner's file may have the name of one of Cairn's.
    for name in OWN:
        sys.modules.pop(name, None)
    # The learner's folder comes first, as when the entry is started by hand.
    sys.path.insert(0, os.getcwd())
    sys.argv = [entry, *arguments]
    if kind == "program":
        import runpy

        runpy.run_path(os.path.join(os.getcwd(), entry), run_name="__main__")
        return
    serve(entry)
