import { FORMAT_TITLES } from '../../../shared/import-words.ts';
import {
  MAX_NAMES,
  type ImportPreview,
  type NameSeen,
  type SkippedRow,
  type SkipReason,
} from '../../../shared/imports.ts';
import { SHOWN_ROWS, type Accepted, type Checked } from './check.ts';
import type { ReadEntries } from './entry.ts';
import type { Identified } from './formats/identify.ts';
import type { Understanding } from './formats/understand.ts';

const SHOWN_SKIPPED = 200;
const SAMPLES = 3;
const SAMPLE_CHARS = 60;
const NOTE_CHARS = 300;

interface Inputs {
  file: Identified;
  bytes: number;
  understanding: Understanding | null;
  zone: string;
  read: ReadEntries;
  checked: Checked;
  skipped: readonly SkippedRow[];
  seen: readonly NameSeen[];
  rules: { duplicates: 'skip' | 'add'; overlaps: 'skip' | 'add' };
}

/** What a person is shown before anything is imported. */
export function describePreview(inputs: Inputs): ImportPreview {
  const { file, understanding, zone, read, checked, skipped, seen, rules } = inputs;
  const { accepted } = checked;
  const days = totals(accepted, (row) => row.localDate);
  const dates = days.map(([date]) => date).toSorted();
  const how = 'table' in file && file.table.how !== 'JSON' ? `, ${file.table.how}` : '';
  const example = understanding?.example;
  return {
    format: file.format,
    title: FORMAT_TITLES[file.format],
    encoding: `${file.encoding}${how}`,
    bytes: inputs.bytes,
    rows: read.entries.length + read.skipped.length,
    columns: 'table' in file ? columnsOf(file) : [],
    roles: understanding?.roles ?? {},
    dateOrder: {
      value: understanding?.order.value ?? 'ymd',
      certain: understanding?.order.certain ?? true,
      example: example
        ? { text: example.text, date: new Date(example.day).toISOString().slice(0, 10) }
        : null,
    },
    durationUnit: understanding?.unit ?? null,
    zone,
    zoneMatters: file.format === 'clockify' || file.format === 'toggl-csv' || file.format === 'table',
    ...rules,
    taken: {
      rows: accepted.length,
      seconds: accepted.reduce((sum, row) => sum + row.seconds, 0),
      from: dates[0] ?? null,
      to: dates.at(-1) ?? null,
      timeUnknown: accepted.filter((row) => !row.timeKnown).length,
      overlapInFile: checked.overlapInFile,
    },
    found: checked.found,
    first: accepted.slice(0, SHOWN_ROWS).map(rowOf),
    bySkill: totals(accepted, (row) => row.skillId)
      .map(([skillId, sums]) => ({ skillId, ...sums }))
      .toSorted((a, b) => b.seconds - a.seconds),
    byDay: days.map(([date, sums]) => ({ date, ...sums })).toSorted((a, b) => (a.date < b.date ? 1 : -1)),
    names: seen.slice(0, MAX_NAMES),
    namesLeft: Math.max(0, seen.length - MAX_NAMES),
    reasons: reasonsOf(skipped),
    skipped: skipped.slice(0, SHOWN_SKIPPED),
  };
}

function rowOf({ key: _key, ...row }: Accepted): ImportPreview['first'][number] {
  return { ...row, note: row.note.slice(0, NOTE_CHARS) };
}

function columnsOf({ table }: Extract<Identified, { table: unknown }>): ImportPreview['columns'] {
  return table.columns.map((name, at) => {
    const samples = new Set<string>();
    for (const row of table.rows.slice(0, 200)) {
      const cell = row.cell(at).trim();
      if (cell !== '') samples.add(cell.slice(0, SAMPLE_CHARS));
      if (samples.size === SAMPLES) break;
    }
    return { name, samples: [...samples] };
  });
}

function totals<K>(
  rows: readonly Accepted[],
  keyOf: (row: Accepted) => K,
): [K, { rows: number; seconds: number }][] {
  const sums = new Map<K, { rows: number; seconds: number }>();
  for (const row of rows) {
    const sum = sums.get(keyOf(row));
    if (sum) {
      sum.rows += 1;
      sum.seconds += row.seconds;
    } else sums.set(keyOf(row), { rows: 1, seconds: row.seconds });
  }
  return [...sums];
}

function reasonsOf(skipped: readonly SkippedRow[]): ImportPreview['reasons'] {
  const counts = new Map<SkipReason, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, rows]) => ({ reason, rows })).toSorted((a, b) => b.rows - a.rows);
}
