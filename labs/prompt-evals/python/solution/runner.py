import asyncio
from collections.abc import Sequence

from anthropic import AnthropicError

from ask import Asker
from config import MODEL
from files import UsageError, read_json, write_json
from graders import grade
from pool import gather_limited
from prompts import Prompt, read_prompt, request_for
from shapes import Case, Outcome, Result, Split
from stats import summarize
from text_key import text_key


def run(*, prompt: str, cases: str, out: str, split: Split, concurrency: int, cache: str | None) -> Outcome:
    """Asks the model about every case of one split, grades the answers and writes the results."""
    tested = read_prompt(prompt)
    every: list[Case] = read_json(cases)["cases"]
    shown = {text_key(example["text"]) for example in tested.examples}
    refuse_leaks([case["id"] for case in every if case["split"] == "holdout" and text_key(case["text"]) in shown])

    own = [case for case in every if case["split"] == split]
    asked = [case for case in own if text_key(case["text"]) not in shown]
    if not asked:
        raise UsageError(f"{cases} has no {split} cases to run.")
    results = asyncio.run(evaluate_all(tested, asked, concurrency, cache))

    summary = summarize(results)
    skipped = [case["id"] for case in own if case not in asked]
    write_json(
        out,
        {
            "name": tested.name,
            "model": MODEL,
            "split": split,
            "skipped": skipped,
            "results": results,
            "summary": summary,
        },
    )
    return Outcome(summary)


def refuse_leaks(ids: Sequence[str]) -> None:
    if ids:
        raise UsageError(f"The prompt shows hold-out cases as examples: {', '.join(ids)}. Take examples from dev.")


async def evaluate_all(prompt: Prompt, cases: Sequence[Case], concurrency: int, cache: str | None) -> list[Result]:
    asker = Asker(cache)
    return await gather_limited(concurrency, cases, lambda case: evaluate(asker, prompt, case))


async def evaluate(asker: Asker, prompt: Prompt, case: Case) -> Result:
    base = {"id": case["id"], "text": case["text"], "queue": case["queue"]}
    try:
        answer = await asker.ask(request_for(prompt, case["text"]))
    except AnthropicError as error:
        return {**base, "answer": None, "status": "error", "grader": None, "reason": repr(error)}
    return {**base, "answer": answer, **grade(prompt, case["queue"], answer)}
