import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckTools, CliOptions, CliResult } from '../checks.ts';
import { fail, show } from '../expect.ts';
import type { Program } from '../sandbox/program.ts';

const DEFAULT_MS = 15_000;
/** How long output may lag behind the end of a program. */
const DRAIN_MS = 5000;

export interface CliStart {
  args: readonly string[];
  env: Record<string, string>;
  wallMs: number;
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** Runs commands of the learner's. @param start starts the entry with a pipe for its input */
export function createCliTools(start: (options: CliStart) => Promise<Program>): Pick<CheckTools, 'cli'> {
  return {
    async cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
      const { stdin = '', env = {}, timeoutMs: wallMs = DEFAULT_MS } = options;
      const said = { stdout: '', stderr: '' };
      const program = await start({
        args,
        env,
        wallMs,
        onOutput: (stream, text) => void (said[stream] += text),
      });
      program.input!.end(stdin);
      const { exitCode, isTimedOut, isCanceled } = await program.ended;
      await Promise.race([program.drained, sleep(DRAIN_MS)]);
      const command = args.join(' ') || '(no arguments)';
      if (isCanceled) throw new Error('the check was canceled');
      if (isTimedOut)
        fail({ message: `The command ${command} did not end within ${wallMs / 1000} seconds.` });
      return { command, exitCode, ...said, json: () => toJson(command, said.stdout, said.stderr) };
    },
  };
}

function toJson(command: string, stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout) as unknown;
  } catch {
    const why = stderr.trim() === '' ? '' : ` It printed on stderr: ${show(stderr.trim().slice(-400))}`;
    return fail({
      message: `The command ${command} should print JSON on stdout.${why}`,
      expected: 'JSON',
      actual: stdout,
    });
  }
}
