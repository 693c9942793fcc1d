import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Button } from '../../ui/index.ts';
import styles from './editor-pane.module.css';

interface ConflictBannerProps {
  path: string;
  onKeep: (keep: 'mine' | 'theirs') => void;
}

/** A file changed on the disk while unsaved text was here. Nothing is overwritten until one is chosen. */
export function ConflictBanner({ path, onKeep }: ConflictBannerProps) {
  return (
    <div className={styles.conflict} role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>
        <strong>{path} changed outside this window</strong> while you typed here. Nothing was overwritten.
      </p>
      <span className={styles.actions}>
        <Button size="sm" onClick={() => onKeep('mine')}>
          Keep what I typed
        </Button>
        <Button size="sm" onClick={() => onKeep('theirs')}>
          Take the file’s text
        </Button>
      </span>
    </div>
  );
}
