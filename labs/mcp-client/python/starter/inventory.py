"""GET /servers, GET /tools and POST /tools/{name}/accept: what there is, and what of it a person accepts."""

from typing import Any

from fastapi import APIRouter

from errors import HttpError

router = APIRouter()


@router.get("/servers")
async def get_servers() -> dict[str, Any]:
    """How each server is."""
    raise HttpError(501, "not_implemented", "Not written yet.")


@router.get("/tools")
async def get_tools() -> dict[str, Any]:
    """What may be used, as the model sees it."""
    raise HttpError(501, "not_implemented", "Not written yet.")


@router.post("/tools/{name}/accept")
async def accept_tool(name: str) -> dict[str, Any]:
    """A person has read the new definition of a tool, and wants it."""
    raise HttpError(501, "not_implemented", "Not written yet.")
