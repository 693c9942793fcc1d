"""The shapes of the files. Keys are the same in both languages of this lab, so some are in camel case."""

from dataclasses import dataclass
from typing import Any, Literal, TypedDict

Split = Literal["dev", "holdout"]
Status = Literal["pass", "fail", "error"]


@dataclass
class Outcome:
    """What a command prints, and how the program ends: 0 good, 1 not good enough."""

    report: Any
    exit_code: Literal[0, 1] = 0


class Ticket(TypedDict, total=False):
    """A line of the help desk's export. The queue may be missing, null or empty."""

    id: str
    text: str
    queue: str | None


class Case(TypedDict):
    id: str
    text: str
    queue: str
    split: Split


class Result(TypedDict):
    """What became of one case."""

    id: str
    text: str
    queue: str
    answer: str | None
    """What the model said; None when no answer came."""
    status: Status
    grader: Literal["schema", "exact", "judge"] | None
    """Which grader failed it; None for a pass and for an error."""
    reason: str | None
    """In words, for a person; None for a pass."""


class Rate(TypedDict):
    """A pass rate and its 95 % interval."""

    passed: int
    passRate: float
    low: float
    high: float


class Summary(Rate):
    total: int
    failed: int
    errors: int
    queues: dict[str, dict[str, int]]


class ResultsFile(TypedDict):
    """What `run` and `judge` write, and `compare` and `gate` read."""

    name: str
    model: str
    results: list[Result]
    summary: Summary
