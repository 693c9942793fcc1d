import { AppError } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/nearest.ts';
import type { FaultPlan, FaultStep } from '../types.ts';

/** What each word of a fault plan means, with its one number and that number's default. */
const WORDS: Record<string, (n: number | undefined) => FaultStep> = {
  pass: () => ({ kind: 'pass' }),
  reset: () => ({ kind: 'reset' }),
  timeout: () => ({ kind: 'timeout' }),
  slow: (ms = 2000) => ({ kind: 'slow-first-byte', ms }),
  drip: (ms = 100) => ({ kind: 'drip', ms }),
  cut: (afterEvents = 4) => ({ kind: 'cut-stream', afterEvents }),
  stall: (afterEvents = 4) => ({ kind: 'stall', afterEvents }),
  'stream-error': (afterEvents = 4) => ({ kind: 'stream-error', afterEvents }),
  malformed: (afterEvents = 3) => ({ kind: 'malformed-sse', afterEvents }),
  'max-tokens': (outputTokens = 8) => ({ kind: 'truncate', outputTokens }),
  refusal: () => ({ kind: 'refusal' }),
  'bad-tool': () => ({ kind: 'malformed-tool' }),
  empty: () => ({ kind: 'empty' }),
  'bad-citations': () => ({ kind: 'wrong-citations' }),
  seeded: (seed = 1) => ({ kind: 'seeded', seed, rate: 0.3 }),
};

export const FAULT_HELP = `A fault plan is a list of words with commas, one for each call in order:
  429  429:2 (with retry-after)  500  529  any status from 400 to 599
  reset  timeout  slow:MS  drip:MS  cut:EVENTS  stall:EVENTS  stream-error:EVENTS  malformed:EVENTS
  max-tokens:N  refusal  bad-tool  empty  bad-citations  pass
  seeded:SEED@PERCENT   draws one of them for that share of all calls (30)
  x3 after a word repeats it, * makes it stay: 529x2,slow:500,cut:3*`;

/** More steps than anyone writes; a typing error must not fill the memory. */
const MOST_STEPS = 1000;
const STEP = /^([a-z-]+|\d{3})(?::(\d{1,7}))?(?:@(\d{1,3}))?(?:x(\d{1,4}))?(\*)?$/;

/**
 * Reads a fault plan as it is typed in a terminal; see `FAULT_HELP`.
 * @throws AppError `bad_input` that names the word it does not know and the nearest one
 */
export function readFaultSpec(text: string): FaultPlan {
  const steps = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(readStep);
  if (steps.length > MOST_STEPS) {
    throw new AppError('bad_input', `A fault plan has at most ${MOST_STEPS} steps.`, {
      hint: 'Let a step stay with *, or use seeded:SEED@PERCENT.',
    });
  }
  return steps;
}

function readStep(part: string): FaultStep[] {
  const [, word, number, percent, times, stays] = STEP.exec(part) ?? [];
  if (word === undefined) throw unknownFault(part);
  const value = number === undefined ? undefined : Number(number);
  const step = /^\d/.test(word) ? statusStep(Number(word), value) : WORDS[word]?.(value);
  if (!step || (percent !== undefined && step.kind !== 'seeded')) throw unknownFault(part);
  const drawn =
    step.kind === 'seeded' && percent !== undefined ? { ...step, rate: Number(percent) / 100 } : step;
  const whole: FaultStep = stays ? { ...drawn, match: 'every' } : drawn;
  return Array.from({ length: times === undefined ? 1 : Number(times) }, () => whole);
}

function statusStep(status: number, retryAfter: number | undefined): FaultStep | undefined {
  if (status < 400 || status > 599) return undefined;
  return { kind: 'status', status, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function unknownFault(part: string): AppError {
  const near = nearest(part.replace(/[^a-z-].*$/, ''), Object.keys(WORDS));
  return new AppError('bad_input', `There is no fault "${part.slice(0, 80)}".`, {
    hint: `${near ? `Did you mean ${near}? ` : ''}For example: 429:2,529x2,cut:3. \`cairn gateway --help\` lists them.`,
  });
}
