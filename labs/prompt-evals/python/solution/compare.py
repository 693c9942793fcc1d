from collections.abc import Sequence
from typing import Any, NamedTuple

from files import UsageError, read_json
from shapes import Outcome, Result, ResultsFile
from stats import paired_p, rate

SIGNIFICANT = 0.05
LOST_CASES = 3
"""A queue that loses so many more cases than it gains is a regression."""


class Pair(NamedTuple):
    id: str
    queue: str
    before: bool
    after: bool


def compare(*, base: str, candidate: str) -> Outcome:
    """Compares two runs, case by case."""
    return Outcome(comparison(read_json(base), read_json(candidate)))


def comparison(base: ResultsFile, candidate: ResultsFile) -> dict[str, Any]:
    pairs = pair_up(base["results"], candidate["results"])
    if not pairs:
        raise UsageError("The two runs have no case in common.")
    known = {result["id"] for result in [*base["results"], *candidate["results"]]}
    before, after = sum(pair.before for pair in pairs), sum(pair.after for pair in pairs)
    fixed, broken = changed(pairs, to=True), changed(pairs, to=False)
    p_value = paired_p(len(fixed), len(broken))
    queues = {
        queue: queue_report([pair for pair in pairs if pair.queue == queue])
        for queue in dict.fromkeys(pair.queue for pair in pairs)
    }
    return {
        "cases": len(pairs),
        "leftOut": len(known) - len(pairs),
        "base": rate(before, len(pairs)),
        "candidate": rate(after, len(pairs)),
        "difference": (after - before) / len(pairs),
        "fixed": fixed,
        "broken": broken,
        "pValue": p_value,
        "verdict": verdict_of(after - before, p_value),
        "queues": queues,
        "regressions": [
            queue for queue, report in queues.items() if len(report["broken"]) - len(report["fixed"]) >= LOST_CASES
        ],
    }


def pair_up(base: Sequence[Result], candidate: Sequence[Result]) -> list[Pair]:
    """The cases that both runs answered. One whose text or label was changed is another case."""
    earlier = {case_of(result): result for result in base if result["status"] != "error"}
    return [
        Pair(now["id"], now["queue"], then["status"] == "pass", now["status"] == "pass")
        for now in candidate
        if now["status"] != "error" and (then := earlier.get(case_of(now)))
    ]


def case_of(result: Result) -> tuple[str, str, str]:
    return result["id"], result["text"], result["queue"]


def changed(pairs: Sequence[Pair], *, to: bool) -> list[str]:
    return [pair.id for pair in pairs if pair.before is not to and pair.after is to]


def queue_report(pairs: Sequence[Pair]) -> dict[str, Any]:
    return {
        "cases": len(pairs),
        "base": sum(pair.before for pair in pairs),
        "candidate": sum(pair.after for pair in pairs),
        "fixed": changed(pairs, to=True),
        "broken": changed(pairs, to=False),
    }


def verdict_of(difference: int, p_value: float) -> str:
    if p_value >= SIGNIFICANT:
        return "unclear"
    return "better" if difference > 0 else "worse"
