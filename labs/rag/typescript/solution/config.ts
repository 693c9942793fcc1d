import { join } from 'node:path';

/** Everything that differs from one deployment to the next. The two SDKs read their own variables by themselves. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  /** The model that writes answers. Never write a model's name into the code. */
  model: process.env.CAIRN_MODEL ?? '',
  /** The model that turns texts into vectors, and how many numbers a vector of it has. */
  embeddingModel: process.env.CAIRN_EMBEDDING_MODEL ?? '',
  dimensions: Number(process.env.EMBEDDING_DIMENSIONS ?? 384),
  /** How many texts one request for embeddings may hold. */
  embeddingBatch: Number(process.env.EMBEDDING_BATCH ?? 16),
  /** The longest chunk, in characters. */
  maxChunkCharacters: Number(process.env.MAX_CHUNK_CHARACTERS ?? 500),
  /** How many passages the model gets to answer a question from. */
  passages: Number(process.env.PASSAGES ?? 3),
  databaseFile: join(process.env.CAIRN_SCRATCH ?? '.', 'handbook.db'),
  /** Which key belongs to which tenant. */
  tenantKeys: JSON.parse(process.env.TENANT_KEYS ?? '{"demo-key":"demo"}') as Record<string, string>,
};
