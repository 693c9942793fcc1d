"""The loop: ask the model, run what it calls, ask again."""

import asyncio
import json
from dataclasses import dataclass

from anthropic import AsyncAnthropic
from anthropic.types import Message, MessageParam, ToolResultBlockParam, ToolUseBlock

import config
import tools
from shop import ToolError

MILLION = 1_000_000

_client = AsyncAnthropic()


@dataclass
class Conversation:
    """One question on its way to an answer. It can wait for a person in between."""

    messages: list[MessageParam]
    steps: int = 0
    cost_usd: float = 0.0


@dataclass(frozen=True)
class Answered:
    answer: str


@dataclass(frozen=True)
class Stopped:
    reason: str


@dataclass(frozen=True)
class Waiting:
    calls: list[ToolUseBlock]


@dataclass(frozen=True)
class Decision:
    """What a person said to the calls that need it."""

    id: str
    approved: bool


async def run(conversation: Conversation) -> Answered | Stopped | Waiting:
    """Goes on until there is an answer, a limit is reached, or a person has to agree."""
    while True:
        if conversation.steps >= config.MAX_STEPS:
            return Stopped("steps")
        if conversation.cost_usd >= config.MAX_COST_USD:
            return Stopped("cost")
        message = await _ask_model(conversation)
        conversation.messages.append({"role": "assistant", "content": message.content})
        if message.stop_reason == "max_tokens":
            # The last call of an answer that was cut may be half a call.
            return Stopped("length")
        calls = [block for block in message.content if block.type == "tool_use"]
        if not calls:
            return Answered("".join(block.text for block in message.content if block.type == "text"))
        if any(needs_confirmation(call) for call in calls):
            return Waiting(calls)
        await add_results(conversation, calls)


async def add_results(
    conversation: Conversation, calls: list[ToolUseBlock], decision: Decision | None = None
) -> None:
    """Runs the calls of one turn at the same time and puts all their results into one message."""
    results = await asyncio.gather(*(_run_tool(call, decision) for call in calls))
    conversation.messages.append({"role": "user", "content": results})


def needs_confirmation(call: ToolUseBlock) -> bool:
    """Whether a person has to agree. A call that is wrong anyway is refused without asking anybody."""
    try:
        tool = tools.find(call.name)
        tool.parse(call.input)
    except ToolError:
        return False
    return tool.needs_confirmation


async def _ask_model(conversation: Conversation) -> Message:
    message = await _client.messages.create(
        model=config.MODEL,
        max_tokens=1000,
        system="Use the tools when needed.",
        tools=tools.DEFINITIONS,
        messages=conversation.messages,
    )
    usage = message.usage
    spent = usage.input_tokens * config.PRICE["input"] + usage.output_tokens * config.PRICE["output"]
    conversation.steps += 1
    conversation.cost_usd += spent / MILLION
    return message


async def _run_tool(call: ToolUseBlock, decision: Decision | None) -> ToolResultBlockParam:
    try:
        tool = tools.find(call.name)
        arguments = tool.parse(call.input)
        if tool.needs_confirmation and not (decision and decision.approved):
            raise ToolError("The customer declined.")
        # A model's ids are unique in one conversation only.
        key = f"{decision.id}-{call.id}" if decision else call.id
        result, is_error = await tool.run(arguments, key), False
    except ToolError as error:
        result, is_error = {"error": str(error)}, True
    content = json.dumps(result, ensure_ascii=False)
    return {"type": "tool_result", "tool_use_id": call.id, "is_error": is_error, "content": content}
