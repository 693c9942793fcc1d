"""Finds the packages of an environment. `site`, which does it otherwise, takes a tenth as long as starting Python does,
and a check waits for each start: Python is started without it (`-S`)."""

import os
import sys

# They serve `distutils`, which no lab has a use for.
IDLE = {"distutils-precedence.pth", "_virtualenv.pth"}


def add_packages() -> None:
    """Does for this process what a start with `site` would have done. What is unusual is left to `site` itself."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(sys.executable)))
    place = os.path.join(home, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
    try:
        names = [*os.listdir(place), *os.listdir(home)]
    except OSError:
        names = []
    if "pyvenv.cfg" not in names or any(name.endswith(".pth") and name not in IDLE for name in names):
        import site

        site.main()
        return
    sys.prefix = sys.exec_prefix = home
    sys.path.append(place)

    import builtins

    from _sitebuiltins import Quitter, _Helper

    builtins.exit = Quitter("exit", "Ctrl-D (i.e. EOF)")
    builtins.quit = Quitter("quit", "Ctrl-D (i.e. EOF)")
    builtins.help = _Helper()
