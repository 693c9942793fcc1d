import os

import httpx

import config
from errors import ServiceError


async def ask(question: str, passages: list[str]) -> str:
    listed = "\n\n".join(f"[{i}] {text}" for i, text in enumerate(passages, 1))
    async with httpx.AsyncClient(timeout=60) as http:
        answer = await http.post(
            f"{os.environ['ANTHROPIC_BASE_URL']}/v1/messages",
            headers={
                "authorization": f"Bearer {os.environ['ANTHROPIC_API_KEY']}",
                "anthropic-version": "2026-10-21",
            },
            json={
                "model": config.MODEL,
                "max_tokens": 500,
                "system": f"Answer from these passages and cite them as [1]. Else say I don't know.\n\n{listed}",
                "messages": [{"role": "user", "content": question}],
            },
        )
    if answer.is_error:
        raise ServiceError(502, "model_failed", f"The model said {answer.status_code}.")
    return "".join(block.get("text", "") for block in answer.json()["content"])
