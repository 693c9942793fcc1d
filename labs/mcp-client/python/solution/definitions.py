"""What a server says about a tool: how it is compared, checked and shown."""

import json
import unicodedata
from hashlib import sha256
from typing import Any

from jsonschema import Draft202012Validator, SchemaError
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from mcp_types import Tool
from referencing import Registry

import config

FIELDS = {"name", "title", "description", "input_schema", "output_schema", "annotations"}

Definition = dict[str, Any]


def definition_of(tool: Tool) -> Definition:
    return tool.model_dump(by_alias=True, mode="json", include=FIELDS)


def hash_of(definition: Definition) -> str:
    return sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()


def validator_of(schema: dict[str, Any]) -> Validator | None:
    """What checks arguments, or None when this is no JSON Schema. Schemas elsewhere are not fetched."""
    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)
    except SchemaError:
        return None
    return kind(schema, registry=Registry())


def shown(definition: Definition) -> dict[str, Any]:
    """The texts of a tool as a model and a person see them."""
    description = _visible(definition["description"] or "")[: config.MAX_DESCRIPTION_CHARACTERS]
    return {"description": description, "inputSchema": _clean(definition["inputSchema"])}


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _visible(item) if key == "description" and isinstance(item, str) else _clean(item)
        for key, item in value.items()
    }


def _visible(text: str) -> str:
    return "".join(one for one in text if one in "\n\t" or not unicodedata.category(one).startswith("C"))
