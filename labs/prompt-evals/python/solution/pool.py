import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def gather_limited(limit: int, items: Sequence[T], work: Callable[[T], Awaitable[R]]) -> list[R]:
    """Does the work for every item, at most `limit` at a time. The results are in the order of the items."""
    semaphore = asyncio.Semaphore(limit)

    async def one(item: T) -> R:
        async with semaphore:
            return await work(item)

    return await asyncio.gather(*map(one, items))
