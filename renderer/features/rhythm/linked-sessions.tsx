import type { Reading } from '../../../electron/shared/reading.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Checkbox } from '../../ui/index.ts';
import { showDay } from '../practice/show-time.ts';
import { useNames } from '../practice/use-names.ts';
import styles from './reading.module.css';

const SHOWN = 12;

/** The latest sessions of reading, to be counted as time on this entry. */
export function LinkedSessions({ entry }: { entry: Reading }) {
  const { data } = useData('practice', 'list', { limit: 100 });
  const names = useNames();
  const link = useChange(api.reading.link.mutate);
  const linked = new Set(entry.sessionIds);
  const offered = (data ?? [])
    .filter((session) => session.activity === 'reading' || linked.has(session.id))
    .slice(0, SHOWN);
  if (offered.length === 0) return null;
  return (
    <fieldset className={styles.sessions}>
      <legend>Sessions in which I read it</legend>
      {offered.map((session) => (
        <Checkbox
          key={session.id}
          checked={linked.has(session.id)}
          disabled={link.isPending}
          label={[
            showDay(session.localDate),
            formatDuration(session.seconds),
            session.note || names.subject(session),
          ].join(' · ')}
          onChange={(e) => link.mutate({ id: entry.id, sessionId: session.id, linked: e.target.checked })}
        />
      ))}
    </fieldset>
  );
}
