import { textOf, type Exchange, type Part, type Turn } from '../messages/parts.ts';
import { diffSequence } from '../../../../electron/shared/diff/sequence.ts';

/** One thing that two calls have, or that one of them lacks. */
export interface Section {
  title: string;
  /** Text is compared word by word, JSON by structure. */
  kind: 'text' | 'json';
  left: unknown;
  right: unknown;
}

/** What two calls sent and got, paired: system prompt, tools, settings, message by message, answer. */
export function sectionsOf(left: Exchange, right: Exchange): Section[] {
  return [
    { title: 'Settings', kind: 'json', left: left.settings, right: right.settings },
    { title: 'Tools', kind: 'json', left: left.tools, right: right.tools },
    { title: 'System prompt', kind: 'text', left: turnText(left.system), right: turnText(right.system) },
    ...pairs(left.turns, right.turns),
    { title: 'Answer', kind: 'text', left: answerOf(left), right: answerOf(right) },
  ];
}

const answerOf = ({ answer, error }: Exchange): string =>
  answer ? turnText(answer.parts) : error ? `Error: ${error}` : '';

/** Messages that are the same stand beside each other; what is between them is paired in order. */
function pairs(left: readonly Turn[], right: readonly Turn[]): Section[] {
  const texts = (turns: readonly Turn[]): string[] =>
    turns.map(({ role, parts }) => `${role}\n${turnText(parts)}`);
  const stretches = diffSequence(texts(left), texts(right));
  const sections: Section[] = [];
  const add = (a: Turn | undefined, b: Turn | undefined): void => {
    const roles = [...new Set([a?.role, b?.role].filter(Boolean))].join(' and ');
    sections.push({
      title: `Message ${sections.length + 1}, ${roles}`,
      kind: 'text',
      left: a ? turnText(a.parts) : '',
      right: b ? turnText(b.parts) : '',
    });
  };
  for (let at = 0; at < stretches.length; at += 1) {
    const { kind, a, b } = stretches[at]!;
    const next = stretches[at + 1];
    const isChange = kind === 'removed' && next?.kind === 'added';
    const [mine, theirs] = [left.slice(...a), right.slice(...(isChange ? next.b : b))];
    for (let n = 0; n < Math.max(mine.length, theirs.length); n += 1) add(mine[n], theirs[n]);
    if (isChange) at += 1;
  }
  return sections;
}

/** A message as one text, calls and results included. */
function turnText(parts: readonly Part[]): string {
  return parts.map(partText).filter(Boolean).join('\n\n');
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'thinking':
      return part.text === null ? '[encrypted thinking]' : `[thinking]\n${part.text}`;
    case 'tool-call':
      return `[tool call ${part.name}]\n${JSON.stringify(part.input, null, 2)}`;
    case 'tool-result':
      return `[tool ${part.isError ? 'error' : 'result'}]\n${textOf(part.parts)}`;
    case 'image':
      return `[image ${part.note}]`;
    case 'document':
      return `[${part.of} ${part.title ?? part.note}]\n${part.blocks.join('\n')}`;
    case 'other':
      return `[${part.type}]\n${JSON.stringify(part.json, null, 2)}`;
  }
}
