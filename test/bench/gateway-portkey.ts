import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Portkey's gateway streams only with these two (its own ranges take newer ones that break it on Node 24). */
const PACKAGES = { '@portkey-ai/gateway': '1.15.2', hono: '4.9.7', '@hono/node-server': '1.13.7' };
const START_MS = 20_000;

export interface Portkey {
  url: string;
  /** What its callers add so that it asks the mock as Anthropic. */
  headers(upstreamUrl: string): Record<string, string>;
  stop(): void;
}

/** Installs Portkey's gateway into a folder of its own, once, and starts it. Null, with a line that says why, if it cannot be had. */
export async function startPortkey(): Promise<Portkey | null> {
  const folder = path.join(tmpdir(), 'cairn-bench-portkey');
  const program = path.join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  try {
    if (!existsSync(program)) install(folder);
    const port = await freePort();
    const child = spawn(process.execPath, [program, '--headless', `--port=${port}`], {
      cwd: folder,
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}`;
    await untilUp(url, child);
    return { url, headers: portkeyHeaders, stop: () => void child.kill() };
  } catch (error) {
    console.error(
      `Portkey's gateway could not be had, so nothing is held against it: ${String(error).split('\n')[0]}`,
    );
    return null;
  }
}

function install(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { hono, '@hono/node-server': server } = PACKAGES;
  const overrides = { hono, '@hono/node-server': server };
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, overrides, dependencies: PACKAGES }),
  );
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'pipe',
  });
}

const portkeyHeaders = (upstreamUrl: string): Record<string, string> => ({
  'x-portkey-provider': 'anthropic',
  'x-portkey-custom-host': `${upstreamUrl}/v1`,
  authorization: 'bench-key',
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilUp(url: string, child: ChildProcess): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < START_MS;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((go) => setTimeout(go, 100));
  }
  child.kill();
  throw new Error('it did not start');
}
