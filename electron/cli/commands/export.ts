import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/export-format.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';

export const command: Command = {
  name: 'export',
  summary: 'write out everything you made: cairn export --out cairn.json',
  usage: `Usage: cairn export [--format json|csv|ics] [--out FILE] [flags]

  --format FORMAT  json: everything, to be imported again; csv or ics: the sessions, as a table or a calendar
                   (the ending of FILE decides where this is left out, else json)
  --out FILE       write this file instead of to the terminal; a file that exists is left alone
  --force          replace FILE if it exists
  --calls          with json: the ledger of model calls too, in summary`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      format: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      calls: { type: 'boolean', default: false },
    });
    if (positionals.length > 0) {
      throw new AppError('bad_input', `"${positionals.join(' ')}" is too much.`, {
        hint: 'Name the file with --out FILE.',
      });
    }
    const format = readFormat(values.format, values.out);
    if (values.calls && format !== 'json') {
      throw new AppError('bad_input', `--calls does not go with ${format}.`, {
        hint: 'Use --format json, or leave --calls out.',
      });
    }
    if (values.out === undefined) return toTerminal(ctx, format, values.calls);
    const { exports } = await ctx.services();
    const bytes = await writeFile(exports.write(format, { calls: values.calls }), values.out, values.force);
    const file = path.resolve(values.out);
    report(ctx, { file, format, bytes }, () => `Wrote ${file} (${size(bytes)}).`);
    return 0;
  },
};

function readFormat(given: string | undefined, out: string | undefined): ExportFormat {
  const ending = EXPORT_FORMATS.find((format) => out?.toLowerCase().endsWith(`.${format}`));
  if (given === undefined) return ending ?? 'json';
  const format = EXPORT_FORMATS.find((known) => known === given.toLowerCase());
  if (format) return format;
  throw new AppError('bad_input', `There is no format "${given}".`, { hint: 'Use json, csv or ics.' });
}

async function toTerminal(ctx: CommandContext, format: ExportFormat, calls: boolean): Promise<number> {
  if (ctx.json && format !== 'json') {
    throw new AppError('bad_input', `--json does not go with ${format} in the terminal.`, {
      hint: 'Leave --json out, or write a file with --out FILE.',
    });
  }
  const { exports } = await ctx.services();
  for (const piece of exports.write(format, { calls })) {
    if (!(await ctx.write(piece))) break;
  }
  return 0;
}

/** Writes the whole file or none: what was begun is removed when it cannot be finished. */
async function writeFile(pieces: Iterable<Uint8Array>, out: string, force: boolean): Promise<number> {
  const target = force ? `${out}.${process.pid}.partial` : out;
  const file = await openNew(target, out);
  let bytes = 0;
  try {
    for (const piece of pieces) bytes += (await file.write(piece)).bytesWritten;
    await file.sync();
    await file.close();
    if (force) await rename(target, out);
    return bytes;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(target, { force: true });
    throw cannotWrite(out, error);
  }
}

/** 'wx' fails on a file that exists, whoever made it in between. Practice is private: only its owner reads it. */
async function openNew(target: string, out: string): Promise<FileHandle> {
  try {
    return await open(target, 'wx', 0o600);
  } catch (error) {
    throw cannotWrite(out, error);
  }
}

function cannotWrite(out: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EEXIST') {
    return new AppError('conflict', `${out} exists already; it was left as it is.`, {
      hint: 'Choose another name, or add --force to replace it.',
    });
  }
  const hints: Record<string, string> = {
    ENOENT: 'The folder is not there. Make it first, or choose another.',
    EACCES: 'You may not write there. Choose another folder.',
    EPERM: 'You may not write there. Choose another folder.',
    EROFS: 'That place is read-only. Choose another folder.',
    EISDIR: 'That is a folder. Name a file in it.',
    ENOSPC: 'The disk is full. Free some space and try again.',
  };
  const hint = hints[code];
  return hint === undefined
    ? error
    : new AppError('storage_failed', `${out} was not written.`, { hint, cause: error });
}

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
