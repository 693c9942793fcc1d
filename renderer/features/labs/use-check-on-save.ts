import { useCallback, useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { useLive } from '../../api/index.ts';
import type { RunState } from './run-state.ts';
import { useLatest } from './use-latest.ts';

/** Quiet time after the last change of a file: saves come in bursts, from editors and from Git. */
const QUIET_MS = 600;

interface Options {
  lab: string;
  phase: RunState['phase'];
  /** Checks the step one is on; it saves what is unsaved first. */
  check: () => void;
}

/** The switch "check on save": checks after files changed on the disk, whoever changed them. Remembered for each lab. */
export function useCheckOnSave({ lab, phase, check }: Options): { isOn: boolean; toggle: () => void } {
  const key = `cairn-lab-check-on-save:${lab}`;
  const [isOn, setOn] = useState(() => localStorage.getItem(key) === 'on');
  const isWaiting = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useLatest({ isOn, phase, check });

  const ask = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const now = latest.current;
      if (!now.isOn) return;
      // What changed while a check ran is checked when that has ended.
      if (now.phase === 'idle') now.check();
      else isWaiting.current = now.phase === 'checking';
    }, QUIET_MS);
  }, [latest]);

  useLive(
    useCallback(
      (event: LiveEvent) => {
        if (event.type === 'lab.files' && event.lab === lab && latest.current.isOn) ask();
      },
      [lab, ask, latest],
    ),
  );
  useEffect(() => {
    if (phase !== 'idle' || !isWaiting.current) return;
    isWaiting.current = false;
    ask();
  }, [phase, ask]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const toggle = useCallback((): void => {
    setOn((before) => {
      localStorage.setItem(key, before ? 'off' : 'on');
      return !before;
    });
  }, [key]);
  return { isOn, toggle };
}
