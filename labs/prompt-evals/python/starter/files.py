import json
from pathlib import Path
from typing import Any


class UsageError(Exception):
    """Something that the caller has to put right. The program prints the message and exits with 2."""


def _read_text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None


def _parse(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise UsageError(f"{where} is not JSON.") from None


def read_json(file: str) -> Any:
    return _parse(_read_text(file), file)


def read_json_lines(file: str) -> list[Any]:
    """Reads a file with one JSON value a line. Empty lines do not count."""
    # splitlines() would also cut at characters that JSON allows inside a text.
    lines = enumerate(_read_text(file).split("\n"), 1)
    return [_parse(line, f"{file}:{number}") for number, line in lines if line.strip()]


def write_text(file: str, text: str) -> None:
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_json(file: str, value: Any) -> None:
    write_text(file, json.dumps(value, indent=2) + "\n")
