import { setImmediate } from 'node:timers/promises';
import { failure, type ApiFailure } from '../api-error.ts';
import type { ModelInfo, ProviderCall } from '../providers/types.ts';
import { embeddingAnswer } from './answer.ts';
import { LEXICAL_DIMENSIONS, lexicalSteps } from './lexical.ts';
import { readEmbedding } from './request.ts';

/** Named for what it is, in every list that shows it. */
export const LEXICAL_MODEL: ModelInfo = {
  id: 'cairn-lexical-384',
  title: 'Lexical hash, 384 numbers',
  note: 'Lexical hash, no trained meaning: near means the same words or parts of words. For learning how retrieval works, offline.',
  purpose: 'embeddings',
};

/** The embedding model of a run that names no other. */
export const DEFAULT_EMBEDDINGS = `builtin/${LEXICAL_MODEL.id}`;

/** More takes a second of work, shared with everything else that the server does. */
const MAX_CHARS = 400_000;

/**
 * Answers an embedding request, in small steps so that other calls go on meanwhile. A token is counted for every four
 * characters.
 */
export async function lexicalAnswer({
  body,
  signal,
}: Pick<ProviderCall, 'body' | 'signal'>): Promise<Response | ApiFailure> {
  const asked = readEmbedding(body, LEXICAL_MODEL.id);
  if ('status' in asked) return asked;
  const { inputs, encoding, dimensions } = asked;
  if (dimensions !== null && dimensions > LEXICAL_DIMENSIONS) {
    const message = `dimensions: ${LEXICAL_MODEL.id} has ${LEXICAL_DIMENSIONS}. Ask for as many or fewer.`;
    return failure(400, message, { param: 'dimensions' });
  }
  const chars = inputs.reduce((sum, input) => sum + input.length, 0);
  if (chars > MAX_CHARS)
    return failure(400, `input: ${chars} characters are too many at once. Send at most ${MAX_CHARS}.`, {
      param: 'input',
    });
  const turns = createTurns(signal);
  const vectors: Float32Array[] = [];
  for (const input of inputs) {
    const vector = await turns.through(lexicalSteps(input, dimensions ?? LEXICAL_DIMENSIONS));
    if (vector === null) return failure(499, 'The call was ended before its answer.');
    vectors.push(vector);
  }
  const promptTokens = inputs.reduce((sum, input) => sum + Math.ceil(input.length / 4), 0);
  return Response.json(embeddingAnswer({ model: LEXICAL_MODEL.id, vectors, promptTokens }, encoding));
}

/** The longest that the server does nothing else, in milliseconds. */
const TURN_MS = 8;

/** Lets others have their turn whenever ours has lasted long enough; a turn may span several texts. */
function createTurns(signal: AbortSignal) {
  let begun = performance.now();
  return {
    /** The result of the steps, or null when the caller has left. */
    async through<T>(steps: Generator<void, T, void>): Promise<T | null> {
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        if (performance.now() - begun < TURN_MS) continue;
        await setImmediate();
        if (signal.aborted) return null;
        begun = performance.now();
      }
    },
  };
}
