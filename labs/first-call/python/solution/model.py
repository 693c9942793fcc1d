from contextlib import AbstractAsyncContextManager
from typing import Any

from anthropic import APIRequest, AsyncAnthropic, AsyncAPIResponse, AsyncCallNext, AsyncMessageStream

import config

# The longest pause that a request makes itself. A longer one is for the caller, who has better things to do.
LONGEST_PAUSE_SECONDS = 4


async def give_up_on_long_pauses(request: APIRequest, call_next: AsyncCallNext) -> AsyncAPIResponse[Any]:
    """The SDK sleeps as long as retry-after says. This tells it to give up where that is too long, or a date."""
    response = await call_next(request)
    pause = response.headers.get("retry-after")
    if pause is not None and not (pause.isdecimal() and int(pause) <= LONGEST_PAUSE_SECONDS):
        response.headers["x-should-retry"] = "false"
    return response


client = AsyncAnthropic(timeout=config.MODEL_TIMEOUT, max_retries=2, middleware=[give_up_on_long_pauses])


def open_summary(text: str) -> AbstractAsyncContextManager[AsyncMessageStream]:
    """Starts a summary. The SDK repeats a call that was refused with 429 or 529, twice at most."""
    return client.messages.stream(
        model=config.MODEL,
        max_tokens=200,
        system="Summarize the text in one sentence.",
        messages=[{"role": "user", "content": text}],
    )
