"""What a server sends: only what this host uses, and more is no mistake."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Tool(Wire):
    name: str
    title: str | None = None
    description: str | None = None
    input_schema: dict[str, Any]
    output_schema: dict[str, Any] | None = None
    annotations: dict[str, Any] | None = None


class Page(Wire):
    tools: list[Tool]
    next_cursor: str | None = None
    ttl_ms: float = 0


class Block(Wire):
    type: str
    text: str = ""


class Result(Wire):
    content: list[Block] = []
    structured_content: Any = None
    is_error: bool = False
    result_type: str = "complete"
