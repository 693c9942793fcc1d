import type { TraceSummary } from '../../../electron/shared/models.ts';
import { Badge, type Tone } from '../../ui/index.ts';
import { CallStatus } from '../models/call-status.tsx';

const BY: Record<string, { text: string; tone: Tone }> = {
  provider: { text: 'live', tone: 'outline' },
  replay: { text: 'replayed', tone: 'violet' },
  script: { text: 'scripted', tone: 'info' },
};

/** Error classes in words; an unknown one is shown as it is. */
const CLASSES: Record<string, string> = {
  aborted: 'ended early',
  cut: 'broke off',
  limit: 'limit reached',
  authentication: 'key refused',
  permission: 'not allowed',
  not_found: 'not found',
  too_large: 'too large',
  rate_limit: 'rate limit',
  unreachable: 'unreachable',
  timeout: 'timeout',
  overloaded: 'overloaded',
  server_error: 'server error',
  invalid_request: 'bad request',
  refusal: 'refusal',
};

export const errorName = (errorClass: string): string => CLASSES[errorClass] ?? errorClass;

/** How a call ended, who answered it, and what kind of failure it was. */
export function CallBadges({ call }: { call: TraceSummary }) {
  const by = call.answeredBy === null ? undefined : BY[call.answeredBy];
  // A scripted answer is named by the status already.
  const isNamed = by === undefined || call.injected === 'answer';
  return (
    <span className="row">
      <CallStatus call={call} />
      {!isNamed && <Badge tone={by.tone}>{by.text}</Badge>}
      {call.errorClass && <Badge tone="danger">{errorName(call.errorClass)}</Badge>}
    </span>
  );
}
