import { beforeEach, describe, expect, test } from 'vitest';
import { createBuffers, type Buffers, type Drafts } from '../../../../renderer/features/labs/buffers.ts';

class Conflict extends Error {}

/** A workspace of one folder in memory: a file's hash is "#" and its text. */
function disk(files: Record<string, string>) {
  const texts = new Map(Object.entries(files));
  const writes: string[] = [];
  return {
    texts,
    writes,
    read: async (path: string) => {
      const text = texts.get(path);
      return text === undefined ? null : { text, hash: `#${text}` };
    },
    write: async (path: string, text: string, baseHash: string) => {
      if (`#${texts.get(path)}` !== baseHash) throw new Conflict();
      texts.set(path, text);
      writes.push(text);
      return { hash: `#${text}` };
    },
    isConflict: (error: unknown) => error instanceof Conflict,
  };
}

function draftStore(): Drafts & { size: () => number } {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  };
}

let access: ReturnType<typeof disk>;
let drafts: ReturnType<typeof draftStore>;
const NEVER = 3_600_000;
const open = (autosaveMs = NEVER): Buffers => createBuffers({ access, drafts, prefix: 'lab', autosaveMs });
const stateOf = (buffers: Buffers) => {
  const { text, state } = buffers.all().get('a.ts')!;
  return { text, state };
};

beforeEach(() => {
  access = disk({ 'a.ts': 'one' });
  drafts = draftStore();
});

describe('saving', () => {
  test('the states stay the same object from the second key on, and change with the first and with the save', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    const seen = [buffers.states()];
    for (const text of ['on', 'onc', 'once']) {
      buffers.edit('a.ts', text);
      seen.push(buffers.states());
    }
    await buffers.flush();
    seen.push(buffers.states());
    expect(seen.map((one, i) => one === seen[i - 1])).toEqual([false, false, true, true, false]);
    expect(buffers.states().get('a.ts')?.state).toBe('saved');
  });

  test('what is typed is saved after a pause, and its draft is dropped', async () => {
    const buffers = open(5);
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'two');
    expect([stateOf(buffers), drafts.size()]).toEqual([{ text: 'two', state: 'unsaved' }, 1]);
    await expect.poll(() => stateOf(buffers)).toEqual({ text: 'two', state: 'saved' });
    expect([access.writes, drafts.size()]).toEqual([['two'], 0]);
  });

  test('typing on while a save is under way saves again, in order', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'two');
    const first = buffers.flush();
    buffers.edit('a.ts', 'three');
    await first;
    expect(await buffers.flush()).toBe(true);
    expect(access.writes).toEqual(['two', 'three']);
  });

  test('a folder that cannot be written keeps the text, and a later flush saves it', async () => {
    const { write } = access;
    access.write = async () => {
      throw new Error('disk full');
    };
    const buffers = createBuffers({ access, drafts, prefix: 'lab', autosaveMs: NEVER });
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'two');
    expect([await buffers.flush(), stateOf(buffers), drafts.size()]).toEqual([
      false,
      { text: 'two', state: 'failed' },
      1,
    ]);
    access.write = write;
    expect([await buffers.flush(), access.texts.get('a.ts')]).toEqual([true, 'two']);
  });
});

describe('a file that changes outside', () => {
  test('is shown when nothing was typed', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    access.texts.set('a.ts', 'theirs');
    await buffers.changedOutside(['a.ts']);
    expect(stateOf(buffers)).toEqual({ text: 'theirs', state: 'saved' });
  });

  test('never replaces what is typed: it becomes a conflict', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'mine');
    access.texts.set('a.ts', 'theirs');
    await buffers.changedOutside(['a.ts']);
    expect([stateOf(buffers), access.texts.get('a.ts')]).toEqual([
      { text: 'mine', state: 'conflict' },
      'theirs',
    ]);
    expect(await buffers.flush()).toBe(false);
  });

  test('is a conflict too when only the save finds out', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'mine');
    access.texts.set('a.ts', 'theirs');
    expect([await buffers.flush(), stateOf(buffers).state]).toEqual([false, 'conflict']);
  });

  test('is found by looking, though nobody told of it', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    access.texts.set('a.ts', 'theirs');
    await buffers.catchUp();
    expect(stateOf(buffers)).toEqual({ text: 'theirs', state: 'saved' });
  });

  test('wins over a layout that nobody typed, and leaves no draft behind', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    access.texts.set('a.ts', 'theirs');
    buffers.edit('a.ts', 'one, laid out', 'layout');
    await buffers.flush();
    expect([stateOf(buffers), access.texts.get('a.ts'), drafts.size()]).toEqual([
      { text: 'theirs', state: 'saved' },
      'theirs',
      0,
    ]);
  });

  test('never replaces what is typed before or after a layout', async () => {
    for (const edits of [
      [['typed'], ['laid out', 'layout']],
      [['laid out', 'layout'], ['typed']],
    ] as const) {
      access = disk({ 'a.ts': 'one' });
      const buffers = open();
      await buffers.open('a.ts');
      for (const [text, by] of edits) buffers.edit('a.ts', text, by);
      access.texts.set('a.ts', 'theirs');
      await buffers.catchUp();
      expect(stateOf(buffers)).toEqual({ text: edits[1][0], state: 'conflict' });
      drafts = draftStore();
    }
  });

  test('and is put back leaves nothing to choose', async () => {
    const buffers = open();
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'mine');
    access.texts.set('a.ts', 'theirs');
    await buffers.catchUp();
    access.texts.set('a.ts', 'one');
    await buffers.catchUp();
    expect(stateOf(buffers)).toEqual({ text: 'mine', state: 'unsaved' });
    expect([await buffers.flush(), access.texts.get('a.ts')]).toEqual([true, 'mine']);
  });

  test.each([
    ['mine', 'mine'],
    ['theirs', 'theirs'],
  ] as const)('a conflict is settled by keeping %s', async (keep, text) => {
    const buffers = open();
    await buffers.open('a.ts');
    buffers.edit('a.ts', 'mine');
    access.texts.set('a.ts', 'theirs');
    await buffers.flush();
    await buffers.resolve('a.ts', keep);
    expect([stateOf(buffers), access.texts.get('a.ts'), drafts.size()]).toEqual([
      { text, state: 'saved' },
      text,
      0,
    ]);
  });

  test('that is deleted leaves the window only if nothing unsaved would go with it', async () => {
    access.texts.set('b.ts', 'b');
    const buffers = open();
    await Promise.all([buffers.open('a.ts'), buffers.open('b.ts')]);
    buffers.edit('a.ts', 'mine');
    access.texts.clear();
    await buffers.changedOutside(['a.ts', 'b.ts']);
    expect([...buffers.all().keys()]).toEqual(['a.ts']);
    expect(stateOf(buffers)).toEqual({ text: 'mine', state: 'failed' });
  });
});

describe('a draft from before a crash', () => {
  test('comes back as unsaved text', async () => {
    const before = open();
    await before.open('a.ts');
    before.edit('a.ts', 'almost lost');
    const after = open();
    await after.open('a.ts');
    expect(stateOf(after)).toEqual({ text: 'almost lost', state: 'unsaved' });
    expect([await after.flush(), access.texts.get('a.ts')]).toEqual([true, 'almost lost']);
  });

  test('is a conflict when the file changed meanwhile', async () => {
    const before = open();
    await before.open('a.ts');
    before.edit('a.ts', 'almost lost');
    access.texts.set('a.ts', 'theirs');
    const after = open();
    await after.open('a.ts');
    expect(stateOf(after)).toEqual({ text: 'almost lost', state: 'conflict' });
  });
});
