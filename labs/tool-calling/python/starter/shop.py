"""The shop's API. Good enough for a shop that is always up, always fast and always right."""

from typing import Any

import httpx

import config

_client = httpx.AsyncClient(base_url=config.SHOP_URL, trust_env=False)


async def read(path: str, **params: str) -> Any:
    """GET on the shop's API."""
    response = await _client.get(path, params=params)
    return response.json()
