import { Skeleton } from '../../ui/index.ts';
import styles from './workspace.module.css';

/** The workspace's frame while the lab is on its way, so that nothing jumps when it is there. */
export function LoadingWorkspace() {
  return (
    <div className={styles.workspace} role="status" aria-label="The lab is opening">
      <div className={styles.toolbar}>
        <Skeleton height={22} width={260} />
      </div>
      <div className={styles.loading}>
        <Skeleton height="100%" />
        <Skeleton height="100%" />
        <Skeleton height="100%" />
      </div>
    </div>
  );
}
