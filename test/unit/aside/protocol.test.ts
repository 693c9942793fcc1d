import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUnframer, frame } from '../../../electron/server/aside/protocol.ts';

const message = fc.oneof(
  fc.record({ progress: fc.record({ done: fc.nat(), phase: fc.string({ unit: 'binary' }) }) }),
  fc.record({ result: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Uint8Array.from(bytes)) }),
  fc.record({ result: fc.option(fc.bigInt()) }),
);

test('messages arrive whole and in order, wherever a pipe cuts their bytes', () => {
  fc.assert(
    fc.property(fc.array(message), fc.infiniteStream(fc.integer({ min: 1, max: 700 })), (sent, cuts) => {
      const bytes = Buffer.concat(sent.map(frame));
      const unframe = createUnframer();
      const got: unknown[] = [];
      for (let at = 0; at < bytes.length;) {
        const end = at + cuts.next().value!;
        got.push(...unframe(bytes.subarray(at, end)));
        at = end;
      }
      expect(got.map(plain)).toEqual(sent.map(plain));
    }),
  );
});

/** Bytes come back in a buffer of another kind. */
const plain = (it: unknown): unknown => {
  const { result } = it as { result?: unknown };
  return result instanceof Uint8Array ? { result: [...result] } : it;
};
