import { expect, test } from 'vitest';
import {
  schemaGrammar,
  toolCallGrammar,
  UnsupportedSchema,
} from '../../../electron/server/gateway/builtin/grammar.ts';

const strict = { strict: true };
const rulesOf = (grammar: string): string[] =>
  grammar.split('\n').filter((line) => /^(root|[rt]\d*-\d+) ::=/.test(line));

test('an optional key may be left out, and the commas still fit', () => {
  const grammar = schemaGrammar(
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a'] },
    strict,
  );
  expect(rulesOf(grammar)).toEqual([
    'root ::= r-5',
    'r-1 ::= "\\"b\\":" integer "" | ""',
    'r-2 ::= "," "\\"b\\":" integer "" | ""',
    'r-3 ::= "\\"a\\":" string r-2',
    'r-4 ::= "," "\\"a\\":" string r-2',
    'r-5 ::= "{" r-3 "}"',
  ]);
});

test('a schema that refers to itself becomes a rule that refers to itself', () => {
  const tree = {
    type: 'object',
    properties: { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
    required: ['next'],
  };
  const grammar = schemaGrammar({ $ref: '#/$defs/node', $defs: { node: tree } }, strict);
  expect(rulesOf(grammar)).toContain('r-2 ::= r-1 | null');
});

test.each([
  ['pattern', { type: 'string', pattern: '^a' }],
  ['minimum', { type: 'object', properties: { n: { type: 'integer', minimum: 3 } } }],
  ['points at nothing', { $ref: '#/$defs/gone' }],
])('a structured output that could not be held to is refused: %s', (words, schema) => {
  expect(() => schemaGrammar(schema, strict)).toThrow(UnsupportedSchema);
  expect(() => schemaGrammar(schema, strict)).toThrow(words);
});

test('tool arguments ignore what cannot be enforced, and any of the tools may be called', () => {
  const grammar = toolCallGrammar([
    {
      name: 'one',
      input_schema: { type: 'object', properties: { n: { type: 'integer', minimum: 3 } }, required: ['n'] },
    },
    { name: 'two "quoted"', input_schema: {} },
  ]);
  expect(rulesOf(grammar)[0]).toBe(
    String.raw`root ::= "{\"name\":\"one\",\"arguments\":" t0-3 "}" | "{\"name\":\"two \\\"quoted\\\"\",\"arguments\":" object "}"`,
  );
});
