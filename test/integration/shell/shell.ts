import { createInterface } from 'node:readline';
import { start, until, type Finished } from '../host/programs.ts';

type Told = Record<string, unknown> & { event: string };

export interface RunningShell {
  /** Where the stand-in serves what the shell answers for `cairn://app/`. */
  url: string;
  pid: number;
  told(event: string): Told[];
  tell(attempt: Record<string, unknown>): void;
  stop(): Promise<Finished>;
}

/** Runs the real files of the shell on the stand-in for Electron, until the window has its address. */
export async function startShell(dataDir: string): Promise<RunningShell> {
  const shell = start(
    ['--import', './test/fixtures/electron/register.ts', 'electron/shell/main.ts', `--data-dir=${dataDir}`],
    { stdin: 'pipe' },
  );
  const events: Told[] = [];
  createInterface({ input: shell.child.stdout! }).on('line', (line) => events.push(JSON.parse(line) as Told));
  const told = (event: string): Told[] => events.filter((it) => it.event === event);
  await until(
    () => told('load').length > 0 || told('errorBox').length > 0 || shell.child.exitCode !== null,
    60_000,
  );
  return {
    url: `http://127.0.0.1:${String(told('protocol')[0]?.['port'])}`,
    pid: shell.child.pid!,
    told,
    tell: (attempt) => void shell.child.stdin!.write(`${JSON.stringify(attempt)}\n`),
    async stop() {
      shell.child.kill('SIGTERM');
      return shell.ended;
    },
  };
}
