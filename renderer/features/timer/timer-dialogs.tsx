import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useTimerStatus } from '../../app/use-timer.ts';
import { BeganDialog } from './began-dialog.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { IdleQuestion } from './idle-question.tsx';
import { SubjectDialog } from './subject-dialog.tsx';
import { useInputReport } from './use-input-report.ts';

type Name = 'switch' | 'edit' | 'began' | 'discard';

interface TimerDialogs {
  open(name: Name): void;
  /** Brings back the question about time without input after it was put off. */
  ask(): void;
}

const Context = createContext<TimerDialogs | null>(null);

/** The dialogs about the running timer, for its chip, its card and the commands. */
export function useTimerDialogs(): TimerDialogs {
  const dialogs = use(Context);
  if (!dialogs) throw new Error('useTimerDialogs needs a TimerDialogsProvider above it');
  return dialogs;
}

/** Holds the timer's dialogs, asks about time without input, and reports the input of this window. */
export function TimerDialogsProvider({ children }: { children: ReactNode }) {
  useInputReport();
  const timer = useTimerStatus();
  const [open, setOpen] = useState<Name | null>(null);
  const [putOff, setPutOff] = useState<number | null>(null);
  const dialogs = useMemo<TimerDialogs>(() => ({ open: setOpen, ask: () => setPutOff(null) }), []);
  const close = (): void => setOpen(null);
  const idle = timer?.idles[0];
  return (
    <Context value={dialogs}>
      {children}
      {timer && open === 'switch' && <SubjectDialog kind="switch" timer={timer} onClose={close} />}
      {timer && open === 'edit' && <SubjectDialog kind="edit" timer={timer} onClose={close} />}
      {timer && open === 'began' && <BeganDialog timer={timer} onClose={close} />}
      {timer && open === 'discard' && <DiscardDialog onClose={close} />}
      {timer && idle && open === null && putOff !== idle.from && (
        <IdleQuestion key={idle.from} timer={timer} idle={idle} onLater={() => setPutOff(idle.from)} />
      )}
    </Context>
  );
}
