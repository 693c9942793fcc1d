// `npm start`. Runs on Node 20 with nothing installed: only node: imports here.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Cairn needs Node 20.19 or newer to start; this is ${process.versions.node}.\n` +
      'Install a current Node from https://nodejs.org and start again.\n',
  );
  process.exit(1);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const { ensureBuilt, ensureInstalled, nodeBinary, PrepareError } = await import('./prepare.mjs');

try {
  await ensureInstalled(root);
  await ensureBuilt(root);
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const server = spawn(
  nodeBinary(root),
  // Without the flag any program of this account can open a debugger in the server with one signal.
  ['--disable-sigusr1', path.join(root, 'electron', 'host', 'main.ts'), ...process.argv.slice(2)],
  {
    // The channel is how the server notices that this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: path.join(root, '.cairn', 'compile-cache'), ...process.env },
  },
);
server.on('error', (error) => {
  process.stderr.write(`Cairn's server could not be started: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

// npm killed outright cannot pass a signal on; a changed line of parents (npm, its shell) is the only sign of it.
if (process.env.npm_lifecycle_event) {
  const before = parents();
  setInterval(() => parents() === before || server.kill('SIGTERM'), 1000).unref();
}

function parents() {
  try {
    // The fourth field, counted after the name, which may hold spaces (man 5 proc_pid_stat).
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    // No /proc here: the direct parent has to do.
    return String(process.ppid);
  }
}
