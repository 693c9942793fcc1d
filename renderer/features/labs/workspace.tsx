import { useEffect, useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { setPageTitle } from '../../ui/page-title.ts';
import { EditorPane } from './editor-pane.tsx';
import { Instructions, nextStep } from './instructions.tsx';
import { Panes } from './panes.tsx';
import { Results, type ResultsTab } from './results.tsx';
import { SolutionDialog } from './solution-dialog.tsx';
import { Toolbar } from './toolbar.tsx';
import { useBuffers } from './use-buffers.ts';
import { useLabActions } from './use-lab-actions.tsx';
import { useLabCommands, type ModelChoice } from './use-lab-commands.ts';
import type { RunChange } from './run-state.ts';
import { useRun } from './use-run.ts';
import styles from './workspace.module.css';

interface WorkspaceProps {
  lab: OpenLab;
  refresh: () => Promise<void>;
}

/** Instructions, code and results side by side. */
export function Workspace({ lab, refresh }: WorkspaceProps) {
  const slug = lab.lab.id;
  const [step, setStep] = useState<string | null>(() =>
    isUntouched(lab) ? null : (nextStep(lab.steps)?.id ?? null),
  );
  const [chosen, setPath] = useState(() => firstFile(lab));
  const path = lab.files.some((file) => file.path === chosen) ? chosen : firstFile(lab);
  const [tab, setTab] = useState<ResultsTab>('checks');
  const [pane, setPane] = useState('instructions');
  const [model, setModel] = useState<ModelChoice>(undefined);
  const [solution, setSolution] = useState(false);
  const { buffers, all } = useBuffers(lab, refresh);
  const { state: run, dispatch } = useRun(slug);
  const base = useLabCommands({ lab, buffers, run, dispatch, model, refresh });
  const current = step ?? nextStep(lab.steps)?.id ?? null;

  useEffect(() => {
    lastRun(slug).then(
      (last) => last && dispatch(last),
      // The past is a convenience: without it the pane says "nothing checked yet".
      () => undefined,
    );
  }, [slug, dispatch]);
  useEffect(() => setPageTitle(lab.lab.title), [lab.lab.title]);
  useEffect(() => {
    // The program ended by itself, or was stopped elsewhere.
    if (run.url !== null && lab.busy === null) dispatch({ type: 'end' });
  }, [run.url, lab.busy, dispatch]);

  const commands = {
    ...base,
    check: (target: string) => {
      if (target !== 'all') setStep(target);
      setTab('checks');
      setPane('results');
      base.check(target);
    },
    run: () => {
      setTab('output');
      setPane('results');
      base.run();
    },
  };
  useLabActions({
    lab,
    commands,
    current,
    path,
    phase: run.phase,
    buffers,
    onStep: setStep,
    onSolution: () => setSolution(true),
  });

  return (
    <div className={styles.workspace}>
      <Toolbar
        lab={lab}
        phase={run.phase}
        current={current}
        commands={commands}
        model={model}
        onModel={setModel}
      />
      <Panes
        shown={pane}
        onShown={setPane}
        instructions={
          <Instructions
            lab={lab}
            selected={step}
            onSelect={setStep}
            onHint={commands.hint}
            onSolution={() => setSolution(true)}
          />
        }
        code={
          <EditorPane
            lab={lab}
            buffers={buffers}
            all={all}
            path={path}
            onPath={setPath}
            onResetFile={commands.resetFile}
            onResetAll={commands.resetAll}
            onNewFile={commands.newFile}
          />
        }
        results={
          <Results
            lab={lab}
            run={run}
            tab={tab}
            onTab={setTab}
            onSelectStep={(next) => {
              setStep(next);
              setPane('instructions');
            }}
            onHint={commands.hint}
          />
        }
      />
      <SolutionDialog
        lab={lab}
        step={current}
        path={path}
        open={solution}
        onClose={() => setSolution(false)}
      />
    </div>
  );
}

/** The last check of a lab with its model calls, to begin where one left off. */
async function lastRun(slug: string): Promise<RunChange | null> {
  const runs = await api.labs.runs.query({ slug, limit: 10 });
  // An outage or a stopped check of another day says nothing today.
  const last = runs.find(({ status }) => status !== 'error');
  if (!last) return null;
  return { type: 'show', report: last.report, calls: await api.labs.calls.query({ runId: last.runId }) };
}

function isUntouched(lab: OpenLab): boolean {
  return lab.steps.every(({ status }) => status === 'todo');
}

/** Where work begins: the file that the overview calls "yours", else the first that can be edited. */
function firstFile(lab: OpenLab): string {
  const editable = lab.files.filter(({ role }) => role === 'editable');
  const lines = lab.readme.split('\n');
  const named = editable.find(({ path }) =>
    lines.some((line) => line.includes(path) && /\byours\b/.test(line)),
  );
  return (named ?? editable[0] ?? lab.files[0])?.path ?? '';
}
