import { failure, type ApiFailure } from '../api-error.ts';
import { asArray, asNumber, asObject, asString } from '../json.ts';
import type { ProviderCall } from '../providers/types.ts';
import { embeddingAnswer } from './answer.ts';
import { readEmbedding } from './request.ts';

type Answer = Response | ApiFailure;

/** Asks Ollama's own `/api/embed`, which counts tokens and takes `dimensions` (github.com/ollama/ollama, docs/api.md). */
export async function ollamaEmbeddings(
  call: ProviderCall,
  title: string,
  post: (call: ProviderCall) => Promise<Answer>,
): Promise<Answer> {
  const asked = readEmbedding(call.body, title);
  if ('status' in asked) return asked;
  const { inputs, encoding, dimensions } = asked;
  const body = {
    model: call.model,
    input: inputs,
    truncate: false,
    ...(dimensions === null ? {} : { dimensions }),
  };
  const answer = await post({ ...call, body, raw: null });
  if (!(answer instanceof Response)) return answer;
  const said = asObject(await answer.json().catch(() => null));
  if (!answer.ok)
    return failure(answer.status, asString(said.error) ?? `${title} answered ${answer.status}.`);
  const vectors = asArray(said.embeddings).map((vector) =>
    asArray(vector).filter((value): value is number => typeof value === 'number'),
  );
  if (vectors.length !== inputs.length) return failure(502, `${title} answered without embeddings.`);
  const promptTokens = asNumber(said.prompt_eval_count);
  return Response.json(embeddingAnswer({ model: call.model, vectors, promptTokens }, encoding));
}
