import Pencil from 'lucide-react/icons/pencil';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange } from '../../api/index.ts';
import { Dialog, IconButton, Table, useToasts } from '../../ui/index.ts';
import styles from './practice.module.css';
import { SessionForm } from './session-form.tsx';
import { showClock, showDate } from './show-time.ts';
import { useNames } from './use-names.ts';
import { useUndo } from './use-stop-timer.ts';

/** A few sessions with edit and delete. Deleting is one click, because it can be undone. */
export function SessionTable({ sessions }: { sessions: readonly PracticeSession[] }) {
  const [editing, setEditing] = useState<PracticeSession | null>(null);
  const toasts = useToasts();
  const undo = useUndo();
  const remove = useChange(api.practice.remove.mutate, {
    onDone: ({ session, changeId }) =>
      toasts.show(`Deleted ${formatDuration(session.seconds)} of ${showDate(session.localDate)}.`, {
        undo: () => undo(changeId),
      }),
  });
  const close = (): void => setEditing(null);
  return (
    <>
      <Table
        caption="Practice sessions"
        head={
          <>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col" data-numeric>
              Length
            </th>
            <th scope="col" className={styles.end}>
              <span className="sr">Actions</span>
            </th>
          </>
        }
      >
        {sessions.map((session) => (
          <Row
            key={session.id}
            session={session}
            onEdit={() => setEditing(session)}
            onRemove={() => remove.mutate({ id: session.id })}
          />
        ))}
      </Table>
      {editing && (
        <Dialog open onClose={close} title="Change the session">
          <SessionForm session={editing} onDone={close} onCancel={close} />
        </Dialog>
      )}
    </>
  );
}

interface RowProps {
  session: PracticeSession;
  onEdit: () => void;
  onRemove: () => void;
}

function Row({ session, onEdit, onRemove }: RowProps) {
  const names = useNames();
  const subject = names.subject(session);
  const name = `${subject} on ${showDate(session.localDate)}`;
  return (
    <tr>
      <td className={styles.when}>
        {showDate(session.localDate)}
        <span>{showClock(session)}</span>
      </td>
      <td className={styles.about}>
        <strong>{subject}</strong>
        {session.note && session.note !== subject && <p className={styles.note}>{session.note}</p>}
      </td>
      <td data-numeric>{formatDuration(session.seconds)}</td>
      <td className={styles.end}>
        <IconButton label={`Edit ${name}`} size="sm" onClick={onEdit}>
          <Pencil />
        </IconButton>
        <IconButton label={`Delete ${name}`} size="sm" onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </td>
    </tr>
  );
}
