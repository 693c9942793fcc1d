import asyncio
import json
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

from anthropic import Anthropic

from config import MAX_TOKENS, MODEL, MODEL_TIMEOUT


class Asker:
    """Asks in threads, and keeps all answers in one file that only grows."""

    def __init__(self, cache: str | None = None) -> None:
        self.client = Anthropic(timeout=MODEL_TIMEOUT)
        self.lock = Lock()
        self.file = Path(cache) / "answers.jsonl" if cache else None
        self.known: dict[str, str] = {}
        if self.file and self.file.exists():
            for line in self.file.read_text(encoding="utf-8").split("\n"):
                try:
                    request, answer = json.loads(line)
                except (ValueError, TypeError):
                    continue
                self.known[request] = answer

    async def ask(self, request: dict[str, Any]) -> str:
        return await asyncio.to_thread(self.ask_now, request)

    def ask_now(self, request: dict[str, Any]) -> str:
        body = {"model": MODEL, "max_tokens": MAX_TOKENS, **request}
        key = json.dumps(body)
        if self.file and key in self.known:
            return self.known[key]
        with self.client.messages.stream(**body) as stream:
            message = stream.get_final_message()
        answer = "".join(block.text for block in message.content if block.type == "text")
        if self.file:
            with self.lock:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                with self.file.open("a", encoding="utf-8") as file:
                    file.write(f"\n{json.dumps([key, answer])}")
        return answer


def fingerprint(value: Any) -> str:
    return blake2b(json.dumps(value).encode(), digest_size=12).hexdigest()
