"""Everything that differs from one deployment to the next. The Anthropic SDK reads its own two variables by itself."""

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class ServerConfig(BaseModel):
    """A server as the person who runs this host has allowed it. Nothing of this comes from the server."""

    model_config = ConfigDict(frozen=True)

    # Lower-case letters, digits and hyphens; two servers never share one.
    name: str
    url: str
    # Sent with every request to this server, such as its key.
    headers: dict[str, str] = {}
    # The tools that may be used; None: all that it has.
    tools: list[str] | None = None
    # The tools that run without asking a person.
    auto: list[str] = []
    # The longest that connecting, listing and one call may each take.
    timeout_ms: int = Field(default=5000, alias="timeoutMs")

    @property
    def timeout_seconds(self) -> float:
        return self.timeout_ms / 1000


DEV_SERVERS = [
    {"name": "shop", "url": "http://127.0.0.1:4201/mcp", "auto": ["get_order_status"]},
    {"name": "desk", "url": "http://127.0.0.1:4202/mcp", "auto": ["get_order_status"]},
]

PORT = int(os.environ.get("PORT", "3000"))
# The model to ask. Never write a model's name into the code.
MODEL = os.environ.get("CAIRN_MODEL", "")
SERVERS = TypeAdapter(list[ServerConfig]).validate_json(os.environ.get("MCP_SERVERS", json.dumps(DEV_SERVERS)))
# Calls to the model for one message.
MAX_STEPS = int(os.environ.get("MAX_STEPS", "8"))
# Pages of one list of tools.
MAX_PAGES = int(os.environ.get("MAX_PAGES", "20"))
# Tools of one server.
MAX_TOOLS = int(os.environ.get("MAX_TOOLS", "200"))
# The largest answer of a server that is read.
MAX_RESPONSE_BYTES = int(os.environ.get("MAX_RESPONSE_BYTES", "1000000"))
# What the model gets to see of one result.
MAX_RESULT_CHARACTERS = int(os.environ.get("MAX_RESULT_CHARACTERS", "4000"))
# What the model gets to see of one description.
MAX_DESCRIPTION_CHARACTERS = int(os.environ.get("MAX_DESCRIPTION_CHARACTERS", "500"))
# How long a person may take to agree to a call, in milliseconds.
APPROVAL_MS = int(os.environ.get("APPROVAL_MS", "300000"))
# Where the accepted definitions of tools are kept.
PINS_FILE = Path(os.environ.get("CAIRN_SCRATCH", ".")) / "pins.json"
