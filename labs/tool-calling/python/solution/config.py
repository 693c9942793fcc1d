"""Everything that differs from one deployment to the next. The Anthropic SDK reads its own two variables by itself."""

import json
import os

PORT = int(os.environ.get("PORT", "3000"))
# The model to ask. Never write a model's name into the code.
MODEL = os.environ.get("CAIRN_MODEL", "")
# Where the shop's API is, without a slash at the end.
SHOP_URL = os.environ.get("SHOP_URL", "http://127.0.0.1:4100")
# How long one request to the shop may take.
TOOL_TIMEOUT_SECONDS = int(os.environ.get("TOOL_TIMEOUT_MS", "3000")) / 1000
# The longest note of a customer that the model gets to see.
MAX_NOTE_CHARACTERS = int(os.environ.get("MAX_NOTE_CHARACTERS", "300"))
# Calls to the model for one question.
MAX_STEPS = int(os.environ.get("MAX_STEPS", "8"))
# How long one question may take.
MAX_SECONDS = int(os.environ.get("MAX_MS", "30000")) / 1000
# What one question may cost, in US dollars.
MAX_COST_USD = float(os.environ.get("MAX_COST_USD", "0.05"))
# What the model costs, in US dollars for a million tokens: "input" and "output".
PRICE: dict[str, float] = json.loads(os.environ.get("MODEL_PRICE", '{"input": 0, "output": 0}'))
