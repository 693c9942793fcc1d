"""Incident reports into records."""

from extract import draft, extract
from migrate import migrate
from record import to_record

__all__ = ["draft", "extract", "migrate", "to_record"]
