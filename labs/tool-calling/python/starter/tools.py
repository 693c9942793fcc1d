"""What the model may call. Yours to fill."""

from anthropic.types import ToolParam

DEFINITIONS: list[ToolParam] = []
