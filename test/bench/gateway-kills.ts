import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/app.ts';
import { killGateways } from '../support/gateway-kills.ts';
import type { Comparison } from './pairs.ts';

/** Kills a gateway many times in the middle of calls. Throws when a trace is lost or doubled, or the money is off. */
export async function benchKills(kills: number): Promise<Comparison[]> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'cairn-bench-kills-'));
  const mock = spawn(process.execPath, [path.join(root, 'test/bench/gateway-mock.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(mock.stdout, 'data')) as [Buffer];
  const begun = performance.now();
  const upstreamUrl = `http://127.0.0.1:${String(port).trim()}`;
  const outcome = await killGateways({ dataFolder, upstreamUrl, kills });
  mock.kill();
  rmSync(dataFolder, { recursive: true, force: true });
  const { lost, doubled, acknowledged, cutOff, lines, costUsd, costs } = outcome;
  const most = lines * (costs[0] ?? 0);
  const isMoneyRight =
    costs.length === 1 && costUsd <= most + 1e-9 && costUsd >= acknowledged * costs[0]! - 1e-9;
  if (lost.length > 0 || doubled.length > 0 || !isMoneyRight) throw new Error(JSON.stringify(outcome));
  return [
    {
      name: `traces lost or doubled in ${kills} kills (a count, not milliseconds)`,
      against: 'answers that arrived whole',
      pairs: kills,
      subjectMs: 0,
      baselineMs: acknowledged,
      ratio: 0,
      quartiles: [0, 0],
      note: `${acknowledged} answers arrived whole, ${cutOff} were cut off, ${lines} lines in the ledger, ${Math.round((performance.now() - begun) / 1000)} s`,
    },
  ];
}
