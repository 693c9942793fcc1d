import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import X from 'lucide-react/icons/x';
import type { Verdict } from '../../../../electron/shared/labs.ts';
import { cx } from '../../../ui/index.ts';
import styles from './verdict-icon.module.css';

const ICON = { pass: <Check />, fail: <X />, error: <CircleAlert /> };
const WORD = { pass: 'Passed', fail: 'Failed', error: 'Could not be checked' };

/** What became of a check, as a mark with a name. */
export function VerdictIcon({ status }: { status: Verdict }) {
  return (
    <span className={cx(styles.icon, styles[status])} role="img" aria-label={WORD[status]}>
      {ICON[status]}
    </span>
  );
}
