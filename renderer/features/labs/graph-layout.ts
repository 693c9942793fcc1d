/** What is drawn: a node and what comes before it. */
export interface GraphNode {
  id: string;
  prerequisites: readonly string[];
  /** The column, counted from 0. */
  depth: number;
}

export interface Placed {
  id: string;
  x: number;
  y: number;
}

export interface Drawn {
  from: string;
  to: string;
  /** An SVG path from the right of one node to the left of the other. */
  path: string;
}

export interface GraphLayout {
  nodes: Placed[];
  edges: Drawn[];
  width: number;
  height: number;
  nodeWidth: number;
}

export const NODE_HEIGHT = 84;
const ROW_GAP = 18;
const MIN_WIDTH = 168;
const MAX_WIDTH = 250;
const MIN_GAP = 34;
const MAX_GAP = 110;
const SWEEPS = 4;

/**
 * Lays a small graph out in columns, left to right: each node right of all that comes before it, and in its column near
 * the middle of its neighbours, so that lines seldom cross (the barycentre rule of Sugiyama, Tagawa and Toda, 1981).
 * @param available the width to fill; a graph that needs more is wider
 */
export function layoutGraph(nodes: readonly GraphNode[], available: number): GraphLayout {
  const edges = nodes.flatMap(({ id, prerequisites }) =>
    shortest(prerequisites, nodes).map((from) => ({ from, to: id })),
  );
  const columns = ordered(nodes, edges);
  const count = Math.max(1, columns.length);
  const nodeWidth = clamp((available - (count - 1) * MIN_GAP) / count, MIN_WIDTH, MAX_WIDTH);
  const gap = count === 1 ? 0 : clamp((available - count * nodeWidth) / (count - 1), MIN_GAP, MAX_GAP);
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const height = tallest * NODE_HEIGHT + (tallest - 1) * ROW_GAP;
  const placed = columns.flatMap((column, c) => {
    const top = (height - column.length * NODE_HEIGHT - (column.length - 1) * ROW_GAP) / 2;
    return column.map((id, r): Placed => ({
      id,
      x: Math.round(c * (nodeWidth + gap)),
      y: Math.round(top + r * (NODE_HEIGHT + ROW_GAP)),
    }));
  });
  const at = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes: placed,
    edges: edges.map(({ from, to }) => ({ from, to, path: curve(at.get(from)!, at.get(to)!, nodeWidth) })),
    width: Math.round(count * nodeWidth + (count - 1) * gap),
    height,
    nodeWidth: Math.round(nodeWidth),
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Without those that another one brings along: a line for each would only hide the order. */
function shortest(prerequisites: readonly string[], nodes: readonly GraphNode[]): string[] {
  const known = prerequisites.filter((id) => nodes.some((node) => node.id === id));
  return known.filter((id) => !known.some((other) => other !== id && ancestors(other, nodes).has(id)));
}

/** Everything that comes before a node, directly or not. */
export function ancestors(
  id: string,
  nodes: readonly Pick<GraphNode, 'id' | 'prerequisites'>[],
): Set<string> {
  const found = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const before of nodes.find((node) => node.id === next)?.prerequisites ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      queue.push(before);
    }
  }
  return found;
}

/** The ids by column, each column in the order in which it is drawn. */
function ordered(nodes: readonly GraphNode[], edges: readonly { from: string; to: string }[]): string[][] {
  const depth = Math.max(-1, ...nodes.map((node) => node.depth));
  const columns = Array.from({ length: depth + 1 }, (_, at) =>
    nodes.filter((node) => node.depth === at).map(({ id }) => id),
  ).filter((column) => column.length > 0);
  const middleOf = (id: string): number => {
    const neighbours = edges.flatMap(({ from, to }) => (to === id ? [from] : from === id ? [to] : []));
    const places = neighbours.flatMap((other) => {
      const column = columns.find((ids) => ids.includes(other));
      return column ? [(column.indexOf(other) + 0.5) / column.length] : [];
    });
    return places.length === 0 ? 0.5 : places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const order = sweep % 2 === 0 ? columns.keys() : [...columns.keys()].toReversed();
    for (const c of order) {
      const weight = new Map(columns[c]!.map((id) => [id, middleOf(id)]));
      columns[c] = columns[c]!.toSorted((a, b) => weight.get(a)! - weight.get(b)!);
    }
  }
  return columns;
}

function curve(from: Placed, to: Placed, width: number): string {
  const [x1, y1] = [from.x + width, from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [to.x, to.y + NODE_HEIGHT / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
