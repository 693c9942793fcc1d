import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './app.ts';

export interface RunningHost {
  child: ChildProcess;
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** The address with a one-time launch token, as printed. */
  launchUrl: string;
  /** Ends it as Ctrl-C does and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface HostStart {
  dataDir: string;
  args?: string[];
  env?: Record<string, string>;
  /** What is started: the server itself, or what `npm start` runs. */
  program?: 'electron/host/main.ts' | 'electron/host/launch.mjs';
}

/** Starts Cairn as a person does, without a window, and waits for its ready line. */
export async function startHost({
  dataDir,
  args = [],
  env = {},
  program = 'electron/host/main.ts',
}: HostStart): Promise<RunningHost> {
  const child = spawn(
    process.execPath,
    [path.join(root, program), '--host', 'none', '--data-dir', dataDir, ...args],
    {
      cwd: root,
      env: { ...process.env, ANTHROPIC_API_KEY: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  // Backups lie beside the data folder, where a test that removes its folder leaves them.
  process.once('exit', () => rmSync(`${dataDir}-backups`, { recursive: true, force: true }));
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (errors += text));
  const launchUrl = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const ready = /Cairn is ready at (\S+)/.exec(output);
      if (ready) resolve(ready[1]!);
    });
    child.once('exit', (code) =>
      reject(new Error(`Cairn ended with ${code} before it was ready.\n${output}\n${errors}`)),
    );
    child.once('error', reject);
  });
  return {
    child,
    launchUrl,
    url: new URL(launchUrl).origin,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
}
