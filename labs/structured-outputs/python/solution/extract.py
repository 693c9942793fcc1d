"""The conversation with the model, from a report to a record."""

from typing import Any

from anthropic import Anthropic
from anthropic.types import Message, MessageParam

from channels import CHANNELS, Channel
from config import MAX_TOKENS, MODEL, MOST_CALLS
from draft_schema import DRAFTS, instructions
from grounding import inventions
from record import to_record
from results import Problem, invalid, problem

client = Anthropic()


def ask(
    channel: Channel, version: int, messages: list[MessageParam], max_tokens: int = MAX_TOKENS
) -> Message:
    return client.messages.create(
        model=MODEL,
        max_tokens=max_tokens,
        system=instructions(version),
        messages=messages,
        **channel.request(version),
    )


def draft(*, text: str) -> dict[str, Any] | None:
    """What the model makes of a report, unchecked."""
    channel = CHANNELS["format"]
    return channel.read(ask(channel, 1, [{"role": "user", "content": text}]))


def extract(*, text: str, via: str = "format", version: int = 1) -> dict[str, Any]:
    """Turns a report into a record, with MOST_CALLS calls to the model at most."""
    if version not in DRAFTS:
        return invalid(problem("version", f"There is no version {version}."))
    channel = CHANNELS[via]
    messages: list[MessageParam] = [{"role": "user", "content": text}]
    max_tokens = MAX_TOKENS
    outcome: dict[str, Any] = {"status": "truncated"}

    for _ in range(MOST_CALLS):
        message = ask(channel, version, messages, max_tokens)
        if message.stop_reason == "refusal":
            return {"status": "refused"}
        if message.stop_reason == "max_tokens":
            outcome = {"status": "truncated"}
            if max_tokens > MAX_TOKENS:
                return outcome
            max_tokens *= 2
            continue
        outcome = judge(channel.read(message), text, version)
        if outcome["status"] == "ok":
            return outcome
        # The API takes no empty turn, and an answer can be empty.
        if message.content:
            messages.append({"role": "assistant", "content": message.content})
        messages.append(channel.objection(message, objection_to(outcome["problems"])))
    return outcome


def judge(answer: dict[str, Any] | None, text: str, version: int) -> dict[str, Any]:
    if answer is None:
        return invalid(problem("answer", "The answer is not a JSON object with the fields."))
    result = to_record(draft=answer, version=version)
    invented = inventions(answer, text)
    return invalid(*invented, *result.get("problems", [])) if invented else result


def objection_to(problems: list[Problem]) -> str:
    lines = [f"- {p['field']}: {p['message']}" for p in problems]
    return "\n".join(
        ["These fields are wrong:", *lines, "Answer again with all fields. Use null for missing values."]
    )
