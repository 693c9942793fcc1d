import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from '../../electron/shared/seeded.ts';
import { connect } from '../support/connect.ts';
import { startHost, type RunningHost } from '../support/host.ts';

let dataDir: string;
let host: RunningHost | undefined;
beforeEach(() => void (dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-kill-'))));
afterEach(async () => {
  await host?.stop('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

test('a server killed at any moment loses no proven second of its timer and invents none', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seeded(seed);
  let provable = 0;
  for (let round = 0; round < 3; round += 1) {
    host = await startHost({ dataDir });
    let client = await connect(host);
    await client.timer.start.mutate({ note: `round ${round}` });
    // Longer than a heartbeat in some rounds, in the middle of one in others.
    await sleep(random() * 7000);
    const isPaused = random() < 0.4;
    const known = isPaused ? await client.timer.pause.mutate() : (await client.timer.status.query())!;
    await sleep(random() * 1500);
    const killedAt = Date.now();
    await host.stop('SIGKILL');
    await sleep(random() * 1000);

    host = await startHost({ dataDir });
    client = await connect(host);
    const found = (await client.timer.status.query())!;
    const hint = `seed ${seed}, round ${round}`;
    expect([found.note, found.startedAt, found.interrupted, found.pausedAt], hint).toEqual([
      known.note,
      known.startedAt,
      !isPaused,
      known.pausedAt,
    ]);
    if (isPaused) expect(found.seconds, hint).toBe(known.seconds);
    expect(found.heartbeatAt, hint).toBeGreaterThanOrEqual(known.heartbeatAt!);
    expect(found.seconds * 1000, hint).toBeLessThanOrEqual(killedAt - found.startedAt);
    provable += found.seconds;
    if (isPaused) await client.timer.stop.mutate({});
    else await client.timer.recover.mutate({ choice: 'keep' });
    await host.stop();
  }
  host = await startHost({ dataDir });
  const client = await connect(host);
  expect((await client.practice.totals.query()).all).toBe(provable);
  expect(await client.timer.status.query()).toBeNull();
}, 180_000);
