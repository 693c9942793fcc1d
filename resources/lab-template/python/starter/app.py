def greet(*, name: str) -> dict[str, str]:
    """Greets a person by name."""
    # Step 1 is yours.
    return {"text": "Hello."}


def ask(*, question: str) -> dict[str, str]:
    """Asks the model one question."""
    # Step 2 is yours.
    return {"answer": ""}
