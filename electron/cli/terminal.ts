import type { CommandContext } from './command.ts';
import { paintFor } from './output.ts';

/** What a command runs in: where it prints, what it can read of the environment, and what ends it. */
export type Terminal = Pick<CommandContext, 'env' | 'signal' | 'paint' | 'out' | 'write' | 'err'>;

/** This process's own. */
export function ownTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // `cairn export | head` closes the pipe early: that is the reader's wish, not a fault.
  if (stdout.listenerCount('error') === 0) stdout.on('error', () => {});
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  return {
    env,
    signal: abort.signal,
    paint: paintFor(stdout, env),
    out: (line) => void stdout.write(`${line}\n`),
    write: (bytes) => new Promise((resolve) => void stdout.write(bytes, (error) => resolve(!error))),
    err: (line) => void stderr.write(`${line}\n`),
  };
}
