"""POST /questions: answers one question about orders."""

from fastapi import APIRouter

from errors import HttpError

router = APIRouter()


@router.post("/questions")
async def ask() -> dict:
    raise HttpError(501, "not_implemented", "Not written yet.")
