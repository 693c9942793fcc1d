import asyncio
import json

import anthropic
from fastapi import Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel

import config
from articles import find_article
from errors import HttpError

client = anthropic.AsyncAnthropic(max_retries=0, timeout=config.MODEL_TIMEOUT)


class SummaryRequest(BaseModel):
    articleId: str


async def ask(text: str):
    """One attempt more than once: 429 and 529 are tried again after a short pause, three times in all."""
    content = f"Summarize the text in one sentence.\n\n<text>\n{text}\n</text>"
    for attempt in (1, 2, 3):
        try:
            return await client.messages.create(
                model=config.MODEL,
                max_tokens=300,
                stream=True,
                messages=[{"role": "user", "content": content}],
            )
        except anthropic.APITimeoutError:
            raise HttpError(504, "model_timeout", "Too slow.")
        except anthropic.APIStatusError as error:
            if error.status_code not in (429, 529):
                raise HttpError(502, "model_failed", str(error))
            wait = error.response.headers.get("retry-after")
            pause = float(wait) if wait else 0.1 * attempt
            if attempt == 3 or pause > 3:
                raise HttpError(503, "model_busy", "Busy.", {"Retry-After": wait} if wait else {})
            await asyncio.sleep(pause)
        except anthropic.AnthropicError:
            raise HttpError(502, "model_failed", "The model failed.")


class Collector:
    """Gathers what the raw events say."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        self.text = ""
        self.truncated = False
        self.ended = False
        self.tokens = [0, 0]

    def take(self, event) -> str:
        piece = ""
        if event.type == "message_start":
            usage = event.message.usage
            cached = [usage.cache_creation_input_tokens, usage.cache_read_input_tokens]
            self.tokens[0] = usage.input_tokens + sum(count or 0 for count in cached)
        elif event.type == "content_block_delta" and event.delta.type == "text_delta":
            piece = event.delta.text
            self.text += piece
        elif event.type == "message_delta":
            self.truncated = event.delta.stop_reason == "max_tokens"
            self.tokens[1] = event.usage.output_tokens
        elif event.type == "message_stop":
            self.ended = True
        return piece

    def end(self) -> dict:
        price = config.PRICES.get(config.MODEL)
        cost = None
        if price is not None:
            cost = self.tokens[0] / 1e6 * price["input"] + self.tokens[1] / 1e6 * price["output"]
        usage = {"inputTokens": self.tokens[0], "outputTokens": self.tokens[1], "costUsd": cost}
        return {"articleId": self.article_id, "truncated": self.truncated, "usage": usage}


async def create_summary(body: SummaryRequest, request: Request):
    article = find_article(body.articleId)
    if not article:
        raise HttpError(404, "not_found", "No such article.")
    if len(article.text) > config.MAX_CHARACTERS:
        raise HttpError(413, "too_large", f"Limit: {config.MAX_CHARACTERS} characters.")
    events = await ask(article.text)
    collector = Collector(article.id)
    pieces = read(events, collector)
    if request.headers.get("accept") == "text/event-stream":
        first = await anext(pieces, "")
        if first or collector.ended:
            return StreamingResponse(stream(first, pieces, collector), media_type="text/event-stream")
    async for _ in pieces:
        pass
    if not collector.ended:
        raise HttpError(502, "model_failed", "The answer broke off.")
    return JSONResponse({**collector.end(), "summary": collector.text})


async def read(events, collector: Collector):
    """The pieces of text. Ends early, and says nothing, when the model breaks off."""
    try:
        async for event in events:
            if piece := collector.take(event):
                yield piece
    except Exception:
        collector.ended = False
    finally:
        await events.close()


def delta(piece: str) -> str:
    return f"event:delta\ndata:{json.dumps({'text': piece})}\n\n"


async def stream(first: str, pieces, collector: Collector):
    try:
        if first:
            yield delta(first)
        async for piece in pieces:
            yield delta(piece)
    finally:
        await pieces.aclose()
    if collector.ended:
        yield f"event:done\ndata:{json.dumps(collector.end())}\n\n"
    else:
        yield 'event:error\ndata:{"code": "model_failed"}\n\n'
