import ChevronRight from 'lucide-react/icons/chevron-right';
import FileCode from 'lucide-react/icons/file-code';
import FilePlus from 'lucide-react/icons/file-plus';
import Lock from 'lucide-react/icons/lock';
import PenLine from 'lucide-react/icons/pen-line';
import Trash from 'lucide-react/icons/trash-2';
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { WorkspaceFile } from '../../../../electron/shared/labs.ts';
import { cx, IconButton, VisuallyHidden } from '../../../ui/index.ts';
import type { FileState } from '../buffers.ts';
import type { FileChange } from './changes.ts';
import styles from './file-tree.module.css';
import { moveInTree, treeRows, type TreeRow } from './tree-model.ts';

export interface FileActs {
  create: () => void;
  rename: (path: string) => void;
  remove: (path: string) => void;
}

interface FileTreeProps {
  files: readonly WorkspaceFile[];
  states: ReadonlyMap<string, FileState>;
  changes: ReadonlyMap<string, FileChange>;
  /** The file in the editor. */
  path: string;
  onOpen: (path: string) => void;
  acts: FileActs;
}

/** The workspace as folders and files. Enter opens, F2 renames, Delete deletes. */
export function FileTree({ files, states, changes, path, onOpen, acts }: FileTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set<string>());
  const [focused, setFocused] = useState(path);
  const rows = useMemo(
    () =>
      treeRows(
        files.map((file) => file.path),
        closed,
      ),
    [files, closed],
  );
  const at = rows.some((row) => row.path === focused) ? focused : (rows[0]?.path ?? '');
  const isOwn = files.some(
    (file) => file.role === 'editable' && (file.path === at || file.path.startsWith(`${at}/`)),
  );
  const toggle = (folder: string, close = !closed.has(folder)): void => {
    const next = new Set(closed);
    if (close) next.add(folder);
    else next.delete(folder);
    setClosed(next);
  };
  const activate = (row: TreeRow): void => {
    setFocused(row.path);
    if (row.kind === 'folder') toggle(row.path);
    else onOpen(row.path);
  };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const row = rows.find((one) => one.path === at);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') activate(row);
    else if (event.key === 'F2' && isOwn) acts.rename(at);
    else if (event.key === 'Delete' && isOwn) {
      acts.remove(at);
      // The focus would go with the row.
      focusRow(event.currentTarget, neighbourOf(rows, at));
    } else {
      const move = moveInTree(rows, at, event.key);
      if (!move) return;
      if ('open' in move) toggle(move.open, false);
      else if ('close' in move) toggle(move.close, true);
      else {
        focusRow(event.currentTarget, move.go);
      }
    }
    event.preventDefault();
  };
  return (
    <section className={styles.tree} aria-label="Files of the workspace">
      <div className={styles.head}>
        <h2>Files</h2>
        <IconButton size="sm" label="New file" onClick={acts.create}>
          <FilePlus />
        </IconButton>
        <IconButton size="sm" label="Rename" shortcut="F2" disabled={!isOwn} onClick={() => acts.rename(at)}>
          <PenLine />
        </IconButton>
        <IconButton size="sm" label="Delete" shortcut="Del" disabled={!isOwn} onClick={() => acts.remove(at)}>
          <Trash />
        </IconButton>
      </div>
      <ul className={styles.rows} role="tree" aria-label="Files" onKeyDown={onKey}>
        {rows.map((row) => (
          <Row
            key={row.path}
            row={row}
            isOpen={row.kind === 'folder' ? !closed.has(row.path) : undefined}
            isShown={row.path === path}
            isFocused={row.path === at}
            isReadOnly={files.some((file) => file.path === row.path && file.role !== 'editable')}
            state={states.get(row.path)?.state}
            change={changes.get(row.path)}
            onClick={() => activate(row)}
            onFocus={() => setFocused(row.path)}
          />
        ))}
      </ul>
    </section>
  );
}

function focusRow(tree: HTMLElement, path: string): void {
  tree.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)?.focus();
}

/** The row to go to when one, with all in it, disappears. */
function neighbourOf(rows: readonly TreeRow[], gone: string): string {
  const at = rows.findIndex(({ path }) => path === gone);
  const after = rows.slice(at).find(({ path }) => path !== gone && !path.startsWith(`${gone}/`));
  return (after ?? rows[at - 1])?.path ?? '';
}

interface RowProps {
  row: TreeRow;
  isOpen: boolean | undefined;
  isShown: boolean;
  isFocused: boolean;
  isReadOnly: boolean;
  state: FileState['state'] | undefined;
  change: FileChange | undefined;
  onClick: () => void;
  onFocus: () => void;
}

const MARK: Record<FileChange, { letter: string; title: string }> = {
  changed: { letter: 'M', title: 'changed since the start' },
  added: { letter: 'A', title: 'added by you' },
};

function Row({ row, isOpen, isShown, isFocused, isReadOnly, state, change, onClick, onFocus }: RowProps) {
  const isDirty = state !== undefined && state !== 'saved';
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree itself handles the keys of its rows
    <li
      role="treeitem"
      data-path={row.path}
      aria-level={row.level}
      aria-selected={isShown}
      aria-expanded={isOpen}
      tabIndex={isFocused ? 0 : -1}
      className={cx(styles.row, isShown && styles.shown)}
      style={{ paddingLeft: 8 + (row.level - 1) * 14 }}
      onClick={onClick}
      onFocus={onFocus}
    >
      <span className={cx(styles.icon, isOpen && styles.open)} aria-hidden="true">
        {row.kind === 'folder' ? <ChevronRight /> : isReadOnly ? <Lock /> : <FileCode />}
      </span>
      <span className={cx(styles.name, change && styles[change])}>{row.name}</span>
      {isReadOnly && <VisuallyHidden>, read only</VisuallyHidden>}
      {isDirty && <span className={styles.dot} role="img" aria-label="unsaved" data-state={state} />}
      {change && (
        <span className={cx(styles.mark, styles[change])} title={MARK[change].title}>
          <span aria-hidden="true">{MARK[change].letter}</span>
          <VisuallyHidden>, {MARK[change].title}</VisuallyHidden>
        </span>
      )}
    </li>
  );
}
