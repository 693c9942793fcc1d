from errors import ServiceError
from models import Chunk


def chunk_text(text: str, limit: int) -> list[Chunk]:
    """Cuts a document into chunks of at most `limit` characters."""
    raise ServiceError(501, "not_implemented", "chunk_text is not written yet.")
