"""The way to one server, in the protocol's own words. Nothing stays open but the ear for changes."""

import asyncio
import itertools
import time
from contextlib import aclosing
from typing import Any

import httpx

import config
from config import ServerConfig
from definitions import validator_of
from protocol import Page, Result, Tool
from rpc import ServerTrouble, post

NOW, BEFORE = "2026-07-28", "2025-11-25"
WHO = {"name": "agent-host", "version": "1.0.0"}
META = {
    "io.modelcontextprotocol/protocolVersion": NOW,
    "io.modelcontextprotocol/clientInfo": WHO,
    "io.modelcontextprotocol/clientCapabilities": {},
}


class Unusable(Exception):
    """What went wrong with a server, in words of our own."""


class Connection:
    def __init__(self, server: ServerConfig) -> None:
        self._http = httpx.AsyncClient(base_url=server.url, headers=server.headers, timeout=None, trust_env=False)
        self._ids = itertools.count(1)
        self._version = NOW
        self._session: dict[str, str] = {}
        self._is_greeted = False
        self._ear: asyncio.Task[None] | None = None
        self._schemas: dict[str, Any] = {}
        self._kept: tuple[list[Tool], float] | None = None
        self._heard = 0

    # A server that no longer tells of its changes is greeted anew.
    @property
    def is_open(self) -> bool:
        return self._ear is None or not self._ear.done()

    def close(self) -> None:
        if self._ear is not None:
            self._ear.cancel()

    async def protocol(self) -> str:
        if not self._is_greeted:
            await self._greet()
            self._is_greeted = True
        return self._version

    async def list_tools(self) -> list[Tool]:
        await self.protocol()
        if self._kept is not None and time.monotonic() < self._kept[1]:
            return self._kept[0]
        began, heard, tools, lives, cursor = time.monotonic(), self._heard, [], [], None
        for _ in range(config.MAX_PAGES):
            page = Page.model_validate(await self._ask("tools/list", {"cursor": cursor} if cursor else {}))
            tools, lives, cursor = tools + page.tools, [*lives, page.ttl_ms], page.next_cursor
            if len(tools) > config.MAX_TOOLS:
                raise Unusable("Too many tools.")
            if not cursor:
                self._schemas = {tool.name: tool.output_schema for tool in tools}
                if heard == self._heard:
                    self._kept = tools, began + min(lives) / 1000
                return tools
        raise Unusable("Too many pages.")

    async def call(self, name: str, arguments: dict[str, Any]) -> Result:
        answer = await self._ask("tools/call", {"name": name, "arguments": arguments}, {"mcp-name": name})
        result = Result.model_validate(answer)
        if result.result_type != "complete":
            raise Unusable("It wants something back.")
        schema = self._schemas.get(name)
        validator = validator_of(schema) if schema else None
        if schema and not result.is_error and not (validator and validator.is_valid(result.structured_content)):
            raise Unusable("Its answer is not what it promised.")
        return result

    async def _greet(self) -> None:
        try:
            about = await self._ask("server/discover", {})
            if NOW in about["supportedVersions"]:
                self._ear = asyncio.create_task(self._hear())
                return
        except ServerTrouble as trouble:
            if trouble.status not in (200, 400, 404, 405):
                raise
        self._version = BEFORE
        params = {"protocolVersion": BEFORE, "capabilities": {}, "clientInfo": WHO}
        about = await self._ask("initialize", params)
        self._version = about["protocolVersion"]
        async for _ in post(self._http, {"method": "notifications/initialized"}, self._headers()):
            pass

    async def _hear(self) -> None:
        params = {"_meta": META, "notifications": {"toolsListChanged": True}}
        message = {"id": f"listen-{next(self._ids)}", "method": "subscriptions/listen", "params": params}
        async for said in post(self._http, message, {**self._headers(), "mcp-method": "subscriptions/listen"}):
            if isinstance(said, dict) and said.get("method") == "notifications/tools/list_changed":
                self._kept = None
                self._heard += 1

    async def _ask(self, method: str, params: dict[str, Any], more: dict[str, str] | None = None) -> dict[str, Any]:
        message = {"id": next(self._ids), "method": method, "params": params}
        headers = self._headers()
        if self._version == NOW:
            message["params"] = {**params, "_meta": META}
            headers |= {"mcp-method": method, **(more or {})}
        async with aclosing(post(self._http, message, headers)) as answers:
            async for said in answers:
                if isinstance(said, httpx.Headers):
                    if method == "initialize" and "mcp-session-id" in said:
                        self._session = {"mcp-session-id": said["mcp-session-id"]}
                elif said.get("id") == message["id"]:
                    if "result" not in said:
                        raise ServerTrouble(200)
                    return said["result"]
        raise ServerTrouble(0)

    def _headers(self) -> dict[str, str]:
        return {"mcp-protocol-version": self._version, **self._session}
