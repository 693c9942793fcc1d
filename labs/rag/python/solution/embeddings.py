import logging

from openai import AsyncOpenAI, OpenAIError

import config
from errors import ServiceError

client = AsyncOpenAI()
logger = logging.getLogger(__name__)


async def embed(texts: list[str]) -> list[list[float]]:
    """A vector for each text, in the order of the texts. Either all of them come, or it raises."""
    vectors: list[list[float]] = []
    for at in range(0, len(texts), config.EMBEDDING_BATCH):
        vectors += await embed_batch(texts[at : at + config.EMBEDDING_BATCH])
    return vectors


async def embed_batch(texts: list[str]) -> list[list[float]]:
    try:
        answer = await client.embeddings.create(model=config.EMBEDDING_MODEL, input=texts)
    except OpenAIError as error:
        logger.warning("embedding failed: %s", error)
        raise ServiceError(
            502, "embedding_failed", "The texts could not be embedded. Nothing was changed."
        ) from error
    return [item.embedding for item in sorted(answer.data, key=lambda item: item.index)]
