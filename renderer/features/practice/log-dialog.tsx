import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useChange } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SessionForm } from './session-form.tsx';
import { SubjectFields } from './subject-fields.tsx';
import { UndoKeys } from './undo-keys.ts';
import { emptySubject } from './session-draft.ts';

interface Dialogs {
  /** Asks what the timer is about and starts it. */
  start(): void;
  /** Asks for a session to log. */
  log(): void;
}

const Context = createContext<Dialogs | null>(null);

/** The two dialogs that every page can open. */
export function useStartDialog(): Dialogs {
  const dialogs = use(Context);
  if (!dialogs) throw new Error('useStartDialog needs a LogDialogProvider above it');
  return dialogs;
}

export function LogDialogProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'start' | 'log' | null>(null);
  const dialogs = useMemo<Dialogs>(() => ({ start: () => setOpen('start'), log: () => setOpen('log') }), []);
  const close = (): void => setOpen(null);
  return (
    <Context value={dialogs}>
      <UndoKeys />
      {children}
      {open === 'start' && <StartDialog onClose={close} />}
      {open === 'log' && (
        <Dialog open onClose={close} title="Log practice" lead="Time that has passed already.">
          <SessionForm onDone={close} onCancel={close} />
        </Dialog>
      )}
    </Context>
  );
}

function StartDialog({ onClose }: { onClose: () => void }) {
  const [subject, setSubject] = useState(emptySubject);
  const start = useChange(api.timer.start.mutate, { onDone: onClose });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Start the timer"
      lead="All of this can stay empty and be filled in later."
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(subject);
        }}
      >
        <SubjectFields value={subject} onChange={setSubject} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={start.isPending}>
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
