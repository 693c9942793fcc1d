import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions } from './actions.ts';
import styles from './palette.module.css';
import { MOD } from './shortcuts.ts';

/** The keys that work now. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const all = useAllActions();
  const actions = all.filter((action) => action.shortcut);
  const here = all.filter((action) => action.keys);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title="Keyboard shortcuts"
      lead="They work anywhere outside a text field."
    >
      <ul className={styles.help}>
        <li>
          Command palette <Kbd keys={`${MOD}+K`} />
        </li>
        <li>
          Undo the last change of practice <Kbd keys={`${MOD}+Z`} />
        </li>
        <li>
          Redo it <Kbd keys={`${MOD}+Shift+Z`} />
        </li>
        {actions.map((action) => (
          <li key={action.id}>
            {action.title} <Kbd keys={action.shortcut ?? ''} />
          </li>
        ))}
      </ul>
      {here.length > 0 && (
        <>
          <h3 className={styles.helpHead}>On this page, inside the editor too</h3>
          <ul className={styles.help}>
            {here.map((action) => (
              <li key={action.id}>
                {action.title} <Kbd keys={action.keys ?? ''} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
