import type { TraceSummary } from '../../../electron/shared/models.ts';
import { Badge } from '../../ui/index.ts';

const FAULTS: Record<string, string> = {
  answer: 'scripted answer',
  status: 'injected error',
  timeout: 'injected timeout',
  'slow-first-byte': 'injected delay',
  'cut-stream': 'injected break',
  stall: 'injected stall',
  'stream-error': 'injected stream error',
  truncate: 'injected cut',
  drip: 'injected drip',
  reset: 'injected reset',
  'malformed-sse': 'injected bad event',
  refusal: 'injected refusal',
  'malformed-tool': 'injected bad tool call',
  empty: 'injected empty answer',
  'wrong-citations': 'injected wrong citations',
};

/** What the gateway did to a call on purpose, in words. */
export function faultName(injected: string): string {
  return FAULTS[injected] ?? `injected ${injected}`;
}

/** How a call ended, with a mark when the gateway injected a fault or scripted the answer. */
export function CallStatus({ call }: { call: TraceSummary }) {
  const isOk = call.status >= 200 && call.status < 300 && call.error === null;
  return (
    <span className="row">
      <Badge tone={isOk ? 'accent' : 'danger'}>
        <span className="mono">{call.status === 499 ? 'ended' : call.status}</span>
      </Badge>
      {call.injected && (
        <Badge tone={call.injected === 'answer' ? 'info' : 'here'}>{faultName(call.injected)}</Badge>
      )}
      {call.stopReason === 'max_tokens' && <Badge tone="outline">max_tokens</Badge>}
    </span>
  );
}
