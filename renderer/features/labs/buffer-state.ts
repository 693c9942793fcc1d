export interface DiskFile {
  text: string;
  hash: string;
}

export type BufferState = 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed';

/** An open file: what is typed, what it is based on, and whether the disk has it. */
export interface Buffer {
  path: string;
  text: string;
  baseHash: string;
  state: BufferState;
  /** Whether something was typed here since the text came from the disk. */
  isTyped: boolean;
  /** Whether what is unsaved is the editor's layout alone, which nobody would miss. */
  isLayoutOnly: boolean;
  /** What is on the disk instead, when the state is "conflict". */
  theirs: DiskFile | null;
  error: unknown;
  /** Grows when the text was replaced from outside the editor, which then has to show it. */
  version: number;
}

/** What is shown of a file around the editor, which has its text. */
export type FileState = Omit<Buffer, 'text' | 'isTyped' | 'isLayoutOnly'>;

export function isSameState(a: FileState, b: FileState): boolean {
  return (
    a.state === b.state &&
    a.version === b.version &&
    a.baseHash === b.baseHash &&
    a.theirs === b.theirs &&
    a.error === b.error
  );
}

export function newBuffer(path: string): Buffer {
  return {
    path,
    text: '',
    baseHash: '',
    state: 'saved',
    isTyped: false,
    isLayoutOnly: false,
    theirs: null,
    error: null,
    version: 0,
  };
}

export function fromDisk(disk: DiskFile): Partial<Buffer> {
  const { text, hash } = disk;
  return {
    text,
    baseHash: hash,
    state: 'saved',
    isTyped: false,
    isLayoutOnly: false,
    theirs: null,
    error: null,
  };
}
