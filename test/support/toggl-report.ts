import { csvLine } from '../../electron/shared/csv.ts';

const FIRST = Date.parse('2011-01-03T06:00:00Z');
const PROJECTS = ['MCP', 'RAG architectures', 'Client work', 'Databases', 'Reading'];

/** A detailed report of Toggl Track with invented entries, about 24 a day, none overlapping. */
export function togglReport(rows: number): string {
  const head =
    'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags';
  const lines = Array.from({ length: rows }, (_, n) => {
    const start = new Date(FIRST + n * 3_600_000).toISOString();
    const end = new Date(FIRST + n * 3_600_000 + (20 + (n % 30)) * 60_000).toISOString();
    return csvLine([
      'Ada',
      'ada@example.com',
      '',
      PROJECTS[n % PROJECTS.length]!,
      '',
      `Entry ${n}: what was done, with a "quote" and a comma`,
      'No',
      start.slice(0, 10),
      start.slice(11, 19),
      end.slice(0, 10),
      end.slice(11, 19),
      `00:${String(20 + (n % 30)).padStart(2, '0')}:00`,
      n % 4 === 0 ? 'focus' : '',
    ]);
  });
  return `${head}\r\n${lines.join('')}`;
}
