import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import known from '../../../../electron/server/gateway/builtin/gguf/architectures.json' with { type: 'json' };
import { describeGguf } from '../../../../electron/server/gateway/builtin/gguf/describe.ts';
import { TINY_TEMPLATE, tinyGguf, type TinyGgufOptions } from '../../../fixtures/gateway/tiny-gguf.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cairn-gguf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function describeBytes(bytes: Uint8Array) {
  const file = path.join(folder, 'a.gguf');
  writeFileSync(file, bytes);
  return describeGguf(file);
}
const described = (options: TinyGgufOptions) => describeBytes(tinyGguf(512, options));

test('a header says what kind of model a file holds', () => {
  expect(described({ name: 'Tiny', chatTemplate: TINY_TEMPLATE })).toMatchObject({
    architecture: 'llama',
    name: 'Tiny',
    contextTokens: 512,
    quantization: 'F32',
    hasChatTemplate: true,
    purpose: 'answers',
    // 1 layer x 2 heads x (16 + 16) numbers of a key and a value x 2 bytes
    cacheBytesPerToken: 128,
  });
  expect(described({ pooling: 1 })).toMatchObject({ purpose: 'embeddings', hasChatTemplate: false });
});

test('the shipped practice model is described as it is', () => {
  const file = path.resolve(import.meta.dirname, '../../../../resources/models/cairn-practice.gguf');
  expect(describeGguf(file)).toMatchObject({
    architecture: 'llama',
    contextTokens: 1024,
    quantization: 'Q8_0',
  });
});

test.each([
  ['no GGUF file', Buffer.from('<html>not a model at all, whatever it is called</html>'), 'not a GGUF model'],
  ['an old version', Buffer.concat([Buffer.from('GGUF\u0001\0\0\0'), Buffer.alloc(40)]), 'GGUF version 1'],
  ['a file without its last bytes', tinyGguf(512).subarray(0, -4000), 'cut short'],
  ['a file that ends in its header', tinyGguf(512).subarray(0, 1000), 'ends inside of its header'],
  [
    'an unknown architecture',
    tinyGguf(512, { architecture: 'stablediffusion' }),
    '"stablediffusion" is not one',
  ],
  ['a part that sees pictures', tinyGguf(512, { architecture: 'clip' }), 'sees pictures'],
  ['one of several parts', tinyGguf(512, { splitCount: 3 }), 'one of 3 parts'],
  ['a model that ranks', tinyGguf(512, { pooling: 4 }), 'ranks texts'],
])('%s is explained', (_, bytes, said) => {
  expect(describeBytes(bytes)).toMatchObject({
    problem: expect.stringContaining(said),
    hint: expect.any(String),
  });
});

test('a path that leads nowhere, or to a folder, is explained', () => {
  expect(describeGguf(path.join(folder, 'none.gguf'))).toMatchObject({ problem: 'there is no such file' });
  expect(describeGguf(folder)).toMatchObject({ problem: 'this is a folder' });
});

test('no damage of a header makes the reader throw or run away', () => {
  const whole = tinyGguf(256, { chatTemplate: TINY_TEMPLATE });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      const facts = describeBytes(bytes);
      expect('problem' in facts || facts.parameters > 0).toBe(true);
    }),
    // The example once came out as a model of no parameters.
    {
      numRuns: 300,
      examples: [
        [
          [
            [8, 0],
            [3006, 0],
          ],
        ],
      ],
    },
  );
});

test('the list of architectures is that of the llama.cpp in use', async () => {
  // Its types call it a constant enum, which the running code is not.
  const library: Record<string, unknown> = await import('node-llama-cpp');
  const own = Object.values(library.GgufArchitectureType as Record<string, string>).filter(
    (name) => name !== '(unknown)',
  );
  expect(known).toEqual(own.toSorted());
});
