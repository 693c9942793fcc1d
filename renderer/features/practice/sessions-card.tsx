import X from 'lucide-react/icons/x';
import { useState } from 'react';
import type { PracticeSession } from '../../../electron/shared/practice.ts';
import { useData } from '../../api/index.ts';
import { Button, Card, EmptyState, ErrorNote, Select, SkeletonLines } from '../../ui/index.ts';
import { useStartDialog } from './log-dialog.tsx';
import styles from './practice.module.css';
import { SessionTable } from './session-table.tsx';
import { showDate } from './show-time.ts';

const PAGE = 25;
/** The most that the server gives at once; older ones are reached through the calendar. */
const MOST = 500;

/** The sessions, newest first, of one day or one skill if wanted. */
export function SessionsCard({ day, onClearDay }: { day: string | null; onClearDay: () => void }) {
  const [skillId, setSkillId] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const skills = useData('curriculum', 'get').data?.skills ?? [];
  const { data, error, refetch } = useData('practice', 'list', {
    limit,
    ...(day ? { from: day, to: day } : {}),
    ...(skillId ? { skillId } : {}),
  });
  return (
    <Card
      flush
      title={day ? `Sessions of ${showDate(day)}` : 'Sessions'}
      actions={
        <div className={styles.filters}>
          {day && (
            <Button size="sm" onClick={onClearDay}>
              <X aria-hidden="true" />
              All days
            </Button>
          )}
          <Select aria-label="Only this skill" value={skillId} onChange={(e) => setSkillId(e.target.value)}>
            <option value="">All skills</option>
            {skills.map((skill) => (
              <option key={skill.id} value={skill.id}>
                {skill.title}
              </option>
            ))}
          </Select>
        </div>
      }
    >
      {error && (
        <div className={styles.more}>
          <ErrorNote error={error} retry={() => void refetch()} />
        </div>
      )}
      {!data && !error && (
        <div className={styles.more}>
          <SkeletonLines lines={6} height={28} />
        </div>
      )}
      {data && <Sessions sessions={data} filtered={Boolean(day || skillId)} />}
      {data && data.length >= limit && limit < MOST && (
        <div className={styles.more}>
          <Button onClick={() => setLimit(Math.min(MOST, limit * 2))}>Show more</Button>
        </div>
      )}
    </Card>
  );
}

function Sessions({ sessions, filtered }: { sessions: readonly PracticeSession[]; filtered: boolean }) {
  const { log, start } = useStartDialog();
  if (sessions.length > 0) return <SessionTable sessions={sessions} />;
  if (filtered) return <EmptyState title="No practice here">Nothing was logged for this choice.</EmptyState>;
  return (
    <EmptyState
      title="The first stone is the smallest"
      actions={
        <>
          <Button variant="primary" onClick={log}>
            Log practice
          </Button>
          <Button onClick={start}>Start the timer</Button>
        </>
      }
    >
      Log half an hour that you have done already, or start the timer and begin. Lab runs add their own time.
    </EmptyState>
  );
}
