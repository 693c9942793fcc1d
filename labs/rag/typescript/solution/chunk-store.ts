import { config } from './config.ts';
import { db } from './database.ts';
import type { Chunk } from './chunking.ts';

/** A chunk as it is indexed: `embedded` is the text that its vector was made from. */
export interface IndexedChunk extends Chunk {
  embedded: string;
  vector: Float32Array;
}

/** Where a passage stands. */
export interface Place {
  documentId: string;
  title: string;
  start: number;
  end: number;
}

// A chunk is one row in each of three tables, under the same number: where it stands, its vector, its words.
db.exec(`
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
    embedding float[${config.dimensions}] distance_metric=cosine
  );
  create virtual table if not exists chunk_words using fts5(words, tenant unindexed);
`);

const addChunk = db.prepare(
  'insert into chunks (tenant, document_id, start, "end", embedded) values (?, ?, ?, ?, ?)',
);
const addVector = db.prepare('insert into chunk_vectors (chunk_id, tenant, embedding) values (?, ?, ?)');
const addWords = db.prepare('insert into chunk_words (rowid, tenant, words) values (?, ?, ?)');
const idsOf = db
  .prepare<[string, string], number>('select id from chunks where tenant = ? and document_id = ?')
  .pluck();
const dropFrom = ['chunks where id', 'chunk_vectors where chunk_id', 'chunk_words where rowid'].map((rows) =>
  db.prepare(`delete from ${rows} = ?`),
);
const vectorsOf = db.prepare<[string, string], { embedded: string; embedding: Buffer }>(`
  select embedded, embedding from chunks join chunk_vectors on chunk_id = chunks.id
  where chunks.tenant = ? and document_id = ?
`);

const byVector = db
  .prepare<[Float32Array, number, string], number>(
    'select chunk_id from chunk_vectors where embedding match ? and k = ? and tenant = ? order by distance',
  )
  .pluck();
const byWords = db
  .prepare<[string, string, number], number>(
    'select rowid from chunk_words where chunk_words match ? and tenant = ? order by rank limit ?',
  )
  .pluck();
const placeOf = db.prepare<[number], Place & { documentText: string }>(`
  select documents.id as documentId, title, start, "end", documents.text as documentText
  from chunks join documents on documents.tenant = chunks.tenant and documents.id = document_id
  where chunks.id = ?
`);

/** The numbers of the tenant's chunks whose vectors are nearest, the nearest first. */
export function nearest(tenant: string, vector: Float32Array, limit: number): number[] {
  return byVector.all(vector, limit, tenant);
}

/** The numbers of the tenant's chunks that hold any of the words, the best first. */
export function matching(tenant: string, words: string[], limit: number): number[] {
  if (words.length === 0) return [];
  // Each word in quotes, so that nothing in a question is taken for FTS5's own syntax.
  return byWords.all(words.map((word) => `"${word}"`).join(' OR '), tenant, limit);
}

/** Where a chunk stands, and the document's whole text. */
export function findPlace(chunkId: number): Place & { documentText: string } {
  return placeOf.get(chunkId)!;
}

/** The vectors that a document has already, by the text that they were made from. */
export function knownVectors(tenant: string, documentId: string): Map<string, Float32Array> {
  return new Map(
    vectorsOf.all(tenant, documentId).map(({ embedded, embedding }) => {
      // A view needs a start that is a multiple of four, which a Buffer does not promise: copy.
      return [embedded, new Float32Array(Uint8Array.from(embedding).buffer)];
    }),
  );
}

/** Takes a document out of the index. Call it in a transaction. */
export function dropChunks(tenant: string, documentId: string): void {
  for (const id of idsOf.all(tenant, documentId)) for (const drop of dropFrom) drop.run(id);
}

/** Adds chunks to the index. Call it in a transaction. */
export function addChunks(tenant: string, documentId: string, chunks: IndexedChunk[]): void {
  for (const { start, end, embedded, vector } of chunks) {
    // sqlite-vec wants a whole number as its key; better-sqlite3 binds a plain number as a fraction.
    const id = BigInt(addChunk.run(tenant, documentId, start, end, embedded).lastInsertRowid);
    addVector.run(id, tenant, vector);
    addWords.run(id, tenant, embedded);
  }
}
