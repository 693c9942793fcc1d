import type { ParseArgsConfig } from 'node:util';
import { readFlags } from '../host/flags.ts';
import type { Clock } from '../server/deps.ts';
import type { Services } from '../server/services.ts';

/** Text with terminal colour, or as it is where colour is not wanted (a pipe, NO_COLOR). */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  /** A place in a file that a terminal can open: a hyperlink where it knows them, else `path:line`. */
  place(at: FilePlace): string;
}

/** A file, absolute, and a line in it that counts from 1. */
export interface FilePlace {
  file: string;
  line?: number | undefined;
  /** How a hyperlink reads; the file's own name is enough where the folder is known. */
  text?: string;
}

/** What a command gets from `cairn`. */
export interface CommandContext {
  /** What follows the command's name, without the flags that every command has. Read it with `flagsOf`. */
  readonly args: readonly string[];
  readonly json: boolean;
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Aborted by Ctrl-C or SIGTERM; a command that runs on ends when it is. */
  readonly signal: AbortSignal;
  readonly paint: Paint;
  /** Opens the data folder on first use. Several processes may: SQLite's WAL keeps them apart. */
  services(): Promise<Services>;
  /** Writes a line to stdout. */
  out(line: string): void;
  /** Writes bytes to stdout and waits until they are taken. False once nobody reads any more. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Writes a line to stderr. */
  err(line: string): void;
}

/**
 * One command, exported from `commands/<name>.ts` as `export const command: Command = { ... }`.
 * `run` resolves to the exit code. An AppError thrown from it is printed with its hint:
 * `bad_input` exits 2, anything else 1.
 */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The lines of `--help`, without the flags that every command has. */
  readonly usage: string;
  run(ctx: CommandContext): Promise<number>;
}

/** Flags that `cairn` reads for every command. */
export const SHARED_FLAGS = ['json', 'data-dir', 'help'];

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads a command's own flags and positionals. @throws AppError `bad_input` that names the nearest flag */
export function flagsOf<const T extends Options>(ctx: CommandContext, options: T) {
  return readFlags(ctx.args, options, SHARED_FLAGS);
}

/** Prints one result: as a line of JSON with `--json`, else the text. */
export function report(ctx: CommandContext, data: unknown, text: () => string): void {
  ctx.out(ctx.json ? JSON.stringify(data) : text());
}
