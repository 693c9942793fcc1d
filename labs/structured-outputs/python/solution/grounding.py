"""Whether a draft says only what the report says."""

import re
from typing import Any

from results import Problem, problem


def inventions(draft: dict[str, Any], report: str) -> list[Problem]:
    """The values that the report does not have, word for word. A severity is a judgement, so it may differ."""
    text = plain(report)
    return [
        problem(field, f'"{value}" is not in the report. Copy what the report says, or use null.')
        for field, value in draft.items()
        if field != "severity" and isinstance(value, str) and not has(text, plain(value))
    ]


def plain(text: str) -> str:
    """Capitals and runs of white space make no difference."""
    return " ".join(text.split()).casefold()


def has(text: str, words: str) -> bool:
    """Whole words only: $50 is not in $50.25, and 2 hours is not in 12 hours."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w|[.,]\d)", text) is not None
