import type { Prompt } from './prompts.ts';
import type { Result } from './types.ts';

export type Grade = Pick<Result, 'status' | 'grader' | 'reason'>;

export const PASS: Grade = { status: 'pass', grader: null, reason: null };

const failed = (grader: 'schema' | 'exact', reason: string): Grade => ({ status: 'fail', grader, reason });

export function grade({ answer: form, queues }: Prompt, expected: string, answer: string): Grade {
  let label = answer.trim();
  if (form === 'json') {
    let value: unknown;
    try {
      value = JSON.parse(answer);
    } catch {
      return failed('schema', 'not JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return failed('schema', 'no object');
    const { queue, urgent, ...others } = value as Record<string, unknown>;
    if (Object.keys(others).length > 0) return failed('schema', `too much: ${Object.keys(others).join()}`);
    if (typeof urgent !== 'boolean') return failed('schema', 'urgent is neither true nor false');
    if (typeof queue !== 'string' || !queues.includes(queue)) return failed('schema', 'no such queue');
    label = queue;
  }
  if (label.localeCompare(expected, 'en', { sensitivity: 'accent' }) === 0) return PASS;
  return failed('exact', `"${label}" is not ${expected}`);
}
