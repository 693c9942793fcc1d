import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

/** All that a call to the model says, as one text: the instruction, then the messages. */
export function promptOf(body: unknown): string {
  const { system, messages } = (body ?? {}) as { system?: unknown; messages?: unknown };
  return [system, messages].map(textsIn).join('\n');
}

/** The texts in a request, whether they stand there plainly or in content blocks. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textsIn).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  const { text, content } = value as { text?: unknown; content?: unknown };
  return textsIn(text ?? content);
}

/** The number that stands before a passage, like [2]; 0 when the passage is not there or has none. */
export function markerOf(prompt: string, passage: string): number {
  const at = prompt.lastIndexOf(passage);
  if (at < 0) return 0;
  const before = [...prompt.slice(0, at).matchAll(/\[(\d+)\]/g)].at(-1);
  return Number(before?.[1] ?? 0);
}

/** From now on the model says this, whatever it is asked. */
export function answersWith(t: CheckTools, text: string): void {
  t.reply(({ operation }) => (operation === 'messages' ? { kind: 'answer', text } : { kind: 'pass' }));
}
