"""The index: a chunk is one row in each of three tables, under the same number."""

from collections.abc import Iterable, Sequence

import config
from database import db
from models import Chunk, Hit

db.execute(
    f"""
    create table if not exists chunks (
        id integer primary key,
        tenant text not null,
        document_id text not null,
        start integer not null,
        "end" integer not null,
        embedded text not null
    ) strict;
    create index if not exists chunks_by_document on chunks (tenant, document_id);
    create virtual table if not exists chunk_vectors using vec0(
        chunk_id integer primary key,
        tenant text partition key,
        embedding float[{config.DIMENSIONS}] distance_metric=cosine
    );
    create virtual table if not exists chunk_words using fts5(words, tenant unindexed);
    """
)

NEAREST = "select chunk_id from chunk_vectors where embedding match ? and k = ? and tenant = ? order by distance"
MATCHING = "select rowid from chunk_words where chunk_words match ? and tenant = ? order by rank limit ?"
PLACE = """
    select document_id, title, start, "end", text
    from chunks join documents on documents.tenant = chunks.tenant and documents.id = document_id
    where chunks.id = ?
"""
VECTORS = """
    select embedded, embedding from chunks join chunk_vectors on chunk_id = chunks.id
    where chunks.tenant = ? and document_id = ?
"""


def nearest(tenant: str, vector: bytes, limit: int) -> list[int]:
    """The numbers of the tenant's chunks whose vectors are nearest, the nearest first."""
    return [chunk_id for (chunk_id,) in db.execute(NEAREST, (vector, limit, tenant))]


def matching(tenant: str, words: Sequence[str], limit: int) -> list[int]:
    """The numbers of the tenant's chunks that hold any of the words, the best first."""
    if not words:
        return []
    # Each word in quotes, so that nothing in a question is taken for FTS5's own syntax.
    expression = " OR ".join(f'"{word}"' for word in words)
    return [chunk_id for (chunk_id,) in db.execute(MATCHING, (expression, tenant, limit))]


def find_hit(chunk_id: int, score: float) -> Hit:
    """A chunk with its text, as a search shows it."""
    document_id, title, start, end, text = db.execute(PLACE, (chunk_id,)).get
    return Hit(
        document_id=document_id, title=title, start=start, end=end, text=text[start:end], score=score
    )


def known_vectors(tenant: str, document_id: str) -> dict[str, bytes]:
    """The vectors that a document has already, by the text that they were made from."""
    return dict(db.execute(VECTORS, (tenant, document_id)))


def drop_chunks(tenant: str, document_id: str) -> None:
    """Takes a document out of the index. Call it in a transaction."""
    ids = db.execute(
        "select id from chunks where tenant = ? and document_id = ?", (tenant, document_id)
    ).fetchall()
    db.executemany("delete from chunks where id = ?", ids)
    db.executemany("delete from chunk_vectors where chunk_id = ?", ids)
    db.executemany("delete from chunk_words where rowid = ?", ids)


def add_chunks(tenant: str, document_id: str, rows: Iterable[tuple[Chunk, str, bytes]]) -> None:
    """Adds chunks to the index, each with the text that its vector was made from. Call it in a transaction."""
    for chunk, embedded, vector in rows:
        db.execute(
            'insert into chunks (tenant, document_id, start, "end", embedded) values (?, ?, ?, ?, ?)',
            (tenant, document_id, chunk.start, chunk.end, embedded),
        )
        chunk_id = db.last_insert_rowid()
        db.execute(
            "insert into chunk_vectors (chunk_id, tenant, embedding) values (?, ?, ?)",
            (chunk_id, tenant, vector),
        )
        db.execute(
            "insert into chunk_words (rowid, tenant, words) values (?, ?, ?)", (chunk_id, tenant, embedded)
        )
