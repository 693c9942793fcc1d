import Bell from 'lucide-react/icons/bell';
import BellRing from 'lucide-react/icons/bell-ring';
import { useState } from 'react';
import { useData } from '../../api/index.ts';
import { Button } from '../../ui/index.ts';
import { RemindersDialog } from './reminders-dialog.tsx';

/** Says whether reminders are on, and opens what can be set about them. */
export function ReminderButton() {
  const { data } = useData('reminders', 'get');
  const [open, setOpen] = useState(false);
  const isOn = data?.settings.on ?? false;
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={!data}>
        {isOn ? <BellRing aria-hidden="true" /> : <Bell aria-hidden="true" />}
        {isOn ? 'Reminders are on' : 'Reminders'}
      </Button>
      {open && data && <RemindersDialog view={data} onClose={() => setOpen(false)} />}
    </>
  );
}
