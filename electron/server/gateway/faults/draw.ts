import { seeded } from '../../../shared/seeded.ts';
import { asObject, asString, type JsonObject } from '../json.ts';
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

/** What the run's reply says to a request of the Messages API, or for embeddings. */
export async function replyOf(
  run: Run,
  body: JsonObject,
  { index, operation }: { index: number; operation: 'messages' | 'embeddings' },
): Promise<Fault | null> {
  const { system, messages, tools } = body;
  const step = await run.reply!({
    operation,
    system: textOf(system),
    messages: Array.isArray(messages) ? (messages as JsonObject[]) : [],
    tools: Array.isArray(tools) ? (tools as JsonObject[]) : [],
    body,
    index,
  });
  return step.kind === 'seeded' ? draw(step, run.usage.calls) : step;
}

/** A system prompt is a text, or a list of blocks. */
function textOf(system: unknown): string {
  if (typeof system === 'string') return system;
  if (!Array.isArray(system)) return '';
  return system.map((block) => asString(asObject(block).text) ?? '').join('\n');
}

/** The golden ratio's bits: neighbouring calls get seeds far apart. */
const SPREAD = 0x9e3779b9;

function draw({ seed, rate, faults = ANY_FAULT }: SeededFaults, call: number): Fault | null {
  const random = seeded(seed ^ Math.imul(call, SPREAD));
  if (random() >= rate) return null;
  return faults[Math.floor(random() * faults.length)] ?? null;
}
