"""Turns that wait for a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import config
from agent import Conversation, Waiting


@dataclass
class Pending:
    conversation: Conversation
    outcome: Waiting
    expires_at: datetime
    is_decided: bool = False

    @property
    def is_expired(self) -> bool:
        return datetime.now(timezone.utc) > self.expires_at


_all: dict[str, Pending] = {}


def put_aside(conversation: Conversation, outcome: Waiting) -> dict[str, Any]:
    """Stores what was asked, and gives the question."""
    id_ = str(uuid4())
    expires_at = datetime.now(timezone.utc) + timedelta(milliseconds=config.APPROVAL_MS)
    _all[id_] = Pending(conversation, outcome, expires_at)
    calls = []
    for call in outcome.calls:
        tool = conversation.tools[call.name]
        calls.append({"server": tool.server.policy.name, "tool": tool.definition["name"], "arguments": call.input})
    expires = expires_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": id_, "calls": calls, "expiresAt": expires}


def find(id_: str) -> Pending | None:
    return _all.get(id_)
