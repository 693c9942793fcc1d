import json
from collections.abc import AsyncIterator, Iterator
from itertools import chain

from anthropic import Anthropic, APIStatusError, APITimeoutError, MessageStream
from fastapi import Request, Response
from fastapi.concurrency import iterate_in_threadpool, run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

import config
from articles import Article, find_article
from errors import HttpError


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class SummaryRequest(Camel):
    article_id: str


class Usage(Camel):
    input_tokens: int
    output_tokens: int
    cost_usd: float | None


class Summary(Camel):
    article_id: str
    summary: str
    truncated: bool
    usage: Usage


class Summarizer:
    """A blocking client in a thread: each request has one, and each piece of text comes as it is made."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.client = Anthropic(timeout=config.MODEL_TIMEOUT, middleware=[self.rest])
        self.result: Summary | None = None
        self.stream: MessageStream | None = None

    def rest(self, request, call_next):
        """Rests as long as the model asks for, and no longer than a caller would wait."""
        response = call_next(request)
        wait = float(response.headers.get("retry-after", 0))
        if response.status_code in (429, 529) and wait > 2:
            raise HttpError(503, "model_busy", "Busy.", {"retry-after": f"{wait:g}"})
        return response

    def leave(self) -> None:
        """Ends the call to the model, also while a thread waits for its next piece."""
        if self.stream is not None:
            self.stream.close()

    def pieces(self) -> Iterator[str]:
        content = [
            {"type": "text", "text": "Summarize the text in one sentence.", "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": self.article.text},
        ]
        try:
            with self.client.messages.stream(
                model=config.MODEL, max_tokens=1000, messages=[{"role": "user", "content": content}]
            ) as stream:
                self.stream = stream
                yield from stream.text_stream
                self.finish(stream.get_final_message())
        except APITimeoutError as error:
            raise HttpError(504, "model_timeout", "The model took too long.") from error
        except APIStatusError as error:
            if error.status_code in (429, 529):
                wait = error.response.headers.get("retry-after")
                raise HttpError(503, "model_busy", "Busy.", {"retry-after": wait} if wait else None) from error
            raise HttpError(502, "model_failed", "The model answered with an error.") from error
        except HttpError:
            raise
        except Exception as error:
            raise HttpError(502, "model_failed", "The model broke off.") from error

    def finish(self, message) -> None:
        used = message.usage
        inputs = sum(
            count or 0
            for count in (used.input_tokens, used.cache_creation_input_tokens, used.cache_read_input_tokens)
        )
        cost = None
        if config.MODEL in config.PRICES:
            price = config.PRICES[config.MODEL]
            cost = (inputs * price["input"] + used.output_tokens * price["output"]) / 1_000_000
        self.result = Summary(
            article_id=self.article.id,
            summary="".join(block.text for block in message.content if block.type == "text"),
            truncated=message.stop_reason == "max_tokens",
            usage=Usage(input_tokens=inputs, output_tokens=used.output_tokens, cost_usd=cost),
        )


async def create_summary(body: SummaryRequest, request: Request) -> Response:
    article = find_article(body.article_id)
    if article is None:
        raise HttpError(404, "not_found", f"{body.article_id} is not here.")
    if len(article.text) > config.MAX_CHARACTERS:
        raise HttpError(413, "too_large", f"More than {config.MAX_CHARACTERS} characters.")
    work = Summarizer(article)
    pieces = work.pieces()
    if "event-stream" not in request.headers.get("accept", ""):
        await run_in_threadpool(list, pieces)
        assert work.result is not None
        return Response(work.result.model_dump_json(by_alias=True), media_type="application/json")

    first = await run_in_threadpool(next, pieces, None)

    def events() -> Iterator[str]:
        try:
            for piece in chain([first], pieces):
                if piece:
                    yield f"event: delta\ndata: {json.dumps({'text': piece})}\n\n"
        except HttpError as error:
            yield f"event: error\ndata: {json.dumps({'code': error.code})}\n\n"
            return
        assert work.result is not None
        yield f"event: done\ndata: {work.result.model_dump_json(by_alias=True)}\n\n"

    async def body() -> AsyncIterator[str]:
        try:
            async for event in iterate_in_threadpool(events()):
                yield event
        finally:
            work.leave()

    return StreamingResponse(body(), media_type="text/event-stream")

