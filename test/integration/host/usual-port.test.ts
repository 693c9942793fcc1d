import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHost, type RunningHost } from '../../support/host.ts';
import { scratchFolder } from './programs.ts';

let scratch: ReturnType<typeof scratchFolder>;
let running: RunningHost[];
beforeEach(() => {
  scratch = scratchFolder();
  running = [];
});
afterEach(async () => {
  for (const host of running) await host.stop('SIGKILL');
  scratch.remove();
});

async function started(): Promise<RunningHost> {
  const host = await startHost({ dataDir: scratch.folder });
  running.push(host);
  return host;
}

it('a folder keeps its port, so that what a browser remembers for a window is still there', async () => {
  const first = await started();
  await first.stop('SIGKILL');
  expect((await started()).url).toBe(first.url);
});

it('a port that another program has taken meanwhile is left to it, and the start succeeds on another', async () => {
  const first = await started();
  await first.stop();
  const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const second = await started();
  await second.stop();
  squatter.close();
  expect(second.url).not.toBe(first.url);
  // The guest was a guest: the next start is at home again.
  expect((await started()).url).toBe(first.url);
});
