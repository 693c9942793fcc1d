import type {
  ImportOptions,
  ImportPhase,
  ImportPreview,
  RememberedChoices,
  SkippedRow,
} from '../../../shared/imports.ts';
import { AppError } from '../../../shared/errors.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { checkEntries, type Accepted } from './check.ts';
import { identify, type Identified } from './formats/identify.ts';
import { readTable } from './formats/read-table.ts';
import { understand } from './formats/understand.ts';
import type { Here } from './here.ts';
import { createNames, type SkillName } from './names.ts';
import { describePreview } from './preview.ts';
import { createZoneClocks, type ZoneClock } from './read/zone-clock.ts';

/** What an import has to know of the person and the moment. */
export interface Facts {
  now: number;
  zone: string;
  dayStartHour: number;
  skills: readonly SkillName[];
  /** What was chosen for earlier files, by `sourceOf`. */
  remembered: Readonly<Record<string, RememberedChoices>>;
}

export interface PrepareInputs {
  bytes: Uint8Array;
  options: ImportOptions;
  facts: Facts;
  here: Here;
}

/** A file that was read, understood and checked against what is here. Nothing is written yet. */
export interface Prepared {
  preview: ImportPreview;
  accepted: Accepted[];
  skipped: SkippedRow[];
  remember: { source: string; choices: RememberedChoices };
}

export type Progress = (phase: ImportPhase, done: number, total: number) => void;

/** Files of one kind share their choices: those of one tracker, or tables with the same headings. */
export const sourceOf = (it: Identified): string =>
  it.format === 'table' && 'table' in it
    ? `table:${it.table.columns.toSorted().join('|').toLowerCase().slice(0, 900)}`
    : it.format;

/**
 * Reads a file and says what would come of it.
 * @throws AppError `bad_input` for a file that is not what it should be
 */
export function prepare({ bytes, options, facts, here }: PrepareInputs, progress: Progress): Prepared {
  progress('reading', 0, 0);
  const file = identify(bytes, options.format);
  const source = sourceOf(file);
  const last = facts.remembered[source];
  const zone = options.zone ?? facts.zone;
  const clockOf = createZoneClocks();
  const { understanding, read } = readFile({ file, options, last, zone, clockOf, now: facts.now }, progress);
  const names = createNames({
    format: file.format,
    skills: facts.skills,
    chosen: options.names ?? {},
    remembered: last?.names ?? {},
  });
  const rules = { duplicates: options.duplicates ?? 'skip', overlaps: options.overlaps ?? 'skip' } as const;
  const { now, dayStartHour } = facts;
  const checked = checkEntries(
    read.entries,
    { ...rules, format: file.format, here, names, zone, clockOf, now, dayStartHour },
    (done, total) => progress('checking', done, total),
  );
  const skipped = [...read.skipped, ...checked.skipped].toSorted((a, b) => a.line - b.line);
  const found = { file, bytes: bytes.byteLength, understanding, zone, read, checked, skipped, rules };
  return {
    preview: describePreview({ ...found, seen: names.seen() }),
    accepted: checked.accepted,
    skipped,
    remember: { source, choices: choicesOf(options, last) },
  };
}

interface ReadInputs {
  file: Identified;
  options: ImportOptions;
  last: RememberedChoices | undefined;
  zone: string;
  clockOf: (zone: string) => ZoneClock | null;
  now: number;
}

function readFile({ file, options, last, zone, clockOf, now }: ReadInputs, progress: Progress) {
  const own = clockOf(zone);
  if (!own)
    throw new AppError('bad_input', `There is no time zone "${zone}".`, {
      hint: 'Nothing was imported. Use a name like Europe/Berlin.',
    });
  const report = (done: number, total: number): void => progress('reading', done, total);
  if (!('table' in file)) return { understanding: null, read: file.read(report) };
  const today = Math.floor(own.toWall(now) / DAY_MS) * DAY_MS;
  const understanding = understand(file.table, { options, last }, today);
  const read = readTable({ table: file.table, format: file.format, understanding, zone, clockOf }, report);
  return { understanding, read };
}

/** What was chosen now, over what was chosen before. */
function choicesOf(now: ImportOptions, last: RememberedChoices | undefined): RememberedChoices {
  const columns = now.columns ?? last?.columns;
  const dateOrder = now.dateOrder ?? last?.dateOrder;
  const durationUnit = now.durationUnit ?? last?.durationUnit;
  return {
    ...(columns ? { columns } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(durationUnit ? { durationUnit } : {}),
    names: { ...last?.names, ...now.names },
  };
}
