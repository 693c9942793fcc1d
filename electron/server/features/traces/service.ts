import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type {
  otlpInput,
  OtlpStatus,
  OtlpTest,
  SpendLine,
  TraceChoices,
  TraceCursor,
  TraceFilter,
  TraceGroup,
  TracePage,
  traceRetention,
  TraceTotals,
  TraceView,
  Waterfall,
  WaterfallInput,
} from '../../../shared/traces.ts';
import type { AppDeps } from '../../deps.ts';
import { encoded, type OtlpExporter } from '../../gateway/otlp/index.ts';
import { otlpSpans } from '../../gateway/otlp/spans.ts';
import { curlOf } from '../../gateway/traces/curl.ts';
import type { RetentionSetting } from '../../gateway/traces/retention.ts';
import { createSpendQuery } from '../../gateway/traces/spend.ts';
import { spansOf } from '../../gateway/traces/spans.ts';
import { createChoicesQuery, createTimelineQuery } from '../../gateway/traces/timeline.ts';
import type { StoredTrace, TraceStore } from '../../gateway/trace-store.ts';

/** A file with more calls than this opens nowhere. */
const MOST_EXPORTED = 10_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export interface TraceService {
  page(filter: TraceFilter, page: { after?: TraceCursor | undefined; limit: number }): TracePage;
  totals(filter: TraceFilter): TraceTotals;
  groups(
    by: 'run' | 'conversation',
    filter: TraceFilter,
    page: { after?: TraceCursor | undefined; limit: number },
  ): TraceGroup[];
  /** What calls can be filtered by. */
  choices(): TraceChoices;
  /** One call with its bodies, its spans, and as a command for a shell. */
  call(id: string): TraceView;
  /** The calls of a run or a conversation with their spans, on one time axis. */
  waterfall(input: WaterfallInput): Waterfall;
  /** The calls as a file: everything that is kept of them, or as an OTLP trace request. */
  export(filter: TraceFilter, format: 'json' | 'otlp-json'): { name: string; text: string };
  /** The last `days` days, today included. */
  spend(days: number): SpendLine[];
  otlp(): Promise<OtlpStatus>;
  setOtlp(input: z.infer<typeof otlpInput>): Promise<OtlpStatus>;
  removeOtlp(): Promise<OtlpStatus>;
  testOtlp(): Promise<OtlpTest>;
  /** Sends what an earlier process left. */
  startExport(): void;
  retention(): z.infer<typeof traceRetention>;
  /** Sets how much is kept, and drops what is too much at once. */
  setRetention(next: z.infer<typeof traceRetention>): z.infer<typeof traceRetention> & { dropped: number };
  /** Compresses bodies that are not yet, and once an hour drops those that are too old or too much. */
  tidy(): Promise<void>;
}

interface Deps extends Pick<AppDeps, 'db' | 'clock' | 'version'> {
  ledger: TraceStore;
  exporter: OtlpExporter;
  retention: RetentionSetting;
}

/** The ledger of model calls as the Traces and Spend pages and the exports see it. */
export function createTraceService({ db, clock, version, ledger, exporter, retention }: Deps): TraceService {
  const spendOf = createSpendQuery(db);
  const timelineOf = createTimelineQuery(db);
  const choicesOf = createChoicesQuery(db);
  let prunedAt = 0;

  function need(id: string): StoredTrace {
    const found = ledger.find(id);
    if (found) return found;
    throw new AppError('not_found', 'That call is not in the ledger.', { hint: 'Reload the list.' });
  }

  function view(stored: StoredTrace): TraceView {
    const { trace, request, response, attributes } = stored;
    return { trace, request, response, attributes, spans: spansOf(trace), curl: curlOf(stored) };
  }

  return {
    page: ledger.page,
    totals: ledger.totals,
    groups: ledger.groups,
    call: (id) => view(need(id)),
    waterfall(input) {
      ledger.flush();
      return timelineOf(input);
    },
    choices() {
      ledger.flush();
      return choicesOf();
    },
    export(filter, format) {
      const stored = ledger.page(filter, { limit: MOST_EXPORTED }).calls.map(({ id }) => need(id));
      const name = `cairn-traces-${new Date(clock.now()).toISOString().slice(0, 10)}.${format}`;
      if (format === 'json')
        return { name, text: JSON.stringify({ version, calls: stored.map(view) }, null, 2) };
      const spans = stored.flatMap((one) => otlpSpans(one, { version, content: true }));
      return { name: `${name}.json`, text: Buffer.from(encoded(spans, 'http/json')).toString('utf8') };
    },
    spend(days) {
      ledger.flush();
      const to = clock.now() + 1;
      // A day more than asked: local days do not begin when UTC's do.
      const lines = spendOf({ from: to - (days + 1) * DAY_MS, to }, clock.zone());
      const kept = [...new Set(lines.map(({ day }) => day))].toSorted().slice(-days);
      const first = localDay(clock.now() - (days - 1) * DAY_MS, clock.zone());
      return lines.filter(({ day }) => kept.includes(day) && day >= first);
    },
    otlp: exporter.status,
    setOtlp: ({ headers, ...settings }) => exporter.set(settings, headers),
    removeOtlp: exporter.remove,
    testOtlp: exporter.test,
    startExport: exporter.start,
    retention: retention.get,
    setRetention(next) {
      retention.set(next, clock.now());
      return { ...retention.get(), dropped: ledger.bodies.prune(clock.now()) };
    },
    async tidy() {
      if (clock.now() - prunedAt >= HOUR_MS) {
        prunedAt = clock.now();
        ledger.bodies.prune(prunedAt);
      }
      await ledger.bodies.compress();
    },
  };
}

function localDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}
