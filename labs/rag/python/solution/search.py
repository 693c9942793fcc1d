import re
from collections import defaultdict
from collections.abc import Iterable

from sqlite_vec import serialize_float32

from chunk_store import find_hit, matching, nearest
from embeddings import embed
from models import Hit

CANDIDATES = 40
"""How many each of the two searches brings in: more than are wanted, since the other may rank them higher."""

RANK_OFFSET = 60
"""Softens the difference between the first ranks; 60 is the value of the paper that proposed the formula."""


async def search(tenant: str, query: str, limit: int) -> list[Hit]:
    """The chunks of a tenant that fit a query best, by meaning and by words. Both searches only look at that tenant."""
    [vector] = await embed([query])
    rankings = [
        nearest(tenant, serialize_float32(vector), CANDIDATES),
        matching(tenant, re.findall(r"\w+", query), CANDIDATES),
    ]
    return [find_hit(chunk_id, score) for chunk_id, score in fuse(rankings)[:limit]]


def fuse(rankings: Iterable[list[int]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion: the ranks are added up, since scores of different searches can't be compared."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, chunk_id in enumerate(ranking, start=1):
            scores[chunk_id] += 1 / (RANK_OFFSET + rank)
    return sorted(scores.items(), key=lambda item: item[1], reverse=True)
