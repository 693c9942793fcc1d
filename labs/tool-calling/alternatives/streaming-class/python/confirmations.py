"""POST /confirmations/{id}: a person's decision about what the agent wants to do."""

import asyncio

from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from session import Session

router = APIRouter()


class Body(BaseModel):
    approved: bool = Field(strict=True)


@router.post("/confirmations/{id_}")
async def confirm(id_: str, body: Body) -> JSONResponse:
    session = Session.open.get(id_)
    if session is None:
        raise HTTPException(404)
    return JSONResponse(await asyncio.shield(session.decide(id_, body.approved)))
