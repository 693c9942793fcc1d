"""What comes from outside, and the limits of the extractor. The SDK reads its address and its key by itself."""

import os

MODEL = os.environ.get("CAIRN_MODEL", "")
MAX_TOKENS = 300
"""The most tokens of one answer."""
MOST_CALLS = 3
"""The most calls for one report, repairs included."""
