import { seeded } from '../../../shared/seeded.ts';
import type { Run } from '../runs.ts';
import type { Fault, SeededFaults } from '../types.ts';

/** Every kind that ends by itself, mild enough that a caller with a timeout of a minute sees all of it. */
const ANY_FAULT: readonly Fault[] = [
  { kind: 'status', status: 429, retryAfter: 1 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 529 },
  { kind: 'status', status: 500 },
  { kind: 'reset' },
  { kind: 'slow-first-byte', ms: 1500 },
  { kind: 'drip', ms: 100 },
  { kind: 'cut-stream', afterEvents: 4 },
  { kind: 'stream-error', afterEvents: 4 },
  { kind: 'malformed-sse', afterEvents: 3 },
  { kind: 'truncate', outputTokens: 8 },
  { kind: 'refusal' },
  { kind: 'malformed-tool' },
  { kind: 'empty' },
  { kind: 'wrong-citations' },
];

/**
 * Takes the fault for the next call: a step that matches `every` stays and covers the later calls too, and so does a
 * seeded one, which draws by the number of the call in its run.
 */
export function nextFault(run: Run): Fault | null {
  const step = run.faults[0];
  if (!step) return null;
  if (step.kind === 'seeded') return draw(step, run.usage.calls);
  if (step.match !== 'every') run.faults.shift();
  return step;
}

/** The golden ratio's bits: neighbouring calls get seeds far apart. */
const SPREAD = 0x9e3779b9;

function draw({ seed, rate, faults = ANY_FAULT }: SeededFaults, call: number): Fault | null {
  const random = seeded(seed ^ Math.imul(call, SPREAD));
  if (random() >= rate) return null;
  return faults[Math.floor(random() * faults.length)] ?? null;
}
