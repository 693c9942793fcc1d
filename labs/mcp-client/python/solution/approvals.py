"""POST /approvals/{id}: a person's decision about what the agent wants to do."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictBool

import agent
import hub
import pending
from errors import HttpError
from turns import advance

router = APIRouter()


class Body(BaseModel):
    approved: StrictBool


@router.post("/approvals/{id_}")
async def decide(id_: str, body: Body) -> dict[str, Any]:
    one = pending.find(id_)
    if one is None:
        raise HttpError(404, "not_found", f"There is no approval {id_}.")
    if one.is_decided:
        raise HttpError(409, "decided", "This was decided already.")
    if one.is_expired:
        raise HttpError(410, "expired", "This was asked too long ago.")
    # Before the first await: nobody comes in between.
    one.is_decided = True
    asked, now = one.conversation.tools, await hub.ready_tools()
    # A yes is for the tool as it was.
    one.conversation.tools = {name: now[name] for name in asked if name in now and now[name].hash == asked[name].hash}
    await agent.decide(one.conversation, one.outcome, is_approved=body.approved)
    return await advance(one.conversation)
