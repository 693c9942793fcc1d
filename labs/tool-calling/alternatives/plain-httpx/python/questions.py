"""POST /questions, on bare Starlette."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

import loop
from errors import HttpError

router = APIRouter()


@router.post("/questions")
async def ask(request: Request) -> JSONResponse:
    try:
        question = (await request.json())["question"]
    except (ValueError, KeyError, TypeError):
        question = None
    if not isinstance(question, str) or not question.strip():
        raise HttpError(400, "bad_request", "question?")
    state = {"messages": [{"role": "user", "content": question}], "turns": 0, "spent": 0.0}
    work = asyncio.ensure_future(loop.within_time(loop.loop(state)))
    while not work.done():
        await asyncio.wait([work], timeout=0.2)
        if await request.is_disconnected():
            work.cancel()
            return JSONResponse({}, 499)
    return JSONResponse(work.result())
