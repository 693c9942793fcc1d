import json
from typing import Any

from prompts import Prompt

Grade = dict[str, Any]

PASS: Grade = {"status": "pass", "grader": None, "reason": None}


def failed(grader: str, reason: str) -> Grade:
    return {"status": "fail", "grader": grader, "reason": reason}


def grade(prompt: Prompt, expected: str, answer: str) -> Grade:
    label = answer
    if prompt.answer == "json":
        try:
            value = json.loads(answer)
        except ValueError as error:
            return failed("schema", str(error))
        if not isinstance(value, dict) or value.keys() != {"queue", "urgent"}:
            return failed("schema", "It should have the keys queue and urgent.")
        if value["queue"] not in prompt.queues or not isinstance(value["urgent"], bool):
            return failed("schema", "A value is of the wrong kind.")
        label = value["queue"]
    if label.strip().casefold() == expected.casefold():
        return PASS
    return failed("exact", f"{label!r} is not {expected}")
