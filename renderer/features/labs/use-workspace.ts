import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api, useData } from '../../api/index.ts';
import { isSolved, type CompareWith } from './compare.ts';
import type { EditorControls } from './editor/code-editor.tsx';
import { useOpenFiles } from './files/use-open-files.ts';
import { firstStep, nextStep } from './first-step.ts';
import type { PaneName, PanesControls } from './panes.tsx';
import type { ResultsTab } from './results.tsx';
import { problemsOf, type Problem } from './results/problem.ts';
import type { RunChange } from './run-state.ts';
import { useBuffers } from './use-buffers.ts';
import { useFileCommands } from './use-file-commands.ts';
import { useLabCommands } from './use-lab-commands.ts';
import { useModelChoice } from './use-model-choice.ts';
import { useRun } from './use-run.ts';

/** How long a save or a check waits for the layout. */
const FORMAT_MS = 1500;

/**
 * Everything that a workspace knows and can do, without how it looks.
 * @param isOpen false while only the lab's preview is there, whose files cannot be read yet
 */
export function useWorkspace(lab: OpenLab, isOpen: boolean, refresh: () => Promise<void>) {
  const slug = lab.lab.id;
  const [step, setStep] = useState<string | null>(() => firstStep(lab));
  const [view, setView] = useState<{ tab: ResultsTab; pane: PaneName }>({
    tab: 'checks',
    pane: 'instructions',
  });
  const [model, setModel] = useModelChoice(slug);
  const [compare, setCompare] = useState<CompareWith | null>(null);
  const [markers, setMarkers] = useState<Problem[]>([]);
  const opened = useOpenFiles(lab);
  const { buffers, states } = useBuffers({ lab, isOpen, path: opened.path, refresh });
  const { state: run, dispatch, output } = useRun(slug);
  const base = useLabCommands({ lab, buffers, phase: run.phase, dispatch, model, refresh });
  const files = useFileCommands({ lab, buffers, opened, refresh });
  const editor = useRef<EditorControls>(null);
  const [hasEditor, setHasEditor] = useState(false);
  const onControls = useCallback((controls: EditorControls | null): void => {
    editor.current = controls;
    if (controls) setHasEditor(true);
  }, []);
  const panes = useRef<PanesControls>(null);
  const formats = useData('settings', 'get').data?.labFormatOnSave ?? true;
  const starter = useStarter(lab);
  const current = step ?? nextStep(lab.steps)?.id ?? null;

  useLastRun(slug, lab.language, dispatch);
  useEffect(() => {
    // The program ended by itself, or was stopped elsewhere.
    if (run.url !== null && lab.busy === null) dispatch({ type: 'end' });
  }, [run.url, lab.busy, dispatch]);

  const format = useCallback(async (): Promise<void> => {
    if (!formats) return;
    const late = new Promise((resolve) => setTimeout(resolve, FORMAT_MS));
    // A layout that fails, or never comes because the editor was just made anew, must not keep a check from being made.
    await Promise.race([editor.current?.format(), late]).catch(() => {});
  }, [formats]);
  const { path } = opened;
  /** What another editor saved a moment ago is taken before it is judged; it is not laid out anew, being its own. */
  const settle = useCallback(async (): Promise<void> => {
    // A file that cannot be read any more is the server's to name, in the verdict.
    await buffers.catchUp().catch(() => {});
    if (buffers.all().get(path)?.isTyped) await format();
  }, [buffers, format, path]);
  const commands = useMemo(
    () => ({
      ...base,
      check: (target: string, other?: string) => {
        if (target !== 'all') setStep(target);
        setView({ tab: 'checks', pane: 'results' });
        void settle().then(() => base.check(target, other));
      },
      run: () => {
        setView({ tab: 'output', pane: 'results' });
        void settle().then(() => base.run());
      },
      save: () => void format().then(() => buffers.flush()),
    }),
    [base, buffers, format, settle],
  );
  const problems = useMemo(() => {
    const paths = lab.files.map(({ path }) => path);
    return [...problemsOf(run.checks, paths), ...markers];
  }, [run.checks, markers, lab.files]);

  return {
    step,
    setStep,
    current,
    view,
    setView,
    model,
    setModel,
    compare,
    setCompare,
    setMarkers,
    problems,
    opened,
    buffers,
    states,
    run,
    output,
    commands,
    files,
    onControls,
    hasEditor,
    panes,
    starter,
    mayCompare: isSolved(lab),
  };
}

export type WorkspaceState = ReturnType<typeof useWorkspace>;

function useStarter({ lab, language }: OpenLab) {
  const { data } = useQuery({
    queryKey: ['lab-starter', lab.id, language],
    queryFn: () => api.labs.starter.query({ slug: lab.id, language }),
    staleTime: Infinity,
  });
  return data ?? NO_FILES;
}

const NO_FILES: { path: string; text: string }[] = [];

/** Shows the last check of a lab with its model calls, to begin where one left off. */
function useLastRun(slug: string, language: string, dispatch: (change: RunChange) => void): void {
  useEffect(() => {
    lastRun(slug, language).then(
      (last) => last && dispatch(last),
      // The past is a convenience: without it the pane says "nothing checked yet".
      () => undefined,
    );
  }, [slug, language, dispatch]);
}

async function lastRun(slug: string, language: string): Promise<RunChange | null> {
  const runs = await api.labs.runs.query({ slug, limit: 20 });
  // An outage or a stopped check of another day says nothing today.
  const last = runs.find((one) => one.status !== 'error' && one.language === language);
  if (!last) return null;
  return { type: 'show', report: last.report, calls: await api.labs.calls.query({ runId: last.runId }) };
}
