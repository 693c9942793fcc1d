"""Strict readers: words in, a value out, ValueError for anything that can be read in two ways."""

import datetime as dt
import re
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

DATE_FORMS = {r"\d{4}-\d\d-\d\d": "%Y-%m-%d", r"\d{1,2} [A-Z][a-z]+ \d{4}": "%d %B %Y"}
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
AMOUNT = r"(?P<amount>(?:\d{1,3}(?:,\d{3})+|\d+)(?P<cents>\.\d\d)?)"
MONEY = [re.compile(rf"(?P<symbol>[$€£¥]){AMOUNT}"), re.compile(rf"{AMOUNT} (?P<code>USD|EUR|GBP|JPY)")]


class Money(BaseModel):
    """Money in the smallest unit of its currency: $12.50 is 1250 of USD, and ¥500 is 500 of JPY."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    minor_units: int
    currency: str


def read_date(text: str) -> dt.date:
    """2026-03-03 or 3 March 2026, and only days that a calendar has."""
    for pattern, form in DATE_FORMS.items():
        if re.fullmatch(pattern, text, re.ASCII):
            return dt.datetime.strptime(text, form).date()
    raise ValueError(text)


def read_minutes(text: str) -> int:
    """42 minutes, 1 hour, 3 days: in minutes."""
    found = re.fullmatch(r"([1-9][0-9]*) (minute|hour|day)s?", text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * MINUTES[found[2]]


def read_money(text: str) -> Money:
    """$1,250.50 or 1250.50 USD. Yen have no smaller unit."""
    found = next((match for form in MONEY if (match := form.fullmatch(text))), None)
    if not found:
        raise ValueError(text)
    parts = found.groupdict()
    currency = parts.get("code") or SYMBOLS[parts["symbol"]]
    if currency == "JPY" and parts["cents"]:
        raise ValueError(text)
    # Decimal, not float: 1.15 * 100 is not 115 in floating point.
    amount = Decimal(parts["amount"].replace(",", ""))
    return Money(minor_units=int(amount * (1 if currency == "JPY" else 100)), currency=currency)


def read_name(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()
