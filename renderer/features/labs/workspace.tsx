import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { setPageTitle } from '../../ui/page-title.ts';
import type { CompareWith } from './compare.ts';
import { CopiesDialog } from './copies-dialog.tsx';
import { EditorPane, type FileMenuChoice } from './editor-pane.tsx';
import { NameDialog, type NameRequest } from './files/name-dialog.tsx';
import type { Place } from './files/use-open-files.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { Instructions } from './instructions.tsx';
import { CodePlaceholder, ResultsPlaceholder } from './pane-placeholders.tsx';
import { Panes } from './panes.tsx';
import { Results } from './results.tsx';
import { SolutionDialog } from './solution-dialog.tsx';
import { Toolbar } from './toolbar.tsx';
import { UpdateBanner } from './update-banner.tsx';
import { useAfterPaint } from './use-after-paint.ts';
import { useCheckOnSave } from './use-check-on-save.ts';
import { useLabActions } from './use-lab-actions.tsx';
import { useTree } from './use-tree.ts';
import { useWorkspace, type WorkspaceState } from './use-workspace.ts';
import styles from './workspace.module.css';

interface WorkspaceProps {
  lab: OpenLab;
  /** False while only the preview of the lab is there. */
  isOpen: boolean;
  refresh: () => Promise<void>;
  onLanguage: (language: Language) => void;
}

type OpenDialog = 'solution' | 'folder' | 'copies' | null;

/** Instructions, code and results side by side. */
export function Workspace({ lab, isOpen, refresh, onLanguage }: WorkspaceProps) {
  const work = useWorkspace(lab, isOpen, refresh);
  // The instructions are on the screen first; the other panes follow in the next moment.
  const isPainted = useAfterPaint();
  const { commands, files, opened, current, setStep, setView, setCompare, mayCompare } = work;
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [naming, setNaming] = useState<NameRequest | null>(null);
  const tree = useTree();
  const { path } = opened;
  const checkOnSave = useCheckOnSave({
    lab: lab.lab.id,
    phase: work.run.phase,
    check: () => current && commands.check(current),
  });
  const acts = useMemo(() => fileActs(files, setNaming), [files]);
  const onCompare = useCallback(
    (mode: CompareWith | null): void => {
      setView((before) => ({ ...before, pane: 'code' }));
      // Before the lab is solved the solution is asked for first.
      if (mode === 'solution' && !mayCompare) setDialog('solution');
      else setCompare(mode);
    },
    [mayCompare, setCompare, setView],
  );
  const onMenu = (choice: FileMenuChoice): void => {
    if (choice === 'reset-file') files.resetFile(path);
    else if (choice === 'reset-all') files.resetAll();
    else if (choice !== 'reset-step') setDialog(choice);
    else if (current) files.resetStep(current);
  };
  const onSolution = useCallback(() => setDialog('solution'), []);
  useEffect(() => setPageTitle(lab.lab.title), [lab.lab.title]);
  useLabActions({
    ...work,
    lab,
    phase: work.run.phase,
    onSolution,
    onCompare,
    onMenu,
    onLanguage,
    acts,
    toggleTree: tree.toggle,
    toggleCheckOnSave: checkOnSave.toggle,
  });

  return (
    <div className={styles.workspace}>
      <Toolbar
        lab={lab}
        phase={work.run.phase}
        current={current}
        commands={commands}
        model={work.model}
        onModel={work.setModel}
        onLanguage={onLanguage}
      />
      <UpdateBanner lab={lab} onCopies={() => setDialog('copies')} refresh={refresh} />
      <Panes
        shown={work.view.pane}
        onShown={(pane) => setView((before) => ({ ...before, pane }))}
        controls={work.panes}
        instructions={
          <Instructions
            lab={lab}
            mayDraw={work.hasEditor}
            selected={work.step}
            onSelect={setStep}
            onHint={commands.hint}
            onSolution={onSolution}
          />
        }
        code={
          isPainted ? (
            <EditorPane
              {...work}
              lab={lab}
              acts={acts}
              tree={tree}
              onCompare={onCompare}
              checkOnSave={checkOnSave}
              onProblems={work.setMarkers}
              onMenu={onMenu}
            />
          ) : (
            <CodePlaceholder />
          )
        }
        results={
          isPainted ? (
            <ResultsOf work={work} lab={lab} onCompare={onCompare} onLanguage={onLanguage} />
          ) : (
            <ResultsPlaceholder />
          )
        }
      />
      <SolutionDialog
        lab={lab}
        step={current}
        path={path}
        open={dialog === 'solution'}
        onClose={() => setDialog(null)}
        onCompare={() => {
          setDialog(null);
          setCompare('solution');
        }}
      />
      <FolderDialog lab={lab} open={dialog === 'folder'} onClose={() => setDialog(null)} />
      <CopiesDialog
        lab={lab}
        open={dialog === 'copies'}
        onClose={() => setDialog(null)}
        onRestore={(copy) => {
          setDialog(null);
          files.restore(copy);
        }}
      />
      <NameDialog request={naming} onClose={() => setNaming(null)} />
    </div>
  );
}

interface ResultsOfProps {
  work: WorkspaceState;
  lab: OpenLab;
  onCompare: (mode: CompareWith) => void;
  onLanguage: (language: Language) => void;
}

/** The results with handlers that stay the same, so that typing does not draw them again. */
function ResultsOf({ work, lab, onCompare, onLanguage }: ResultsOfProps) {
  const { commands, opened, run, setStep, setView } = work;
  const { goTo } = opened;
  const judged = run.report?.step;
  return (
    <Results
      lab={lab}
      run={run}
      output={work.output}
      problems={work.problems}
      tab={work.view.tab}
      onTab={useCallback((tab) => setView((before) => ({ ...before, tab })), [setView])}
      onSelectStep={useCallback(
        (next) => {
          setStep(next);
          setView((before) => ({ ...before, pane: 'instructions' }));
        },
        [setStep, setView],
      )}
      onHint={commands.hint}
      onVerify={useCallback((model) => commands.check(judged ?? 'all', model), [commands, judged])}
      onCompare={useCallback(() => onCompare('solution'), [onCompare])}
      onPlace={useCallback(
        (place: Place) => {
          setView((before) => ({ ...before, pane: 'code' }));
          goTo(place);
        },
        [setView, goTo],
      )}
      onLanguage={onLanguage}
    />
  );
}

function fileActs(files: WorkspaceState['files'], ask: (request: NameRequest) => void) {
  return {
    create: () => ask({ title: 'New file', name: '', submit: 'Create', onName: files.create }),
    rename: (path: string) =>
      ask({
        title: `Rename ${path}`,
        name: path,
        submit: 'Rename',
        onName: (name) => files.rename(path, name),
      }),
    remove: files.remove,
  };
}
