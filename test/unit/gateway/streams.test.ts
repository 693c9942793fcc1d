import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStopWatch } from '../../../electron/server/gateway/builtin/stop-sequences.ts';
import { createFrameSplitter, encodeEvent, parseFrame } from '../../../electron/server/gateway/sse.ts';

const event = fc.record({ type: fc.constant('x'), text: fc.string({ unit: 'binary' }) });
const lineEnd = fc.constantFrom('\n', '\r\n');

test('a stream cut anywhere gives the same frames, and not a byte is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, lineEnd)),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (events, sizes) => {
        const whole = Buffer.concat(
          events.map(([one, end]) =>
            Buffer.from(Buffer.from(encodeEvent(one)).toString('utf8').replaceAll('\n', end)),
          ),
        );
        const splitter = createFrameSplitter();
        const frames: Uint8Array[] = [];
        for (let at = 0, i = 0; at < whole.length; i += 1) {
          const size = sizes[i % sizes.length]!;
          frames.push(...splitter.push(whole.subarray(at, at + size)));
          at += size;
        }
        expect(Buffer.concat([...frames, splitter.rest()]).equals(whole)).toBe(true);
        expect(frames.map(parseFrame)).toEqual(
          events.map(([one]) => JSON.parse(JSON.stringify(one)) as unknown),
        );
      },
    ),
  );
});

test('comments and broken data are no events', () => {
  expect(parseFrame(Buffer.from(': hello\n\n'))).toBeNull();
  expect(parseFrame(Buffer.from('data: {"type":\n\n'))).toBeNull();
});

test('a stop sequence is found however the text arrives, and nothing after it is shown', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
      (text, sizes) => {
        const watch = createStopWatch(['abb', 'baab']);
        let shown = '';
        let hit: string | null = null;
        for (let at = 0, i = 0; at < text.length && hit === null; i += 1) {
          const size = sizes[i % sizes.length]!;
          const out = watch.push(text.slice(at, at + size));
          shown += out.text;
          hit = out.hit;
          at += size;
        }
        if (hit === null) shown += watch.rest();
        const first = /abb|baab/.exec(text);
        expect(shown.length).toBeLessThanOrEqual(first ? first.index : text.length);
        expect(hit !== null).toBe(first !== null);
        expect(text.startsWith(shown)).toBe(true);
        if (!first) expect(shown).toBe(text);
      },
    ),
  );
});
