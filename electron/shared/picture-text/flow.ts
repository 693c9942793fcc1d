/** What opens a node's shape, longest first, and what closes it. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['[(', ')]'],
  ['[[', ']]'],
  ['([', '])'],
  ['((', '))'],
  ['{{', '}}'],
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
];
/** An edge: with a text within, with one in bars after it, or bare. */
const EDGE =
  /^\s*(<)?(?:(?:--|==|-\.)\s+(.+?)\s+(?:--+|==+|\.+-)(>)?|(?:--+|==+|-\.+-)(>)?(?:\|([^|]*)\|)?)\s*/;
const NO_PICTURE = /^(?:direction|classDef|class|style|linkStyle|click)\b/;

interface Edge {
  label: string;
  arrow: string;
}

/** A line of a flowchart: nodes, and the edges between them. */
interface Chain {
  nodes: string[];
  edges: Edge[];
}

const plain = (label: string): string =>
  label
    .replace(/^\s*"|"\s*$/g, '')
    .replace(/([?!.,:;])?\s*<br\s*\/?>\s*/g, (_, mark?: string) => `${mark ?? ','} `)
    .replace(/\s+/g, ' ')
    .trim();

/** Reads a node at the start. @returns what follows it, or null when there is none */
function takeNode(text: string, labels: Map<string, string>): { id: string; rest: string } | null {
  const id = /^\w+/.exec(text)?.[0];
  if (id === undefined) return null;
  const rest = text.slice(id.length);
  const shape = SHAPES.find(([opens]) => rest.startsWith(opens));
  if (!shape) return { id, rest };
  const [opens, closes] = shape;
  const isQuoted = rest.startsWith('"', opens.length);
  const end = rest.indexOf(isQuoted ? `"${closes}` : closes, opens.length + 1);
  if (end < 0) return null;
  labels.set(id, plain(rest.slice(opens.length, end)));
  return { id, rest: rest.slice(end + closes.length + (isQuoted ? 1 : 0)) };
}

function readChain(line: string, labels: Map<string, string>): Chain | null {
  const chain: Chain = { nodes: [], edges: [] };
  let rest = line;
  for (;;) {
    const node = takeNode(rest, labels);
    if (!node) return null;
    chain.nodes.push(node.id);
    if (node.rest.trim() === '') return chain;
    const edge = EDGE.exec(node.rest);
    if (!edge) return null;
    const [all, back, within, headWithin, head, after] = edge;
    const isForth = headWithin !== undefined || head !== undefined;
    chain.edges.push({
      label: plain(within ?? after ?? ''),
      arrow: back ? '↔' : isForth ? '→' : '–',
    });
    rest = node.rest.slice(all.length);
  }
}

/** The edges of a flowchart, one a line, with its groups around them; null for what this does not understand. */
export function flowText(lines: readonly string[]): string[] | null {
  const labels = new Map<string, string>();
  // A node may be named before the line that gives it its label, so nothing is said until all is read.
  const say: (() => string[])[] = [];
  let depth = 0;
  for (const line of lines) {
    const group = /^subgraph\s+(\w+)\s*(?:\[(.*)\])?$/.exec(line);
    const indent = '  '.repeat(depth);
    if (group) {
      const [, id = '', title = id] = group;
      labels.set(id, plain(title));
      say.push(() => [`${indent}${plain(title)}:`]);
      depth += 1;
    } else if (line === 'end') depth = Math.max(0, depth - 1);
    else if (!NO_PICTURE.test(line)) {
      const chain = readChain(line, labels);
      if (!chain) return null;
      say.push(() => chainText(chain, labels).map((text) => indent + text));
    }
  }
  return say.flatMap((lines) => lines());
}

function chainText({ nodes, edges }: Chain, labels: ReadonlyMap<string, string>): string[] {
  const nameOf = (at: number): string => labels.get(nodes[at]!) ?? nodes[at]!;
  if (edges.length === 0) return [nameOf(0)];
  return edges.map(
    ({ label, arrow }, at) => `${nameOf(at)} ${arrow} ${nameOf(at + 1)}${label === '' ? '' : ` (${label})`}`,
  );
}
