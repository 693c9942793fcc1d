import { setTimeout as sleep } from 'node:timers/promises';
import type { Expectation } from './checks.ts';
import { fail } from './expect.ts';
import { isListening, reservePort } from './sandbox/free-port.ts';
import type { Program } from './sandbox/program.ts';
import { tail } from './sandbox/tail.ts';

/** The learner's HTTP server while it runs. */
export interface LearnerServer {
  baseUrl: string;
  program: Program;
  /** Fails the check in words when the program is gone. */
  failIfGone(request: string): void;
}

export interface ServerStart {
  /** Starts the program with these variables besides its own. */
  start: (env: Record<string, string>) => Program | Promise<Program>;
  /** Why it did not start, from what it printed. */
  explain: (output: string) => Expectation;
  signal?: AbortSignal | undefined;
}

/** Long enough for Python to load a web framework on a machine that is busy. */
const START_MS = 20_000;
const POLL_MS = 10;

/**
 * Starts the learner's server on a free port and waits until it listens.
 * @throws CheckFailure when it ends or does not listen in time
 */
export async function startLearnerServer(options: ServerStart): Promise<LearnerServer> {
  const { port, release } = await reservePort();
  let program: Program | undefined;
  try {
    program = await options.start({ PORT: String(port) });
    await untilListening(program, port, options);
  } catch (error) {
    await program?.stop();
    release();
    throw error;
  }
  void program.ended.then(release);
  return serverOf(program, port);
}

async function untilListening(program: Program, port: number, options: ServerStart): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!(await isListening(port))) {
    if (program.hasEnded) {
      if (options.signal?.aborted) throw new Error('the check was canceled');
      fail(options.explain(program.output()));
    }
    if (Date.now() > deadline)
      fail({ message: `Your server did not listen on PORT within ${START_MS / 1000} seconds.` });
    await sleep(POLL_MS);
  }
}

function serverOf(program: Program, port: number): LearnerServer {
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    program,
    failIfGone(request) {
      if (!program.hasEnded) return;
      fail({
        message: `Your server stopped during ${request}. It said:\n${tail(program.output()) || '(nothing)'}`,
      });
    },
  };
}
