import { REASON_TITLES } from '../../shared/import-words.ts';
import { statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import {
  columnRole,
  dateOrder,
  durationUnit,
  importFormat,
  type ImportOptions,
  type ImportPreview,
  type ImportRecord,
  type NameChoice,
} from '../../shared/imports.ts';
import { nearest } from '../../shared/nearest.ts';
import { formatDate, formatDuration } from '../../shared/time.ts';
import type { Services } from '../../server/services.ts';
import { report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';
import { readSubject } from '../subject-flags.ts';

export const TIMES_FLAGS = {
  from: { type: 'string' },
  column: { type: 'string', multiple: true },
  map: { type: 'string', multiple: true },
  dates: { type: 'string' },
  unit: { type: 'string' },
  zone: { type: 'string' },
  'add-duplicates': { type: 'boolean', default: false },
  'add-overlaps': { type: 'boolean', default: false },
} as const;

interface Values {
  from?: string | undefined;
  column?: string[] | undefined;
  map?: string[] | undefined;
  dates?: string | undefined;
  unit?: string | undefined;
  zone?: string | undefined;
  'add-duplicates': boolean;
  'add-overlaps': boolean;
  'dry-run': boolean;
}

const SHOWN_SKIPPED = 10;
const SHOWN_NAMES = 12;

/** Imports the times of another tracker, or on a dry run says what would come of them. */
export async function importTimes(ctx: CommandContext, file: string, values: Values): Promise<number> {
  const services = await ctx.services();
  const options = optionsOf(values, services);
  const opened = services.imports.open(file);
  const stop = showProgress(ctx, services, statSync(file).size);
  const cancel = (): void => void services.imports.cancel(opened.file);
  ctx.signal.addEventListener('abort', cancel, { once: true });
  try {
    if (values['dry-run']) {
      const preview = await services.imports.look(opened.file, options);
      report(ctx, preview, () => describe(ctx, preview, services));
      return 0;
    }
    const record = await services.imports.take(opened.file, options, 'terminal');
    const preview = record === null ? await services.imports.look(opened.file, options) : null;
    report(ctx, { import: record, ...(preview ? { reasons: preview.reasons } : {}) }, () =>
      record ? done(record) : `Nothing was imported.\n${whyNot(preview!)}`,
    );
    return 0;
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
    ctx.err('Cancelled. Nothing was imported.');
    return 1;
  } finally {
    ctx.signal.removeEventListener('abort', cancel);
    stop();
  }
}

/** Only a file that takes a moment gets a line, and only on a terminal. */
function showProgress(ctx: CommandContext, { events }: Services, bytes: number): () => void {
  if (ctx.json || bytes < 2_000_000 || !process.stderr.isTTY) return () => {};
  const stop = events.subscribe((event) => {
    if (event.type !== 'import' || event.outcome.status !== 'running') return;
    const { phase, done, total } = event.outcome.progress;
    const share = total > 0 ? ` ${Math.round((done / total) * 100)} %` : '';
    process.stderr.write(`\r\u001b[K${phase}${share}`);
  });
  return () => {
    stop();
    process.stderr.write('\r\u001b[K');
  };
}

function optionsOf(values: Values, services: Services): ImportOptions {
  const columns = Object.fromEntries(
    (values.column ?? []).map((pair) => {
      const [role, heading] = halves(pair, '--column', 'duration="Hours spent"');
      return [oneOf('role', role, columnRole.options), heading];
    }),
  );
  return {
    ...(values.from ? { format: oneOf('kind of file', values.from, importFormat.options) } : {}),
    ...(values.dates ? { dateOrder: oneOf('order', values.dates, dateOrder.options) } : {}),
    ...(values.unit ? { durationUnit: oneOf('unit', values.unit, durationUnit.options) } : {}),
    ...(values.zone ? { zone: values.zone } : {}),
    ...(values.column ? { columns } : {}),
    ...(values.map ? { names: namesOf(values.map, services) } : {}),
    duplicates: values['add-duplicates'] ? 'add' : 'skip',
    overlaps: values['add-overlaps'] ? 'add' : 'skip',
  };
}

/** A name on the command line may be a project's or a tag's; the file decides which there is. */
function namesOf(pairs: readonly string[], services: Services): Record<string, NameChoice> {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [name, meaning] = halves(pair, '--map', '"Client work=mcp:building"');
      const [skill = '', activity = ''] = meaning.split(':');
      const { skillId = null, activity: kind = null } =
        meaning === '-' ? {} : readSubject({ skill, activity }, services);
      const choice: NameChoice = { skillId, activity: kind, leaveOut: meaning === '-' };
      return [
        [`project:${name}`, choice],
        [`tag:${name}`, choice],
      ] as const;
    }),
  );
}

