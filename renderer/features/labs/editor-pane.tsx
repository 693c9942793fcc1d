import PanelLeft from 'lucide-react/icons/panel-left';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { PlainFile } from '../../../electron/shared/lab-copies.ts';
import { MOD } from '../../app/shortcuts.ts';
import { cx, IconButton } from '../../ui/index.ts';
import type { Buffers, FileState } from './buffers.ts';
import type { CompareWith } from './compare.ts';
import { CompareView } from './compare-view.tsx';
import { ConflictBanner } from './conflict-banner.tsx';
import type { EditorControls } from './editor/code-editor.tsx';
import styles from './editor-pane.module.css';
import { EditorStatus } from './editor-status.tsx';
import { FileTabs } from './file-tabs.tsx';
import { changesOf } from './files/changes.ts';
import { FileTree, type FileActs } from './files/file-tree.tsx';
import type { OpenFiles } from './files/use-open-files.ts';
import { EditorLines } from './pane-placeholders.tsx';
import type { Problem } from './results/problem.ts';
import { useAfterPaint } from './use-after-paint.ts';
import workspaceStyles from './workspace.module.css';

const CodeEditor = lazy(() => import('./editor/code-editor.tsx'));

export interface EditorPaneProps {
  lab: OpenLab;
  buffers: Buffers;
  states: ReadonlyMap<string, FileState>;
  starter: readonly PlainFile[];
  opened: OpenFiles;
  acts: FileActs;
  tree: { isOpen: boolean; toggle: () => void };
  compare: CompareWith | null;
  onCompare: (mode: CompareWith | null) => void;
  checkOnSave: { isOn: boolean; toggle: () => void };
  onControls: (controls: EditorControls | null) => void;
  onProblems: (problems: Problem[]) => void;
  onMenu: (choice: FileMenuChoice) => void;
}

export type FileMenuChoice = 'folder' | 'reset-file' | 'reset-step' | 'reset-all' | 'copies';

/** The files of the workspace: tree, tabs, the editor, and whether the disk has what is typed. */
export function EditorPane(props: EditorPaneProps) {
  const { lab, buffers, states, opened, tree, acts } = props;
  const { path } = opened;
  const tabs = useRef<HTMLDivElement>(null);
  const buffer = states.get(path);
  // The first key of a file changes its state, each save does: often enough for a mark in the tree.
  const changes = useMemo(() => {
    const texts = [...states.keys()].map((one) => [one, buffers.all().get(one)?.text ?? ''] as const);
    return changesOf(lab.files, new Map(texts), props.starter);
  }, [lab.files, states, buffers, props.starter]);
  const panelIds = tree.isOpen ? ['tree', 'editor'] : ['editor'];
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'cairn-lab-files',
    panelIds,
    storage: localStorage,
  });
  return (
    <section className={styles.pane} aria-label="Code">
      <Group
        className={styles.split}
        orientation="horizontal"
        {...(defaultLayout ? { defaultLayout } : {})}
        onLayoutChanged={onLayoutChanged}
      >
        {tree.isOpen && (
          <>
            <Panel
              id="tree"
              defaultSize={190}
              minSize={130}
              maxSize="50"
              groupResizeBehavior="preserve-pixel-size"
            >
              <FileTree
                files={lab.files}
                states={states}
                changes={changes}
                path={path}
                onOpen={opened.open}
                acts={acts}
              />
            </Panel>
            <Separator className={workspaceStyles.separator} aria-label="Width of the file tree" />
          </>
        )}
        <Panel id="editor" minSize={200}>
          <div className={styles.column}>
            <div className={styles.bar}>
              <IconButton
                size="sm"
                label={tree.isOpen ? 'Hide the file tree' : 'Show the file tree'}
                shortcut={`${MOD}+B`}
                aria-pressed={tree.isOpen}
                className={cx(tree.isOpen && styles.pressed)}
                onClick={tree.toggle}
              >
                <PanelLeft />
              </IconButton>
              <FileTabs ref={tabs} files={lab.files} opened={opened} states={states} />
            </div>
            {buffer?.state === 'conflict' && (
              <ConflictBanner path={path} onKeep={(keep) => void buffers.resolve(path, keep)} />
            )}
            <Code {...props} onLeave={() => focusTab(tabs.current)} />
          </div>
        </Panel>
      </Group>
      <EditorStatus {...props} buffer={buffer} />
    </section>
  );
}

function focusTab(tabs: HTMLElement | null): void {
  tabs?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
}

function Code(props: EditorPaneProps & { onLeave: () => void }) {
  const { lab, opened, states, compare, buffers } = props;
  const { path } = opened;
  const readOnly = lab.files.find((one) => one.path === path)?.role !== 'editable';
  // The instructions are on the screen first: making an editor takes longer than all the rest.
  const isDrawn = useAfterPaint();
  return (
    <div className={styles.code} id="lab-file" role="tabpanel" aria-label={path}>
      <div className={styles.editor} inert={compare !== null}>
        <Suspense fallback={<EditorPlaceholder />}>
          {isDrawn && states.size > 0 ? (
            <CodeEditor
              lab={lab.lab.id}
              path={path}
              buffers={buffers}
              states={states}
              readOnly={readOnly}
              onEdit={buffers.edit}
              onLeave={props.onLeave}
              place={opened.place}
              onProblems={props.onProblems}
              onControls={props.onControls}
            />
          ) : (
            <EditorPlaceholder />
          )}
        </Suspense>
      </div>
      {compare && states.has(path) && (
        <CompareView
          lab={lab}
          path={path}
          buffers={buffers}
          mode={compare}
          readOnly={readOnly}
          onClose={() => props.onCompare(null)}
        />
      )}
    </div>
  );
}

/** Holds the editor's place, in its size, while its code is on the way. */
function EditorPlaceholder() {
  return (
    <div role="status" aria-label="The editor is loading">
      <EditorLines />
    </div>
  );
}
