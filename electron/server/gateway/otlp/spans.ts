import { hash } from 'node:crypto';
import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { asObject } from '../json.ts';
import type { StoredTrace } from '../trace-store.ts';
import { spansOf } from '../traces/spans.ts';

/** A span as OpenTelemetry's serializers take it. */
export type OtlpSpan = Parameters<typeof JsonTraceSerializer.serializeRequest>[0][number];

interface Options {
  version: string;
  /** Whether prompts and answers go along. */
  content: boolean;
}

const md5 = (text: string): string => hash('md5', text);
const timeOf = (ms: number): [number, number] => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];

/**
 * A call as OpenTelemetry spans: one of kind CLIENT in the names of the GenAI conventions, and its parts below it.
 * Under the caller's own trace where it sent a `traceparent`; otherwise the calls of a run make one trace. Ids follow
 * from the call's, so that a repeated export repeats them.
 */
export function otlpSpans(stored: StoredTrace, { version, content }: Options): OtlpSpan[] {
  const { trace, row } = stored;
  const [, parentTrace, parentSpan] = row.traceParent?.split('-') ?? [];
  const traceId = parentTrace ?? md5(`trace ${trace.runId ?? trace.id}`);
  const spanId = md5(`span ${trace.id}`).slice(0, 16);
  const resource = resourceFromAttributes({ 'service.name': 'cairn-gateway', 'service.version': version });
  const span = (
    part: Pick<OtlpSpan, 'name' | 'kind' | 'attributes' | 'status'>,
    ids: Ids,
    time: Time,
  ): OtlpSpan => ({
    ...part,
    spanContext: () => ({ traceId, spanId: ids.spanId, traceFlags: TraceFlags.SAMPLED }),
    ...(ids.parent
      ? { parentSpanContext: { traceId, spanId: ids.parent, traceFlags: TraceFlags.SAMPLED } }
      : {}),
    startTime: timeOf(trace.startedAt + time.startMs),
    endTime: timeOf(trace.startedAt + time.endMs),
    duration: timeOf(time.endMs - time.startMs),
    ended: true,
    links: [],
    events: [],
    resource,
    instrumentationScope: { name: 'cairn', version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  });
  const known = JSON.parse(stored.attributes) as OtlpSpan['attributes'];
  const whole = span(
    {
      name: `${trace.operation} ${row.requestedModel ?? trace.model}`,
      kind: SpanKind.CLIENT,
      attributes: { ...known, ...(content ? contentOf(stored) : {}) },
      status: trace.errorClass
        ? { code: SpanStatusCode.ERROR, message: trace.error ?? trace.errorClass }
        : { code: SpanStatusCode.UNSET },
    },
    { spanId, parent: parentSpan },
    { startMs: 0, endMs: trace.totalMs },
  );
  const parts = spansOf(trace).map(({ name, ...time }) =>
    span(
      { name, kind: SpanKind.INTERNAL, attributes: {}, status: { code: SpanStatusCode.UNSET } },
      { spanId: md5(`${name} ${trace.id}`).slice(0, 16), parent: spanId },
      time,
    ),
  );
  return [whole, ...parts];
}

interface Ids {
  spanId: string;
  parent: string | undefined;
}

interface Time {
  startMs: number;
  endMs: number;
}

/** The conventions want messages as JSON text where a backend takes no structured attributes. */
function contentOf({ request, response }: StoredTrace): Record<string, string> {
  const sent = parsed(request);
  const came = parsed(response);
  const input = sent.messages ?? sent.input;
  const output = came.content ?? came.choices;
  return {
    ...(input === undefined ? {} : { 'gen_ai.input.messages': JSON.stringify(input) }),
    ...(sent.system === undefined ? {} : { 'gen_ai.system_instructions': JSON.stringify(sent.system) }),
    ...(output === undefined ? {} : { 'gen_ai.output.messages': JSON.stringify(output) }),
  };
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text ?? 'null'));
  } catch {
    return {};
  }
}
