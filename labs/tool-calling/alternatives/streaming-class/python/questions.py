"""POST /questions: answers one question about orders."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from session import Session

router = APIRouter()


class Body(BaseModel):
    question: str = Field(pattern=r"\S")


@router.post("/questions")
async def ask(body: Body, request: Request) -> JSONResponse:
    work = asyncio.ensure_future(Session(body.question).advance())
    watch = asyncio.ensure_future(cancel_when_left(request, work))
    try:
        return JSONResponse(await work)
    except asyncio.CancelledError:
        return JSONResponse(None, 499)
    finally:
        watch.cancel()


async def cancel_when_left(request: Request, work: asyncio.Future) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.1)
    work.cancel()
