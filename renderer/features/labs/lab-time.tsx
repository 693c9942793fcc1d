import { Link } from 'wouter';
import { localDateOf } from '../../../electron/shared/time.ts';
import { useData } from '../../api/index.ts';
import { showSum } from '../practice/show-time.ts';
import styles from './workspace.module.css';

/** Today's time on this lab, which logs itself, as a link to its sessions: there it can be corrected. */
export function LabTime({ labId }: { labId: string }) {
  const dayStart = useData('settings', 'get').data?.dayStartHour ?? 4;
  const day = today(dayStart);
  const sum = useData('practice', 'sum', { labId, from: day, to: day }).data;
  const spent = showSum(sum?.seconds ?? 0);
  return (
    <Link
      href={`/practice?lab=${labId}&day=${day}`}
      className={styles.time}
      aria-label={`${spent} today. See and correct the sessions of this lab.`}
      title="Work here logs itself. See and correct today’s sessions."
    >
      {spent} today
    </Link>
  );
}

/** The date that counts now, where the person is. */
function today(dayStartHour: number): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return localDateOf(Date.now(), timeZone, dayStartHour);
}
