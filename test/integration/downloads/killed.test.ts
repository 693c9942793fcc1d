import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FILE, startFileServer } from '../../fixtures/gateway/file-server.ts';
import { connect } from '../../support/connect.ts';
import { startHost } from '../../support/host.ts';

test('a download that kill -9 cut off goes on where it was', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cairn-killed-'));
  const server = await startFileServer();
  const first = await startHost({ dataDir });
  const client = await connect(first);
  const { id } = await client.downloads.start.mutate({ url: `${server.url}/slow.gguf` });
  const received = async (from: typeof client) => (await from.downloads.list.query()).items[0]!;
  await expect.poll(async () => (await received(client)).received).toBeGreaterThan(300_000);
  await first.stop('SIGKILL');

  const second = await startHost({ dataDir });
  const again = await connect(second);
  const waiting = await received(again);
  expect(waiting).toMatchObject({ status: 'paused', problem: expect.stringContaining('What came is kept') });
  expect(waiting.received).toBeGreaterThan(300_000);
  await again.downloads.resume.mutate({ id });
  await expect.poll(async () => (await received(again)).status, { timeout: 10_000 }).toBe('done');
  expect(readFileSync(path.join(dataDir, 'models', 'slow.gguf')).equals(FILE)).toBe(true);
  expect(server.asked.at(-1)!.range).toBe(`bytes=${waiting.received}-`);

  await second.stop();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});
