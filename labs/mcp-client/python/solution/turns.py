"""POST /turns: a message for the agent."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, field_validator

import hub
import pending
from agent import Answered, Conversation, Stopped, run

router = APIRouter()


class Body(BaseModel):
    message: str

    @field_validator("message")
    @classmethod
    def says_something(cls, message: str) -> str:
        if not message.strip():
            raise ValueError("write something")
        return message


@router.post("/turns")
async def take_turn(body: Body) -> dict[str, Any]:
    tools = await hub.ready_tools()
    return await advance(Conversation([{"role": "user", "content": body.message}], tools))


async def advance(conversation: Conversation) -> dict[str, Any]:
    """Goes on with the loop. Gives the body of the answer."""
    outcome = await run(conversation)
    if isinstance(outcome, Answered):
        return {"status": "answered", "answer": outcome.answer}
    if isinstance(outcome, Stopped):
        return {"status": "stopped", "reason": outcome.reason}
    return {"status": "needs_approval", "approval": pending.put_aside(conversation, outcome)}
