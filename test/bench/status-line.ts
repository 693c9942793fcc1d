import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { root } from '../support/app.ts';
import { seedPractice } from '../support/seed-data.ts';
import { compare, timed, type Comparison } from './pairs.ts';

async function wall(args: string[]): Promise<number> {
  return timed(async () => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  });
}

/** `cairn status --line` over ten years of practice, as a prompt runs it, against Node that does nothing. */
export async function benchStatusLine(): Promise<Comparison> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-bench-status-'));
  const db = openDatabase(path.join(data, 'cairn.db'));
  seedPractice(db, { skills: ['mcp', 'databases'], years: 10, now: Date.now(), zone: 'UTC' });
  db.close();
  const result = await compare({
    name: 'cairn status --line with ten years of practice',
    against: 'node -e 0',
    subject: () => wall([path.join(root, 'electron/cli/bin.js'), 'status', '--line', '--data-dir', data]),
    baseline: () => wall(['-e', '0']),
    pairs: 30,
  });
  rmSync(data, { recursive: true, force: true });
  return result;
}
