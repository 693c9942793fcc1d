import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OpenLab } from '../../../../electron/shared/labs.ts';

/** More tabs than this at the start would be a list, and the tree is one already. */
const FIRST_TABS = 6;

interface Kept {
  tabs: string[];
  path: string;
}

/** A place to go to in a file. A new object each time, so that the same place can be gone to twice. */
export interface Place {
  path: string;
  line: number;
  column: number;
}

export interface OpenFiles {
  /** The files that have a tab, all of them there. */
  tabs: readonly string[];
  /** The one in the editor; empty when the workspace has none. */
  path: string;
  open: (path: string) => void;
  close: (path: string) => void;
  /** Keeps the tab of a file that got another name. */
  renamed: (from: string, to: string) => void;
  /** Opens a file at a line. */
  goTo: (place: Place) => void;
  /** Where the editor should be now, until it is somewhere else. */
  place: Place | null;
}

/** Which files have tabs, remembered for each lab and language. */
export function useOpenFiles(lab: OpenLab): OpenFiles {
  const key = `cairn-lab-tabs:${lab.lab.id}:${lab.language}`;
  const [kept, setKept] = useState<Kept>(() => read(key) ?? { tabs: firstTabs(lab), path: firstFile(lab) });
  const [place, setPlace] = useState<Place | null>(null);
  const there = useMemo(() => new Set(lab.files.map(({ path }) => path)), [lab.files]);
  const tabs = useMemo(() => kept.tabs.filter((path) => there.has(path)), [kept.tabs, there]);
  const path = there.has(kept.path) ? kept.path : (tabs[0] ?? firstFile(lab));

  useEffect(() => {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // Full: the tabs open as at the start next time.
    }
  }, [key, kept]);

  const open = useCallback((next: string): void => {
    setPlace(null);
    setKept(({ tabs: before }) => ({
      path: next,
      tabs: before.includes(next) ? before : [...before, next],
    }));
  }, []);
  const close = useCallback((gone: string): void => {
    setKept(({ tabs: before, path: shown }) => {
      const index = before.indexOf(gone);
      const left = before.filter((one) => one !== gone);
      if (left.length === 0) return { tabs: before, path: shown };
      return { tabs: left, path: shown === gone ? (left[Math.min(index, left.length - 1)] ?? '') : shown };
    });
  }, []);
  const renamed = useCallback((from: string, to: string): void => {
    const moved = (one: string): string =>
      one === from || one.startsWith(`${from}/`) ? to + one.slice(from.length) : one;
    setKept(({ tabs: before, path: shown }) => ({ tabs: before.map(moved), path: moved(shown) }));
  }, []);
  const goTo = useCallback(
    (next: Place): void => {
      open(next.path);
      setPlace({ ...next });
    },
    [open],
  );
  const withShown = tabs.includes(path) || path === '' ? tabs : [...tabs, path];
  return { tabs: withShown, path, open, close, renamed, goTo, place };
}

function read(key: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'tabs' in value &&
  'path' in value &&
  Array.isArray(value.tabs);

function firstTabs(lab: OpenLab): string[] {
  const editable = lab.files.filter(({ role }) => role === 'editable').map(({ path }) => path);
  const code = editable.filter((path) => !/(^|\/)(AGENTS|CLAUDE)\.md$|(^|\/)\./.test(path));
  return [...new Set([firstFile(lab), ...code.slice(0, FIRST_TABS)])];
}

/** Where work begins: the file that the overview calls "yours", else the first that can be edited. */
function firstFile(lab: OpenLab): string {
  const editable = lab.files.filter(({ role }) => role === 'editable');
  const lines = lab.readme.split('\n');
  const named = editable.find(({ path }) =>
    lines.some((line) => line.includes(path) && /\byours\b/.test(line)),
  );
  const code = editable.find(({ path }) => !path.endsWith('.md'));
  return (named ?? code ?? editable[0] ?? lab.files[0])?.path ?? '';
}
