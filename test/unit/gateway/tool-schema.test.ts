import { expect, test } from 'vitest';
import { toGbnfSchema, withoutEmptyOptionals } from '../../../electron/server/gateway/builtin/tool-schema.ts';

const SCHEMA = {
  type: 'object',
  $defs: {
    point: {
      type: 'object',
      properties: { x: { type: 'number' }, label: { type: 'string' } },
      required: ['x'],
    },
  },
  properties: {
    city: { type: 'string', description: 'Where', minLength: 2 },
    unit: { enum: ['c', 'f'] },
    note: { type: ['string', 'null'] },
    points: { type: 'array', items: { $ref: '#/$defs/point' } },
    anything: {},
  },
  required: ['city', 'note'],
};

test('optional keys may be null in the grammar, references are followed, and the unsaid stays open', () => {
  expect(toGbnfSchema(SCHEMA)).toEqual({
    type: 'object',
    properties: {
      city: { type: 'string', description: 'Where' },
      unit: { oneOf: [{ enum: ['c', 'f'] }, { type: 'null' }] },
      note: { oneOf: [{ type: 'string' }, { type: 'null' }] },
      points: {
        oneOf: [
          {
            type: 'array',
            items: {
              type: 'object',
              properties: { x: { type: 'number' }, label: { oneOf: [{ type: 'string' }, { type: 'null' }] } },
            },
          },
          { type: 'null' },
        ],
      },
      anything: {
        oneOf: [{ type: ['string', 'number', 'integer', 'boolean', 'null'] }, { type: 'null' }],
      },
    },
  });
});

test('nulls of optional keys are taken out of the arguments, those of required keys stay', () => {
  const given = { city: 'Oslo', unit: null, note: null, points: [{ x: 1, label: null }] };
  expect(withoutEmptyOptionals(given, SCHEMA)).toEqual({ city: 'Oslo', note: null, points: [{ x: 1 }] });
});

test('a schema that leads in a circle ends', () => {
  const circle = { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' };
  expect(toGbnfSchema(circle)).toEqual({ type: ['string', 'number', 'integer', 'boolean', 'null'] });
});
