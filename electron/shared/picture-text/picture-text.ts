import { flowText } from './flow.ts';
import { sequenceText } from './sequence.ts';

/**
 * What a mermaid picture says, line by line, for a terminal or a screen reader: who sends what to whom, what leads to
 * what. A description that the picture carries (`accDescr`) goes before everything.
 * @returns null for a kind of picture, or a line in one, that this does not understand
 */
export function pictureText(source: string): string | null {
  const lines = source
    .split('\n')
    .map((line) => line.replace(/%%.*$/, '').replace(/;\s*$/, '').trim())
    .filter((line) => line !== '');
  const described = lines.map((line) => /^accDescr\s*:\s*(.+)$/.exec(line)?.[1]).find(Boolean);
  if (described) return described;
  const [kind = '', ...rest] = lines.filter((line) => !line.startsWith('accTitle'));
  if (kind === 'sequenceDiagram') return sequenceText(rest)?.join('\n') ?? null;
  if (/^(?:flowchart|graph)\b/.test(kind)) return flowText(rest)?.join('\n') ?? null;
  return null;
}
