import re
from hashlib import sha256

MAX = 64


def name_for_model(tool: str, server: str) -> str:
    """A name that a model takes. It depends on these two names only, so that it stays when other tools come and go."""
    plain = f"{tool}__{server}"
    if len(plain) <= MAX and re.fullmatch(r"[a-zA-Z0-9_-]+", plain):
        return plain
    end = f"_{sha256(tool.encode()).hexdigest()[:8]}__{server}"
    return re.sub(r"[^a-zA-Z0-9_-]", "_", tool)[: MAX - len(end)] + end
