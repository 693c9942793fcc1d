from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError, create_model

from prompts import Prompt

Grade = dict[str, Any]

PASS: Grade = {"status": "pass", "grader": None, "reason": None}


def grade(prompt: Prompt, expected: str, answer: str) -> Grade:
    """Grades an answer: its form first, then what it says."""
    if prompt.answer == "label":
        return exact(answer, expected)
    try:
        read = shape_for(prompt).model_validate_json(answer)
    except ValidationError as error:
        return {"status": "fail", "grader": "schema", "reason": str(error)}
    return exact(read.queue, expected)


def exact(answer: str, expected: str) -> Grade:
    if answer.strip().lower() == expected.lower():
        return PASS
    return {"status": "fail", "grader": "exact", "reason": f"expected {expected}, got {answer.strip()}"}


def shape_for(prompt: Prompt) -> type[BaseModel]:
    return create_model(
        "Answer",
        __config__=ConfigDict(extra="forbid"),
        queue=(Literal[tuple(prompt.queues)], ...),
        urgent=(StrictBool, ...),
    )
