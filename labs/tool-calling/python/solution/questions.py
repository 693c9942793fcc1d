"""POST /questions: answers one question about orders."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, StringConstraints

from advance import advance
from agent import Conversation

router = APIRouter()


class Question(BaseModel):
    question: Annotated[str, StringConstraints(strict=True, pattern=r"\S")]


@router.post("/questions", response_model=None)
async def ask(body: Question, request: Request) -> dict[str, Any] | Response:
    conversation = Conversation([{"role": "user", "content": body.question}])
    return await _while_connected(request, advance(conversation))


async def _while_connected(
    request: Request, work: Coroutine[Any, Any, dict[str, Any]]
) -> dict[str, Any] | Response:
    """Does the work, and cancels it when the client closes its connection."""
    task = asyncio.create_task(work)
    left = asyncio.create_task(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        # Nobody reads this answer. 499 is what proxies write into their logs.
        return task.result() if task.done() else Response(status_code=499)
    finally:
        task.cancel()
        left.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
