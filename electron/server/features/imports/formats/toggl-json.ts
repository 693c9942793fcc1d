import type { SkippedRow } from '../../../../shared/imports.ts';
import { blankEntry, type Entry, type ReadEntries, type Report } from '../entry.ts';
import { isRecord } from '../read/table.ts';
import { instantOf, listOf, numberOf, recordOf, textOf } from './fields.ts';

type Json = Record<string, unknown>;

/**
 * Toggl Track's entries as its APIs and its "export data" give them: the list of api/v9 `me/time_entries` (`start`,
 * `stop`, `duration` in seconds, negative while it runs), the groups of reports/api/v3 `search/time_entries`
 * (`time_entries: [{ seconds, start, stop }]`), and the `data` of reports/api/v2 `details` (`dur` in ms, `end`).
 * engineering.toggl.com/docs, github.com/toggl/toggl_api_docs.
 */
export function looksLikeToggl(json: unknown): boolean {
  const [first] = itemsOf(json);
  if (!isRecord(first)) return false;
  if (Array.isArray(first['time_entries'])) return true;
  if (!('start' in first)) return false;
  const own = ['wid', 'workspace_id', 'pid', 'uid', 'duronly', 'tid'].some((name) => name in first);
  return own && ('duration' in first || 'dur' in first || 'stop' in first);
}

const itemsOf = (json: unknown): unknown[] => (Array.isArray(json) ? json : listOf(recordOf(json)['data']));

export function readToggl(json: unknown, report: Report): ReadEntries {
  const read: ReadEntries = { entries: [], skipped: [] };
  const items = itemsOf(json).flatMap(flatten);
  items.forEach((item, index) => {
    if ((index & 4095) === 0) report(index, items.length);
    const made = readOne(item, index + 1);
    if ('reason' in made) read.skipped.push(made);
    else read.entries.push(made);
  });
  return read;
}

/** A group of the reports has what its entries share. */
function flatten(item: unknown): Json[] {
  if (!isRecord(item)) return [{}];
  const inside = listOf(item['time_entries']);
  return Array.isArray(item['time_entries']) ? inside.map((one) => ({ ...item, ...recordOf(one) })) : [item];
}

function readOne(item: Json, line: number): Entry | SkippedRow {
  const start = instantOf(item['start']);
  if (start === null) return { line, reason: 'no-start', detail: 'it has no start' };
  const length = numberOf(item['duration']) ?? numberOf(item['seconds']);
  const millis = numberOf(item['dur']);
  const stop = instantOf(item['stop'] ?? item['end']);
  if (
    (length !== null && length < 0 && stop === null) ||
    (stop === null && length === null && millis === null)
  )
    return { line, reason: 'running', detail: 'it has no end yet' };
  const seconds =
    length ?? (millis === null ? Math.round((stop! - start) / 1000) : Math.round(millis / 1000));
  const entry = blankEntry(line);
  entry.id = textOf(item['id']) || null;
  entry.start = start;
  entry.end = stop ?? start + seconds * 1000;
  entry.seconds = seconds;
  entry.note = textOf(item['description']);
  const projectId = textOf(item['project_id'] ?? item['pid']);
  entry.project =
    textOf(item['project_name']) || textOf(item['project']) || (projectId && `Project ${projectId}`);
  entry.tags = listOf(item['tags'] ?? item['tag_names'])
    .map(textOf)
    .filter(Boolean);
  return entry;
}
