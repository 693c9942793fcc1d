import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lexicalAnswer } from '../../../electron/server/gateway/embeddings/builtin.ts';
import { fromBase64, toBase64 } from '../../../electron/server/gateway/embeddings/answer.ts';
import { LEXICAL_DIMENSIONS, lexicalEmbedding } from '../../../electron/server/gateway/embeddings/lexical.ts';

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const near = (a: string, b: string): number => dot(lexicalEmbedding(a), lexicalEmbedding(b));

test('every text has 384 numbers of length 1, and always the same ones', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const vector = lexicalEmbedding(text);
      expect(vector).toHaveLength(LEXICAL_DIMENSIONS);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
      expect([...lexicalEmbedding(text)]).toEqual([...vector]);
    }),
  );
});

test('the same numbers come out on every machine', () => {
  const vector = lexicalEmbedding('The queue is full.');
  const filled = [...vector].flatMap((value, i) =>
    Math.abs(value) > 0.4 ? [[i, Number(value.toFixed(4))]] : [],
  );
  expect(filled).toMatchInlineSnapshot(`
    [
      [
        298,
        -0.5653,
      ],
    ]
  `);
});

test('texts that share words, or parts of words, are nearer than texts that share none', () => {
  expect(near('the queue is full', 'a full queue')).toBeGreaterThan(0.5);
  expect(near('retrying a request', 'retries of requests')).toBeGreaterThan(
    near('retrying a request', 'a cat on the mat'),
  );
  expect(Math.abs(near('database index', 'summer holiday'))).toBeLessThan(0.2);
  // It knows no meaning: words for the same thing are strangers.
  expect(near('car', 'automobile')).toBeLessThan(0.2);
});

test('fewer numbers can be asked for', () => {
  expect(lexicalEmbedding('a text', 16)).toHaveLength(16);
});

test('base64 is the same numbers', () => {
  const vector = lexicalEmbedding('a text');
  expect(fromBase64(toBase64(vector))).toEqual([...vector]);
});

/** Long, and no word twice, so that nothing is spared. */
const LONG = Array.from({ length: 8000 }, (_, i) => `word${i}`).join(' ');

test('a long text leaves others their turns, and has the numbers that it has in one go', async () => {
  const order: string[] = [];
  const signal = new AbortController().signal;
  const long = lexicalAnswer({ body: { model: 'any', input: LONG }, signal }).then((answer) => {
    order.push('long');
    return answer;
  });
  await new Promise((resolve) => setImmediate(resolve));
  await lexicalAnswer({ body: { model: 'any', input: 'a short one' }, signal });
  order.push('short');
  const answer = await long;
  expect(order).toEqual(['short', 'long']);
  if (!(answer instanceof Response)) throw new Error(answer.message);
  const { data } = (await answer.json()) as { data: { embedding: number[] }[] };
  expect(data[0]!.embedding).toEqual([...lexicalEmbedding(LONG)]);
});

test('a caller that leaves stops the work on a long text', async () => {
  const leaving = new AbortController();
  const answer = lexicalAnswer({ body: { model: 'any', input: LONG }, signal: leaving.signal });
  leaving.abort();
  expect(await answer).toMatchObject({ status: 499 });
});
