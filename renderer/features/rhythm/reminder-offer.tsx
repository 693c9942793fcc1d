import Bell from 'lucide-react/icons/bell';
import { useState } from 'react';
import { api, updateData, useChange, useData } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import { RemindersDialog } from './reminders-dialog.tsx';
import styles from './page.module.css';

/** Offers reminders once. They are off until a person says yes. */
export function ReminderOffer() {
  const { data } = useData('reminders', 'get');
  const [open, setOpen] = useState(false);
  const configure = useChange(api.reminders.configure.mutate, {
    onDone: (saved) => updateData('reminders', 'get', () => saved),
  });
  const isWanted = data && !data.settings.on && !data.settings.offered;
  if (!isWanted && !open) return null;
  return (
    <section className={styles.offer} aria-label="Reminders">
      <Bell aria-hidden="true" />
      <p>
        <strong>Shall Cairn remind you of these?</strong> Once each, at their time, never in your quiet hours.
        What you miss while the machine sleeps comes as one line later.
      </p>
      <div className="row">
        <Button size="sm" variant="primary" onClick={() => setOpen(true)}>
          See how
        </Button>
        <Button size="sm" variant="ghost" onClick={() => configure.mutate({ offered: true })}>
          No, thanks
        </Button>
      </div>
      {open && data && <RemindersDialog view={data} onClose={() => setOpen(false)} />}
    </section>
  );
}
