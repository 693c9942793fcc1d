"""The command line of the evals. Exit codes: 0 good, 1 not good enough, 2 it could not be done."""

import argparse
import json
import sys
import traceback
from importlib import import_module

from files import UsageError


def whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number above 0')
    return int(text)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)

    build = commands.add_parser("build", help="make the labelled cases from an export of tickets")
    build.add_argument("--tickets", required=True)
    build.add_argument("--out", required=True)

    run = commands.add_parser("run", help="ask the model about every case and grade the answers")
    run.add_argument("--prompt", required=True)
    run.add_argument("--cases", required=True)
    run.add_argument("--out", required=True)
    run.add_argument("--split", choices=["dev", "holdout"], default="dev")
    run.add_argument("--concurrency", type=whole_number, default=4)
    run.add_argument("--cache")

    compare = commands.add_parser("compare", help="compare two runs, case by case")
    compare.add_argument("--base", required=True)
    compare.add_argument("--candidate", required=True)

    calibrate = commands.add_parser("calibrate", help="hold a judge against the verdicts of people")
    calibrate.add_argument("--judge", required=True)
    calibrate.add_argument("--labels", required=True)
    calibrate.add_argument("--out", required=True)

    judge = commands.add_parser("judge", help="grade answers with a calibrated judge")
    judge.add_argument("--judge", required=True)
    judge.add_argument("--calibration", required=True)
    judge.add_argument("--answers", required=True)
    judge.add_argument("--out", required=True)

    gate = commands.add_parser("gate", help="say whether a run is good enough to merge")
    gate.add_argument("--results", required=True)
    gate.add_argument("--min", required=True)
    gate.add_argument("--base")
    gate.add_argument("--junit")
    return parser


MODULES = {
    "build": "build",
    "run": "runner",
    "compare": "compare",
    "calibrate": "judge",
    "judge": "judge",
    "gate": "gate",
}


def main() -> int:
    options = vars(arguments().parse_args())
    command = options.pop("command")
    try:
        outcome = getattr(import_module(MODULES[command]), command)(**options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except Exception:  # noqa: BLE001 - a crash is no verdict: it must not end with 1
        traceback.print_exc()
        return 2
    print(json.dumps(outcome.report, indent=2))
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main())
