import { config } from './config.ts';
import { HttpError } from './http.ts';

interface EmbeddingRow {
  index: number;
  embedding: number[];
}

/** Asks for one batch; a plain request, so that nothing is hidden in a library. */
async function requestBatch(input: string[]): Promise<EmbeddingRow[]> {
  const response = await fetch(`${process.env.OPENAI_BASE_URL}/embeddings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: config.embeddingModel, input, encoding_format: 'float' }),
  });
  if (!response.ok) throw new HttpError(502, 'embedding_failed', `The endpoint said ${response.status}.`);
  const { data } = (await response.json()) as { data: EmbeddingRow[] };
  return data;
}

/** All batches at the same time; every row knows its place. */
export async function embed(texts: string[]): Promise<Float32Array[]> {
  const size = config.embeddingBatch;
  const batches = Array.from({ length: Math.ceil(texts.length / size) }, (_, i) =>
    requestBatch(texts.slice(i * size, (i + 1) * size)),
  );
  const vectors: Float32Array[] = [];
  for (const [i, rows] of (await Promise.all(batches)).entries()) {
    for (const { index, embedding } of rows) vectors[i * size + index] = Float32Array.from(embedding);
  }
  return vectors;
}
