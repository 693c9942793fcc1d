from documents import Document, delete_document, save_document


async def put_document(tenant: str, document: Document) -> int:
    """Stores a document, in place of the one with the same id, and gives the number of its chunks.

    The index is yours to add.
    """
    save_document(tenant, document)
    return 0


def remove_document(tenant: str, document_id: str) -> None:
    """Takes a document away."""
    delete_document(tenant, document_id)
