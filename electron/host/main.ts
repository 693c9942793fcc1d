import { Console } from 'node:console';
import { AppError } from '../shared/errors.ts';
import { HELP, readHostOptions } from './options.ts';
import { cairnVersion } from './paths.ts';

// Stdout carries the ready line alone; whatever a library prints goes to stderr.
globalThis.console = new Console(process.stderr);

/** Exit codes: 0 done, 1 could not run, 2 the command line was not understood. */
async function main(): Promise<number> {
  try {
    const options = readHostOptions(process.argv.slice(2));
    if (options.show === 'help') return print(HELP);
    if (options.show === 'version') return print(`${cairnVersion()}\n`);
    // Loaded late, so that a wrong flag is answered before the database driver is read.
    const { run } = await import('./run.ts');
    return await run(options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n${error.hint ? `${error.hint}\n` : ''}`);
    return error.code === 'bad_input' ? 2 : 1;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// A handle that a library forgot must not keep a stopped Cairn alive.
process.exit(await main());
