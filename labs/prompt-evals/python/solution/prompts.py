from typing import Any, Literal

from pydantic import BaseModel

from files import read_json


class Prompt(BaseModel):
    """A prompt under test: a file in data/prompts."""

    name: str
    system: str
    queues: list[str]
    answer: Literal["label", "json"] = "label"
    """`label`: the answer is the queue and nothing else. `json`: `{"queue": "...", "urgent": true}`."""
    examples: list[dict[str, str]] = []
    """Each has a text and a queue."""


def read_prompt(file: str) -> Prompt:
    return Prompt(**read_json(file))


def request_for(prompt: Prompt, text: str) -> dict[str, Any]:
    """What the model gets for one ticket: the arguments `system` and `messages`."""
    examples = [f"Message: {one['text']}\nLabel: {one['queue']}" for one in prompt.examples]
    return {
        "system": "\n".join([prompt.system, *(["Examples:", *examples] if examples else [])]),
        "messages": [{"role": "user", "content": f"Message: {text}"}],
    }
