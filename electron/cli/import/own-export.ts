import { open, readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import {
  EXPORT_FORMAT,
  MAX_IMPORT_BYTES,
  type ImportResult,
  type SectionResult,
} from '../../shared/export-format.ts';
import { rowsToTake } from '../../shared/import-rows.ts';
import { report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';

const SHOWN_CONFLICTS = 10;
/** An export of Cairn names itself in its first lines. */
const HEAD_BYTES = 4096;

/** @throws AppError `bad_input` or `too_large` for what cannot be read as a file */
export async function assertReadable(file: string): Promise<void> {
  try {
    const handle = await open(file);
    await handle.close();
    const found = await stat(file);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (found.size > MAX_IMPORT_BYTES) {
      throw new AppError('too_large', `${file} is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB.`, {
        hint: 'Nothing was imported. Export a shorter time, or Cairn’s data without --calls.',
      });
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT')
      throw new AppError('bad_input', `There is no file ${file}.`, { hint: 'Check its name and folder.' });
    if (code === 'EISDIR')
      throw new AppError('bad_input', `${file} is a folder.`, { hint: 'Name a file in it.' });
    if (code === 'EACCES' || code === 'EPERM')
      throw new AppError('bad_input', `${file} cannot be read.`, { hint: 'Check its permissions.' });
    throw error;
  }
}

/** Whether a file is one that `cairn export` wrote, whole or not. */
export async function isOwnExport(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    return head.trimStart().startsWith('{') && new RegExp(`"format"\\s*:\\s*"${EXPORT_FORMAT}"`).test(head);
  } finally {
    await handle.close();
  }
}

/** Takes an export of Cairn in. */
export async function importOwn(ctx: CommandContext, file: string, dryRun: boolean): Promise<number> {
  const bytes = await readFile(file);
  const { exports } = await ctx.services();
  const result = await exports.read(bytes, { dryRun });
  report(ctx, result, () => describe(result));
  return 0;
}

function describe(result: ImportResult): string {
  const { dryRun, backup, sections, conflicts } = result;
  const done = `Imported.${backup ? ` What was here before is in the backup ${backup}.` : ''}`;
  const head = dryRun
    ? 'A dry run: nothing was changed. This would happen:'
    : rowsToTake(result) > 0
      ? done
      : 'There was nothing new in the file.';
  const rows = sections.map((row) => [`  ${row.section}`, words(row)]);
  const lines = conflicts
    .slice(0, SHOWN_CONFLICTS)
    .map(
      ({ section, id, taken, fields }) =>
        `  ${section} ${id}: ${fields.join(', ')} (${taken === 'file' ? 'newer in the file' : 'kept as it is here'})`,
    );
  return [head, table(rows), ...(lines.length > 0 ? ['', 'In both, but different:', ...lines] : [])].join(
    '\n',
  );
}

const words = ({ added, same, updated, kept }: SectionResult): string =>
  [
    added && `${added} new`,
    updated && `${updated} newer in the file`,
    kept && `${kept} kept as here`,
    same && `${same} here already`,
  ]
    .filter(Boolean)
    .join(', ');
