import type { LiveEvent } from '../../../electron/shared/events.ts';

/** Lines of one stream, drawn as one block. */
export interface OutputBlock {
  id: number;
  stream: 'stdout' | 'stderr';
  text: string;
}

export type OutputEvent = Extract<LiveEvent, { type: 'lab.output' }>;

/** A block is closed at the first line end after so many characters; only the open one is drawn again. */
const BLOCK = 4000;
/** More than this is not worth keeping in a window; the oldest blocks go. */
const MOST = 1_000_000;

/** Adds what a program printed. Blocks that are closed stay the same objects. */
export function appendOutput(blocks: readonly OutputBlock[], pieces: readonly OutputEvent[]): OutputBlock[] {
  const next = [...blocks];
  for (const { stream, text } of pieces) {
    let rest = text;
    while (rest !== '') {
      const last = next.at(-1);
      const isOpen = last?.stream === stream && !(last.text.length >= BLOCK && last.text.endsWith('\n'));
      const room = isOpen ? Math.max(0, BLOCK - last.text.length) : BLOCK;
      const end = rest.indexOf('\n', room);
      const taken = end === -1 ? rest : rest.slice(0, end + 1);
      if (isOpen) next[next.length - 1] = { ...last, text: last.text + taken };
      else next.push({ id: (last?.id ?? 0) + 1, stream, text: taken });
      rest = rest.slice(taken.length);
    }
  }
  let size = next.reduce((sum, block) => sum + block.text.length, 0);
  while (next.length > 1 && size > MOST) size -= next.shift()!.text.length;
  return next;
}

/** What the program of a run printed, apart from the run's state: a flood of it draws nothing else again. */
export function createOutputStore() {
  let blocks: readonly OutputBlock[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly OutputBlock[]): void => {
    blocks = next;
    for (const listener of listeners) listener();
  };
  return {
    append: (pieces: readonly OutputEvent[]): void => set(appendOutput(blocks, pieces)),
    clear: (): void => set([]),
    blocks: (): readonly OutputBlock[] => blocks,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export type OutputStore = ReturnType<typeof createOutputStore>;
