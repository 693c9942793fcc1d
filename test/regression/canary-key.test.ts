import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SESSION_HEADER } from '../../electron/server/http/sessions.ts';
import type { AppRouter } from '../../electron/server/router.ts';
import { MESSAGE } from '../fixtures/gateway/mock-anthropic.ts';
import { run, scratchFolder } from '../integration/host/programs.ts';
import { root } from '../support/app.ts';
import { startHost, type RunningHost } from '../support/host.ts';

/** One key for each way in. Nothing else in the world looks like them, and no pattern knows the middle one. */
const FROM_ENV = 'sk-ant-canary-env-7f3a91c2';
const OF_SERVER = 'canary~server~0b5d77e4';
const STORED = 'sk-ant-canary-stored-e1c9';
const CANARIES = [FROM_ENV, OF_SERVER, STORED];
const PASSPHRASE = 'canary passphrase of five words';

let scratch: ReturnType<typeof scratchFolder>;
let provider: Server;
let host: RunningHost;
let said = '';
/** Called while somebody waits for the provider, and so is alive. */
let onAsked: () => void;
beforeEach(async () => {
  scratch = scratchFolder();
  said = '';
  onAsked = () => {};
  // A provider that repeats the key wherever it can.
  provider = createServer((incoming, response) => {
    incoming.resume();
    onAsked();
    const key = incoming.headers.authorization ?? String(incoming.headers['x-api-key'] ?? '');
    const isGood = key.includes(OF_SERVER);
    const body = incoming.url?.endsWith('/models')
      ? { object: 'list', data: [{ id: 'echo', owned_by: 'x' }] }
      : { ...MESSAGE, content: [{ type: 'text', text: `Your key is ${key}.` }] };
    response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json', 'x-echo': key });
    response.end(JSON.stringify(isGood ? body : { error: { message: `bad key ${key}` } }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  host = await startHost({
    dataDir: path.join(scratch.folder, 'data'),
    env: { ANTHROPIC_API_KEY: FROM_ENV, CAIRN_KEYS_PASSPHRASE: '', DBUS_SESSION_BUS_ADDRESS: '' },
  });
  host.child.stdout!.on('data', (text: string) => void (said += text));
  host.child.stderr!.on('data', (text: string) => void (said += text));
});
afterEach(async () => {
  await host.stop();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  scratch.remove();
});

/** A window of the running host; every byte that it gets is kept. */
async function openWindow() {
  const exchange = await fetch(`${host.url}/session`, {
    method: 'POST',
    headers: { origin: host.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(host.launchUrl).hash.slice('#launch='.length) }),
  });
  const { session } = (await exchange.json()) as { session: string };
  const headers = { origin: host.url, [SESSION_HEADER]: session };
  const got: string[] = [];
  const get = async (where: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(where, host.url), {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...headers },
    });
    const copy = response.clone();
    got.push([...copy.headers].join(), await copy.text());
    return response;
  };
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({ url: `${host.url}/trpc`, fetch: (url, init) => get(String(url), init as RequestInit) }),
    ],
  });
  return { client, get, got };
}

/** The environment and command line of every process below the host. */
function childrenOf(pid: number): string[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(
    all.map((name) => [name, /^PPid:\s+(\d+)/m.exec(tryRead(`/proc/${name}/status`))?.[1] ?? '']),
  );
  const isBelow = (name: string): boolean => {
    const parent = parents.get(name) ?? '';
    return parent === String(pid) || (parent !== '' && parent !== '0' && isBelow(parent));
  };
  const own = tryRead(`/proc/${pid}/cmdline`);
  return all.filter(isBelow).flatMap((name) => {
    // Between fork and exec a child still is its parent, by its command line too.
    const command = tryRead(`/proc/${name}/cmdline`);
    return command === own ? [] : [command + tryRead(`/proc/${name}/environ`)];
  });
}

/** A process may end while it is looked at. */
function tryRead(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => !file.includes('node_modules') && statSync(file).isFile());
}

const leaks = (text: string): string[] => CANARIES.filter((canary) => text.includes(canary));

test.skipIf(process.platform !== 'linux')(
  'a key is nowhere but in the request to its own provider',
  { timeout: 120_000 },
  async () => {
    const { client, get, got } = await openWindow();
    const { port } = provider.address() as AddressInfo;
    const address = { baseUrl: `http://127.0.0.1:${port}`, title: 'Echo' };
    await client.models.addServer.mutate({ ...address, key: 'canary~wrong' }).catch(() => {});
    await client.models.addServer.mutate({ ...address, key: OF_SERVER });
    await client.models.setAnthropicKey.mutate({ key: STORED });
    await client.keys.turnOnFile.mutate({ passphrase: PASSPHRASE });

    // Real children: a lab's program, and the process of the built-in model.
    const seen: string[] = [];
    const look = (): void => void seen.push(...childrenOf(host.child.pid!));
    onAsked = look;
    const watching = setInterval(look, 25);
    const lab = await client.labs.open.query({ slug: 'first-call' });
    cpSync(path.join(root, 'labs/first-call/typescript/solution'), lab.folder, { recursive: true });
    await client.labs.check.mutate({
      slug: 'first-call',
      step: 'summarize',
      model: 'echo/echo',
      replay: 'read',
    });
    await client.models.test.mutate({ model: 'echo/echo' });
    await client.models.test.mutate({ model: 'anthropic/claude-haiku-5-5' });
    await client.models.test.mutate({ model: 'builtin/cairn-practice' });
    clearInterval(watching);
    look();
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.flatMap(leaks)).toEqual([]);

    // What a window gets: lists, traces in full, errors, exports, the interface itself.
    await client.models.providers.query();
    await client.models.check.mutate();
    for (const trace of await client.models.traces.query({ limit: 100 }))
      await client.models.trace.query({ id: trace.id });
    await client.runs.live.query();
    await client.keys.store.query();
    await client.backup.make.mutate();
    for (const where of ['/', '/export/cairn.json', '/export/cairn.csv', '/trpc/models.nowhere'])
      await get(where);
    expect(got.join('\n')).toContain('Your key is');
    expect(leaks(got.join('\n'))).toEqual([]);

    // The terminal, also when it fails.
    for (const args of [['models'], ['doctor'], ['export'], ['models', 'test', 'echo/echo']]) {
      const { stdout, stderr } = await run(
        ['electron/cli/bin.js', ...args, '--json', '--data-dir', path.join(scratch.folder, 'data')],
        { env: { ANTHROPIC_API_KEY: FROM_ENV, CAIRN_KEYS_PASSPHRASE: PASSPHRASE } },
      );
      expect(leaks(stdout + stderr)).toEqual([]);
    }

    // A crash writes what it writes; then everything on the disk and on the terminal is read.
    host.child.kill('SIGABRT');
    await new Promise((resolve) => host.child.once('exit', resolve));
    expect(leaks(said)).toEqual([]);
    const files = [scratch.folder, `${path.join(scratch.folder, 'data')}-backups`]
      .filter((folder) => existsSync(folder))
      .flatMap(filesBelow);
    expect(files.some((file) => file.endsWith('cairn.db'))).toBe(true);
    expect(files.some((file) => file.includes('-backups'))).toBe(true);
    expect(files.filter((file) => leaks(readFileSync(file, 'latin1')).length > 0)).toEqual([]);
  },
);
