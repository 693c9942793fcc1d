import OpenAI from 'openai';
import { config } from './config.ts';
import { HttpError } from './http.ts';

const client = new OpenAI();

/** A vector for each text, in the order of the texts. Either all of them come, or it throws. */
export async function embed(texts: string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += config.embeddingBatch) {
    vectors.push(...(await embedBatch(texts.slice(at, at + config.embeddingBatch))));
  }
  return vectors;
}

async function embedBatch(input: string[]): Promise<Float32Array[]> {
  try {
    const { data } = await client.embeddings.create({ model: config.embeddingModel, input });
    return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding));
  } catch (error) {
    console.error(error);
    throw new HttpError(502, 'embedding_failed', 'The texts could not be embedded. Nothing was changed.');
  }
}