function halves(pair: string, flag: string, example: string): [string, string] {
  const at = pair.lastIndexOf('=');
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  throw new AppError('bad_input', `${flag} "${pair}" has no "=".`, {
    hint: `For example: ${flag} ${example}`,
  });
}

function oneOf<T extends string>(what: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given);
  if (found) return found;
  const near = nearest(given, known);
  throw new AppError('bad_input', `There is no ${what} "${given}".`, {
    hint: near ? `Did you mean ${near}?` : `Use one of ${known.join(', ')}.`,
  });
}

const done = (it: ImportRecord): string =>
  `Imported ${it.sessions} sessions, ${formatDuration(it.seconds)}.${it.skipped > 0 ? ` ${it.skipped} rows were skipped.` : ''}\n` +
  `\`cairn import undo ${it.id}\` takes it back.`;

const whyNot = ({ reasons }: ImportPreview): string =>
  reasons.length === 0
    ? 'The file holds no entries.'
    : table(reasons.map(({ reason, rows }) => [`  ${REASON_TITLES[reason]}`, `${rows}`]));

function describe(ctx: CommandContext, preview: ImportPreview, services: Services): string {
  const { taken, first, names, skipped, reasons } = preview;
  const titles = new Map(services.curriculum.get().skills.map(({ id, title }) => [id, title]));
  const parts = [
    `${ctx.paint.bold(preview.title)} (${preview.encoding})`,
    `Would log ${taken.rows} sessions, ${formatDuration(taken.seconds)}` +
      (taken.from ? `, ${formatDate(taken.from)} to ${formatDate(taken.to!)}.` : '.'),
    ...notices(preview),
    first.length > 0 &&
      table(
        first.map((row) => [
          `  ${row.localDate}`,
          row.timeKnown ? clockOf(row.startedAt, row.zone) : '--:--',
          formatDuration(row.seconds),
          row.skillId ? (titles.get(row.skillId) ?? row.skillId) : '-',
          row.activity,
          row.note.split('\n')[0]!.slice(0, 50),
        ]),
      ),
    names.length > 0 &&
      `Projects and tags:\n${table(
        names
          .slice(0, SHOWN_NAMES)
          .map((name) => [
            `  ${name.kind} ${name.name}`,
            formatDuration(name.seconds),
            name.leaveOut
              ? 'left out'
              : [name.skillId ?? 'no skill', name.activity].filter(Boolean).join(', '),
          ]),
      )}`,
    skipped.length > 0 &&
      `Skipped:\n${whyNot(preview)}\n${skipped
        .slice(0, SHOWN_SKIPPED)
        .map((row) => `  line ${row.line}: ${REASON_TITLES[row.reason]} (${row.detail})`)
        .join('\n')}`,
    reasons.length === 0 || skipped.length <= SHOWN_SKIPPED ? false : '  … (--json has more)',
    'A dry run: nothing was changed.',
  ];
  return parts.filter((part) => part !== false).join('\n');
}

function notices({ dateOrder, durationUnit, taken }: ImportPreview): string[] {
  return [
    !dateOrder.certain && dateOrder.example
      ? `"${dateOrder.example.text}" is read as ${formatDate(dateOrder.example.date)}; --dates says it otherwise.`
      : '',
    durationUnit && !durationUnit.certain
      ? `Lengths are read as ${durationUnit.value}; --unit says it otherwise.`
      : '',
    taken.timeUnknown > 0
      ? `Of ${taken.timeUnknown} the file tells the day only; they are laid from 9:00 on.`
      : '',
    taken.overlapInFile > 0 ? `${taken.overlapInFile} overlap another row of the file.` : '',
  ].filter((line) => line !== '');
}

const clockOf = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
