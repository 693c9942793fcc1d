import hashlib
import json
import re
from dataclasses import dataclass

import config
from chunking import chunk_text
from database import db
from documents import Document, delete_document, save_document
from embeddings import embed
from models import Hit

db.execute(
    f"""
    create table if not exists passages (
        id integer primary key, tenant text, doc text, title text, start integer, stop integer, body text, hash text
    );
    create virtual table if not exists passage_vectors using vec0(
        id integer primary key, embedding float[{config.DIMENSIONS}] distance_metric=cosine, tenant text
    );
    create virtual table if not exists passage_words using fts5(title, body, tenant unindexed, tokenize = 'porter');
    """
)

SEARCH = """
    with near as (
        select id, row_number() over (order by distance) as place from passage_vectors
        where embedding match :vector and k = 50 and tenant = :tenant
    ), worded as (
        select rowid as id, row_number() over (order by rank) as place from passage_words
        where passage_words match :words and tenant = :tenant limit 50
    ), both as (select * from near union all select * from worded)
    select doc, title, start, stop, body, sum(1.0 / (60 + place)) as score
    from both join passages using (id) group by id order by score desc limit :limit
"""


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class TenantIndex:
    """The index as one tenant sees it: no method can reach another tenant's rows."""

    tenant: str

    async def put(self, document: Document) -> int:
        chunks = chunk_text(document.text, config.MAX_CHUNK_CHARACTERS)
        inputs = [f"{document.title}\n{chunk.text}" for chunk in chunks]
        vectors = self._vectors(document.id)
        fresh = [text for text in inputs if hash_of(text) not in vectors]
        for text, vector in zip(fresh, await embed(fresh), strict=True):
            vectors[hash_of(text)] = json.dumps(vector)
        with db:
            self._drop(document.id)
            save_document(self.tenant, document)
            for chunk, text in zip(chunks, inputs, strict=True):
                row = (self.tenant, document.id, document.title, chunk.start, chunk.end, chunk.text, hash_of(text))
                db.execute(
                    "insert into passages (tenant, doc, title, start, stop, body, hash) values (?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
                key = db.last_insert_rowid()
                db.execute(
                    "insert into passage_vectors (id, embedding, tenant) values (?, ?, ?)",
                    (key, vectors[hash_of(text)], self.tenant),
                )
                db.execute(
                    "insert into passage_words (rowid, title, body, tenant) values (?, ?, ?, ?)",
                    (key, document.title, chunk.text, self.tenant),
                )
        return len(chunks)

    def remove(self, document_id: str) -> None:
        with db:
            self._drop(document_id)
            delete_document(self.tenant, document_id)

    async def search(self, query: str, limit: int) -> list[Hit]:
        [vector] = await embed([query])
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query)) or '""'
        values = {"vector": json.dumps(vector), "tenant": self.tenant, "words": words, "limit": limit}
        return [
            Hit(document_id=doc, title=title, start=start, end=stop, text=body, score=score)
            for doc, title, start, stop, body, score in db.execute(SEARCH, values)
        ]

    def _vectors(self, document_id: str) -> dict[str, str]:
        rows = db.execute(
            """
            select hash, vec_to_json(embedding) from passages join passage_vectors using (id)
            where passages.tenant = ? and doc = ?
            """,
            (self.tenant, document_id),
        )
        return dict(rows)

    def _drop(self, document_id: str) -> None:
        for table in ("passage_vectors where id", "passage_words where rowid", "passages where id"):
            db.execute(
                f"delete from {table} in (select id from passages where tenant = ? and doc = ?)",
                (self.tenant, document_id),
            )
