import { describe, expect, test } from 'vitest';
import {
  ancestors,
  layoutGraph,
  NODE_HEIGHT,
  type GraphNode,
} from '../../../../renderer/features/labs/graph-layout.ts';

const node = (id: string, depth: number, prerequisites: string[] = []): GraphNode => ({
  id,
  depth,
  prerequisites,
});
const at = (layout: ReturnType<typeof layoutGraph>, id: string) => layout.nodes.find((one) => one.id === id)!;

/** Twenty labs in five columns, each after two of the column before. */
const twenty = Array.from({ length: 20 }, (_, i) => {
  const depth = Math.floor(i / 4);
  const before = depth === 0 ? [] : [i - 4, (depth - 1) * 4 + ((i * 3) % 4)];
  return node(
    `n${i}`,
    depth,
    [...new Set(before)].map((other) => `n${other}`),
  );
});

describe('the layout of the graph', () => {
  test('puts every node right of all that comes before it', () => {
    const layout = layoutGraph(twenty, 1200);
    for (const { id, prerequisites } of twenty)
      for (const other of prerequisites)
        expect(at(layout, other).x + layout.nodeWidth).toBeLessThan(at(layout, id).x);
  });

  test('lets no two nodes overlap', () => {
    const { nodes, nodeWidth } = layoutGraph(twenty, 1200);
    for (const a of nodes)
      for (const b of nodes)
        if (a.id < b.id && Math.abs(a.x - b.x) < nodeWidth)
          expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(NODE_HEIGHT);
  });

  test('fills the width that is there, and keeps nodes readable where it is too narrow', () => {
    const chain = [node('a', 0), node('b', 1, ['a']), node('c', 2, ['b'])];
    expect(layoutGraph(chain, 900).width).toBeLessThanOrEqual(900);
    expect(layoutGraph(chain, 300).nodeWidth).toBe(168);
    expect(layoutGraph([node('a', 0)], 900).nodes).toEqual([{ id: 'a', x: 0, y: 0 }]);
    expect(layoutGraph([], 900).nodes).toEqual([]);
  });

  test('draws no line that another way says already', () => {
    const nodes = [node('a', 0), node('b', 1, ['a']), node('c', 2, ['a', 'b'])];
    expect(layoutGraph(nodes, 900).edges.map(({ from, to }) => `${from}-${to}`)).toEqual(['a-b', 'b-c']);
  });

  test('puts nodes beside what they come from, so that lines do not cross', () => {
    const nodes = [node('a', 0), node('b', 0), node('x', 1, ['b']), node('y', 1, ['a'])];
    const layout = layoutGraph(nodes, 900);
    expect(Math.sign(at(layout, 'a').y - at(layout, 'b').y)).toBe(
      Math.sign(at(layout, 'y').y - at(layout, 'x').y),
    );
  });

  test('knows the whole way to a node, rings included', () => {
    const ring = [node('a', 0, ['b']), node('b', 0, ['a']), node('c', 1, ['b'])];
    expect([...ancestors('c', ring)].toSorted()).toEqual(['a', 'b']);
  });
});
