"""POST /confirmations/{id}: a person's decision about what the agent wants to do."""

import asyncio
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, StrictBool

import pending
from advance import decide
from agent import Decision
from errors import HttpError

router = APIRouter()


class Body(BaseModel):
    approved: StrictBool


@router.post("/confirmations/{id_}")
async def confirm(id_: str, body: Body) -> dict[str, Any]:
    """The first decision counts; the same answer comes back every time."""
    one = pending.find(id_)
    if one is None:
        raise HttpError(404, "not_found", f"There is no confirmation {id_}.")
    if one.outcome is None:
        one.outcome = asyncio.create_task(decide(one, Decision(id_, body.approved)))
    # Whoever agreed may close the page: what was agreed is done anyway.
    return await asyncio.shield(one.outcome)
