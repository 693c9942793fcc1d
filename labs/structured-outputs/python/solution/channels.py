"""Two ways to get an object out of a model."""

import json
from typing import Any, Protocol

from anthropic.types import Message, MessageParam, ToolUseBlock

from draft_schema import schema_of

TOOL = "record_incident"


class Channel(Protocol):
    def request(self, version: int) -> dict[str, Any]:
        """What this way adds to the call."""

    def read(self, message: Message) -> dict[str, Any] | None:
        """The object of an answer."""

    def objection(self, message: Message, text: str) -> MessageParam:
        """The user's turn that says what is wrong with an answer."""


class FormatChannel:
    def request(self, version: int) -> dict[str, Any]:
        return {"output_config": {"format": {"type": "json_schema", "schema": schema_of(version)}}}

    def read(self, message: Message) -> dict[str, Any] | None:
        text = "".join(block.text for block in message.content if block.type == "text")
        try:
            # There may be words or a code fence around the object.
            return json.loads(text[text.index("{") : text.rindex("}") + 1])
        except ValueError:
            return None

    def objection(self, message: Message, text: str) -> MessageParam:
        return {"role": "user", "content": text}


class ToolChannel:
    def request(self, version: int) -> dict[str, Any]:
        tool = {
            "name": TOOL,
            "description": "Record an incident. Copy the words of the report; null for what it does not say.",
            "input_schema": schema_of(version),
            "strict": True,
        }
        return {"tools": [tool], "tool_choice": {"type": "tool", "name": TOOL}}

    def read(self, message: Message) -> dict[str, Any] | None:
        call = self._call_in(message)
        return call.input if call else None

    def objection(self, message: Message, text: str) -> MessageParam:
        call = self._call_in(message)
        if not call:
            return {"role": "user", "content": text}
        result = {"type": "tool_result", "tool_use_id": call.id, "is_error": True, "content": text}
        return {"role": "user", "content": [result]}

    @staticmethod
    def _call_in(message: Message) -> ToolUseBlock | None:
        return next((block for block in message.content if block.type == "tool_use"), None)


CHANNELS: dict[str, Channel] = {"format": FormatChannel(), "tool": ToolChannel()}
