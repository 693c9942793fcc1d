import ListPlus from 'lucide-react/icons/list-plus';
import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import { useState } from 'react';
import { api, useChange } from '../api/index.ts';
import { useTimer } from '../app/use-timer.ts';
import { Button } from '../ui/index.ts';
import { useStopTimer } from '../features/practice/use-stop-timer.ts';
import { LogTimeDialog } from './log-time-dialog.tsx';

/** What the time is for: a skill's page names the skill, a target also the target. */
export interface PracticeSubject {
  title: string;
  skillId: string | null;
  targetId?: string | null;
}

/** Starts or stops the timer on something, or logs time that has passed already. */
export function PracticeButtons({ subject, size = 'md' }: { subject: PracticeSubject; size?: 'sm' | 'md' }) {
  const { timer } = useTimer();
  const [logging, setLogging] = useState(false);
  const start = useChange(api.timer.start.mutate);
  const stop = useStopTimer();
  const { skillId, targetId = null } = subject;
  const here =
    timer && !timer.interrupted && (targetId ? timer.targetId === targetId : timer.skillId === skillId);
  return (
    <>
      {here ? (
        <Button size={size} onClick={() => stop.mutate({})} busy={stop.isPending}>
          <Square fill="currentColor" aria-hidden="true" /> Stop timer
        </Button>
      ) : (
        <Button
          size={size}
          variant="primary"
          onClick={() => start.mutate({ skillId, targetId })}
          busy={start.isPending}
          disabled={timer === undefined || timer?.interrupted}
        >
          <Play aria-hidden="true" /> Start timer
        </Button>
      )}
      <Button size={size} onClick={() => setLogging(true)}>
        <ListPlus aria-hidden="true" /> Log time
      </Button>
      {logging && <LogTimeDialog subject={subject} onClose={() => setLogging(false)} />}
    </>
  );
}
