"""Stored records of old versions."""

from typing import Any

from results import invalid, ok, problem


def migrate(*, record: Any) -> dict[str, Any]:
    """A record of any version as one of the newest. What the old one did not know is null."""
    match record:
        case {"version": 1, "durationMinutes": minutes, **rest}:
            seconds = None if minutes is None else minutes * 60
            return ok({**rest, "version": 2, "durationSeconds": seconds, "ticket": None})
        case {"version": 2}:
            return ok(record)
        case _:
            return invalid(problem("version", "This is not a record of version 1 or 2."))
