import re


def text_key(text: str) -> str:
    """Two texts are the same when only case, white space or punctuation differ."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
