import { z } from 'zod';
import type { Prompt } from './prompts.ts';
import type { Result } from './types.ts';

export type Grade = Pick<Result, 'status' | 'grader' | 'reason'>;

export const PASS: Grade = { status: 'pass', grader: null, reason: null };

/** Grades an answer: its form first, then what it says. */
export function grade(prompt: Prompt, expected: string, answer: string): Grade {
  if (prompt.answer === 'label') return exact(answer, expected);
  const read = readAnswer(prompt, answer);
  return 'queue' in read ? exact(read.queue, expected) : read;
}

function exact(answer: string, expected: string): Grade {
  if (answer.trim().toLowerCase() === expected.toLowerCase()) return PASS;
  return { status: 'fail', grader: 'exact', reason: `expected ${expected}, got ${answer.trim()}` };
}

function readAnswer(prompt: Prompt, answer: string): { queue: string } | Grade {
  const shape = z.strictObject({ queue: z.enum(prompt.queues), urgent: z.boolean() });
  try {
    const { success, data, error } = shape.safeParse(JSON.parse(answer));
    return success ? data : { status: 'fail', grader: 'schema', reason: z.prettifyError(error) };
  } catch {
    return { status: 'fail', grader: 'schema', reason: 'The answer is not JSON.' };
  }
}
