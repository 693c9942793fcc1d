"""JSON-RPC with one server over HTTP, written by hand."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

import config


class ServerTrouble(Exception):
    """A server that refused, or whose answer makes no sense."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def post(client: httpx.AsyncClient, message: dict[str, Any], headers: dict[str, str]) -> AsyncIterator[Any]:
    """Posts one message. Gives the headers of the answer, and then the messages that come in return."""
    accept = {"accept": "application/json, text/event-stream", "accept-encoding": "identity"}
    request = client.build_request("POST", "", json={"jsonrpc": "2.0", **message}, headers={**accept, **headers})
    response = await client.send(request, stream=True)
    try:
        yield response.headers
        if response.headers.get("content-type", "").startswith("text/event-stream"):
            async for data in _events(response):
                yield json.loads(data)
            return
        body = b"".join([piece async for piece in _pieces(response)])
        if not response.is_success:
            raise ServerTrouble(response.status_code)
        if body:
            yield json.loads(body)
    finally:
        await response.aclose()


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    size = 0
    async for piece in response.aiter_raw():
        size += len(piece)
        if size > config.MAX_RESPONSE_BYTES:
            raise ServerTrouble(response.status_code)
        yield piece


async def _events(response: httpx.Response) -> AsyncIterator[bytes]:
    rest = b""
    async for piece in _pieces(response):
        rest += piece.replace(b"\r", b"")
        *events, rest = rest.split(b"\n\n")
        for event in events:
            data = [line[5:].strip() for line in event.split(b"\n") if line.startswith(b"data:")]
            if any(data):
                yield b"\n".join(data)
