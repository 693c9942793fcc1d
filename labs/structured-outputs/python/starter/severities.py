"""The severities of each record version, with the other names that people give them."""

import json
from pathlib import Path

_LADDERS: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "data" / "severities.json").read_text(encoding="utf-8")
)


def severities_of(version: int) -> dict[str, list[str]]:
    return _LADDERS.get(str(version), {})
