import logging

from anthropic import AnthropicError, AsyncAnthropic

import config
from errors import ServiceError

INSTRUCTION = (
    "Answer using only the passages. Cite the passage number like [1]. "
    "If the answer is not there, say I don't know."
)

client = AsyncAnthropic()
logger = logging.getLogger(__name__)


async def ask(question: str, passages: list[str]) -> str:
    """What the model says to a question, with the passages numbered from 1."""
    numbered = "\n".join(f"[{number}] {text}" for number, text in enumerate(passages, start=1))
    try:
        message = await client.messages.create(
            model=config.MODEL,
            max_tokens=300,
            system=INSTRUCTION,
            messages=[{"role": "user", "content": f"{numbered}\n\nQuestion: {question}"}],
        )
    except AnthropicError as error:
        logger.warning("the model failed: %s", error)
        raise ServiceError(502, "model_failed", "The model could not answer.") from error
    return "".join(block.text for block in message.content if block.type == "text")
