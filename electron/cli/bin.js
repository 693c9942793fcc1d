#!/usr/bin/env node
// Runs on the Node that is there; Cairn itself needs the Node 24 that npm installed beside it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Compiled code is kept beside Cairn; where that cannot be written, Node goes on without.
  const cache = path.join(root, '.cairn', 'compile-cache');
  module.enableCompileCache(cache);
  // Threads that are started later look there for it.
  process.env.NODE_COMPILE_CACHE ??= cache;
  const { main: run } = await import('./main.ts');
  process.exit(await run(process.argv.slice(2)));
}

const node = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
if (!existsSync(node)) {
  process.stderr.write(
    'Cairn is not installed yet. Run `npm start` in its folder once; it installs what is needed.\n',
  );
  process.exit(1);
}
const child = spawn(node, ['--disable-sigusr1', fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to both; this one only waits for the other's exit code.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
