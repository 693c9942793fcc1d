"""The tools of all servers, under the names that the model calls them by."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

from jsonschema.protocols import Validator

import pins
import servers
from connection import Unusable
from definitions import Definition, definition_of, hash_of, shown, validator_of
from names import name_for_model
from servers import Server


@dataclass(frozen=True)
class HubTool:
    name: str
    server: Server
    definition: Definition
    accepted: Definition
    validator: Validator

    @property
    def hash(self) -> str:
        return hash_of(self.definition)

    @property
    def is_ready(self) -> bool:
        return self.hash == hash_of(self.accepted)

    @property
    def needs_approval(self) -> bool:
        """What the server says about a tool can only add to the care."""
        hints = self.definition["annotations"] or {}
        return self.definition["name"] not in self.server.policy.auto or hints.get("destructiveHint") is True

    def row(self) -> dict[str, Any]:
        row = {
            "name": self.name,
            "server": self.server.policy.name,
            "tool": self.definition["name"],
            **shown(self.definition),
            "hash": self.hash,
            "status": "ready" if self.is_ready else "changed",
        }
        return row if self.is_ready else {**row, "accepted": {"hash": hash_of(self.accepted), **shown(self.accepted)}}


@dataclass(frozen=True)
class Listing:
    """What one server offers now, or why it cannot be used."""

    server: Server
    protocol: str = ""
    tools: tuple[HubTool, ...] = ()
    error: str | None = None


async def list_all() -> list[Listing]:
    """All servers at the same time, in the order of the configuration."""
    return await asyncio.gather(*(_list(server) for server in servers.ALL))


async def list_tools() -> list[HubTool]:
    """The tools that the policies allow; also those that have changed."""
    return [tool for listing in await list_all() for tool in listing.tools]


async def ready_tools() -> dict[str, HubTool]:
    """What may be called now, by its name for the model."""
    return {tool.name: tool for tool in await list_tools() if tool.is_ready}


async def _list(server: Server) -> Listing:
    try:
        protocol, tools = await server.list_tools()
    except Unusable as error:
        return Listing(server, error=str(error))
    allowed = server.policy.tools
    found: list[HubTool] = []
    names = Counter(tool.name for tool in tools)
    for tool in tools:
        # Nobody can say which of two tools of one name a call would run.
        if names[tool.name] > 1:
            continue
        validator = validator_of(tool.input_schema)
        if validator is None or (allowed is not None and tool.name not in allowed):
            continue
        name, definition = name_for_model(tool.name, server.policy.name), definition_of(tool)
        accepted = pins.accepted(server.policy.name, definition)
        found.append(HubTool(name, server, definition, accepted, validator))
    return Listing(server, protocol, tuple(found))
