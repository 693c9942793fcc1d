"""The servers of the configuration. Each is connected at its first use, and again after it has failed."""

import asyncio

from mcp_types import CallToolResult, Tool

import config
from config import ServerConfig
from connection import Connection, Unusable


class Server:
    def __init__(self, policy: ServerConfig) -> None:
        self.policy = policy
        self._connection: Connection | None = None
        self._lock = asyncio.Lock()

    async def list_tools(self) -> tuple[str, list[Tool]]:
        """The protocol that is spoken, and all tools. Raises Unusable in words of our own."""
        try:
            return await asyncio.wait_for(self._list(), self.policy.timeout_seconds)
        except Unusable:
            self._drop()
            raise
        except asyncio.TimeoutError:
            self._drop()
            raise Unusable("It took too long to connect or to list its tools.") from None
        except Exception:
            # Whatever a server can provoke in the SDK is a failure of this server.
            self._drop()
            raise Unusable("It could not be connected, or its list could not be read.") from None

    async def call(self, name: str, arguments: dict[str, object]) -> CallToolResult:
        """Calls a tool that was listed, once. Raises Unusable in words of our own."""
        if self._connection is None:
            raise Unusable("It is not connected.")
        try:
            return await asyncio.wait_for(self._connection.call(name, arguments), self.policy.timeout_seconds)
        except Unusable:
            raise
        except asyncio.TimeoutError:
            raise Unusable("It took too long.") from None
        except Exception:
            raise Unusable("The call failed. Nobody knows whether it has done its work.") from None

    async def _list(self) -> tuple[str, list[Tool]]:
        async with self._lock:
            if self._connection is not None and self._connection.is_open:
                try:
                    return await self._read(self._connection)
                except Exception:
                    # It may have been restarted, and know our session no more. A list may be asked for twice.
                    self._drop()
            self._connection = Connection(self.policy)
            return await self._read(self._connection)

    async def _read(self, connection: Connection) -> tuple[str, list[Tool]]:
        return await connection.protocol(), await connection.list_tools()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


ALL = [Server(policy) for policy in config.SERVERS]
