import { blankEntry, type ReadEntries, type Report } from '../entry.ts';
import { isRecord } from '../read/table.ts';
import { dayOf, listOf, numberOf, recordOf, textOf } from './fields.ts';

type Json = Record<string, unknown>;

/**
 * Super Productivity's backup (Settings, "Export data"): `{ timestamp, crossModelVersion, data: { task, project, tag,
 * archiveYoung, archiveOld } }`, before version 14 the same without `data` and with `taskArchive`. A task has
 * `timeSpentOnDay: { "2026-11-21": ms }`; a parent's is the sum of its subtasks, so only those count
 * (github.com/johannesjo/super-productivity, src/app/features/tasks/task.model.ts). It tells the day only.
 */
export const looksLikeSuperProductivity = (json: unknown): boolean => stores(json).length > 0;

function stores(json: unknown): Json[] {
  const root = recordOf(json);
  const data = isRecord(root['data']) ? root['data'] : root;
  return [
    data['task'],
    recordOf(data['archiveYoung'])['task'],
    recordOf(data['archiveOld'])['task'],
    data['taskArchive'],
  ].flatMap((store) => (isRecord(store) && isRecord(store['entities']) ? [store['entities']] : []));
}

/** Titles by id of the projects or the tags. */
function titlesOf(json: unknown, name: 'project' | 'tag'): Map<string, string> {
  const root = recordOf(json);
  const data = isRecord(root['data']) ? root['data'] : root;
  const entities = Object.values(recordOf(recordOf(data[name])['entities'])).map(recordOf);
  return new Map(entities.map((one) => [textOf(one['id']), textOf(one['title'])]));
}

export function readSuperProductivity(json: unknown, report: Report): ReadEntries {
  const read: ReadEntries = { entries: [], skipped: [] };
  const projects = titlesOf(json, 'project');
  const tags = titlesOf(json, 'tag');
  // The first store wins: a task that was archived twice has the same time in both.
  const tasks = new Map<string, Json>();
  for (const store of stores(json))
    for (const [id, task] of Object.entries(store)) if (isRecord(task) && !tasks.has(id)) tasks.set(id, task);
  let line = 0;
  for (const [id, task] of tasks) {
    line += 1;
    if ((line & 255) === 0) report(line, tasks.size);
    if (listOf(task['subTaskIds']).some((child) => tasks.has(textOf(child)))) continue;
    for (const [date, spent] of Object.entries(recordOf(task['timeSpentOnDay']))) {
      const day = dayOf(date);
      const millis = numberOf(spent);
      if (day === null || millis === null) {
        const detail = day === null ? `"${date.slice(0, 40)}" is no day` : 'the time spent is no number';
        read.skipped.push({ line, reason: day === null ? 'bad-date' : 'bad-length', detail });
        continue;
      }
      // A day on which nothing was tracked stays as a zero in the backup, and is no entry.
      if (millis === 0) continue;
      const entry = blankEntry(line);
      entry.id = `${id} ${date}`;
      entry.day = day;
      entry.seconds = Math.round(millis / 1000);
      entry.note = textOf(task['title']);
      entry.project = projects.get(textOf(task['projectId'])) ?? '';
      entry.tags = listOf(task['tagIds'])
        .map((tag) => tags.get(textOf(tag)) ?? '')
        .filter(isMeaningful);
      read.entries.push(entry);
    }
  }
  return read;
}

/** "Today" is Super Productivity's own tag for the day's list. */
const isMeaningful = (tag: string): boolean => tag !== '' && tag !== 'Today';
