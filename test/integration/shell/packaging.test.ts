import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../support/app.ts';
import { isAlive, scratchFolder, start, until } from '../host/programs.ts';

/** The states of a fuse in the wire, as characters. */
const DISABLED = '0'.charCodeAt(0);
const ENABLED = '1'.charCodeAt(0);

const require = createRequire(import.meta.url);
const config = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as Record<
  string,
  unknown
>;

it('the packaging configuration is one that electron-builder accepts', async () => {
  const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
  const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config') as {
    validateConfiguration(config: unknown, log: unknown): Promise<void>;
  };
  const { DebugLogger } = fromBuilder('builder-util') as { DebugLogger: new (enabled: boolean) => unknown };
  await validateConfiguration(config, new DebugLogger(false));
  await expect(validateConfiguration({ ...config, asarUnpak: [] }, new DebugLogger(false))).rejects.toThrow(
    'asarUnpak',
  );
});

describe.runIf(process.platform === 'linux')('a packed app', () => {
  let scratch: ReturnType<typeof scratchFolder>;
  const inside = (...parts: string[]): string => path.join(scratch.folder, 'out', 'linux-unpacked', ...parts);

  beforeAll(() => {
    scratch = scratchFolder();
    writeStubElectron(path.join(scratch.folder, 'electron'));
    runTool('node_modules/vite/bin/vite.js', [
      'build',
      '--config',
      'vite.shell.config.ts',
      '--logLevel',
      'warn',
    ]);
    const folders = [
      `-c.electronDist=${scratch.folder}/electron`,
      `-c.directories.output=${scratch.folder}/out`,
    ];
    runTool('node_modules/electron-builder/cli.js', ['--linux', '--dir', ...folders]);
  }, 120_000);
  afterAll(() => scratch.remove());

  it('has the fuses set that keep it from being used as another program', async () => {
    const wire = await getCurrentFuseWire(inside('cairn'));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    expect([on.map((fuse) => wire[fuse]), off.map((fuse) => wire[fuse])]).toEqual([
      on.map(() => ENABLED),
      off.map(() => DISABLED),
    ]);
  });

  it('carries the server, its packages and a Node, which run on their own', async () => {
    const unpacked = inside('resources', 'app.asar.unpacked');
    const env = { PATH: '/usr/bin:/bin', HOME: scratch.folder, NODE_PATH: '' };
    const data = path.join(scratch.folder, 'data');
    const server = start([path.join(unpacked, 'electron/host/main.ts'), '--no-open', '--data-dir', data], {
      env,
      cwd: scratch.folder,
      program: inside('resources', 'node', 'node'),
    });
    await until(() => server.stdout() !== '' || !isAlive(server.child.pid!), 20_000);
    server.child.kill('SIGTERM');
    const { code, stdout, stderr } = await server.ended;
    expect([code, stdout, stderr]).toEqual([0, expect.stringMatching(/^Cairn is ready at /), '']);
  });

  it('leaves out what it never runs', () => {
    const packages = inside('resources', 'app.asar.unpacked', 'node_modules');
    const absent = [
      'better-sqlite3/deps',
      'better-sqlite3/prebuilds/darwin-x64.node',
      'node-llama-cpp/llama/gitRelease.bundle',
      'vite',
      'react',
      'electron',
    ];
    expect(absent.filter((name) => existsSync(path.join(packages, name)))).toEqual([]);
    expect(
      statSync(path.join(packages, `better-sqlite3/prebuilds/linux-${process.arch}.node`)).isFile(),
    ).toBe(true);
    expect(existsSync(path.join(packages, '@node-llama-cpp', `linux-${process.arch}`))).toBe(true);
    const unpacked = readdirSync(path.join(packages, '..'));
    expect(unpacked.filter((name) => ['renderer', 'test', 'docs', 'seeds'].includes(name))).toEqual([]);
  });
});

function runTool(script: string, args: readonly string[]): void {
  const done = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stdout + done.stderr);
}

/** A stand-in for Electron's files, with a fuse wire like the real one's (github.com/electron/fuses). */
function writeStubElectron(folder: string): void {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, 9]),
    Buffer.from('101100110'),
  ]);
  writeFileSync(
    path.join(folder, 'electron'),
    Buffer.concat([Buffer.from('#!/bin/sh\n# '), wire, Buffer.from('\n')]),
    { mode: 0o755 },
  );
  for (const file of ['version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(path.join(folder, file), '');
}
