"""What the functions give back: plain dictionaries, ready for JSON."""

from typing import Any, TypedDict


class Problem(TypedDict):
    """What is wrong with a draft. `field` is a key of the draft, or `answer` when there is no draft at all."""

    field: str
    message: str


def ok(record: dict[str, Any]) -> dict[str, Any]:
    return {"status": "ok", "record": record}


def invalid(*problems: Problem) -> dict[str, Any]:
    return {"status": "invalid", "problems": list(problems)}


def problem(field: str, message: str) -> Problem:
    return {"field": field, "message": message}
