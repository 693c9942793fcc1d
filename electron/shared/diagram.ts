import type { Path, Picture, Rung } from './curriculum.ts';

/** How far something is. `here` is where the person stands now: one phase at most. */
export type NodeState = 'done' | 'doing' | 'open' | 'here';
type Work = Exclude<NodeState, 'here'>;

/** What colours the pictures. An id that is not in a map counts as open. */
export interface DiagramProgress {
  targets: Readonly<Record<string, Work>>;
  phases: Readonly<Record<string, Work>>;
  skills: Readonly<Record<string, Work>>;
  labs: Readonly<Record<string, Work>>;
  /** The id of the phase the person is in, or null before the start. */
  here: string | null;
}

/** The state of a whole from its parts: done when all are, doing when any has begun. */
export function together(parts: readonly Work[]): Work {
  if (parts.length > 0 && parts.every((part) => part === 'done')) return 'done';
  return parts.some((part) => part !== 'open') ? 'doing' : 'open';
}

/**
 * Derives the progress of phases from that of their targets.
 * @param path the path that is shown
 * @param facts states by id; levels of skills are for the caller to translate
 */
export function diagramProgress(
  path: Path,
  facts: Partial<Omit<DiagramProgress, 'phases'>> = {},
): DiagramProgress {
  const targets = facts.targets ?? {};
  const phases = Object.fromEntries(
    path.phases.map((phase) => [
      phase.id,
      together(phase.targets.map((target) => targets[target.id] ?? 'open')),
    ]),
  );
  return { targets, phases, skills: facts.skills ?? {}, labs: facts.labs ?? {}, here: facts.here ?? null };
}

const LETTER_OR_SPACE = /^[\p{L}\p{M}\p{Nd} ]$/u;

/**
 * Writes any text as the inside of a quoted mermaid label. Everything but letters, digits and single spaces
 * becomes a character code, so no title can close the label, begin markdown or start a directive.
 */
export function escapeLabel(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  // mermaid marks its own character codes with these two pairs, and would read them in a title as such.
  const clean = plain.replaceAll('\uFB02', 'fl').replaceAll('\u00B6\u00DF', '\u00B6 \u00DF');
  if (clean === '') return 'untitled';
  return Array.from(clean, (char) => (LETTER_OR_SPACE.test(char) ? char : `#${char.codePointAt(0)};`)).join(
    '',
  );
}

/** The name of a node in mermaid text: it comes back in the drawn SVG, and cannot be a word of mermaid's. */
export function nodeName(id: string): string {
  return `n_${id.replaceAll('-', '_')}`;
}

/**
 * Finds the curriculum id in what a drawn node carries.
 * @param attribute the `id` or `class` attribute of a node's SVG group
 * @returns the id given to the picture, or null for anything else
 */
export function nodeIdFrom(attribute: string): string | null {
  const match = /(?:^|[\s-])n_([a-z0-9]+(?:_[a-z0-9]+)*)(?=$|[\s-])/.exec(attribute);
  return match ? match[1]!.replaceAll('_', '-') : null;
}

/**
 * The whole path as a mermaid mindmap: the root, its phases, their targets. Each node carries two classes, its state
 * and its name (see `nodeIdFrom`), because mermaid 12 styles a mindmap node by a class line only.
 */
export function mindmap(path: Path, progress: DiagramProgress): string {
  const node = (id: string, drawn: string, state: NodeState): string[] => {
    const indent = /^ */.exec(drawn)![0];
    return [`${indent}${nodeName(id)}${drawn.trimStart()}`, `${indent}:::${state} ${nodeName(id)}`];
  };
  const root = progress.here === null ? together(Object.values(progress.phases)) : 'doing';
  return [
    'mindmap',
    ...node(path.id, `  (("${escapeLabel(path.shortTitle)}"))`, root),
    ...path.phases.flatMap((phase) => [
      ...node(phase.id, `    ("${escapeLabel(phase.title)}")`, phaseState(phase.id, progress)),
      ...phase.targets.flatMap((target) =>
        node(target.id, `      ["${escapeLabel(target.title)}"]`, progress.targets[target.id] ?? 'open'),
      ),
    ]),
  ].join('\n');
}

