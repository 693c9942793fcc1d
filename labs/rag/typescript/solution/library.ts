import { addChunks, dropChunks, knownVectors } from './chunk-store.ts';
import { chunkText } from './chunking.ts';
import { config } from './config.ts';
import { db } from './database.ts';
import { deleteDocument, saveDocument, type HandbookDocument } from './documents.ts';
import { embed } from './embeddings.ts';

/**
 * Stores and indexes a document, in place of the one with the same id. Only text that is new is embedded. The
 * document and its index change together, after everything that can fail.
 */
export async function putDocument(tenant: string, document: HandbookDocument): Promise<{ chunks: number }> {
  const chunks = chunkText(document.text, config.maxChunkCharacters).map((chunk) => ({
    ...chunk,
    // A chunk that says "It lasts 16 weeks" is only found together with its title.
    embedded: `${document.title}\n${chunk.text}`,
  }));
  const vectors = knownVectors(tenant, document.id);
  const missing = [...new Set(chunks.map(({ embedded }) => embedded))].filter((text) => !vectors.has(text));
  const embeddings = await embed(missing);
  for (const [i, text] of missing.entries()) vectors.set(text, embeddings[i]!);

  db.transaction(() => {
    saveDocument(tenant, document);
    dropChunks(tenant, document.id);
    addChunks(
      tenant,
      document.id,
      chunks.map((chunk) => ({ ...chunk, vector: vectors.get(chunk.embedded)! })),
    );
  })();
  return { chunks: chunks.length };
}

/** Takes a document and everything that was made from it away. */
export function removeDocument(tenant: string, id: string): void {
  db.transaction(() => {
    deleteDocument(tenant, id);
    dropChunks(tenant, id);
  })();
}
