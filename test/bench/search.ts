import { openDatabase } from '../../electron/server/db/connection.ts';
import { createTestApp, testClock } from '../support/app.ts';
import { generate } from './generate-data.ts';
import { compare, timed, type Comparison } from './pairs.ts';

/** One frame at 60 Hz: what is shown within it looks immediate. */
const FRAME_MS = 1000 / 60;

/** Searches as they are typed: rare, common, two words, a phrase, nothing, scripts without spaces, with filters. */
const SEARCHES = [
  { text: 'CRN-4711' },
  { text: 't' },
  { text: 'the' },
  { text: 'hybrid rank' },
  { text: '"rank fusion"' },
  { text: 'zebra' },
  { text: '検索' },
  { text: '無い語' },
  { text: 'tool', activity: 'teaching' },
  { text: 'the', skillId: 'mcp' },
] as const;

/** Percentiles, and how many took longer than a frame. */
function inWords(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(2)} ms`;
  const over = times.filter((ms) => ms > FRAME_MS).length;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, ${over} of ${times.length} over a frame (${FRAME_MS.toFixed(1)} ms)`;
}

/**
 * The first page of a search over the notes of ten years, against a frame; and against reading the first page without
 * a search, in the same run.
 */
export async function benchSearch(): Promise<Comparison[]> {
  const db = openDatabase(':memory:');
  const now = Date.now();
  generate(db, { years: 10, seed: 1, now, zone: 'UTC' });
  const app = await createTestApp({ db, clock: testClock(new Date(now).toISOString(), 'UTC') });
  const { practice } = app.services;
  practice.indexNotes(Number.MAX_SAFE_INTEGER);
  db.exec('CREATE TABLE bench_write (n INTEGER)');
  const forget = db.prepare('INSERT INTO bench_write VALUES (1)');
  const times: number[] = [];
  const sums: number[] = [];
  const subject = async (): Promise<number> => {
    let worst = 0;
    for (const filter of SEARCHES) {
      const ms = await timed(() => practice.page({ ...filter, limit: 100, offset: 0 }));
      times.push(ms);
      sums.push(await timed(() => practice.sum(filter)));
      // What was added up once is remembered until something is written.
      forget.run();
      worst = Math.max(worst, ms);
    }
    return worst;
  };
  const plain = await compare({
    name: 'searching ten years of notes, the slowest of ten searches',
    against: 'the first page of the list without a search',
    subject,
    baseline: () => timed(() => practice.page({ limit: 100, offset: 0 })),
    pairs: 40,
  });
  await app.close();
  return [
    {
      ...plain,
      note: `first pages: ${inWords(times)}; how many there are in all, asked for after them: ${inWords(sums)}`,
    },
  ];
}
