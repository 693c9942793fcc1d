import { AppError } from '../../shared/errors.ts';
import { flagsOf, type Command } from '../command.ts';
import { assertReadable, importOwn, isOwnExport } from '../import/own-export.ts';
import { listImports, undoImport } from '../import/made.ts';
import { importTimes, TIMES_FLAGS } from '../import/times.ts';

export const command: Command = {
  name: 'import',
  summary: 'take times of another tracker in, or an export of Cairn: cairn import FILE --dry-run',
  usage: `Usage: cairn import FILE [--dry-run] [flags]
       cairn import list
       cairn import undo ID

  FILE             an export of Toggl Track, Clockify, WakaTime, ActivityWatch or Super Productivity,
                   any CSV, TSV, JSON or NDJSON of times, or a .json file that \`cairn export\` wrote
  --dry-run        only say how it is understood and what would be logged
  --from NAME      what the file is: toggl-csv, toggl-json, clockify, wakatime, activitywatch,
                   super-productivity or table (else Cairn finds out)
  --column ROLE=HEADING
                   the column that holds the date, start, endDate, end, duration, note, project, tags,
                   skill, activity, zone or id
  --map NAME=SKILL[:ACTIVITY]
                   what a project or a tag of the file becomes; NAME=- leaves its rows out
  --dates ORDER    ymd, dmy or mdy
  --unit UNIT      what a bare number is as a length: seconds, minutes or hours
  --zone ZONE      the zone of times that say none, like Europe/Berlin
  --add-duplicates take rows that were imported before or stand twice as well
  --add-overlaps   take rows that overlap what is logged as well

All of a file comes in, or nothing. \`cairn import undo ID\` takes an import back.`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      ...TIMES_FLAGS,
      'dry-run': { type: 'boolean', default: false },
    });
    const [first, ...more] = positionals;
    if (first === 'list' && more.length === 0) return listImports(ctx);
    if (first === 'undo') return undoImport(ctx, more);
    if (first === undefined || more.length > 0) {
      throw new AppError('bad_input', 'Name one file.', {
        hint: 'For example: cairn import toggl.csv --dry-run',
      });
    }
    await assertReadable(first);
    const isOwn = values.from === undefined && (await isOwnExport(first));
    return isOwn ? importOwn(ctx, first, values['dry-run']) : importTimes(ctx, first, values);
  },
};
