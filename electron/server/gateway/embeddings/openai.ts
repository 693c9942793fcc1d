import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import type { ProviderCall } from '../providers/types.ts';
import { fromBase64, toBase64 } from './answer.ts';

type Answer = Response | ApiFailure;

/**
 * Passes an embedding request to an OpenAI-compatible server. Several ignore `encoding_format` and send floats where
 * base64 was asked for, which OpenAI's client would read as noise, so the answer's encoding is made to fit.
 */
export async function openAiEmbeddings(
  call: ProviderCall,
  title: string,
  post: (body: Uint8Array<ArrayBuffer> | string) => Promise<Answer>,
): Promise<Answer> {
  const answer = await post(call.raw ?? JSON.stringify(call.body));
  if (!(answer instanceof Response) || !answer.ok) return answer;
  const text = await answer.text();
  const body = parsed(text);
  if (!body || !Array.isArray(body.data)) return failure(502, `${title} answered without embeddings.`);
  const wanted = call.body.encoding_format === 'base64' ? 'string' : 'object';
  const headers = new Headers(answer.headers);
  const fits = asArray(body.data).every((row) => typeof asObject(row).embedding === wanted);
  if (fits) return new Response(text, { status: answer.status, headers });
  const data = asArray(body.data).map((row) => ({
    ...asObject(row),
    embedding: reencoded(asObject(row).embedding),
  }));
  return new Response(JSON.stringify({ ...body, data }), { status: answer.status, headers });
}

function reencoded(embedding: unknown): string | number[] {
  if (typeof embedding === 'string') return fromBase64(embedding);
  return toBase64(asArray(embedding).filter((value): value is number => typeof value === 'number'));
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
