import json
import os
from urllib.request import Request, urlopen


def greet(*, name: str) -> dict[str, str]:
    """Greets a person by name."""
    return {"text": "".join(["Hello, ", name, "."])}


def ask(*, question: str) -> dict[str, str]:
    """Asks the model one question, without the SDK."""
    body = {
        "model": os.environ["CAIRN_MODEL"],
        "max_tokens": 300,
        "messages": [{"role": "user", "content": question}],
    }
    request = Request(
        f"{os.environ['ANTHROPIC_BASE_URL']}/v1/messages",
        data=json.dumps(body).encode(),
        headers={
            "content-type": "application/json",
            "authorization": f"Bearer {os.environ['ANTHROPIC_API_KEY']}",
            "anthropic-version": "2023-06-01",
        },
    )
    with urlopen(request) as response:
        content = json.load(response)["content"]
    return {"answer": "".join(block["text"] for block in content if block["type"] == "text")}
