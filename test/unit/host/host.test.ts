import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasDisplay } from '../../../electron/host/browser-window.ts';
import { resolveDataDir } from '../../../electron/host/data-dir.ts';
import { createFileLogger } from '../../../electron/host/log.ts';
import { nearest } from '../../../electron/shared/nearest.ts';
import { readHostOptions } from '../../../electron/host/options.ts';

describe('the data folder', () => {
  const home = path.resolve('/home/ada');
  it.each([
    ['linux', {}, '.local/share/cairn'],
    ['darwin', {}, 'Library/Application Support/Cairn'],
    ['win32', {}, 'AppData/Local/Cairn'],
  ] as const)('on %s is where that system keeps such data', (platform, env, expected) => {
    expect(resolveDataDir({ flag: undefined, env, platform, home })).toBe(path.join(home, expected));
  });

  it('is the flag, before the variable, before the place of the system', () => {
    const env = { CAIRN_DATA_DIR: '/b', XDG_DATA_HOME: '/c' };
    const inputs = { platform: 'linux', home } as const;
    expect([
      resolveDataDir({ ...inputs, flag: '/a', env }),
      resolveDataDir({ ...inputs, flag: undefined, env }),
      resolveDataDir({ ...inputs, flag: undefined, env: { XDG_DATA_HOME: '/c' } }),
      resolveDataDir({ ...inputs, flag: undefined, env: { XDG_DATA_HOME: 'relative' } }),
    ]).toEqual(['/a', '/b', '/c/cairn', path.join(home, '.local/share/cairn')]);
  });
});

it('no window is opened in CI or without a display', () => {
  const at = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) =>
    hasDisplay({ platform, env, isRoot: false });
  expect([
    at('linux', {}),
    at('linux', { DISPLAY: ':0' }),
    at('linux', { WAYLAND_DISPLAY: 'wayland-0' }),
    at('darwin', {}),
    at('darwin', { CI: 'true' }),
  ]).toEqual([false, true, true, true, false]);
});

it('the nearest name is the one begun, or the one with a typing error, or none', () => {
  const names = ['status', 'skills', 'timer', 'rag-architectures'];
  expect(['staus', 'tmier', 'rag', 'SKILLS', 'deploy'].map((word) => nearest(word, names))).toEqual([
    'status',
    'timer',
    'rag-architectures',
    'skills',
    undefined,
  ]);
});

it('the command line has sensible defaults', () => {
  expect(readHostOptions([])).toEqual({
    host: 'auto',
    port: 0,
    dataDir: undefined,
    open: true,
    socket: undefined,
    show: null,
  });
});

describe('the log', () => {
  const clock = { now: () => 0, zone: () => 'UTC' };
  it('is set aside when it is large, keeps three, and never holds a key or a token', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cairn-log-'));
    const log = createFileLogger(folder, clock);
    log.error('call failed', {
      reason: new Error('401 for sk-ant-api03-canary-123456'),
      url: 'http://x/#launch=canary2',
    });
    const text = readFileSync(path.join(folder, 'cairn.log'), 'utf8');
    expect(text).toContain('call failed');
    expect(text).not.toContain('canary');
    for (let i = 0; i < 60; i += 1) log.info('x'.repeat(100_000));
    expect(readdirSync(folder).toSorted()).toEqual([
      'cairn.log',
      'cairn.log.1',
      'cairn.log.2',
      'cairn.log.3',
    ]);
    rmSync(folder, { recursive: true });
  });
});
