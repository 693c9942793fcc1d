import {
  fromDisk,
  isSameState,
  newBuffer,
  type Buffer,
  type DiskFile,
  type FileState,
} from './buffer-state.ts';
import { createDrafts, type Drafts } from './drafts.ts';

export type { Buffer, BufferState, DiskFile, FileState } from './buffer-state.ts';
export type { Drafts } from './drafts.ts';

/** What the workspace on the server offers; a refused write of a stale hash throws. */
export interface FileAccess {
  /** Null when there is no such file (any more). */
  read(path: string): Promise<DiskFile | null>;
  write(path: string, text: string, baseHash: string): Promise<{ hash: string }>;
  /** True for the error that says: the file is no longer what the write was based on. */
  isConflict(error: unknown): boolean;
}

export interface Buffers {
  subscribe(listener: () => void): () => void;
  all(): ReadonlyMap<string, Buffer>;
  /** All but their texts: the same object while somebody types, so that a key draws nothing but the editor. */
  states(): ReadonlyMap<string, FileState>;
  open(path: string): Promise<void>;
  /** @param by the editor's layout, where nobody typed: it gives way to what others write meanwhile */
  edit(path: string, text: string, by?: 'layout'): void;
  /** Saves what is unsaved, now. True when the disk has everything. */
  flush(): Promise<boolean>;
  /** Reads files again after they changed on the disk. Unsaved text is never overwritten: it becomes a conflict. */
  changedOutside(paths: readonly string[]): Promise<void>;
  /** Reads all open files again: another editor may have saved a moment ago, and nobody has told yet. */
  catchUp(): Promise<void>;
  resolve(path: string, keep: 'mine' | 'theirs'): Promise<void>;
}

interface BuffersOptions {
  access: FileAccess;
  /** Where drafts survive a crash or a reload. */
  drafts: Drafts;
  /** Keeps the drafts of several labs apart. */
  prefix: string;
  /** Milliseconds without typing before a save. */
  autosaveMs?: number;
}

/** The open files of one workspace: autosave on a base hash, drafts that survive, conflicts that ask. */
export function createBuffers({ access, drafts, prefix, autosaveMs = 700 }: BuffersOptions): Buffers {
  let buffers: ReadonlyMap<string, Buffer> = new Map();
  let states: ReadonlyMap<string, FileState> = buffers;
  const kept = createDrafts(drafts, prefix);
  const listeners = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saves = new Map<string, Promise<void>>();

  function put(path: string, patch: Partial<Buffer>): void {
    const old = buffers.get(path);
    const next = { ...(old ?? newBuffer(path)), ...patch };
    buffers = new Map(buffers).set(path, next);
    if (!old || !isSameState(old, next)) states = buffers;
    for (const listener of listeners) listener();
  }

  function schedule(path: string): void {
    clearTimeout(timers.get(path));
    timers.set(
      path,
      setTimeout(() => void save(path), autosaveMs),
    );
  }

  function save(path: string): Promise<void> {
    clearTimeout(timers.get(path));
    const running = saves.get(path);
    if (running) return running.then(() => save(path));
    const saving = write(path).finally(() => saves.delete(path));
    saves.set(path, saving);
    return saving;
  }

  async function write(path: string): Promise<void> {
    const before = buffers.get(path);
    if (!before || (before.state !== 'unsaved' && before.state !== 'failed')) return;
    put(path, { state: 'saving', error: null });
    try {
      const { hash } = await access.write(path, before.text, before.baseHash);
      const isCurrent = buffers.get(path)?.text === before.text;
      put(path, { baseHash: hash, state: isCurrent ? 'saved' : 'unsaved', isLayoutOnly: false });
      if (isCurrent) kept.drop(path);
      else schedule(path);
    } catch (error) {
      if (!access.isConflict(error)) return put(path, { state: 'failed', error });
      await conflict(path);
    }
  }

  async function conflict(path: string): Promise<void> {
    try {
      const theirs = await access.read(path);
      if (theirs) settle(path, theirs);
      else put(path, { state: 'failed', error: null });
    } catch (error) {
      put(path, { state: 'failed', error });
    }
  }

  /** The file is gone from the disk. What was not saved stays: it can be copied, or saved elsewhere. */
  function drop(path: string): void {
    if (buffers.get(path)?.state !== 'saved') return put(path, { state: 'failed', error: null });
    const rest = new Map(buffers);
    rest.delete(path);
    buffers = rest;
    states = rest;
    for (const listener of listeners) listener();
  }

  /** The disk has `disk`; decides whether what is typed agrees with it. */
  function settle(path: string, disk: DiskFile): void {
    const buffer = buffers.get(path);
    if (!buffer) return;
    if (buffer.baseHash === disk.hash) {
      // Taken back outside: there is nothing left to choose between.
      if (buffer.state !== 'conflict') return;
      put(path, { state: 'unsaved', theirs: null });
      return schedule(path);
    }
    const isSame = buffer.text === disk.text;
    if (isSame || buffer.state === 'saved' || buffer.isLayoutOnly) {
      clearTimeout(timers.get(path));
      kept.drop(path);
      put(path, { ...fromDisk(disk), version: buffer.version + (isSame ? 0 : 1) });
    } else {
      clearTimeout(timers.get(path));
      put(path, { state: 'conflict', theirs: disk });
    }
  }

  async function changedOutside(paths: readonly string[]): Promise<void> {
    const open = paths.filter((path) => buffers.has(path));
    await Promise.all(
      open.map(async (path) => {
        // Our own write comes back as a change of the disk; its hash is known only when it has ended.
        await saves.get(path);
        const disk = await access.read(path);
        if (disk) settle(path, disk);
        else drop(path);
      }),
    );
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: () => buffers,
    states: () => states,
    async open(path) {
      if (buffers.has(path)) return;
      const disk = await access.read(path);
      if (!disk) return;
      const draft = kept.read(path);
      if (!draft || draft.text === disk.text) {
        kept.drop(path);
        return put(path, fromDisk(disk));
      }
      const { text, baseHash } = draft;
      if (baseHash !== disk.hash) return put(path, { text, baseHash, state: 'conflict', theirs: disk });
      put(path, { text, baseHash, state: 'unsaved', isTyped: true });
      schedule(path);
    },
    edit(path, text, by) {
      const buffer = buffers.get(path);
      if (!buffer || buffer.text === text) return;
      const state = buffer.state === 'conflict' ? 'conflict' : 'unsaved';
      const isTyped = buffer.isTyped || by !== 'layout';
      const isLayoutOnly = by === 'layout' && (buffer.state === 'saved' || buffer.isLayoutOnly);
      put(path, { text, state, isTyped, isLayoutOnly });
      if (!isLayoutOnly) kept.keep(path, { text, baseHash: buffer.baseHash });
      if (state === 'unsaved') schedule(path);
    },
    async flush() {
      await Promise.all([...buffers.keys()].map((path) => save(path)));
      return [...buffers.values()].every(({ state }) => state === 'saved');
    },
    changedOutside,
    catchUp: () => changedOutside([...buffers.keys()]),
    async resolve(path, keep) {
      const buffer = buffers.get(path);
      if (!buffer?.theirs) return;
      if (keep === 'theirs') {
        kept.drop(path);
        return put(path, { ...fromDisk(buffer.theirs), version: buffer.version + 1 });
      }
      put(path, { baseHash: buffer.theirs.hash, theirs: null, state: 'unsaved' });
      await save(path);
    },
  };
}
