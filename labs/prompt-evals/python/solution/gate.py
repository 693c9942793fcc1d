from compare import comparison
from files import UsageError, read_json, write_text
from junit import to_junit
from shapes import Outcome, ResultsFile
from stats import summarize

MOST_ERRORS = 0.05
"""With more errors than this share, a run says too little about the prompt."""


def gate(*, results: str, min: str, base: str | None, junit: str | None) -> Outcome:
    """Says whether a run is good enough to merge, with exit code 0 or 1."""
    least = share(min)
    file: ResultsFile = read_json(results)
    if junit:
        write_text(junit, to_junit(file))
    if not file["results"]:
        return Outcome({"pass": False, "reasons": ["There are no results."]}, exit_code=1)

    # Counted from the results: what a file says about itself can be stale.
    summary = summarize(file["results"])
    reasons: list[str] = []
    if summary["passRate"] < least:
        reasons.append(f"The pass rate is {summary['passRate']:.3f}; it has to be {least}.")
    if summary["errors"] / summary["total"] > MOST_ERRORS:
        reasons.append(f"{summary['errors']} of {summary['total']} cases ended in an error.")
    if base:
        change = comparison(read_json(base), file)
        if change["verdict"] == "worse":
            reasons.append(f"It is worse than the base (p = {change['pValue']:.3f}).")
        reasons += [f"The queue {queue} got worse." for queue in change["regressions"]]
    report = {
        "pass": not reasons,
        "reasons": reasons,
        **{key: summary[key] for key in ("total", "errors", "passRate", "low", "high")},
    }
    return Outcome(report, exit_code=1 if reasons else 0)


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    # Not `value < 0 or value > 1`: NaN is neither.
    if not 0 <= value <= 1:
        raise UsageError(f'--min is a number from 0 to 1, not "{text}".')
    return value
