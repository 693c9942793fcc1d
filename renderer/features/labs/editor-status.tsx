import ChevronUp from 'lucide-react/icons/chevron-up';
import FilePlus from 'lucide-react/icons/file-plus';
import FolderOpen from 'lucide-react/icons/folder-open';
import GitCompare from 'lucide-react/icons/git-compare';
import History from 'lucide-react/icons/history';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { Button, Menu, Tooltip, type MenuItem } from '../../ui/index.ts';
import type { FileState } from './buffers.ts';
import styles from './editor-pane.module.css';
import type { EditorPaneProps } from './editor-pane.tsx';

/** Below the editor: whether the file is saved, the switch of "check on save", and what can be done with files. */
export function EditorStatus(props: EditorPaneProps & { buffer: FileState | undefined }) {
  const { lab, opened, checkOnSave, buffer } = props;
  const readOnly = lab.files.find((one) => one.path === opened.path)?.role !== 'editable';
  return (
    <footer className={styles.status}>
      <span role="status">{readOnly ? 'Read only' : stateText(buffer)}</span>
      <span className={styles.keys}>Esc leaves the editor, Ctrl+M lets Tab move on</span>
      <span className={styles.actions}>
        <Tooltip content="Checks the step you are on each time a file is saved, here or in another editor">
          <Button
            size="sm"
            variant="ghost"
            aria-pressed={checkOnSave.isOn}
            className={styles.switch}
            onClick={checkOnSave.toggle}
          >
            <span className={styles.lamp} data-on={checkOnSave.isOn || undefined} aria-hidden="true" />
            Check on save
          </Button>
        </Tooltip>
        <Menu
          trigger={
            <Button size="sm" variant="ghost">
              Files
              <ChevronUp />
            </Button>
          }
          items={menuOf(props, readOnly)}
        />
      </span>
    </footer>
  );
}

function menuOf(
  { opened, compare, onCompare, onMenu, acts }: EditorPaneProps,
  readOnly: boolean,
): MenuItem[] {
  const { path } = opened;
  return [
    { label: 'New file', icon: <FilePlus />, run: acts.create },
    {
      label: compare === 'starter' ? 'Close the comparison' : 'Compare with the starter',
      icon: <GitCompare />,
      run: () => onCompare(compare === 'starter' ? null : 'starter'),
    },
    {
      label: 'Compare with the solution',
      icon: <GitCompare />,
      disabled: compare === 'solution',
      run: () => onCompare('solution'),
    },
    { label: 'Earlier copies', icon: <History />, separated: true, run: () => onMenu('copies') },
    { label: 'Open the folder elsewhere', icon: <FolderOpen />, run: () => onMenu('folder') },
    {
      label: `Reset ${path}`,
      icon: <RotateCcw />,
      disabled: readOnly,
      separated: true,
      run: () => onMenu('reset-file'),
    },
    { label: 'Reset this step', icon: <RotateCcw />, run: () => onMenu('reset-step') },
    { label: 'Reset all files', icon: <RotateCcw />, run: () => onMenu('reset-all') },
  ];
}

function stateText(buffer: FileState | undefined): string {
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
