"""What differs from one machine to the next. The Anthropic SDK reads its address and its key by itself."""

import os

MODEL = os.environ.get("CAIRN_MODEL", "")
"""The model to ask. Never write a model's name into the code."""
MODEL_TIMEOUT = int(os.environ.get("MODEL_TIMEOUT_MS", "30000")) / 1000
"""How long one call to the model may take, in seconds."""
MAX_TOKENS = 60
"""The most tokens of one answer."""
