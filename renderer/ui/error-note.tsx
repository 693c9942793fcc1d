import CircleAlert from 'lucide-react/icons/circle-alert';
import { explain } from '../api/explain.ts';
import { Button } from './button.tsx';
import styles from './states.module.css';

/** What went wrong and what to do next, for any thrown value. Shows nothing when there is no error. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) return null;
  const { message, hint } = explain(error);
  return (
    <div className={styles.note} role="alert">
      <CircleAlert aria-hidden="true" />
      <div>
        <p>{message}</p>
        {hint && <p>{hint}</p>}
      </div>
      {retry && (
        <Button size="sm" className={styles.retry} onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
