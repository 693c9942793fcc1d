"""The definitions that were accepted. A tool that is seen for the first time is accepted as it is."""

import json

import config
from definitions import Definition

Pins = dict[str, dict[str, Definition]]


def _load() -> Pins:
    return json.loads(config.PINS_FILE.read_text()) if config.PINS_FILE.exists() else {}


_pins = _load()


def accepted(server: str, now: Definition) -> Definition:
    pinned = _pins.get(server, {}).get(now["name"])
    if pinned is None:
        accept(server, now)
        return now
    return pinned


def accept(server: str, definition: Definition) -> None:
    _pins.setdefault(server, {})[definition["name"]] = definition
    # A crash in between leaves the old file.
    half = config.PINS_FILE.with_suffix(".part")
    half.write_text(json.dumps(_pins))
    half.replace(config.PINS_FILE)
