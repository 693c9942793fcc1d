import { startLlama } from './engine.ts';
import type { Engine, FromWorker, WorkerOptions } from './protocol.ts';

/** Loads a model that makes vectors. */
export async function loadEmbeddingEngine(
  { modelPath, contextSize, threads }: WorkerOptions,
  send: (message: FromWorker) => void,
): Promise<Engine> {
  const llama = await startLlama(threads);
  const model = await llama.loadModel({ modelPath });
  const context = await model.createEmbeddingContext({ contextSize, threads });

  return {
    count: () => 0,
    async work(id, work, signal) {
      if (work.type !== 'embed') throw new Error(`it cannot ${work.type}`);
      const tokens = work.inputs.map((input) => model.tokenize(input, false));
      const long = tokens.findIndex(({ length }) => length > contextSize - 2);
      if (long >= 0) {
        const message = `input.${long} is too long: ${tokens[long]!.length} tokens > ${contextSize - 2} maximum`;
        send({ type: 'refused', id, status: 400, message });
        return;
      }
      const vectors: number[][] = [];
      for (const input of tokens) {
        if (signal.aborted) {
          send({ type: 'end', id, reason: 'cancelled', stopSequence: null, outputTokens: 0 });
          return;
        }
        const { vector } = await context.getEmbeddingFor(input);
        vectors.push(unit(vector));
      }
      send({ type: 'embedded', id, vectors, tokens: tokens.reduce((sum, { length }) => sum + length, 0) });
    },
  };
}

/** Scaled to length 1, as OpenAI's are: then a dot product is the cosine. */
function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
