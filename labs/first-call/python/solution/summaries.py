import json
from collections.abc import AsyncIterator
from typing import Any

from anthropic.types import Message
from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

import config
from articles import Article, find_article
from errors import HttpError
from model import open_summary
from model_errors import to_http_error
from usage import usage_of


class SummaryRequest(BaseModel):
    """The body of POST /summaries. Any other body is answered with 400 before your code runs."""

    article_id: str = Field(alias="articleId")


async def create_summary(body: SummaryRequest, request: Request) -> Response:
    """POST /summaries: summarises one stored article, as JSON or as server-sent events."""
    article = find_article(body.article_id)
    if article is None:
        raise HttpError(404, "not_found", f"There is no article {body.article_id}.")
    refuse_too_large(article)
    if "text/event-stream" in request.headers.get("accept", ""):
        return await stream_summary(article)
    try:
        async with open_summary(article.text) as stream:
            message = await stream.get_final_message()
    except Exception as error:
        raise to_http_error(error) from error
    return JSONResponse({"articleId": article.id, "summary": text_of(message), **end_of(message)})


def refuse_too_large(article: Article) -> None:
    size, limit = len(article.text), config.MAX_CHARACTERS
    if size > limit:
        raise HttpError(413, "too_large", f"The article has {size} characters; at most {limit} are summarised.")


async def stream_summary(article: Article) -> Response:
    events = summary_events(article)
    # The status goes out with the first piece: until then an error can still have its own.
    first = await anext(events)

    async def body() -> AsyncIterator[str]:
        yield first
        async for following in events:
            yield following

    return StreamingResponse(body(), media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


async def summary_events(article: Article) -> AsyncIterator[str]:
    """The events of one summary. Raises HttpError only before the first."""
    has_begun = False
    try:
        async with open_summary(article.text) as stream:
            async for text in stream.text_stream:
                has_begun = True
                yield event("delta", {"text": text})
            message = await stream.get_final_message()
    except Exception as error:
        failure = to_http_error(error)
        if not has_begun:
            raise failure from error
        yield event("error", {"code": failure.code})
    else:
        yield event("done", {"articleId": article.id, **end_of(message)})


def event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def text_of(message: Message) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def end_of(message: Message) -> dict[str, Any]:
    return {"truncated": message.stop_reason == "max_tokens", "usage": usage_of(message.usage)}
