"""POST /confirmations/{id}: a person's decision about what the agent wants to do."""

from fastapi import APIRouter

from errors import HttpError

router = APIRouter()


@router.post("/confirmations/{id_}")
async def confirm(id_: str) -> dict:
    raise HttpError(501, "not_implemented", "Not written yet.")
