"""POST /approvals/{id}: a person's decision about what the agent wants to do."""

from typing import Any

from fastapi import APIRouter

from errors import HttpError

router = APIRouter()


@router.post("/approvals/{id_}")
async def decide(id_: str) -> dict[str, Any]:
    raise HttpError(501, "not_implemented", "Not written yet.")
