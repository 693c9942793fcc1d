"""A connection to one server, and the list of tools that it gave."""

import asyncio
import logging

from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, Implementation, InputRequiredResult, Tool
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

import config
from config import ServerConfig
from limited_http import http_client

logger = logging.getLogger(__name__)


class Unusable(Exception):
    """What went wrong with a server, in words of our own."""


class Connection:
    """The SDK's client lives in a task of its own: the task that opens it has to be the one that closes it."""

    def __init__(self, server: ServerConfig) -> None:
        self._server = server
        self._client: Client | None = None
        self._is_settled = asyncio.Event()
        self._kept: list[Tool] | None = None
        self._kept_until = 0.0
        # How often a list became worth nothing.
        self._changes = 0
        self._ear: asyncio.Task[None] | None = None
        self._task = asyncio.create_task(self._live())

    @property
    def is_open(self) -> bool:
        return not self._task.done()

    def close(self) -> None:
        if self._ear is not None:
            self._ear.cancel()
        self._task.cancel()

    async def protocol(self) -> str:
        return (await self._connected()).protocol_version

    async def list_tools(self) -> list[Tool]:
        """All tools of the server, from memory as long as it allows."""
        clock = asyncio.get_running_loop().time
        if self._kept is not None and clock() < self._kept_until:
            return self._kept
        client = await self._connected()
        await self._hear(client)
        before = self._changes
        tools, seconds = await _read_pages(client)
        is_deaf = self._ear is not None and self._ear.done()
        if before == self._changes and not is_deaf:
            self._kept, self._kept_until = tools, clock() + seconds
        return tools

    async def call(self, name: str, arguments: dict[str, object]) -> CallToolResult:
        """Calls a tool, once."""
        session = (await self._connected()).session
        result = await session.call_tool(name, arguments, allow_input_required=True)
        if isinstance(result, InputRequiredResult):
            raise Unusable("It asks for more than arguments, which no server gets here.")
        return result

    async def _connected(self) -> Client:
        await self._is_settled.wait()
        if self._client is None:
            raise Unusable("It could not be connected.")
        return self._client

    async def _live(self) -> None:
        try:
            async with (
                http_client(self._server) as http,
                Client(
                    streamable_http_client(self._server.url, http_client=http),
                    client_info=Implementation(name="agent-host", version="1.0.0"),
                    # The SDK keeps the first page of a list only.
                    cache=None,
                ) as client,
            ):
                self._client = client
                self._is_settled.set()
                # Open until the task is canceled.
                await asyncio.Event().wait()
        except Exception:
            # What the server said may hold anything, its own key included: that is for our log.
            logger.warning("%s cannot be used", self._server.name, exc_info=True)
        finally:
            self._client = None
            self._is_settled.set()

    async def _hear(self, client: Client) -> None:
        """Sees to it that somebody hears of changes, also after the stream of them broke off."""
        tools = client.server_capabilities.tools
        # A server of the protocol before has no lists to keep.
        if client.protocol_version not in MODERN_PROTOCOL_VERSIONS or not (tools and tools.list_changed):
            return
        if self._ear is None or self._ear.done():
            is_ready = asyncio.Event()
            self._ear = asyncio.create_task(self._listen(client, is_ready))
            await is_ready.wait()

    async def _listen(self, client: Client, is_ready: asyncio.Event) -> None:
        try:
            async with client.listen(tools_list_changed=True) as changes:
                is_ready.set()
                async for _ in changes:
                    self._forget_list()
        except Exception:
            logger.warning("%s says no more when it changes", self._server.name)
        finally:
            self._forget_list()
            is_ready.set()

    def _forget_list(self) -> None:
        self._changes += 1
        self._kept = None


async def _read_pages(client: Client) -> tuple[list[Tool], float]:
    """All pages of the list, and for how many seconds it may be kept."""
    tools: list[Tool] = []
    ttl_ms: list[int] = []
    cursor: str | None = None
    for _ in range(config.MAX_PAGES):
        page = await client.list_tools(cursor=cursor)
        tools += page.tools
        ttl_ms.append(page.ttl_ms)
        if len(tools) > config.MAX_TOOLS:
            raise Unusable("It has too many tools.")
        cursor = page.next_cursor
        if cursor is None:
            return tools, min(ttl_ms) / 1000
    raise Unusable("Its list of tools has too many pages.")
