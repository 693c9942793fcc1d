import ChevronDown from 'lucide-react/icons/chevron-down';
import Files from 'lucide-react/icons/files';
import FileCode from 'lucide-react/icons/file-code';
import Lock from 'lucide-react/icons/lock';
import type { KeyboardEvent, Ref } from 'react';
import type { WorkspaceFile } from '../../../electron/shared/labs.ts';
import { Button, Menu } from '../../ui/index.ts';
import type { Buffer } from './buffers.ts';
import styles from './editor-pane.module.css';

interface FileTabsProps {
  ref: Ref<HTMLDivElement>;
  files: readonly WorkspaceFile[];
  path: string;
  all: ReadonlyMap<string, Buffer>;
  onPath: (path: string) => void;
}

/** Tabs of the files to work on, and a list of all files; a read-only one gets a tab while it is shown. */
export function FileTabs({ ref, files, path, all, onPath }: FileTabsProps) {
  const tabs = files.filter((file) => file.role === 'editable' || file.path === path);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = tabs.findIndex((file) => file.path === path);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    onPath(next.path);
    const list = event.currentTarget;
    requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <div className={styles.bar}>
      <Menu
        trigger={
          <Button size="sm" variant="ghost" aria-label="All files">
            <Files />
            <ChevronDown />
          </Button>
        }
        items={files.map((file) => ({
          label: file.role === 'editable' ? file.path : `${file.path} (read only)`,
          icon: file.role === 'editable' ? <FileCode /> : <Lock />,
          run: () => onPath(file.path),
        }))}
      />
      <div className={styles.tabs} role="tablist" aria-label="Files" ref={ref} onKeyDown={move} tabIndex={-1}>
        {tabs.map((file) => (
          <button
            key={file.path}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={file.path === path}
            aria-controls="lab-file"
            tabIndex={file.path === path ? 0 : -1}
            onClick={() => onPath(file.path)}
          >
            {file.role !== 'editable' && <Lock aria-label="Read only:" role="img" />}
            {shortName(file.path, tabs)}
            <span className={styles.dot} data-state={all.get(file.path)?.state} aria-hidden="true" />
          </button>
        ))}
      </div>
    </div>
  );
}

/** The last part of a path, or all of it when two files would have the same name. */
function shortName(path: string, files: readonly WorkspaceFile[]): string {
  const name = (one: string): string => one.slice(one.lastIndexOf('/') + 1);
  const isUnique = files.filter((file) => name(file.path) === name(path)).length === 1;
  return isUnique ? name(path) : path;
}
