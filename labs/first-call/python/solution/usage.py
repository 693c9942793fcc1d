from typing import TypedDict

from anthropic.types import Usage

import config

MILLION = 1_000_000


class UsageReport(TypedDict):
    inputTokens: int
    outputTokens: int
    costUsd: float | None


def usage_of(usage: Usage) -> UsageReport:
    """What a call used. costUsd is None for a model whose price is unknown."""
    input_tokens = (
        usage.input_tokens + (usage.cache_creation_input_tokens or 0) + (usage.cache_read_input_tokens or 0)
    )
    price = config.PRICES.get(config.MODEL)
    cost = (input_tokens * price["input"] + usage.output_tokens * price["output"]) / MILLION if price else None
    return {"inputTokens": input_tokens, "outputTokens": usage.output_tokens, "costUsd": cost}
