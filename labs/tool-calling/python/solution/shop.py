"""The shop's API, on good days and on bad ones."""

import asyncio
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

import config

READ_ATTEMPTS = 2
CHANGE_ATTEMPTS = 3
PASSING = {502, 503, 504}

Answer = TypeVar("Answer", bound=BaseModel)

# The limit of a whole request is set below: httpx's own limits are for each piece of it.
_client = httpx.AsyncClient(base_url=config.SHOP_URL, timeout=None, trust_env=False)


class ToolError(Exception):
    """A tool did not work. The text goes to the model, so it says what the model can do about it and nothing else."""


async def read(path: str, answer: type[Answer], **params: str) -> Answer:
    """Reads from the shop. Tries once more after passing trouble."""
    return _understood(await _send("GET", path, attempts=READ_ATTEMPTS, params=params), answer)


async def change(path: str, answer: type[Answer], *, body: dict[str, Any], key: str) -> Answer:
    """Changes something in the shop. The key makes every attempt the same change."""
    headers = {"idempotency-key": key}
    response = await _send("POST", path, attempts=CHANGE_ATTEMPTS, json=body, headers=headers)
    return _understood(response, answer)


async def _send(method: str, path: str, *, attempts: int, **request: Any) -> httpx.Response:
    for attempt in range(1, attempts + 1):
        is_last = attempt == attempts
        try:
            response = await asyncio.wait_for(
                _client.request(method, path, **request), config.TOOL_TIMEOUT_SECONDS
            )
        except asyncio.TimeoutError:
            # Asking a slow shop again would double the wait. Of a change we have to know how it ended.
            if is_last or method == "GET":
                raise ToolError("The shop did not answer in time.") from None
        except httpx.HTTPError:
            if is_last:
                raise ToolError("The shop could not be reached.") from None
        else:
            if is_last or response.status_code not in PASSING:
                return response
    raise AssertionError("the last attempt returns or raises")


def _understood(response: httpx.Response, answer: type[Answer]) -> Answer:
    if response.status_code == 404:
        raise ToolError("not found")
    if response.status_code == 409:
        raise ToolError("The shop refused: more than the order cost.")
    if not response.is_success:
        raise ToolError(f"The shop failed with status {response.status_code}.")
    try:
        return answer.model_validate_json(response.content)
    except ValidationError:
        # What the shop sent instead is for our log, never for the model.
        raise ToolError("The shop sent an answer that makes no sense.") from None
