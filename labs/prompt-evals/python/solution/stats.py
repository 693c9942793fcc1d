from collections import Counter
from collections.abc import Sequence
from math import comb, sqrt

from shapes import Rate, Result, Summary

Z = 1.96
"""The z value of a 95 % interval."""


def rate(passed: int, total: int) -> Rate:
    """A pass rate with its Wilson interval."""
    share = passed / total
    scale = 1 + Z**2 / total
    middle = (share + Z**2 / (2 * total)) / scale
    half = Z / scale * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return {"passed": passed, "passRate": share, "low": max(0.0, middle - half), "high": min(1.0, middle + half)}


def summarize(results: Sequence[Result]) -> Summary:
    """Counts results. An error is in the total: it is no pass."""
    count = Counter(result["status"] for result in results)
    totals = Counter(result["queue"] for result in results)
    passed = Counter(result["queue"] for result in results if result["status"] == "pass")
    return {
        "total": len(results),
        "failed": count["fail"],
        "errors": count["error"],
        **rate(count["pass"], len(results)),
        "queues": {queue: {"total": total, "passed": passed[queue]} for queue, total in totals.items()},
    }


def paired_p(fixed: int, broken: int) -> float:
    """The exact McNemar test: how likely a split at least as uneven is, if both were equally good."""
    n = fixed + broken
    tail = sum(comb(n, k) for k in range(min(fixed, broken) + 1))
    return min(1.0, 2 * tail / 2**n)
