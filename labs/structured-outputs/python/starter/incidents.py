"""Incident reports into records."""

from typing import Any


def draft(*, text: str) -> dict[str, Any] | None:
    """Step 1: asks the model for a draft, an object of words and nulls that fits a schema."""
    raise NotImplementedError("Not written yet: draft.")


def to_record(*, draft: Any) -> dict[str, Any]:
    """Step 2: turns a draft into a record, or into everything that is wrong with it."""
    raise NotImplementedError("Not written yet: to_record.")


def extract(*, text: str) -> dict[str, Any]:
    """Steps 3 to 6: the whole way from a report to a record."""
    raise NotImplementedError("Not written yet: extract.")


def migrate(*, record: Any) -> dict[str, Any]:
    """Step 7: turns a stored record of any version into one of the newest."""
    raise NotImplementedError("Not written yet: migrate.")
