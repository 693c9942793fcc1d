import { useState } from 'react';
import type { ImportPreview, UnderstoodRow } from '../../../electron/shared/imports.ts';
import { formatDate, formatDuration } from '../../../electron/shared/time.ts';
import { Button, Card, Headings, Table, Tabs } from '../../ui/index.ts';
import { useNames } from '../practice/use-names.ts';
import styles from './imports.module.css';

const DAYS_AT_FIRST = 14;

/** What would be logged: the sum, the first rows as they are understood, and how it spreads. */
export function FoundCard({ preview }: { preview: ImportPreview }) {
  const { taken } = preview;
  const sum = (
    <p className={styles.sum}>
      <strong>{taken.rows.toLocaleString('en')}</strong> {taken.rows === 1 ? 'session' : 'sessions'},{' '}
      <strong>{formatDuration(taken.seconds)}</strong>
      {taken.from &&
        (taken.from === taken.to
          ? ` on ${formatDate(taken.from)}`
          : `, ${formatDate(taken.from)} to ${formatDate(taken.to!)}`)}
    </p>
  );
  return (
    <Card title="What would be logged">
      {sum}
      {taken.timeUnknown > 0 && (
        <p className={styles.facts}>
          Of {taken.timeUnknown.toLocaleString('en')} the file tells the day only. They are laid one after the
          other from 9:00 on.
        </p>
      )}
      {taken.overlapInFile > 0 && (
        <p className={styles.facts}>
          {taken.overlapInFile.toLocaleString('en')} overlap another row of the same file. They are taken as
          they are.
        </p>
      )}
      {taken.rows > 0 ? (
        <Tabs
          label="What would be logged"
          tabs={[
            { id: 'rows', label: 'First rows', content: <Rows rows={preview.first} /> },
            { id: 'skills', label: 'By skill', content: <BySkill preview={preview} /> },
            { id: 'days', label: 'By day', content: <ByDay preview={preview} /> },
          ]}
        />
      ) : (
        <p className={styles.facts}>{whyNothing(preview)}</p>
      )}
    </Card>
  );
}

function whyNothing({ format, rows, reasons }: ImportPreview): string {
  const only = reasons.length === 1 ? reasons[0]!.reason : null;
  if (rows === 0) return 'The file holds no entries.';
  if (only === 'imported-before') return 'All of it was imported before.';
  if (format === 'activitywatch' && reasons.some(({ reason }) => reason === 'left-out'))
    return 'ActivityWatch knows every program that was in front. Tick above what was practice.';
  return 'Nothing so far. The reasons are below; the columns above can be corrected.';
}

const clock = (row: UnderstoodRow, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: row.zone, hour: '2-digit', minute: '2-digit' }).format(at);

function Rows({ rows }: { rows: readonly UnderstoodRow[] }) {
  const names = useNames();
  return (
    <Table
      caption="The first rows as they are understood"
      head={<Headings of={['Day', 'Time', { numeric: 'Length' }, 'Skill', 'Kind of work', 'Note']} />}
    >
      {rows.map((row) => (
        <tr key={`${row.line}-${row.startedAt}`}>
          <td className={styles.day}>{formatDate(row.localDate)}</td>
          <td className={styles.day}>
            {row.timeKnown ? `${clock(row, row.startedAt)}–${clock(row, row.endedAt)}` : 'not told'}
          </td>
          <td data-numeric>{formatDuration(row.seconds)}</td>
          <td>{names.skill(row.skillId) ?? '–'}</td>
          <td>{names.activity(row.activity)}</td>
          <td className={styles.note} dir="auto">
            {row.note}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function BySkill({ preview }: { preview: ImportPreview }) {
  const names = useNames();
  return (
    <Sums
      caption="Time by skill"
      first="Skill"
      rows={preview.bySkill.map((row) => ({
        ...row,
        title: names.skill(row.skillId) ?? 'No particular skill',
      }))}
    />
  );
}

function ByDay({ preview }: { preview: ImportPreview }) {
  const [all, setAll] = useState(false);
  const days = all ? preview.byDay : preview.byDay.slice(0, DAYS_AT_FIRST);
  return (
    <>
      <Sums
        caption="Time by day"
        first="Day"
        rows={days.map((row) => ({ ...row, title: formatDate(row.date) }))}
      />
      {preview.byDay.length > DAYS_AT_FIRST && (
        <div className={styles.more}>
          <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${preview.byDay.length} days`}
          </Button>
        </div>
      )}
    </>
  );
}

interface SumsProps {
  caption: string;
  first: string;
  rows: readonly { title: string; rows: number; seconds: number }[];
}

function Sums({ caption, first, rows }: SumsProps) {
  return (
    <Table caption={caption} head={<Headings of={[first, { numeric: 'Sessions' }, { numeric: 'Time' }]} />}>
      {rows.map((row) => (
        <tr key={row.title}>
          <td>{row.title}</td>
          <td data-numeric>{row.rows.toLocaleString('en')}</td>
          <td data-numeric>{formatDuration(row.seconds)}</td>
        </tr>
      ))}
    </Table>
  );
}
