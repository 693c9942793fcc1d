import { statSync } from 'node:fs';
import path from 'node:path';
import { describeGguf } from '../../gateway/builtin/gguf/describe.ts';
import type { LocalModel } from '../../gateway/builtin/local-files.ts';
import { findGguf } from './find-gguf.ts';
import type { createModelFileStore } from './store.ts';

export interface CataloguedModel extends LocalModel {
  source: 'added' | 'folder';
  bytes: number;
}

interface Seen {
  size: number;
  mtimeMs: number;
  facts: LocalModel['facts'];
}

/** How long a look at the folder holds: a call must not wait for a slow disk each time. */
const FRESH_MS = 1000;

/** The model files that were added or lie in the models folder. A header is read again only when its file has changed. */
export function createCatalogue(store: ReturnType<typeof createModelFileStore>, folder: string) {
  const seen = new Map<string, Seen>();
  let last: { at: number; models: CataloguedModel[] } | null = null;

  function look(file: string): { bytes: number; facts: LocalModel['facts'] } {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) {
      const hint = 'Put it back, or take it off the list.';
      return { bytes: 0, facts: { problem: 'the file is not there any more', hint } };
    }
    const known = seen.get(file);
    if (known?.size === stat.size && known.mtimeMs === stat.mtimeMs)
      return { bytes: stat.size, facts: known.facts };
    const facts = describeGguf(file);
    seen.set(file, { size: stat.size, mtimeMs: stat.mtimeMs, facts });
    return { bytes: stat.size, facts };
  }

  function read(): CataloguedModel[] {
    const rows = store.all();
    const decided = new Set(rows.map((row) => row.path));
    const ids = new Set(rows.map((row) => row.id));
    const added = rows
      .filter(({ state }) => state === 'added')
      .map(({ path: file, id }) => ({ file, id, source: 'added' as const }));
    const found = findGguf(folder, 1)
      .filter((file) => !decided.has(file))
      .map((file) => ({ file, id: freeId(file, ids), source: 'folder' as const }));
    return [...added, ...found].map(({ file, id, source }) => {
      const { bytes, facts } = look(file);
      const title =
        'problem' in facts ? path.basename(file) : (facts.name ?? path.basename(file, path.extname(file)));
      return { id, title, path: file, source, bytes, facts };
    });
  }

  return {
    list(): CataloguedModel[] {
      const now = performance.now();
      if (!last || now - last.at > FRESH_MS) last = { at: now, models: read() };
      return last.models;
    },
    /** The next look is at the disk. */
    refresh: (): void => void (last = null),
    look,
    freeId: (file: string): string => freeId(file, new Set(read().map(({ id }) => id))),
  };
}

/** A model's name from its file's: "Qwen3-4B-Q4_K_M". Taken ones get a number. */
function freeId(file: string, taken: Set<string>): string {
  const stem =
    path
      .basename(file, path.extname(file))
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
      .slice(0, 120) || 'model';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
