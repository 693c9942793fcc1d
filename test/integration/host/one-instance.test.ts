import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startHost, type RunningHost } from '../../support/host.ts';
import { isAlive, run, scratchFolder, until } from './programs.ts';

const MAIN = 'electron/host/main.ts';
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

async function first(args: string[] = []): Promise<RunningHost> {
  const host = await startHost({ dataDir: scratch.folder, args });
  running.push(host);
  return host;
}
const second = () => run([MAIN, '--no-open', '--data-dir', scratch.folder]);
function exchange(launchUrl: string): Promise<Response> {
  const { origin, hash } = new URL(launchUrl);
  return fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice('#launch='.length) }),
  });
}
const openSession = async (launchUrl: string): Promise<string> =>
  ((await (await exchange(launchUrl)).json()) as { session: string }).session;

it('a second start on the folder prints a fresh address of the first and ends', async () => {
  const host = await first();
  const again = await second();
  const address = /^Cairn is ready at (\S+)\n$/.exec(again.stdout)?.[1] ?? '';
  expect({ code: again.code, stderr: again.stderr, origin: new URL(address).origin }).toEqual({
    code: 0,
    stderr: '',
    origin: host.url,
  });
  expect(address).not.toBe(host.launchUrl);
  const answers = [await exchange(address), await exchange(host.launchUrl), await exchange(address)];
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 401]);
});

it('of four starts at the same moment one serves and the others point at it', async () => {
  const hosts = await Promise.all([1, 2, 3, 4].map(() => startHost({ dataDir: scratch.folder })));
  running.push(...hosts);
  await until(() => hosts.filter((host) => host.child.exitCode === 0).length === 3);
  expect(new Set(hosts.map((host) => host.url)).size).toBe(1);
});

it('a killed instance leaves nothing that stops the next start', async () => {
  const host = await first();
  await host.stop('SIGKILL');
  const next = await first();
  expect(next.child.pid).not.toBe(host.child.pid);
  expect((await fetch(next.url)).headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('what lets a second start in is readable by its owner only, and useless without it', async () => {
  const host = await first();
  const file = path.join(scratch.folder, 'instance.json');
  const { control, pid } = JSON.parse(readFileSync(file, 'utf8')) as { control: string; pid: number };
  expect({ mode: statSync(file).mode & 0o777, pid }).toEqual({ mode: 0o600, pid: host.child.pid });
  const open = (token: string) =>
    fetch(`${host.url}/control/open`, { method: 'POST', headers: { 'x-cairn-control': token } });
  expect([(await open('')).status, (await open(`${control}x`)).status, (await open(control)).status]).toEqual(
    [404, 404, 200],
  );
  expect(readFileSync(path.join(scratch.folder, 'logs', 'cairn.log'), 'utf8')).not.toContain(control);
});

it('says that a taken port is taken and how to go on', async () => {
  const host = await first();
  const other = scratchFolder();
  const port = new URL(host.url).port;
  const result = await run([MAIN, '--no-open', '--data-dir', other.folder, '--port', port]);
  other.remove();
  expect(result).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} of 127.0.0.1 is taken by another program.\nLeave --port out and Cairn takes a free one, or choose another number.\n`,
  });
});

it('stops when the launcher is killed outright', async () => {
  const host = await startHost({ dataDir: scratch.folder, program: 'electron/host/launch.mjs' });
  running.push(host);
  const { pid } = JSON.parse(readFileSync(path.join(scratch.folder, 'instance.json'), 'utf8')) as {
    pid: number;
  };
  expect(isAlive(pid)).toBe(true);
  host.child.kill('SIGKILL');
  await until(() => !isAlive(pid), 4000);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends it cleanly while a window reads its stream',
  async (signal) => {
    const host = await startHost({ dataDir: scratch.folder, program: 'electron/host/launch.mjs' });
    running.push(host);
    const { pid } = JSON.parse(readFileSync(path.join(scratch.folder, 'instance.json'), 'utf8')) as {
      pid: number;
    };
    const origin = host.url;
    const session = await openSession(host.launchUrl);
    const stream = await fetch(`${origin}/events`, { headers: { 'x-cairn-session': session } });
    const begun = performance.now();
    const code = await host.stop(signal);
    expect({ code, alive: isAlive(pid), fast: performance.now() - begun < 3000 }).toEqual({
      code: 0,
      alive: false,
      fast: true,
    });
    // The stream was ended, not torn: reading it to the end does not throw.
    expect(await stream.text()).toContain('retry:');
  },
);

describe.runIf(process.platform === 'linux')('with the practice model loaded', () => {
  const childrenOf = (pid: number): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

  it.each(['SIGTERM', 'SIGKILL'] as const)('%s to the server ends the model process too', async (signal) => {
    const host = await first();
    const session = await openSession(host.launchUrl);
    const tested = await fetch(`${host.url}/trpc/models.test`, {
      method: 'POST',
      headers: { origin: host.url, 'x-cairn-session': session, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'builtin/cairn-practice' }),
    });
    expect(await tested.json()).toMatchObject({ result: { data: { status: 'ok' } } });
    const children = childrenOf(host.child.pid!);
    expect(children.length).toBeGreaterThan(0);
    await host.stop(signal);
    await until(() => !children.some(isAlive), 4000);
  });
});
