export interface DiskFile {
  text: string;
  hash: string;
}

/** What the workspace on the server offers; a refused write of a stale hash throws. */
export interface FileAccess {
  /** Null when there is no such file (any more). */
  read(path: string): Promise<DiskFile | null>;
  write(path: string, text: string, baseHash: string): Promise<{ hash: string }>;
  /** True for the error that says: the file is no longer what the write was based on. */
  isConflict(error: unknown): boolean;
}

export type BufferState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed';

/** An open file: what is typed, what it is based on, and whether the disk has it. */
export interface Buffer {
  path: string;
  text: string;
  baseHash: string;
  state: BufferState;
  /** What is on the disk instead, when the state is "conflict". */
  theirs: DiskFile | null;
  error: unknown;
  /** Grows when the text was replaced from outside the editor, which then has to show it. */
  version: number;
}

/** What is shown of a file around the editor, which has its text. */
export type FileState = Omit<Buffer, 'text'>;

export interface Buffers {
  subscribe(listener: () => void): () => void;
  all(): ReadonlyMap<string, Buffer>;
  /** All but their texts: the same object while somebody types, so that a key draws nothing but the editor. */
  states(): ReadonlyMap<string, FileState>;
  open(path: string): Promise<void>;
  edit(path: string, text: string): void;
  /** Saves what is unsaved, now. True when the disk has everything. */
  flush(): Promise<boolean>;
  /** Reads files again after they changed on the disk. Unsaved text is never overwritten: it becomes a conflict. */
  changedOutside(paths: readonly string[]): Promise<void>;
  resolve(path: string, keep: 'mine' | 'theirs'): Promise<void>;
}

/** The part of the browser's storage that drafts need. */
export interface Drafts {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
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

interface Draft {
  text: string;
  baseHash: string;
}

/** The open files of one workspace: autosave on a base hash, drafts that survive, conflicts that ask. */
export function createBuffers({ access, drafts, prefix, autosaveMs = 700 }: BuffersOptions): Buffers {
  let buffers: ReadonlyMap<string, Buffer> = new Map();
  let states: ReadonlyMap<string, FileState> = buffers;
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

  const key = (path: string): string => `${prefix}:${path}`;

  function keepDraft(path: string): void {
    const buffer = buffers.get(path);
    if (!buffer) return;
    const draft: Draft = { text: buffer.text, baseHash: buffer.baseHash };
    try {
      drafts.setItem(key(path), JSON.stringify(draft));
    } catch {
      // The storage is full: the autosave that follows is the first net, this one only the second.
    }
  }

  function readDraft(path: string): Draft | null {
    const kept = drafts.getItem(key(path));
    return kept === null ? null : (JSON.parse(kept) as Draft);
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
      put(path, { baseHash: hash, state: isCurrent ? 'saved' : 'unsaved' });
      if (isCurrent) drafts.removeItem(key(path));
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
    if (!buffer || buffer.baseHash === disk.hash) return;
    const isSame = buffer.text === disk.text;
    if (isSame || buffer.state === 'saved') {
      clearTimeout(timers.get(path));
      drafts.removeItem(key(path));
      put(path, { ...fromDisk(disk), version: buffer.version + (isSame ? 0 : 1) });
    } else {
      clearTimeout(timers.get(path));
      put(path, { state: 'conflict', theirs: disk });
    }
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
      const draft = readDraft(path);
      if (!draft || draft.text === disk.text) {
        drafts.removeItem(key(path));
        return put(path, fromDisk(disk));
      }
      const { text, baseHash } = draft;
      if (baseHash !== disk.hash) return put(path, { text, baseHash, state: 'conflict', theirs: disk });
      put(path, { text, baseHash, state: 'unsaved' });
      schedule(path);
    },
    edit(path, text) {
      const buffer = buffers.get(path);
      if (!buffer || buffer.text === text) return;
      const state = buffer.state === 'conflict' ? 'conflict' : 'unsaved';
      put(path, { text, state });
      keepDraft(path);
      if (state === 'unsaved') schedule(path);
    },
    async flush() {
      await Promise.all([...buffers.keys()].map((path) => save(path)));
      return [...buffers.values()].every(({ state }) => state === 'saved');
    },
    async changedOutside(paths) {
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
    },
    async resolve(path, keep) {
      const buffer = buffers.get(path);
      if (!buffer?.theirs) return;
      if (keep === 'theirs') {
        drafts.removeItem(key(path));
        return put(path, { ...fromDisk(buffer.theirs), version: buffer.version + 1 });
      }
      put(path, { baseHash: buffer.theirs.hash, theirs: null, state: 'unsaved' });
      await save(path);
    },
  };
}

function isSameState(a: FileState, b: FileState): boolean {
  return (
    a.state === b.state &&
    a.version === b.version &&
    a.baseHash === b.baseHash &&
    a.theirs === b.theirs &&
    a.error === b.error
  );
}

function newBuffer(path: string): Buffer {
  return { path, text: '', baseHash: '', state: 'saved', theirs: null, error: null, version: 0 };
}

function fromDisk(disk: DiskFile): Partial<Buffer> {
  return { text: disk.text, baseHash: disk.hash, state: 'saved', theirs: null, error: null };
}
