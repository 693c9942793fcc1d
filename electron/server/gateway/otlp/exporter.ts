import type { OtlpSettings, OtlpStatus, OtlpTest } from '../../../shared/traces.ts';
import type { AppDeps } from '../../deps.ts';
import type { Redactor } from '../redact.ts';
import type { StoredTrace } from '../trace-store.ts';
import { createOutbox } from './outbox.ts';
import { sendSpans, type SendResult } from './send.ts';
import { otlpSpans, type OtlpSpan } from './spans.ts';
import { createOtlpSettings } from './settings.ts';

const BATCH = 64;
/** Calls are sent together: the first waits this long for others. */
const GATHER_MS = 1000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

export interface OtlpExporter {
  /** Whether calls are to be exported; asked at each commit of the ledger. Begins to send soon if so. */
  isOn(): boolean;
  /** Sends what an earlier process left. */
  start(): void;
  status(): Promise<OtlpStatus>;
  /** @param headers undefined leaves the stored ones */
  set(settings: OtlpSettings, headers: Record<string, string> | undefined): Promise<OtlpStatus>;
  /** Stops exporting and forgets the headers and what was waiting. */
  remove(): Promise<OtlpStatus>;
  /** Sends one span that says what it is. */
  test(): Promise<OtlpTest>;
  close(): void;
}

interface Deps extends Pick<AppDeps, 'db' | 'clock' | 'secrets' | 'log' | 'version'> {
  redactor: Redactor;
  find: (callId: string) => StoredTrace | null;
  /** For tests: how soon calls are sent, and how soon again after a failure. */
  paceMs?: number | undefined;
}

/**
 * Sends finished calls to an OpenTelemetry receiver. It reads them from the ledger in its own time: a receiver that
 * is slow or down costs a call nothing, and what waits survives a restart.
 */
export function createOtlpExporter(deps: Deps): OtlpExporter {
  const { db, clock, version, paceMs = GATHER_MS } = deps;
  const outbox = createOutbox(db);
  const stored = createOtlpSettings(deps);
  const sender = createSender(deps, { outbox, stored });

  async function status(): Promise<OtlpStatus> {
    const hasHeaders = Object.keys(await stored.headers()).length > 0;
    return { settings: stored.get(), hasHeaders, waiting: outbox.waiting(), ...sender.facts };
  }

  return {
    isOn() {
      if (!stored.get()) return false;
      sender.schedule(paceMs);
      return true;
    },
    start: () => sender.schedule(paceMs),
    status,
    async set(settings, headers) {
      await stored.set(settings, headers);
      sender.facts.lastError = null;
      sender.schedule(paceMs);
      return status();
    },
    async remove() {
      await stored.remove();
      outbox.clear();
      return status();
    },
    async test() {
      const settings = stored.get();
      if (!settings) return { status: 'failed', message: 'No receiver is set.' };
      const result = await sendSpans([testSpan(version, clock.now())], settings, await stored.headers());
      if (result.status === 'sent')
        return { status: 'ok', message: result.note ?? 'The receiver took a span named "cairn test".' };
      return { status: 'failed', message: result.message };
    },
    close: sender.close,
  };
}

type Facts = Pick<OtlpStatus, 'sent' | 'refused' | 'lastError' | 'lastSentAt'>;

interface Kept {
  outbox: ReturnType<typeof createOutbox>;
  stored: ReturnType<typeof createOtlpSettings>;
}

/** Sends what waits, batch by batch, and comes back later and later while the receiver is down. */
function createSender({ db, clock, log, version, find, paceMs = GATHER_MS }: Deps, { outbox, stored }: Kept) {
  const facts: Facts = { sent: 0, refused: 0, lastError: null, lastSentAt: null };
  let timer: NodeJS.Timeout | null = null;
  let retryMs = 0;
  let isClosed = false;

  function schedule(ms: number): void {
    if (!isClosed) timer ??= setTimeout(() => void pump(), ms).unref();
  }

  async function pump(): Promise<void> {
    const again = await sendBatch().catch((error: unknown) => {
      log.error('traces could not be exported', { reason: String(error) });
      return LAST_RETRY_MS;
    });
    timer = null;
    if (again !== null) schedule(again);
  }

  /** @returns in how many milliseconds to go on, or null when nothing is left */
  async function sendBatch(): Promise<number | null> {
    const settings = db.open ? stored.get() : null;
    const ids = settings ? outbox.claim(BATCH, clock.now()) : [];
    if (!settings || ids.length === 0) return null;
    const spans = ids.flatMap((id) => {
      const found = find(id);
      return found ? otlpSpans(found, { version, content: settings.content }) : [];
    });
    const result = await sendSpans(spans, settings, await stored.headers());
    if (result.status !== 'retry') {
      outbox.done(ids);
      retryMs = 0;
      note(result, ids.length);
      return 0;
    }
    outbox.back(ids);
    facts.lastError = result.message;
    retryMs = Math.min(Math.max(retryMs * 2, Math.min(paceMs, FIRST_RETRY_MS)), LAST_RETRY_MS);
    // Half of it at random, so that many senders do not come back at once.
    return result.afterMs ?? retryMs * (0.5 + Math.random() / 2);
  }

  function note(result: Exclude<SendResult, { status: 'retry' }>, calls: number): void {
    if (result.status === 'sent') {
      facts.sent += calls;
      facts.lastSentAt = clock.now();
      facts.lastError = result.note;
      return;
    }
    facts.refused += calls;
    facts.lastError = result.message;
    log.error('a receiver refused traces', { reason: result.message });
  }

  return {
    facts,
    schedule,
    close(): void {
      isClosed = true;
      if (timer) clearTimeout(timer);
    },
  };
}

function testSpan(version: string, now: number): OtlpSpan {
  const line = {
    id: `test-${now}`,
    runId: null,
    startedAt: now,
    totalMs: 1,
    model: 'test',
    operation: 'cairn',
  };
  const trace = { ...line, queueMs: null, connectMs: null, firstByteMs: null, errorClass: null, error: null };
  const stub = {
    trace,
    row: { traceParent: null, requestedModel: 'test' },
    attributes: '{}',
    request: null,
    response: null,
  };
  return {
    ...otlpSpans(stub as unknown as StoredTrace, { version, content: false })[0]!,
    name: 'cairn test',
  };
}
