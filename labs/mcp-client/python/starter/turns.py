"""POST /turns: a message for the agent."""

from typing import Any

from fastapi import APIRouter

from errors import HttpError

router = APIRouter()


@router.post("/turns")
async def take_turn() -> dict[str, Any]:
    raise HttpError(501, "not_implemented", "Not written yet.")
