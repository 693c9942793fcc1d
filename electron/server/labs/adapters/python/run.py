"""Starts a learner's program: `run.py program|module ENTRY [ARGUMENT...]`, with the workspace as the current folder.

No more than this: the file that Python is given is compiled anew at each start, what it imports is not.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

if sys.flags.no_site:
    from packages import add_packages

    add_packages()

from start import main  # noqa: E402

main(*sys.argv[1:])
