from contextlib import AbstractAsyncContextManager

from anthropic import AsyncAnthropic, AsyncMessageStream

import config

client = AsyncAnthropic(timeout=config.MODEL_TIMEOUT, max_retries=2)


def open_summary(text: str) -> AbstractAsyncContextManager[AsyncMessageStream]:
    """Starts a summary. The SDK repeats a call that was refused with 429 or 529, twice at most."""
    return client.messages.stream(
        model=config.MODEL,
        max_tokens=200,
        system="Summarize the text in one sentence.",
        messages=[{"role": "user", "content": text}],
    )
