"""Everything that differs from one deployment to the next. The SDK reads its own two variables by itself."""

import json
import os
from typing import TypedDict


class Price(TypedDict):
    """What a model costs, in US dollars for a million tokens."""

    input: float
    output: float


PORT = int(os.environ.get("PORT", "3000"))

# The model to ask. Never write a model's name into the code.
MODEL = os.environ.get("CAIRN_MODEL", "")

# How long one call to the model may take, in seconds.
MODEL_TIMEOUT = int(os.environ.get("MODEL_TIMEOUT_MS", "30000")) / 1000

# The longest article that is summarised, in characters.
MAX_CHARACTERS = int(os.environ.get("MAX_CHARACTERS", "4000"))

# Prices by model name. A model that is not in here has an unknown price.
PRICES: dict[str, Price] = json.loads(os.environ.get("MODEL_PRICES", "{}"))
