"""Goes on with a conversation until somebody outside is needed."""

import asyncio
from typing import Any

import config
import pending
from agent import Answered, Conversation, Decision, Stopped, Waiting, add_results, run


async def advance(conversation: Conversation) -> dict[str, Any]:
    """Within the time of a question. Gives the body of the answer."""
    return await _within_time(run(conversation), conversation)


async def decide(one: pending.Pending, decision: Decision) -> dict[str, Any]:
    """Carries out what a person decided, and goes on."""

    async def work() -> Answered | Stopped | Waiting:
        await add_results(one.conversation, one.calls, decision)
        return await run(one.conversation)

    return await _within_time(work(), one.conversation)


async def _within_time(work: Any, conversation: Conversation) -> dict[str, Any]:
    try:
        outcome = await asyncio.wait_for(work, config.MAX_SECONDS)
    except asyncio.TimeoutError:
        outcome = Stopped("time")
    if isinstance(outcome, Answered):
        return {"status": "answered", "answer": outcome.answer}
    if isinstance(outcome, Stopped):
        return {"status": "stopped", "reason": outcome.reason}
    return {"status": "needs_confirmation", "confirmation": pending.put_aside(conversation, outcome.calls)}
