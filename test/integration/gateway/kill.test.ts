import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../support/app.ts';
import { killGateways } from '../../support/gateway-kills.ts';

const dataFolder = mkdtempSync(path.join(tmpdir(), 'cairn-kills-'));
const mock = spawn(process.execPath, [path.join(root, 'test/bench/gateway-mock.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
afterAll(() => {
  mock.kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

// `npm run bench -- --only gateway-kills` does the same a thousand times.
test('after kills in the middle of calls no acknowledged trace is lost, none is doubled, and the money adds up', async () => {
  const [port] = (await once(mock.stdout, 'data')) as [Buffer];
  const outcome = await killGateways({
    dataFolder,
    upstreamUrl: `http://127.0.0.1:${String(port).trim()}`,
    kills: 10,
  });
  expect(outcome).toMatchObject({ kills: 10, lost: [], doubled: [] });
  expect(outcome.acknowledged).toBeGreaterThan(10);
  // Every kill came in the middle of something.
  expect(outcome.cutOff).toBeGreaterThan(0);
  expect(outcome.lines).toBeGreaterThanOrEqual(outcome.acknowledged);
  // A call's cost is counted once, whatever its process came to: nothing of it is held after the process.
  expect(outcome.costs).toHaveLength(1);
  expect(outcome.costUsd).toBeGreaterThanOrEqual(outcome.acknowledged * outcome.costs[0]! - 1e-9);
  expect(outcome.costUsd).toBeLessThanOrEqual(outcome.lines * outcome.costs[0]! + 1e-9);
  expect(readdirSync(path.join(dataFolder, 'ledger'))).toEqual([]);
}, 180_000);
