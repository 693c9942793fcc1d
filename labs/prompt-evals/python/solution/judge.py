import asyncio
from collections.abc import Sequence
from typing import Any

from anthropic import AnthropicError

from ask import Asker, fingerprint
from config import MODEL
from files import UsageError, read_json, read_json_lines, write_json
from graders import PASS, Grade
from pool import gather_limited
from shapes import Outcome
from stats import summarize

CONCURRENCY = 4
MIN_AGREEMENT = 0.8
MIN_LABELS = 10

Judge = dict[str, str]
"""Its name and its system prompt."""
Answer = dict[str, str]
"""An answer with its question and reference; a labelled one has a verdict as well."""


def calibrate(*, judge: str, labels: str, out: str) -> Outcome:
    """Holds a judge against the verdicts of people."""
    tested: Judge = read_json(judge)
    labelled: list[Answer] = read_json_lines(labels)
    verdicts = asyncio.run(judge_all(tested, labelled))
    judged = [(label, verdict["status"]) for label, verdict in zip(labelled, verdicts, strict=True)]

    agreement = {}
    for wanted in ("pass", "fail"):
        same = [status == wanted for label, status in judged if label["verdict"] == wanted]
        agreement[wanted] = sum(same) / len(same) if same else None
    counts = [sum(label["verdict"] == wanted for label in labelled) for wanted in ("pass", "fail")]
    usable = min(counts) >= MIN_LABELS and all((share or 0) >= MIN_AGREEMENT for share in agreement.values())
    report = {
        "judge": tested["name"],
        "model": MODEL,
        "total": len(labelled),
        "errors": sum(status == "error" for _, status in judged),
        "passAgreement": agreement["pass"],
        "failAgreement": agreement["fail"],
        "disagreements": [label["id"] for label, status in judged if status != label["verdict"]],
        "usable": usable,
    }
    write_json(out, {**report, "fingerprint": identity(tested)})
    return Outcome(report, exit_code=0 if usable else 1)


def judge(*, judge: str, calibration: str, answers: str, out: str) -> Outcome:
    """Grades answers with a judge that has been calibrated."""
    trusted: Judge = read_json(judge)
    calibrated: dict[str, Any] = read_json(calibration)
    if calibrated.get("fingerprint") != identity(trusted):
        raise UsageError("The calibration is of another judge or another model. Calibrate this one.")
    if not calibrated["usable"]:
        raise UsageError("The calibration says that this judge is not usable.")
    rows: list[Answer] = read_json_lines(answers)
    if not rows:
        raise UsageError(f"{answers} has no answers.")
    verdicts = asyncio.run(judge_all(trusted, rows))
    results: list[Any] = [
        {"id": row["id"], "text": row["question"], "queue": row["queue"], "answer": row["answer"], **verdict}
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    summary = summarize(results)
    write_json(out, {"name": trusted["name"], "model": MODEL, "results": results, "summary": summary})
    return Outcome(summary)


def identity(judge: Judge) -> str:
    """The judge is its words and its model: a change of either makes it another one."""
    return fingerprint([judge["system"], MODEL])


async def judge_all(judge: Judge, rows: Sequence[Answer]) -> list[Grade]:
    asker = Asker()
    return await gather_limited(CONCURRENCY, rows, lambda row: verdict(asker, judge, row))


async def verdict(asker: Asker, judge: Judge, row: Answer) -> Grade:
    content = f"Question: {row['question']}\nReference: {row['reference']}\nAnswer: {row['answer']}"
    try:
        said = await asker.ask({"system": judge["system"], "messages": [{"role": "user", "content": content}]})
    except AnthropicError as error:
        return {"status": "error", "grader": None, "reason": repr(error)}
    match said.strip().upper():
        case "PASS":
            return PASS
        case "FAIL":
            reason = f"The judge says FAIL; expected: {row['reference']}"
            return {"status": "fail", "grader": "judge", "reason": reason}
        case _:
            return {"status": "error", "grader": None, "reason": f"The judge gave no verdict: {said}"}
