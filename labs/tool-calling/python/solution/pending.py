"""Conversations that wait for a person."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from anthropic.types import ToolUseBlock

from agent import Conversation, needs_confirmation


@dataclass
class Pending:
    conversation: Conversation
    calls: list[ToolUseBlock]
    # What comes of it, from the first decision on.
    outcome: asyncio.Task[dict[str, Any]] | None = None


_waiting: dict[str, Pending] = {}


def put_aside(conversation: Conversation, calls: list[ToolUseBlock]) -> dict[str, Any]:
    """Gives what the person is asked."""
    id_ = str(uuid4())
    _waiting[id_] = Pending(conversation, calls)
    asked = [{"tool": call.name, "arguments": call.input} for call in calls if needs_confirmation(call)]
    return {"id": id_, "calls": asked}


def find(id_: str) -> Pending | None:
    return _waiting.get(id_)
