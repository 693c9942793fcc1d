import type { FaultStep } from '../../../../electron/server/gateway/types.ts';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { Draft } from './incident.ts';

export const TOOL = 'record_incident';
export type Via = 'format' | 'tool';

/** An answer of the model with this draft, as text or as a call of the tool. */
export function saying(draft: object, via: Via = 'format', more: { stopReason?: string } = {}): FaultStep {
  return via === 'format'
    ? { kind: 'answer', text: JSON.stringify(draft), ...more }
    : { kind: 'answer', text: '', toolUses: [{ name: TOOL, input: { ...draft } }], ...more };
}

/** The draft with words that no reader of values may take, and the field that has them. */
export function spoiled(
  t: CheckTools,
  draft: Draft,
  field: 'date' | 'duration' | 'cost',
): { draft: Draft; words: string } {
  const words = `${t.random.pick(['about', 'maybe', 'nearly'])} ${draft[field]}`;
  return { draft: { ...draft, [field]: words }, words };
}

/** A report that has the words for all these fields too, so that they are wrong in form only. */
export const withWords = (text: string, ...more: string[]): string =>
  [text, ...more.map((words) => `It was ${words}.`)].join(' ');
