import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketPaths } from './socket-path.ts';

export interface SuperviseOptions {
  /** The Node binary and the server's main file. */
  node: string;
  main: string;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  sockets: SocketPaths;
  onReady(server: { socket: string; control: string }): void;
  /** The server is gone and will be started again. */
  onLost(): void;
  /** Another start of Cairn asked for the window. */
  onShow(): void;
  /** A Cairn without a desktop window has this folder, and has opened its own. */
  onAlreadyRunning(): void;
  /** It ended before it was ready, several times; `reason` is what it said. */
  onGiveUp(reason: string): void;
}

export interface Supervisor {
  /** Ends the server and starts no other. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
const TRIES_BEFORE_READY = 3;
/** A server that ran this long was well: its next crash is the first in a row again. */
const WELL_AFTER_MS = 30_000;
const STOP_WITHIN_MS = 4000;
const KEPT_STDERR = 4000;
const LAST_WORDS_MS = 300;

/** Starts the server and keeps it running: after a crash it comes back, waiting longer each time in a row. */
export function superviseServer(options: SuperviseOptions): Supervisor {
  let child: ChildProcess | null = null;
  const stopping = new AbortController();
  const done = loop();

  async function loop(): Promise<void> {
    let startFailures = 0;
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      const begun = performance.now();
      const ended = await runOnce(options, (started) => (child = started));
      child = null;
      if (stopping.signal.aborted || ended.handedOver) return;
      startFailures = ended.wasReady ? 0 : startFailures + 1;
      if (startFailures >= TRIES_BEFORE_READY) return options.onGiveUp(ended.stderr);
      if (performance.now() - begun > WELL_AFTER_MS) failures = 0;
      options.onLost();
      const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
      // Quitting must not wait for the next try.
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      // The end of the channel is the server's sign to stop; it works on every system, unlike signals.
      if (child?.connected) child.disconnect();
      const kill = setTimeout(() => child?.kill('SIGKILL'), STOP_WITHIN_MS);
      await done;
      clearTimeout(kill);
      options.sockets.remove();
    },
  };
}

interface Ended {
  wasReady: boolean;
  handedOver: boolean;
  stderr: string;
}

function runOnce(options: SuperviseOptions, onStart: (child: ChildProcess) => void): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const socket = options.sockets.next();
  // The flag: without it any program of this account can open a debugger in the server with one signal.
  const args = ['--disable-sigusr1', options.main, '--socket', socket, '--data-dir', options.dataDir];
  const child = spawn(options.node, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: options.env,
  });
  onStart(child);
  const ended: Ended = { wasReady: false, handedOver: false, stderr: '' };
  child.stderr!.on(
    'data',
    (chunk: Buffer) => (ended.stderr = (ended.stderr + chunk.toString()).slice(-KEPT_STDERR)),
  );
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const message = parse(line);
    if (message?.type === 'ready' && typeof message.control === 'string') {
      ended.wasReady = true;
      options.onReady({ socket, control: message.control });
    } else if (message?.type === 'show') {
      options.onShow();
    } else if (message?.type === 'already-running') {
      ended.handedOver = true;
      options.onAlreadyRunning();
    }
  });
  child.on('error', (error) => resolve({ ...ended, stderr: error.message }));
  // Not 'close': it never comes once this side has ended the channel. What is left on stderr comes at once.
  child.on(
    'exit',
    () => void Promise.race([once(child.stderr!, 'end'), sleep(LAST_WORDS_MS)]).then(() => resolve(ended)),
  );
  return promise;
}

function parse(line: string): { type?: unknown; control?: unknown } | null {
  try {
    return JSON.parse(line) as { type?: unknown; control?: unknown };
  } catch {
    // Not one of ours; the server logs what matters to its own file.
    return null;
  }
}
