import ChevronUp from 'lucide-react/icons/chevron-up';
import FilePlus from 'lucide-react/icons/file-plus';
import FolderOpen from 'lucide-react/icons/folder-open';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { lazy, Suspense, useRef, useState } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { Button, Menu, Skeleton } from '../../ui/index.ts';
import type { Buffers, Buffer } from './buffers.ts';
import { ConflictBanner } from './conflict-banner.tsx';
import styles from './editor-pane.module.css';
import { FileTabs } from './file-tabs.tsx';
import { FolderDialog } from './folder-dialog.tsx';
import { NewFileDialog } from './new-file-dialog.tsx';

const CodeEditor = lazy(() => import('./editor/code-editor.tsx'));

interface EditorPaneProps {
  lab: OpenLab;
  buffers: Buffers;
  all: ReadonlyMap<string, Buffer>;
  path: string;
  onPath: (path: string) => void;
  onResetFile: (path: string) => void;
  onResetAll: () => void;
  onNewFile: (path: string) => Promise<void>;
}

/** The files of the workspace: tabs, the editor, and whether the disk has what is typed. */
export function EditorPane({
  lab,
  buffers,
  all,
  path,
  onPath,
  onResetFile,
  onResetAll,
  onNewFile,
}: EditorPaneProps) {
  const [dialog, setDialog] = useState<'folder' | 'new' | null>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const file = lab.files.find((one) => one.path === path);
  const buffer = all.get(path);
  const readOnly = file?.role !== 'editable';
  return (
    <section className={styles.pane} aria-label="Code">
      <FileTabs ref={tabs} files={lab.files} path={path} all={all} onPath={onPath} />
      {buffer?.state === 'conflict' && (
        <ConflictBanner path={path} onKeep={(keep) => void buffers.resolve(path, keep)} />
      )}
      <div className={styles.code} id="lab-file" role="tabpanel" aria-label={path}>
        <Suspense fallback={<EditorPlaceholder />}>
          {all.size > 0 ? (
            <CodeEditor
              lab={lab.lab.id}
              path={path}
              buffers={all}
              readOnly={readOnly}
              onEdit={buffers.edit}
              onLeave={() => tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()}
            />
          ) : (
            <EditorPlaceholder />
          )}
        </Suspense>
      </div>
      <footer className={styles.status}>
        <span role="status">{readOnly ? 'Read only' : stateText(buffer)}</span>
        <span className={styles.keys}>Esc leaves the editor, Ctrl+M lets Tab move on</span>
        <span className={styles.actions}>
          <Menu
            trigger={
              <Button size="sm" variant="ghost">
                Files
                <ChevronUp />
              </Button>
            }
            items={[
              { label: 'New file', icon: <FilePlus />, run: () => setDialog('new') },
              { label: 'Open the folder elsewhere', icon: <FolderOpen />, run: () => setDialog('folder') },
              {
                label: `Reset ${path}`,
                icon: <RotateCcw />,
                disabled: readOnly,
                separated: true,
                run: () => onResetFile(path),
              },
              { label: 'Reset all files', icon: <RotateCcw />, run: onResetAll },
            ]}
          />
        </span>
      </footer>
      <FolderDialog lab={lab} open={dialog === 'folder'} onClose={() => setDialog(null)} />
      <NewFileDialog
        open={dialog === 'new'}
        onClose={() => setDialog(null)}
        onCreate={async (name) => {
          await onNewFile(name);
          onPath(name);
        }}
      />
    </section>
  );
}

function stateText(buffer: Buffer | undefined): string {
  switch (buffer?.state) {
    case undefined:
      return 'Opening';
    case 'saved':
      return 'Saved';
    case 'unsaved':
      return 'Unsaved, kept as a draft';
    case 'saving':
      return 'Saving';
    case 'conflict':
      return 'Changed outside';
    case 'failed':
      return 'Not saved: the folder could not be written. Your text is kept as a draft.';
  }
}

/** Holds the editor's place, in its size, while its code is on the way. */
function EditorPlaceholder() {
  return (
    <div className={styles.placeholder} role="status" aria-label="The editor is loading">
      {[38, 62, 54, 0, 46, 71, 66, 30, 0, 58, 44].map((width, index) => (
        <Skeleton key={index} height={12} width={`${width}%`} />
      ))}
    </div>
  );
}
