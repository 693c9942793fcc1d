import { expect, it } from 'vitest';
import type { Tool } from '../../../../electron/shared/curriculum.ts';
import { shelves } from '../../../../renderer/features/tools/select.ts';

const layer = (id: string) => ({ id, title: id, question: 'Which?', what: 'What.' });
const tool = (id: string, layerId: string, purpose: string): Tool => ({
  id,
  title: id,
  layer: layerId,
  purpose,
  status: { asOf: '2026-11', state: 'active', note: 'Current.', replacedBy: [] },
  takeWhen: 'Always.',
  avoidWhen: 'Never.',
  skills: ['mcp'],
  labs: ['rag'],
  url: 'https://example.com',
});
const layers = [layer('memory'), layer('action')];
const tools = [tool('pgvector', 'memory', 'Vectors in Postgres'), tool('chroma', 'memory', 'A vector store')];
const shown = (text: string): string[] =>
  shelves(layers, tools, text).map((shelf) => [shelf.layer.id, ...shelf.tools.map((t) => t.id)].join(' '));

it('shows every layer with its tools, and with words only what holds all of them', () => {
  expect([shown(''), shown('vector POSTGRES'), shown('nothing')]).toEqual([
    ['memory pgvector chroma', 'action'],
    ['memory pgvector'],
    [],
  ]);
});
