import json

from mcp_types import CallToolResult

import config


def text_of(result: CallToolResult) -> str:
    """What the model gets of a result: data, and never too much of it."""
    if result.structured_content is not None:
        text = json.dumps(result.structured_content, ensure_ascii=False)
    else:
        text = "\n".join(block.text for block in result.content if block.type == "text")
    left_out = len(text) - config.MAX_RESULT_CHARACTERS
    return text if left_out <= 0 else f"{text[: config.MAX_RESULT_CHARACTERS]}\n[cut: {left_out} more characters]"
