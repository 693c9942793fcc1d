from base64 import b32encode
from hashlib import blake2b
from string import ascii_letters, digits

ALLOWED = set(ascii_letters + digits + "_-")


def name_for_model(tool: str, server: str) -> str:
    if set(tool) <= ALLOWED and len(tool) + len(server) <= 62:
        return f"{tool}__{server}"
    mark = b32encode(blake2b(tool.encode(), digest_size=10).digest()).decode().lower()
    return f"x_{mark}__{server}"
