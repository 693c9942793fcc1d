"""What packages make at their first use: made before programs are forked, all of them share it."""

import asyncio
from typing import Any

ANSWER = {
    "id": "msg_first",
    "type": "message",
    "role": "assistant",
    "model": "none",
    "content": [{"type": "text", "text": "ready"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def call_anthropic() -> None:
    """One call of each client, answered on the spot: builds the models of requests and answers. Opens no connection."""
    import anthropic
    import httpx2

    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json=ANSWER))
    ask: dict[str, Any] = {"model": "none", "max_tokens": 1, "messages": [{"role": "user", "content": "Ready?"}]}
    http = anthropic.DefaultHttpxClient(transport=transport)
    with anthropic.Anthropic(api_key="none", base_url="http://localhost", http_client=http) as client:
        client.messages.create(**ask)

    async def call() -> None:
        http = anthropic.DefaultAsyncHttpxClient(transport=transport)
        async with anthropic.AsyncAnthropic(api_key="none", base_url="http://localhost", http_client=http) as client:
            await client.messages.create(**ask)

    asyncio.run(call())


FIRST_USES = {"anthropic": call_anthropic}
