"""POST /confirmations/{id}, on bare Starlette."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

import loop
from errors import HttpError

router = APIRouter()


@router.post("/confirmations/{name}")
async def confirm(name: str, request: Request) -> JSONResponse:
    approved = (await request.json()).get("approved")
    if approved is not True and approved is not False:
        raise HttpError(400, "bad_request", "approved?")
    if name not in loop.waiting:
        raise HttpError(404, "not_found", name)
    one = loop.waiting[name]
    if "work" not in one:
        one["work"] = asyncio.ensure_future(loop.within_time(carry_on(one, name if approved else None)))
    return JSONResponse(await asyncio.shield(one["work"]))


async def carry_on(one: dict, id_: str | None) -> dict:
    await loop.add_results(one["state"], one["calls"], id_)
    return await loop.loop(one["state"])
