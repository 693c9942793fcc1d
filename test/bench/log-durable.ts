import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createTestApp, testClock } from '../support/app.ts';
import { generate } from './generate-data.ts';
import { compare, timed, type Comparison } from './pairs.ts';

/** Calls that make one sample: one is over in a fraction of a millisecond. */
const CALLS = 50;

/**
 * Logging a session with a note, durably, over ten years of data, against one bare commit of one row with the same
 * `synchronous=FULL`: once as the service does it, once as the window asks for it, from the request to the last byte of
 * the answer (origin and session checks, tRPC, zod). The window's own client is not in it.
 */
export async function benchLogDurable(): Promise<Comparison[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-log-'));
  const db = openDatabase(path.join(folder, 'cairn.db'));
  const now = Date.now();
  generate(db, { years: 10, seed: 1, now, zone: 'UTC' });
  const app = await createTestApp({ db, clock: testClock(new Date(now).toISOString(), 'UTC') });
  const bare = openDatabase(path.join(folder, 'bare.db'));
  bare.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = bare.prepare('INSERT INTO bare (text) VALUES (?)');
  const entry = { minutes: 5, note: 'chunk overlap of 10 % was enough', skillId: 'rag-architectures' };
  const body = JSON.stringify(entry);
  // What a browser sends; without a length the server has to count the body itself.
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const askTheServer = async (): Promise<void> => {
    const answer = await app.request('/trpc/practice.log', { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  };
  const many = (work: () => unknown) => () =>
    timed(async () => {
      for (let n = 0; n < CALLS; n += 1) await work();
    });
  const against = 'one bare commit of one row, synchronous=FULL';
  const baseline = many(() => insert.run('x'));
  const results = [
    await compare({
      name: 'logging, acknowledged durably (service)',
      against,
      subject: many(() => app.services.practice.log(entry)),
      baseline,
    }),
    await compare({
      name: 'logging, acknowledged durably (whole tRPC route)',
      against,
      subject: many(askTheServer),
      baseline,
    }),
  ];
  await app.close();
  bare.close();
  rmSync(folder, { recursive: true, force: true });
  return results;
}
