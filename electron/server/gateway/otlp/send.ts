import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { OtlpSettings } from '../../../shared/traces.ts';
import { asNumber, asObject, asString } from '../json.ts';
import { isMetadataHost } from '../providers/base-url.ts';
import { post } from '../providers/post.ts';
import { reasonOf } from '../providers/upstream.ts';
import type { OtlpSpan } from './spans.ts';

/** A receiver that takes longer than this is as good as down. */
const TIMEOUT_MS = 10_000;

export type SendResult =
  | { status: 'sent'; /** What the receiver took in part only. */ note: string | null }
  /** Worth another try, after `afterMs` where the receiver said so. */
  | { status: 'retry'; message: string; afterMs: number | null }
  | { status: 'refused'; message: string };

/** The address of the traces, from that of the receiver (OTLP specification, "Endpoint URLs for OTLP/HTTP"). */
export function tracesUrl(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, '');
  return base.endsWith('/v1/traces') ? base : `${base}/v1/traces`;
}

export function encoded(
  spans: readonly OtlpSpan[],
  protocol: OtlpSettings['protocol'],
): Uint8Array<ArrayBuffer> {
  const serializer = protocol === 'http/json' ? JsonTraceSerializer : ProtobufTraceSerializer;
  return new Uint8Array(serializer.serializeRequest([...spans]) ?? []);
}

const CONTENT_TYPE = { 'http/json': 'application/json', 'http/protobuf': 'application/x-protobuf' } as const;

/** Statuses after which the OTLP specification wants another try ("Failures", "Retryable response codes"). */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** Sends spans to a receiver, once. Never throws. */
export async function sendSpans(
  spans: readonly OtlpSpan[],
  { endpoint, protocol }: OtlpSettings,
  headers: Record<string, string>,
): Promise<SendResult> {
  const url = new URL(tracesUrl(endpoint));
  if (isMetadataHost(url.hostname))
    return { status: 'refused', message: 'The address leads to a cloud metadata service. Nothing was sent.' };
  try {
    const response = await post({
      url,
      headers: new Headers({ ...headers, 'content-type': CONTENT_TYPE[protocol] }),
      body: encoded(spans, protocol),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = (await response.text()).slice(0, 2000);
    if (response.ok) return { status: 'sent', note: partOf(text) };
    const message = `The receiver answered ${response.status}${text ? `: ${text.slice(0, 200)}` : ''}.`;
    if (!RETRYABLE.has(response.status)) return { status: 'refused', message };
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { status: 'retry', message, afterMs: Number.isFinite(seconds) ? seconds * 1000 : null };
  } catch (error) {
    return {
      status: 'retry',
      message: `The receiver could not be reached: ${reasonOf(error)}.`,
      afterMs: null,
    };
  }
}

/** A receiver that took some spans and refused others says so in a JSON body. */
function partOf(text: string): string | null {
  try {
    const part = asObject(asObject(JSON.parse(text)).partialSuccess);
    const rejected = asNumber(part.rejectedSpans) ?? Number(asString(part.rejectedSpans) ?? 0);
    return rejected > 0
      ? `The receiver refused ${rejected} spans: ${asString(part.errorMessage) ?? ''}`
      : null;
  } catch {
    return null;
  }
}
