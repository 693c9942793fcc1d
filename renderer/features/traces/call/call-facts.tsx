import { Link } from 'wouter';
import type { TraceSummary } from '../../../../electron/shared/models.ts';
import { count, duration } from '../../models/amounts.ts';
import { useNames } from '../../practice/use-names.ts';
import { Fact, Facts } from '../facts.tsx';
import { showCallCost, showInstant } from '../show.ts';

/** What the call was, and the run and conversation it belongs to. */
export function CallLead({ call }: { call: TraceSummary }) {
  const names = useNames();
  const what = call.label ?? names.lab(call.labId);
  return (
    <>
      {call.provider}/{call.model}, {showInstant(call.startedAt)}
      {what && `, for ${what}`}. {call.runId && <Link href={`/traces/runs/${call.runId}`}>The run</Link>}
      {call.conversationId && (
        <>
          {' · '}
          <Link href={`/traces/conversations/${call.conversationId}`}>The conversation</Link>
        </>
      )}
    </>
  );
}

/** The numbers of a call. */
export function CallFacts({ call }: { call: TraceSummary }) {
  return (
    <Facts>
      <Fact name="Tokens in" value={count(call.inputTokens)} />
      <Fact name="Tokens out" value={count(call.outputTokens)} />
      <Fact name="Read from cache" value={count(call.cacheReadTokens)} />
      <Fact name="Written to cache" value={count(call.cacheWriteTokens)} />
      <Fact name="Cost" value={showCallCost(call)} />
      <Fact name="First token" value={duration(call.firstByteMs)} />
      <Fact name="Total" value={duration(call.totalMs)} />
      <Fact name="Stop reason" value={call.stopReason ?? '–'} />
      <Fact name="Streamed" value={call.streamed ? 'yes' : 'no'} />
      <Fact name="API" value={`${call.wire}, ${call.operation.replace('_', ' ')}`} />
      <Fact name="Call of its run" value={count(call.callIndex)} />
    </Facts>
  );
}
