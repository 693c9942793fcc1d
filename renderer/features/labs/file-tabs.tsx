import Lock from 'lucide-react/icons/lock';
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, Ref } from 'react';
import type { WorkspaceFile } from '../../../electron/shared/labs.ts';
import type { FileState } from './buffers.ts';
import styles from './editor-pane.module.css';
import type { OpenFiles } from './files/use-open-files.ts';

interface FileTabsProps {
  ref: Ref<HTMLDivElement>;
  files: readonly WorkspaceFile[];
  opened: OpenFiles;
  states: ReadonlyMap<string, FileState>;
}

/** Tabs of the opened files. Arrow keys move, Delete closes one; its file stays in the tree. */
export function FileTabs({ ref, files, opened, states }: FileTabsProps) {
  const { tabs, path } = opened;
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const list = event.currentTarget;
    const focusShown = (): void => {
      requestAnimationFrame(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
    };
    if (event.key === 'Delete') {
      opened.close(path);
      return focusShown();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(path) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    opened.open(next);
    focusShown();
  };
  return (
    <div
      className={styles.tabs}
      role="tablist"
      aria-label="Open files"
      ref={ref}
      onKeyDown={onKey}
      tabIndex={-1}
    >
      {tabs.map((tab) => (
        <div key={tab} className={styles.tabBox} data-shown={tab === path || undefined} role="presentation">
          <button
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === path}
            aria-controls="lab-file"
            aria-keyshortcuts="Delete"
            tabIndex={tab === path ? 0 : -1}
            onClick={() => opened.open(tab)}
            onAuxClick={(event) => event.button === 1 && opened.close(tab)}
          >
            {files.some((file) => file.path === tab && file.role !== 'editable') && (
              <Lock aria-label="Read only:" role="img" />
            )}
            {shortName(tab, tabs)}
            <span className={styles.dot} data-state={states.get(tab)?.state} aria-hidden="true" />
          </button>
          {tabs.length > 1 && (
            // Not in the tab order: with the keyboard, Delete closes the tab that has the focus.
            <button
              type="button"
              className={styles.closeTab}
              tabIndex={-1}
              aria-hidden="true"
              onClick={() => opened.close(tab)}
            >
              <X />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** The last part of a path, or all of it when two files would have the same name. */
function shortName(path: string, paths: readonly string[]): string {
  const name = (one: string): string => one.slice(one.lastIndexOf('/') + 1);
  const isUnique = paths.filter((one) => name(one) === name(path)).length === 1;
  return isUnique ? name(path) : path;
}
