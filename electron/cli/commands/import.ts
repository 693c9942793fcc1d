import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { MAX_IMPORT_BYTES, type ImportResult, type SectionResult } from '../../shared/export-format.ts';
import { rowsToTake } from '../../shared/import-rows.ts';
import { flagsOf, report, type Command } from '../command.ts';
import { table } from '../output.ts';

const SHOWN_CONFLICTS = 10;

export const command: Command = {
  name: 'import',
  summary: 'take an export of Cairn in: cairn import cairn.json --dry-run',
  usage: `Usage: cairn import FILE [--dry-run]

  FILE             a .json file that \`cairn export\` or Cairn's Settings wrote
  --dry-run        only say what would change

All of it comes in, or nothing. What is in both places takes the state that was touched last.`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, { 'dry-run': { type: 'boolean', default: false } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      throw new AppError('bad_input', 'Name one file.', {
        hint: 'For example: cairn import cairn.json --dry-run',
      });
    }
    const bytes = await readImport(file);
    const { exports } = await ctx.services();
    const result = await exports.read(bytes, { dryRun: values['dry-run'] });
    report(ctx, result, () => describe(result));
    return 0;
  },
};

async function readImport(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAX_IMPORT_BYTES) {
      throw new AppError('too_large', `${file} is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB.`, {
        hint: 'Nothing was imported. Export again without --calls.',
      });
    }
    return await readFile(file);
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
