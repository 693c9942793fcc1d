from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import config
import hub
import pins
from conversation import QUESTIONS, Conversation


async def field_of(request: Request, name: str, kind: type) -> Any:
    try:
        value = (await request.json())[name]
    except (ValueError, KeyError, TypeError):
        raise HTTPException(400, f"Send {name}.") from None
    if type(value) is not kind or (kind is str and not value.strip()):
        raise HTTPException(400, f"Send a sensible {name}.")
    return value


async def servers(_: Request) -> JSONResponse:
    rows = []
    for one in await hub.list_all():
        good = {"status": "ready", "protocol": one.protocol, "tools": len(one.tools)}
        state = good if one.error is None else {"status": "failed", "error": one.error}
        rows.append({"name": one.server.policy.name, **state})
    return JSONResponse({"servers": rows})


async def tools(_: Request) -> JSONResponse:
    return JSONResponse({"tools": [tool.row() for tool in await hub.list_tools()]})


async def accept(request: Request) -> JSONResponse:
    wanted, name = await field_of(request, "hash", str), request.path_params["name"]
    tool = {one.name: one for one in await hub.list_tools()}.get(name)
    if tool is None:
        raise HTTPException(404, "No such tool.")
    if tool.hash != wanted:
        raise HTTPException(409, "It is another one by now.")
    pins.accept(tool.server.policy.name, tool.definition)
    return JSONResponse(replace(tool, accepted=tool.definition).row())


async def turn(request: Request) -> JSONResponse:
    message = await field_of(request, "message", str)
    return JSONResponse(await Conversation(message, await hub.ready_tools()).told.get())


async def approval(request: Request) -> JSONResponse:
    approved = await field_of(request, "approved", bool)
    question = QUESTIONS.get(request.path_params["id"])
    if question is None:
        raise HTTPException(404, "Nobody asked this.")
    if question.answer.done():
        raise HTTPException(409, "There is an answer already.")
    if datetime.now(timezone.utc) > question.expires:
        raise HTTPException(410, "Too late.")
    question.answer.set_result(approved)
    return JSONResponse(await question.conversation.told.get())


def on_error(_: Request, error: Exception) -> JSONResponse:
    status, text = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "Broken.")
    code = {400: "bad_request"}.get(status, f"error_{status}")
    return JSONResponse({"error": {"code": code, "message": text}}, status)


app = Starlette(
    routes=[
        Route("/servers", servers),
        Route("/tools", tools),
        Route("/tools/{name}/accept", accept, methods=["POST"]),
        Route("/turns", turn, methods=["POST"]),
        Route("/approvals/{id}", approval, methods=["POST"]),
    ],
    exception_handlers={HTTPException: on_error, Exception: on_error},
)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=config.PORT, log_level="warning")