function phaseState(id: string, progress: DiagramProgress): NodeState {
  return progress.here === id ? 'here' : (progress.phases[id] ?? 'open');
}

/** A node that names phases takes their state, together; one that names skills is done when all of them are. */
function pictureState(node: Picture['nodes'][number], progress: DiagramProgress): NodeState {
  if (progress.here !== null && node.phases.includes(progress.here)) return 'here';
  if (node.phases.length > 0) return together(node.phases.map((phase) => progress.phases[phase] ?? 'open'));
  return together(node.skills.map((skill) => progress.skills[skill] ?? 'open'));
}

interface FlowNode {
  id: string;
  label: string;
  state: NodeState;
}

interface FlowEdge {
  from: string;
  to: string;
  label?: string | undefined;
}

function flowchart(direction: 'LR' | 'TD', nodes: readonly FlowNode[], edges: readonly FlowEdge[]): string {
  return [
    `flowchart ${direction}`,
    ...nodes.map((node) => `  ${nodeName(node.id)}["${escapeLabel(node.label)}"]`),
    ...edges.map(({ from, to, label }) => {
      const arrow = label === undefined ? '-->' : `-- "${escapeLabel(label)}" -->`;
      return `  ${nodeName(from)} ${arrow} ${nodeName(to)}`;
    }),
    ...nodes.map((node) => `  class ${nodeName(node.id)} ${node.state}`),
  ].join('\n');
}

/** A picture of the curriculum as a mermaid flowchart from left to right, coloured by progress. */
export function flow(picture: Picture, progress: DiagramProgress): string {
  const nodes = picture.nodes.map((node) => ({
    id: node.id,
    label: node.label,
    state: pictureState(node, progress),
  }));
  return flowchart('LR', nodes, picture.edges);
}

/** The transition ladder as a mermaid flowchart, one rung after the other; a rung is done when its labs are. */
export function ladderFlow(rungs: readonly Rung[], progress?: Pick<DiagramProgress, 'labs'>): string {
  const nodes = rungs.map((rung) => ({
    id: rung.id,
    label: rung.title,
    state: together(rung.labs.map((lab) => progress?.labs[lab] ?? 'open')),
  }));
  const edges = rungs.slice(1).map((rung, index) => ({ from: rungs[index]!.id, to: rung.id }));
  return flowchart('LR', nodes, edges);
}

const IN_WORDS: Record<NodeState, string> = {
  done: 'done',
  doing: 'in work',
  open: 'open',
  here: 'you are here',
};

/** The mindmap in words: a nested list for people who do not see the picture. */
export function outline(path: Path, progress: DiagramProgress): string {
  return [
    path.title,
    ...path.phases.flatMap((phase) => [
      `- ${phase.title} (${IN_WORDS[phaseState(phase.id, progress)]})`,
      ...phase.targets.map(
        (target) => `  - ${target.title} (${IN_WORDS[progress.targets[target.id] ?? 'open']})`,
      ),
    ]),
  ].join('\n');
}

/** A picture in words: each node with its state, what it means, and where its arrows lead. */
export function pictureOutline(picture: Picture, progress: DiagramProgress): string {
  const label = new Map(picture.nodes.map((node) => [node.id, node.label]));
  return [
    `${picture.title}. ${picture.caption}`,
    ...picture.nodes.flatMap((node) => {
      const tracked = node.phases.length > 0 || node.skills.length > 0;
      const state = tracked ? ` (${IN_WORDS[pictureState(node, progress)]})` : '';
      const next = picture.edges.filter((edge) => edge.from === node.id);
      return [
        `- ${node.label}${state}${node.detail ? `. ${node.detail}` : ''}`,
        ...next.map(
          (edge) => `  - leads to ${label.get(edge.to) ?? edge.to}${edge.label ? ` (${edge.label})` : ''}`,
        ),
      ];
    }),
  ].join('\n');
}
