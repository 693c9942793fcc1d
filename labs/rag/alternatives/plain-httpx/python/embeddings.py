import asyncio
import os

import httpx

import config
from errors import ServiceError

http = httpx.AsyncClient(
    base_url=os.environ.get("OPENAI_BASE_URL", ""),
    headers={"authorization": f"Bearer {os.environ.get('OPENAI_API_KEY', '')}"},
    timeout=30,
)


async def request_batch(texts: list[str]) -> list[list[float]]:
    answer = await http.post("/embeddings", json={"model": config.EMBEDDING_MODEL, "input": texts})
    if answer.is_error:
        raise ServiceError(502, "embedding_failed", f"The endpoint said {answer.status_code}.")
    vectors: list[list[float]] = [[] for _ in texts]
    for row in answer.json()["data"]:
        vectors[row["index"]] = row["embedding"]
    return vectors


async def embed(texts: list[str]) -> list[list[float]]:
    size = config.EMBEDDING_BATCH
    batches = [texts[at : at + size] for at in range(0, len(texts), size)]
    return [vector for batch in await asyncio.gather(*map(request_batch, batches)) for vector in batch]
