import { useEffect, useMemo, type RefObject } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { useActions, type Action } from '../../app/actions.ts';
import { MOD } from '../../app/shortcuts.ts';
import { isWhole, type CompareWith } from './compare.ts';
import type { FileMenuChoice } from './editor-pane.tsx';
import type { FileActs } from './files/file-tree.tsx';
import type { OpenFiles } from './files/use-open-files.ts';
import { useLanguages } from './use-languages.ts';
import type { PanesControls } from './panes.tsx';
import { useLatest } from './use-latest.ts';
import type { LabCommands, ModelChoice } from './use-lab-commands.ts';
import type { RunState } from './run-state.ts';
import { useModelChoices } from './use-model-choices.ts';

interface LabActionsOptions {
  lab: OpenLab;
  commands: LabCommands & { save: () => void };
  current: string | null;
  opened: OpenFiles;
  phase: RunState['phase'];
  compare: CompareWith | null;
  acts: FileActs;
  panes: RefObject<PanesControls | null>;
  setStep: (step: string | null) => void;
  setModel: (model: ModelChoice) => void;
  onSolution: () => void;
  onCompare: (mode: CompareWith | null) => void;
  onMenu: (choice: FileMenuChoice) => void;
  onLanguage: (language: Language) => void;
  toggleTree: () => void;
  toggleCheckOnSave: () => void;
}

type Latest = { readonly current: LabActionsOptions };

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
  const { steps, lab } = options.lab;
  const models = useModelChoices();
  const { titleOf } = useLanguages();
  useActions(
    useMemo(
      () => [
        ...workActions(latest),
        ...fileActions(latest),
        ...viewActions(latest),
        ...steps.map((step, index) =>
          action(`step-${step.id}`, `Step ${index + 1}: ${step.title}`, {
            run: () => latest.current.setStep(step.id),
          }),
        ),
        ...lab.languages.map((language) =>
          action(`language-${language}`, `Language: ${titleOf(language)}`, {
            run: () => latest.current.onLanguage(language),
          }),
        ),
        ...models.map(({ id, title, value }) =>
          action(`model-${id}`, `Model: ${title}`, { run: () => latest.current.setModel(value) }),
        ),
      ],
      [latest, steps, lab.languages, titleOf, models],
    ),
  );
}

/** @returns whether the key was one of the workspace's */
function runKey(event: KeyboardEvent, options: LabActionsOptions): boolean {
  const { commands, current, phase, compare } = options;
  const key = event.key.toLowerCase();
  const isMod = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isMod && key === 'enter') {
    if (event.shiftKey || isWhole(options.lab)) commands.check('all');
    else if (current) commands.check(current);
  } else if (isMod && !event.shiftKey && key === 's') commands.save();
  else if (isMod && !event.shiftKey && key === 'b') options.toggleTree();
  else if (isMod && key === 'k' && isInEditor(event)) {
    // Monaco takes Ctrl+K for the first of two keys. Here it means the palette, so it is pressed again outside.
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
  } else if (key === 'f9') {
    if (event.shiftKey) commands.stop();
    else if (phase === 'idle') commands.run();
  } else if (key === 'f6') options.panes.current?.next(event.shiftKey ? -1 : 1);
  else if (key === 'escape' && compare && !isMenuOpen()) options.onCompare(null);
  else return false;
  return true;
}

const isMenuOpen = (): boolean => document.querySelector('[role="menu"]') !== null;

function isInEditor({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('.monaco-editor') !== null;
}

function action(id: string, title: string, rest: { run: () => void; keys?: string }): Action {
  return { id: `lab.${id}`, title, group: 'This lab', keywords: ['lab'], ...rest };
}

function workActions(latest: Latest): Action[] {
  const withStep = (act: (step: string) => void) => (): void => {
    const { current } = latest.current;
    if (current) act(current);
  };
  return [
    action('check', 'Check this step', {
      keys: `${MOD}+Enter`,
      run: withStep((step) => latest.current.commands.check(step)),
    }),
    action('check-all', 'Check all steps', {
      keys: `${MOD}+Shift+Enter`,
      run: () => latest.current.commands.check('all'),
    }),
    action('check-on-save', 'Check on save: switch it on or off', {
      run: () => latest.current.toggleCheckOnSave(),
    }),
    action('run', 'Run the program', { keys: 'F9', run: () => latest.current.commands.run() }),
    action('stop', 'Stop the run', { keys: 'Shift+F9', run: () => latest.current.commands.stop() }),
    action('hint', 'Show the next hint', { run: withStep((step) => latest.current.commands.hint(step)) }),
    action('solution', 'Show the solution', { run: () => latest.current.onSolution() }),
  ];
}

function fileActions(latest: Latest): Action[] {
  const menu = (choice: FileMenuChoice) => (): void => latest.current.onMenu(choice);
  const compare = (mode: CompareWith) => (): void => latest.current.onCompare(mode);
  return [
    action('save', 'Save and format', { keys: `${MOD}+S`, run: () => latest.current.commands.save() }),
    action('new-file', 'New file', { run: () => latest.current.acts.create() }),
    action('rename', 'Rename this file', {
      run: () => latest.current.acts.rename(latest.current.opened.path),
    }),
    action('delete', 'Delete this file', {
      run: () => latest.current.acts.remove(latest.current.opened.path),
    }),
    action('compare-starter', 'Compare this file with the starter', { run: compare('starter') }),
    action('compare-solution', 'Compare this file with the solution', { run: compare('solution') }),
    action('reset-file', 'Reset this file', { run: menu('reset-file') }),
    action('reset-step', 'Reset this step', { run: menu('reset-step') }),
    action('reset-all', 'Reset all files of this lab', { run: menu('reset-all') }),
    action('copies', 'Earlier copies of this lab', { run: menu('copies') }),
  ];
}

function viewActions(latest: Latest): Action[] {
  return [
    action('overview', 'Overview of the lab', { run: () => latest.current.setStep(null) }),
    action('tree', 'Show or hide the file tree', {
      keys: `${MOD}+B`,
      run: () => latest.current.toggleTree(),
    }),
    action('instructions', 'Show or hide the instructions', {
      run: () => latest.current.panes.current?.toggle('instructions'),
    }),
    action('results', 'Show or hide the results', {
      run: () => latest.current.panes.current?.toggle('results'),
    }),
    action('next-pane', 'Go to the next pane', {
      keys: 'F6',
      run: () => latest.current.panes.current?.next(1),
    }),
  ];
}
