import { memo, type MouseEvent } from 'react';
import type { PracticeSession } from '../../../../electron/shared/practice.ts';
import { formatDuration } from '../../../../electron/shared/time.ts';
import { Badge } from '../../../ui/badge.tsx';
import { showClock, showDate } from '../show-time.ts';
import type { useNames } from '../use-names.ts';
import { MarkedLine } from './marked-line.tsx';
import { RowMenu, type SessionAction } from './row-menu.tsx';
import { SOURCES } from './sources.ts';
import styles from './sessions.module.css';

/** In pixels, as the style sheet has it: the table is drawn in part, so its rows must be alike. */
export const ROW_HEIGHT = 54;

interface Props {
  row: number;
  session: PracticeSession | undefined;
  names: ReturnType<typeof useNames>;
  search: string;
  isChosen: boolean;
  isOverlapping: boolean;
  isTabStop: boolean;
  onToggle: (row: number, event: MouseEvent) => void;
  onAction: (action: SessionAction, session: PracticeSession) => void;
}

export const GridRow = memo(function GridRow(props: Props) {
  const { row, session, names, search, isChosen, isOverlapping, isTabStop, onToggle, onAction } = props;
  if (!session)
    return (
      <tr aria-rowindex={row + 2} className={styles.row}>
        <td colSpan={7}>
          <span className="sr">On its way</span>
          <span className={styles.waiting} />
        </td>
      </tr>
    );
  const subject = names.subject(session);
  const { note } = session;
  // Without a skill, lab or target the first line of the note is the subject.
  const rest = note.startsWith(subject) ? note.slice(subject.length).trim() : note;
  const name = `${subject} on ${showDate(session.localDate)}`;
  return (
    <tr
      className={styles.row}
      data-row={row}
      aria-rowindex={row + 2}
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
    >
      <td>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${name}`}
          checked={isChosen}
          onClick={(event) => onToggle(row, event)}
          readOnly
        />
      </td>
      <td className={styles.when}>
        {showDate(session.localDate)}
        <span>{showClock(session)}</span>
      </td>
      <td className={styles.about}>
        <strong dir="auto">{rest === note ? subject : <MarkedLine text={subject} search={search} />}</strong>
        {rest !== '' && (
          <p className={styles.note} dir="auto">
            <MarkedLine text={rest} search={search} />
          </p>
        )}
      </td>
      <td>{names.activity(session.activity)}</td>
      <td>
        {isOverlapping ? <Badge tone="here">Shares time</Badge> : <Badge>{SOURCES[session.source]}</Badge>}
      </td>
      <td data-numeric>{formatDuration(session.seconds)}</td>
      <td>
        <RowMenu name={name} session={session} isTabStop={isTabStop} onAction={onAction} />
      </td>
    </tr>
  );
});
