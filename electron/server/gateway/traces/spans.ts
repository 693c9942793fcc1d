import type { TraceSummary } from '../../../shared/models.ts';
import type { TraceSpan } from '../../../shared/traces.ts';

/**
 * A call as the bars of a waterfall: the wait until a provider was asked, the connection to it, the wait for its first
 * byte, and the answer. Bars that did not happen are left out, so a call that was refused has its queue only.
 */
export function spansOf(call: TraceSummary): TraceSpan[] {
  const { queueMs, connectMs, firstByteMs, totalMs } = call;
  const asked = queueMs ?? firstByteMs ?? totalMs;
  const connected = connectMs === null ? asked : Math.min(asked + connectMs, totalMs);
  const first = firstByteMs === null ? totalMs : Math.max(firstByteMs, connected);
  const spans: TraceSpan[] = [{ name: 'queue', startMs: 0, endMs: asked }];
  if (connectMs !== null) spans.push({ name: 'connect', startMs: asked, endMs: connected });
  if (queueMs !== null) spans.push({ name: 'first token', startMs: connected, endMs: first });
  if (firstByteMs !== null) spans.push({ name: 'answer', startMs: first, endMs: Math.max(first, totalMs) });
  return spans;
}
