from sqlite_vec import serialize_float32

import config
from chunk_store import add_chunks, drop_chunks, known_vectors
from chunking import chunk_text
from database import db
from documents import Document, delete_document, save_document
from embeddings import embed


async def put_document(tenant: str, document: Document) -> int:
    """Stores and indexes a document, in place of the one with the same id, and gives the number of its chunks.

    Only text that is new is embedded. The document and its index change together, after everything that can fail.
    """
    chunks = chunk_text(document.text, config.MAX_CHUNK_CHARACTERS)
    # A chunk that says "It lasts 16 weeks" is only found together with its title.
    texts = [f"{document.title}\n{chunk.text}" for chunk in chunks]
    vectors = known_vectors(tenant, document.id)
    missing = [text for text in dict.fromkeys(texts) if text not in vectors]
    vectors |= zip(missing, map(serialize_float32, await embed(missing)), strict=True)

    with db:
        save_document(tenant, document)
        drop_chunks(tenant, document.id)
        add_chunks(
            tenant,
            document.id,
            [(chunk, text, vectors[text]) for chunk, text in zip(chunks, texts, strict=True)],
        )
    return len(chunks)


def remove_document(tenant: str, document_id: str) -> None:
    """Takes a document and everything that was made from it away."""
    with db:
        delete_document(tenant, document_id)
        drop_chunks(tenant, document_id)
