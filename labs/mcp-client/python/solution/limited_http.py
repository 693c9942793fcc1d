"""HTTP to one server: with its own headers, and with a limit on the size and the time of every answer."""

from collections.abc import AsyncIterator

import anyio
import httpx2

import config
from config import ServerConfig


class Cut(httpx2.StreamError):
    """An answer that was not read to its end. The SDK takes it as the failure of this one request."""


def http_client(server: ServerConfig) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        # Compressed, a small answer could become a large one.
        headers={"accept-encoding": "identity", **server.headers},
        transport=LimitedTransport(server.timeout_seconds),
        timeout=None,
        trust_env=False,
    )


class LimitedTransport(httpx2.AsyncBaseTransport):
    """Any other error than `Cut` would end the SDK's connection, and with it the other calls to the server."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._inner = httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=None))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = anyio.current_time() + (float("inf") if _stays_open(request) else self._seconds)
        try:
            with anyio.fail_after(deadline - anyio.current_time()):
                response = await self._inner.handle_async_request(request)
        except (httpx2.TransportError, TimeoutError):
            return httpx2.Response(504, request=request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            return httpx2.Response(502, request=request)
        stream = LimitedStream(response.stream, deadline)
        return httpx2.Response(response.status_code, headers=response.headers, stream=stream, request=request)

    async def aclose(self) -> None:
        await self._inner.aclose()


class LimitedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = aiter(self._stream)
        left = config.MAX_RESPONSE_BYTES
        while True:
            try:
                with anyio.fail_after(self._deadline - anyio.current_time()):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                return
            except (httpx2.TransportError, TimeoutError):
                raise Cut("The answer broke off.") from None
            left -= len(chunk)
            if left < 0:
                raise Cut("The answer is too large.")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


def _stays_open(request: httpx2.Request) -> bool:
    """Whether the answer is a stream on which a server says what has changed."""
    return request.method == "GET" or request.headers.get("mcp-method") == "subscriptions/listen"
