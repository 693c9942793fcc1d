import { homedir } from 'node:os';
import { systemClock } from '../host/clock.ts';
import { resolveDataDir } from '../host/data-dir.ts';
import { nearest } from '../shared/nearest.ts';
import type { OpenedServices } from '../host/open-services.ts';
import { cairnVersion } from '../host/paths.ts';
import { AppError, toPublicError } from '../shared/errors.ts';
import type { Command, CommandContext } from './command.ts';
import { commands } from './commands.ts';
import { helpText, SHARED_HELP } from './help.ts';
import { table } from './output.ts';
import { readCommandLine, type CommandLine } from './shared-flags.ts';
import { ownTerminal, type Terminal } from './terminal.ts';

/**
 * Runs one `cairn` command.
 * @param argv the words after `cairn`
 * @param terminal where it runs; left out: this process's own
 * @returns the exit code: 0 done, 1 not done, 2 not understood (a command may say more)
 */
export async function main(argv: readonly string[], terminal = ownTerminal()): Promise<number> {
  const print = (text: string): number => (terminal.out(text), 0);
  let json = argv.includes('--json');
  try {
    const line = readCommandLine(argv);
    json = line.json;
    if (line.version) return print(cairnVersion());
    const [topic] = line.args;
    if (line.name === 'help' && topic !== undefined) return print(helpText(await find(topic)));
    if (line.name === undefined || line.name === 'help') return print(await overview(line));
    const command = await find(line.name);
    if (line.help) return print(helpText(command));
    return await runCommand(command, line, terminal);
  } catch (error) {
    return await fail(error, json, terminal);
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

async function overview(line: CommandLine): Promise<string> {
  if (line.args.length > 0 && line.name === undefined) {
    throw new AppError('bad_input', `There is no flag ${line.args[0]}.`, {
      hint: '`cairn --help` lists the commands.',
    });
  }
  const all = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));
  const list = table(all.map((command) => [`  ${command.name}`, command.summary]));
  return `Cairn in the terminal, on the same data as its window.\n\nUsage: cairn COMMAND\n\n${list}\n\n${SHARED_HELP}`;
}

async function runCommand(command: Command, line: CommandLine, terminal: Terminal): Promise<number> {
  const { env } = terminal;
  let opened: Promise<OpenedServices> | undefined;
  const dataDir = resolveDataDir({
    flag: line.dataDir,
    env,
    platform: process.platform,
    home: homedir(),
  });
  const open = async (): Promise<OpenedServices> => {
    const { openServices } = await import('../host/open-services.ts');
    return openServices(dataDir, env);
  };
  const ctx: CommandContext = {
    args: line.args,
    json: line.json,
    dataDir,
    clock: systemClock,
    ...terminal,
    services: async () => (await (opened ??= open())).services,
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
async function fail(thrown: unknown, json: boolean, { out, err }: Terminal): Promise<number> {
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
