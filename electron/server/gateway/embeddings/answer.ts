import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import type { EmbeddingRequest } from './request.ts';

interface Embedded {
  model: string;
  vectors: readonly (Float32Array | readonly number[])[];
  /** Null: not told. */
  promptTokens: number | null;
}

/** OpenAI's answer. Base64 holds the little-endian 32-bit floats one after the other. */
export function embeddingAnswer(
  { model, vectors, promptTokens }: Embedded,
  encoding: EmbeddingRequest['encoding'],
): JsonObject {
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? toBase64(vector) : [...vector],
    })),
    model,
    ...(promptTokens === null ? {} : { usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } }),
  };
}

export function toBase64(vector: Float32Array | readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, i * 4);
  return bytes.toString('base64');
}

export function fromBase64(text: string): number[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readFloatLE(i * 4));
}

/** An answer as a record keeps it: thousands of numbers say nothing to a reader and fill the memory. */
export function withoutVectors(answer: unknown): unknown {
  if (!isObject(answer) || !Array.isArray(answer.data)) return answer;
  const data = asArray(answer.data).map((row) => ({ ...asObject(row), embedding: '[left out]' }));
  return { ...answer, data };
}
