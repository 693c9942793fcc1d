import { weekday as weekdays } from '../../../electron/shared/curriculum.ts';
import type { ReminderPatch, ReminderView } from '../../../electron/shared/reminders.ts';
import { api, updateData, useChange } from '../../api/index.ts';
import { Button, Checkbox, Dialog, ErrorNote, Field, Input, Select } from '../../ui/index.ts';
import { showTime } from '../practice/show-time.ts';
import { askPermission, usePermission, type Permission } from './notifications.ts';
import styles from './dialogs.module.css';
import { capital } from './words.ts';

const HOW: Record<Permission, string> = {
  granted: 'They come as notifications of your system while a window of Cairn is open.',
  default: 'They can come as notifications of your system. Your browser asks you first.',
  denied:
    'Your browser blocks notifications of Cairn, so they come as a line at the top of its window. The permission is in the browser’s settings for this page.',
  unsupported: 'They come as a line at the top of the window: this browser shows no notifications.',
};

/** Turns reminders on and off, says how they come, and sets the quiet hours. */
export function RemindersDialog({ view, onClose }: { view: ReminderView; onClose: () => void }) {
  const { settings, nextAt } = view;
  const permission = usePermission();
  const configure = useChange(api.reminders.configure.mutate, {
    onError: () => true,
    onDone: (saved) => updateData('reminders', 'get', () => saved),
  });
  const set = (patch: ReminderPatch): void => configure.mutate(patch);
  const turnOn = async (): Promise<void> => {
    if (permission === 'default') await askPermission();
    set({ on: true });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Reminders"
      lead={`Each item once, at its time. ${HOW[permission]} A terminal sees them with cairn status.`}
      footer={
        <>
          {settings.on && <Button onClick={() => set({ on: false })}>Turn reminders off</Button>}
          {settings.on && permission === 'default' && (
            <Button onClick={() => void askPermission()}>Allow notifications</Button>
          )}
          {settings.on ? (
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          ) : (
            <Button variant="primary" busy={configure.isPending} onClick={() => void turnOn()}>
              Turn reminders on
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <p className={styles.next} role="status">
          {settings.on
            ? nextAt === null
              ? 'On. Nothing is due soon.'
              : `On. The next one comes ${showTime(nextAt)}.`
            : 'Off. Nothing is shown until you turn them on.'}
        </p>
        <Field label="When">
          <Select
            value={settings.minutesBefore}
            onChange={(e) => set({ minutesBefore: Number(e.target.value) })}
          >
            {[0, 5, 10, 15, 30].map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? 'At the time of the item' : `${minutes} minutes before`}
              </option>
            ))}
          </Select>
        </Field>
        <Quiet quiet={settings.quiet} onChange={(quiet) => set({ quiet })} />
        <ErrorNote error={configure.error} />
      </div>
    </Dialog>
  );
}

type QuietHours = ReminderView['settings']['quiet'];

function Quiet({ quiet, onChange }: { quiet: QuietHours; onChange: (quiet: QuietHours) => void }) {
  return (
    <fieldset className={styles.quiet}>
      <legend>Quiet hours</legend>
      <Checkbox
        label="Keep quiet at these times"
        checked={quiet.on}
        onChange={(e) => onChange({ ...quiet, on: e.target.checked })}
      />
      <div className={styles.pair}>
        <Field label="From">
          <Input
            type="time"
            value={quiet.from}
            disabled={!quiet.on}
            onChange={(e) => e.target.value && onChange({ ...quiet, from: e.target.value })}
          />
        </Field>
        <Field label="To" hint={quiet.to <= quiet.from ? 'On the next day.' : undefined}>
          <Input
            type="time"
            value={quiet.to}
            disabled={!quiet.on}
            onChange={(e) => e.target.value && onChange({ ...quiet, to: e.target.value })}
          />
        </Field>
      </div>
      <div className={styles.days} role="group" aria-label="Days that are quiet as a whole">
        <span>All day on</span>
        {weekdays.options.map((day) => (
          <Button
            key={day}
            size="sm"
            aria-pressed={quiet.days.includes(day)}
            disabled={!quiet.on}
            onClick={() =>
              onChange({
                ...quiet,
                days: quiet.days.includes(day)
                  ? quiet.days.filter((one) => one !== day)
                  : [...quiet.days, day],
              })
            }
          >
            {capital(day).slice(0, 3)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
