import { createHash } from 'node:crypto';
import { chunkText, type Chunk } from './chunking.ts';
import { config } from './config.ts';
import { db } from './database.ts';
import { deleteDocument, saveDocument, type HandbookDocument } from './documents.ts';
import { embed } from './embeddings.ts';

db.exec(`
  create table if not exists passages (
    id integer primary key, tenant text, doc text, title text, start integer, stop integer, body text, hash text
  );
  create virtual table if not exists passage_vectors using vec0(
    id integer primary key, embedding float[${config.dimensions}] distance_metric=cosine, tenant text
  );
  create virtual table if not exists passage_words using fts5(title, body, tenant unindexed, tokenize = 'porter');
`);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

export interface Row {
  documentId: string;
  title: string;
  start: number;
  end: number;
  text: string;
  score: number;
}

/** The index as one tenant sees it: no method can reach another tenant's rows. */
export class TenantIndex {
  readonly #tenant: string;

  constructor(tenant: string) {
    this.#tenant = tenant;
  }

  async put(document: HandbookDocument): Promise<number> {
    const chunks = chunkText(document.text, config.maxChunkCharacters);
    const inputs = chunks.map(({ text }) => `${document.title}\n${text}`);
    const vectors = this.#vectors(document.id);
    const fresh = inputs.filter((input) => !vectors.has(hashOf(input)));
    for (const [i, vector] of (await embed(fresh)).entries()) vectors.set(hashOf(fresh[i]!), vector);
    db.transaction(() => {
      this.#drop(document.id);
      saveDocument(this.#tenant, document);
      for (const [i, chunk] of chunks.entries()) {
        const hash = hashOf(inputs[i]!);
        this.#add(document, chunk, { hash, vector: vectors.get(hash)! });
      }
    }).immediate();
    return chunks.length;
  }

  remove(id: string): void {
    db.transaction(() => {
      this.#drop(id);
      deleteDocument(this.#tenant, id);
    })();
  }

  /** Both searches and their fusion in one statement. */
  async search(query: string, limit: number): Promise<Row[]> {
    const [vector] = await embed([query]);
    const words = [...query.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `"${word}"`).join(' OR ') || '""';
    return db
      .prepare<unknown[], Row>(`
        with near as (
          select id, row_number() over (order by distance) as place from passage_vectors
          where embedding match :vector and k = 50 and tenant = :tenant
        ), worded as (
          select rowid as id, row_number() over (order by rank) as place from passage_words
          where passage_words match :words and tenant = :tenant limit 50
        ), both as (select * from near union all select * from worded)
        select doc as documentId, title, start, stop as "end", body as text, sum(1.0 / (60 + place)) as score
        from both join passages using (id) group by id order by score desc limit :limit
      `)
      .all({ vector, tenant: this.#tenant, words, limit });
  }

  #vectors(id: string): Map<string, Float32Array> {
    const rows = db
      .prepare<[string, string], { hash: string; json: string }>(`
        select hash, vec_to_json(embedding) as json from passages join passage_vectors using (id)
        where passages.tenant = ? and doc = ?
      `)
      .all(this.#tenant, id);
    return new Map(rows.map(({ hash, json }) => [hash, Float32Array.from(JSON.parse(json) as number[])]));
  }

  #add(
    document: HandbookDocument,
    chunk: Chunk,
    { hash, vector }: { hash: string; vector: Float32Array },
  ): void {
    const { lastInsertRowid } = db
      .prepare(
        'insert into passages (tenant, doc, title, start, stop, body, hash) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(this.#tenant, document.id, document.title, chunk.start, chunk.end, chunk.text, hash);
    const id = BigInt(lastInsertRowid);
    db.prepare('insert into passage_vectors (id, embedding, tenant) values (?, ?, ?)').run(
      id,
      vector,
      this.#tenant,
    );
    db.prepare('insert into passage_words (rowid, title, body, tenant) values (?, ?, ?, ?)').run(
      id,
      document.title,
      chunk.text,
      this.#tenant,
    );
  }

  #drop(id: string): void {
    const mine = 'in (select id from passages where tenant = ? and doc = ?)';
    for (const table of ['passage_vectors where id', 'passage_words where rowid', 'passages where id'])
      db.prepare(`delete from ${table} ${mine}`).run(this.#tenant, id);
  }
}
