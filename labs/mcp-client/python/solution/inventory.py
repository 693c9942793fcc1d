"""GET /servers, GET /tools and POST /tools/{name}/accept: what there is, and what of it a person accepts."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

import hub
import pins
from errors import HttpError

router = APIRouter()


@router.get("/servers")
async def get_servers() -> dict[str, Any]:
    """How each server is."""
    return {"servers": [_row(listing) for listing in await hub.list_all()]}


@router.get("/tools")
async def get_tools() -> dict[str, Any]:
    """What may be used, as the model sees it."""
    return {"tools": [tool.row() for tool in await hub.list_tools()]}


class Acceptance(BaseModel):
    hash: str


@router.post("/tools/{name}/accept")
async def accept_tool(name: str, body: Acceptance) -> dict[str, Any]:
    """A person has read the new definition of a tool, and wants it."""
    tool = await _find(name)
    if tool.hash != body.hash:
        raise HttpError(409, "changed", "The tool has another definition now. Read it first.")
    pins.accept(tool.server.policy.name, tool.definition)
    return (await _find(name)).row()


async def _find(name: str) -> hub.HubTool:
    for tool in await hub.list_tools():
        if tool.name == name:
            return tool
    raise HttpError(404, "not_found", f"There is no tool {name}.")


def _row(listing: hub.Listing) -> dict[str, Any]:
    name = listing.server.policy.name
    if listing.error is not None:
        return {"name": name, "status": "failed", "error": listing.error}
    return {"name": name, "status": "ready", "protocol": listing.protocol, "tools": len(listing.tools)}
