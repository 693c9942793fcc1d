"""The loop: ask the model, run what it calls, ask again."""

import asyncio
from dataclasses import dataclass

import anthropic
from anthropic import AsyncAnthropic
from anthropic.types import Message, MessageParam, ToolParam, ToolResultBlockParam, ToolUseBlock

import config
from connection import Unusable
from definitions import shown
from errors import HttpError
from hub import HubTool
from results import text_of

_client = AsyncAnthropic()


class CallError(Exception):
    """Why a call was not made, or failed; the model gets these words."""


@dataclass
class Conversation:
    """One message on its way to an answer. It can wait for a person in between."""

    messages: list[MessageParam]
    tools: dict[str, HubTool]
    steps: int = 0


@dataclass(frozen=True)
class Answered:
    answer: str


@dataclass(frozen=True)
class Stopped:
    reason: str


@dataclass(frozen=True)
class Waiting:
    """A turn with calls that a person has to agree to."""

    calls: list[ToolUseBlock]
    # Of the calls of this turn that were made already.
    results: list[ToolResultBlockParam]


async def run(conversation: Conversation) -> Answered | Stopped | Waiting:
    """Goes on until there is an answer, a limit is reached, or a person has to agree."""
    while conversation.steps < config.MAX_STEPS:
        message = await _ask_model(conversation)
        conversation.messages.append({"role": "assistant", "content": message.content})
        calls = [block for block in message.content if block.type == "tool_use"]
        if not calls:
            return Answered("".join(block.text for block in message.content if block.type == "text"))
        waiting = [call for call in calls if _waits(conversation.tools, call)]
        # What needs nobody's yes waits for nobody.
        free = [call for call in calls if call not in waiting]
        results = await _run_calls(conversation, free, is_approved=False)
        if waiting:
            return Waiting(waiting, results)
        conversation.messages.append({"role": "user", "content": results})
    return Stopped("steps")


async def decide(conversation: Conversation, waiting: Waiting, *, is_approved: bool) -> None:
    """Makes the calls that waited, or not, and puts all results of their turn into one message."""
    decided = await _run_calls(conversation, waiting.calls, is_approved=is_approved)
    conversation.messages.append({"role": "user", "content": waiting.results + decided})


async def _run_calls(
    conversation: Conversation, calls: list[ToolUseBlock], *, is_approved: bool
) -> list[ToolResultBlockParam]:
    """Runs calls of one turn at the same time."""
    return await asyncio.gather(*(_result(conversation.tools, call, is_approved) for call in calls))


async def _ask_model(conversation: Conversation) -> Message:
    conversation.steps += 1
    try:
        return await _client.messages.create(
            model=config.MODEL,
            max_tokens=1000,
            # The same in every call: nothing of a server stands here.
            system="Use the tools when needed.",
            tools=[_param(tool) for tool in conversation.tools.values()],
            messages=conversation.messages,
        )
    except anthropic.APIError:
        raise HttpError(502, "model_failed", "The model could not be asked.") from None


def _param(tool: HubTool) -> ToolParam:
    texts = shown(tool.definition)
    return {"name": tool.name, "description": texts["description"], "input_schema": texts["inputSchema"]}


def _waits(tools: dict[str, HubTool], call: ToolUseBlock) -> bool:
    """Whether a person has to agree. A call that is wrong anyway is refused without asking anybody."""
    try:
        return _checked(tools, call).needs_approval
    except CallError:
        return False


def _checked(tools: dict[str, HubTool], call: ToolUseBlock) -> HubTool:
    """The tool of a call whose arguments fit."""
    tool = tools.get(call.name)
    if tool is None:
        raise CallError(f"There is no tool {call.name} now.")
    try:
        problems = [f"{error.json_path}: {error.message}" for error in tool.validator.iter_errors(call.input)]
    except Exception:
        # A schema can hold a pattern, or a link, that only fails when it is used.
        raise CallError(f"The arguments for {call.name} cannot be checked, so it was not called.") from None
    if problems:
        raise CallError(f"Wrong arguments for {call.name}: {'; '.join(problems)}")
    return tool


async def _result(tools: dict[str, HubTool], call: ToolUseBlock, is_approved: bool) -> ToolResultBlockParam:
    try:
        tool = _checked(tools, call)
        if tool.needs_approval and not is_approved:
            raise CallError("The person declined.")
        result = await tool.server.call(tool.definition["name"], call.input)
        content, is_error = text_of(result), bool(result.is_error)
    except CallError as error:
        content, is_error = str(error), True
    except Unusable as error:
        content, is_error = f"{call.name} failed. {error}", True
    return {"type": "tool_result", "tool_use_id": call.id, "content": content, "is_error": is_error}
