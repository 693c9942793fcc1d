"""What the model fills in: words as the report has them, or null. Code makes dates, minutes and money of them."""

import json
from typing import Literal

from anthropic import transform_schema
from pydantic import BaseModel


class DraftV1(BaseModel):
    service: str | None
    date: str | None
    severity: Literal["low", "medium", "high"] | None
    duration: str | None
    cost: str | None


class DraftV2(BaseModel):
    service: str | None
    date: str | None
    severity: Literal["low", "medium", "high", "critical"] | None
    duration: str | None
    cost: str | None
    ticket: str | None


DRAFTS: dict[int, type[BaseModel]] = {1: DraftV1, 2: DraftV2}


def schema_of(version: int) -> dict[str, object]:
    """The JSON Schema for the wire. The SDK's helper closes the object: no keys that nobody asked for."""
    return transform_schema(DRAFTS[version])


def instructions(version: int) -> str:
    """The field list is in the prompt too: a schema limits what a model can write, not what it looks for."""
    fields = json.dumps({name: "string" for name in DRAFTS[version].model_fields}, separators=(",", ":"))
    return f"Extract this information as JSON. Use null for missing values. {fields}"
