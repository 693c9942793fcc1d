"""From a draft to a record, or to everything that is wrong with it."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from results import invalid, ok, problem
from severities import severities_of
from values import Money, read_date, read_minutes, read_money, read_name


def words(reader: Callable[[str], Any], wanted: str) -> BeforeValidator:
    """Words that `reader` has to understand. The message quotes them: the model reads it when it repairs."""

    def read(value: object) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not a text or null.")
        try:
            return reader(value)
        except ValueError:
            raise ValueError(f'"{value}" is not {wanted}.') from None

    return BeforeValidator(read)


def severity(version: int) -> BeforeValidator:
    names = {name: level for level, others in severities_of(version).items() for name in [level, *others]}

    def find(text: str) -> str:
        try:
            return names[text.strip().lower()]
        except KeyError:
            raise ValueError(text) from None

    return words(find, f"a severity. Use one of {', '.join(severities_of(version))}")


Name = Annotated[str, words(read_name, "a name. Use null when the report has none")]
Minutes = Annotated[int, words(read_minutes, "a duration like 42 minutes, 3 hours or 2 days")]
Seconds = Annotated[
    int, words(lambda text: read_minutes(text) * 60, "a duration like 42 minutes, 3 hours or 2 days")
]


class Record(BaseModel):
    service: Name | None
    date: Annotated[dt.date, words(read_date, "a date like 2026-03-03 or 3 March 2026")] | None
    cost: Annotated[Money, words(read_money, "an amount like $1,250.50 or 1250.50 USD")] | None


class RecordV1(Record):
    version: Literal[1] = 1
    severity: Annotated[str, severity(1)] | None
    minutes: Minutes | None = Field(validation_alias="duration", serialization_alias="durationMinutes")


class RecordV2(Record):
    version: Literal[2] = 2
    severity: Annotated[str, severity(2)] | None
    seconds: Seconds | None = Field(validation_alias="duration", serialization_alias="durationSeconds")
    ticket: Name | None


RECORDS: dict[int, type[Record]] = {1: RecordV1, 2: RecordV2}


def to_record(*, draft: Any, version: int = 1) -> dict[str, Any]:
    if version not in RECORDS:
        return invalid(problem("version", f"There is no version {version}."))
    try:
        record = RECORDS[version].model_validate(draft)
    except ValidationError as error:
        return invalid(*(problem(str((*e["loc"], "answer")[0]), e["msg"]) for e in error.errors()))
    return ok(record.model_dump(mode="json", by_alias=True))
