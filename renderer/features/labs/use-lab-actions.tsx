import { useEffect, useMemo } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { useActions, type Action } from '../../app/actions.ts';
import type { Buffers } from './buffers.ts';
import { useLatest } from './use-latest.ts';
import type { LabCommands } from './use-lab-commands.ts';
import type { RunState } from './run-state.ts';

interface LabActionsOptions {
  lab: OpenLab;
  commands: LabCommands;
  current: string | null;
  path: string;
  phase: RunState['phase'];
  buffers: Buffers;
  onStep: (step: string | null) => void;
  onSolution: () => void;
}

/** Puts the workspace's commands into the palette and on keys. The keys work inside the editor too. */
export function useLabActions(options: LabActionsOptions): void {
  const latest = useLatest(options);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('[role="dialog"]') || !runKey(event, latest.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // While it goes down, so that Monaco does not take Ctrl+Enter for a new line.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [latest]);
  const { steps } = options.lab;
  useActions(useMemo(() => paletteActions(latest, steps), [latest, steps]));
}

/** @returns whether the key was one of the workspace's */
function runKey(event: KeyboardEvent, { commands, current, phase, buffers }: LabActionsOptions): boolean {
  const isMod = event.ctrlKey || event.metaKey;
  if (isMod && event.key === 'Enter') {
    if (event.shiftKey) commands.check('all');
    else if (current) commands.check(current);
    return true;
  }
  if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
    void buffers.flush();
    return true;
  }
  if (isMod && event.key.toLowerCase() === 'k' && isInEditor(event)) {
    // Monaco takes Ctrl+K for the first of two keys. Here it means the palette, so it is pressed again outside.
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
    return true;
  }
  if (event.key !== 'F9') return false;
  if (event.shiftKey) commands.stop();
  else if (phase === 'idle') commands.run();
  return true;
}

function isInEditor({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('.monaco-editor') !== null;
}

function paletteActions(latest: { readonly current: LabActionsOptions }, steps: OpenLab['steps']): Action[] {
  const withStep = (act: (step: string) => void) => (): void => {
    const { current } = latest.current;
    if (current) act(current);
  };
  const action = (id: string, title: string, run: () => void): Action => ({
    id: `lab.${id}`,
    title,
    group: 'This lab',
    keywords: ['lab'],
    run,
  });
  return [
    action(
      'check',
      'Check this step (Ctrl+Enter)',
      withStep((step) => latest.current.commands.check(step)),
    ),
    action('check-all', 'Check all steps (Ctrl+Shift+Enter)', () => latest.current.commands.check('all')),
    action('run', 'Run the program (F9)', () => latest.current.commands.run()),
    action('stop', 'Stop the run (Shift+F9)', () => latest.current.commands.stop()),
    action(
      'hint',
      'Show the next hint',
      withStep((step) => latest.current.commands.hint(step)),
    ),
    action('solution', 'Show the solution', () => latest.current.onSolution()),
    action('reset-file', 'Reset this file', () => latest.current.commands.resetFile(latest.current.path)),
    action('reset-all', 'Reset all files of this lab', () => latest.current.commands.resetAll()),
    action('overview', 'Overview of the lab', () => latest.current.onStep(null)),
    ...steps.map((step, index) =>
      action(`step-${step.id}`, `Step ${index + 1}: ${step.title}`, () => latest.current.onStep(step.id)),
    ),
  ];
}
