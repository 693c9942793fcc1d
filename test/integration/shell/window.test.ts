import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { isAlive, run, scratchFolder, until } from '../host/programs.ts';
import { startShell, type RunningShell } from './shell.ts';

let scratch: ReturnType<typeof scratchFolder>;
let shell: RunningShell;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  scratch = scratchFolder();
  shell = await startShell(scratch.folder);
  browser = await openBrowser();
  page = await browser.newPage();
  // Any answer of the server gives a page of the right origin with the app's own policy.
  await page.goto(`${shell.url}/no-such-file.txt`);
});
afterAll(async () => {
  await browser?.close();
  await shell?.stop();
  scratch.remove();
});

const serverPid = (): number =>
  (JSON.parse(readFileSync(path.join(scratch.folder, 'instance.json'), 'utf8')) as { pid: number }).pid;

/** A call of the contract, from inside the page. */
const settings = (): Promise<number> => page.evaluate(async () => (await fetch('/trpc/settings.get')).status);
const setTheme = (theme: string): Promise<number> =>
  page.evaluate(async (value) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ theme: value }),
    };
    return (await fetch('/trpc/settings.set', init)).status;
  }, theme);

describe('the window', () => {
  it('is confined: sandboxed, isolated, with only the privileges that the scheme needs', () => {
    const [schemes] = shell.told('schemes');
    expect(schemes!['schemes']).toEqual([
      {
        scheme: 'cairn',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
    expect(shell.told('window')[0]!['webPreferences']).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    const allowed = shell.told('permission').filter((it) => it['allowed']);
    expect(new Set(allowed.map((it) => it['permission']))).toEqual(
      new Set(['clipboard-sanitized-write', 'notifications']),
    );
  });

  it('lets only its own page show notifications', () => {
    const asked = shell.told('permission').filter((it) => it['permission'] === 'notifications');
    expect(asked.map((it) => [it['from'], it['allowed']])).toEqual([
      ['cairn://app/rhythm', true],
      ['https://example.org/', false],
    ]);
    expect(shell.told('permissionCheck').map((it) => [it['from'], it['allowed']])).toEqual([
      ['cairn://app/', true],
      ['https://example.org/', false],
      ['', false],
    ]);
  });

  it('opens no other window, stays where it is, and hands only https links to the browser', async () => {
    const links = ['https://example.org/', 'http://example.org/', 'file:///etc/passwd', 'cairn://app/skills'];
    for (const url of links) shell.tell({ open: url });
    for (const url of links) shell.tell({ navigate: url });
    await until(() => shell.told('navigated').length === links.length);
    expect(shell.told('opened').map((it) => it['action'])).toEqual(['deny', 'deny', 'deny', 'deny']);
    expect(shell.told('navigated').map((it) => it['stopped'])).toEqual([true, true, true, false]);
    expect(new Set(shell.told('openExternal').map((it) => it['url']))).toEqual(
      new Set(['https://example.org/']),
    );
  });

  it('reads and writes through the forwarder', async () => {
    expect([await settings(), await setTheme('dark'), await settings()]).toEqual([200, 200, 200]);
  });

  it('is the only origin that is answered', async () => {
    const foreign = await fetch(`${shell.url}/trpc/settings.get`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });

  it('listens on a socket and no TCP port', () => {
    const instance = JSON.parse(readFileSync(path.join(scratch.folder, 'instance.json'), 'utf8')) as object;
    expect(instance).toMatchObject({ url: null, socket: expect.stringContaining('.sock') });
  });

  it('gets live events, and its giving up ends the stream on the server', async () => {
    const text = await page.evaluate(async () => {
      const abort = new AbortController();
      const response = await fetch('/events', { signal: abort.signal });
      const reader = response.body!.getReader();
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"theme":"light"}',
      };
      await fetch('/trpc/settings.set', init);
      let seen = '';
      while (!seen.includes('changed')) seen += new TextDecoder().decode((await reader.read()).value);
      abort.abort();
      return seen;
    });
    expect(text).toContain('"type":"changed"');
  });

  it('works again by itself after its server was killed', async () => {
    const before = serverPid();
    process.kill(before, 'SIGKILL');
    // Asked while there is no server: the answer waits for the new one.
    await until(() => !isAlive(before));
    expect([await settings(), await setTheme('system')]).toEqual([200, 200]);
    expect(serverPid()).not.toBe(before);
  });

  it('comes to the front when Cairn is started again in a terminal', async () => {
    const again = await run(['electron/host/main.ts', '--host', 'none', '--data-dir', scratch.folder]);
    expect([again.code, again.stdout]).toEqual([0, 'Cairn is already open in its own window.\n']);
    await until(() => shell.told('show').length > 0);
  });
});

it('a page that died, or got an error instead of Cairn, is loaded again with a fresh token', async () => {
  const own = scratchFolder();
  const shell = await startShell(own.folder);
  const loads = (): unknown[] => shell.told('load').map((it) => it['url']);
  shell.tell({ crash: 'crashed' });
  await until(() => loads().length === 2);
  // The server goes while the page holds an error text.
  shell.tell({ status: 503 });
  const { pid } = JSON.parse(readFileSync(path.join(own.folder, 'instance.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  await until(() => loads().length === 3);
  expect(new Set(loads()).size).toBe(3);
  expect(shell.told('show')).toEqual([]);
  await shell.stop();
  own.remove();
});

it('a page that dies again and again is left alone', async () => {
  const own = scratchFolder();
  const shell = await startShell(own.folder);
  for (let i = 0; i < 6; i += 1) shell.tell({ crash: 'oom' });
  await until(() => shell.told('load').length === 4);
  await shell.stop();
  expect(shell.told('load')).toHaveLength(4);
  own.remove();
});

it('quitting ends the server, and so does the death of the shell', async () => {
  const own = scratchFolder();
  const instance = (): { pid: number } =>
    JSON.parse(readFileSync(path.join(own.folder, 'instance.json'), 'utf8')) as { pid: number };
  const quit = await startShell(own.folder);
  const first = instance().pid;
  const { code } = await quit.stop();
  expect([code, isAlive(first)]).toEqual([0, false]);

  const killed = await startShell(own.folder);
  const second = instance().pid;
  process.kill(killed.pid, 'SIGKILL');
  await until(() => !isAlive(second), 5000);
  own.remove();
});

it('a server that cannot start is reported in its own words', async () => {
  const own = scratchFolder();
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(path.join(own.folder, 'cairn.db'));
  db.pragma('user_version = 9999');
  db.close();
  const shell = await startShell(own.folder);
  expect(shell.told('errorBox')[0]).toMatchObject({
    content: expect.stringContaining('written by a newer Cairn'),
  });
  await shell.stop();
  own.remove();
});
