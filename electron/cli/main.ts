import { homedir } from 'node:os';
import { systemClock } from '../host/clock.ts';
import { resolveDataDir } from '../host/data-dir.ts';
import { nearest } from '../shared/nearest.ts';
import type { OpenedServices } from '../host/open-services.ts';
import { cairnVersion } from '../host/paths.ts';
import { AppError, toPublicError } from '../shared/errors.ts';
import type { Command, CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { paintFor, table } from './output.ts';
import { readCommandLine, type CommandLine } from './shared-flags.ts';

const SHARED_HELP = `Every command also takes:
  --json           print JSON instead of text
  --data-dir DIR   use the data in this folder
  --help           say how the command is used`;

/** `cairn export | head` closes the pipe early: that is the reader's wish, not a fault. */
function stdout(): typeof process.stdout {
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => {});
  return process.stdout;
}

const out = (line: string): void => void stdout().write(`${line}\n`);
const write = (bytes: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => void stdout().write(bytes, (error) => resolve(!error)));
const err = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Runs one `cairn` command.
 * @param argv the words after `cairn`
 * @returns the exit code: 0 done, 1 not done, 2 not understood (a command may say more)
 */
export async function main(argv: readonly string[]): Promise<number> {
  let json = argv.includes('--json');
  try {
    const line = readCommandLine(argv);
    json = line.json;
    if (line.version) return print(cairnVersion());
    if (line.name === undefined || line.name === 'help') return await overview(line);
    const command = await find(line.name);
    if (line.help) return print(`${command.summary}\n\n${command.usage}\n\n${SHARED_HELP}`);
    return await runCommand(command, line);
  } catch (error) {
    return await fail(error, json);
  }
}

async function find(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return (await load()).command;
  const near = nearest(name, Object.keys(commands));
  throw new AppError('bad_input', `There is no command "${name}".`, {
    hint: near ? `Did you mean ${near}? \`cairn --help\` lists them all.` : '`cairn --help` lists them all.',
  });
}

async function overview(line: CommandLine): Promise<number> {
  if (line.args.length > 0 && line.name === undefined) {
    throw new AppError('bad_input', `There is no flag ${line.args[0]}.`, {
      hint: '`cairn --help` lists the commands.',
    });
  }
  const all = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));
  const list = table(all.map((command) => [`  ${command.name}`, command.summary]));
  return print(
    `Cairn in the terminal, on the same data as its window.\n\nUsage: cairn COMMAND\n\n${list}\n\n${SHARED_HELP}`,
  );
}

async function runCommand(command: Command, line: CommandLine): Promise<number> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  let opened: Promise<OpenedServices> | undefined;
  const dataDir = resolveDataDir({
    flag: line.dataDir,
    env: process.env,
    platform: process.platform,
    home: homedir(),
  });
  const open = async (): Promise<OpenedServices> => {
    const { openServices } = await import('../host/open-services.ts');
    return openServices(dataDir, process.env);
  };
  const ctx: CommandContext = {
    args: line.args,
    json: line.json,
    dataDir,
    env: process.env,
    clock: systemClock,
    signal: abort.signal,
    paint: paintFor(process.stdout, process.env),
    services: async () => (await (opened ??= open())).services,
    out,
    write,
    err,
  };
  try {
    return await command.run(ctx);
  } finally {
    // An open that failed has nothing to close, and was reported by the command already.
    await opened?.then(
      (it) => it.close(),
      () => {},
    );
  }
}

/** With --json an error is JSON too, so that a script reads one thing only. */
async function fail(thrown: unknown, json: boolean): Promise<number> {
  const error = thrown instanceof AppError ? thrown : await asStorageFault(thrown);
  if (json) out(JSON.stringify({ error: toPublicError(error) }));
  else err(`${error.message}${error.hint ? `\n${error.hint}` : ''}`);
  return error.code === 'bad_input' ? 2 : 1;
}

/** Loaded late: it brings the database driver with it. @throws what is no failure of the disk */
async function asStorageFault(thrown: unknown): Promise<AppError> {
  const { storageFault } = await import('../server/storage-fault.ts');
  const fault = storageFault(thrown);
  if (fault) return fault;
  throw thrown;
}

function print(text: string): number {
  out(text);
  return 0;
}
