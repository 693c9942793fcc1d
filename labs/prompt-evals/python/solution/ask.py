import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from anthropic import AsyncAnthropic

from config import MAX_TOKENS, MODEL, MODEL_TIMEOUT

Request = dict[str, Any]


class Asker:
    """Asks the model, or the cache when the very same request was answered before."""

    def __init__(self, cache: str | None = None) -> None:
        # The SDK repeats a call that failed in passing: 408, 409, 429, 5xx, a lost connection.
        self.client = AsyncAnthropic(timeout=MODEL_TIMEOUT, max_retries=2)
        self.cache = Path(cache) if cache else None

    async def ask(self, request: Request) -> str:
        body = {"model": MODEL, "max_tokens": MAX_TOKENS, **request}
        file = self.cache / f"{fingerprint(body)}.json" if self.cache else None
        if file and (cached := read_entry(file)) is not None:
            return cached
        message = await self.client.messages.create(**body)
        answer = "".join(block.text for block in message.content if block.type == "text")
        if file:
            write_entry(file, answer)
        return answer


def fingerprint(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def read_entry(file: Path) -> str | None:
    """A missing or broken entry is no answer; it will be written anew."""
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        return str(entry["answer"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_entry(file: Path, answer: str) -> None:
    """Renames at the end, so that a run that is killed leaves no half entry."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{uuid4().hex}")
    half.write_text(json.dumps({"answer": answer}), encoding="utf-8")
    os.replace(half, file)
