import os

from anthropic import Anthropic


def greet(*, name: str) -> dict[str, str]:
    """Greets a person by name."""
    return {"text": f"Hello, {name}."}


def ask(*, question: str) -> dict[str, str]:
    """Asks the model one question."""
    message = Anthropic().messages.create(
        model=os.environ["CAIRN_MODEL"],
        max_tokens=300,
        messages=[{"role": "user", "content": question}],
    )
    return {"answer": "".join(block.text for block in message.content if block.type == "text")}
