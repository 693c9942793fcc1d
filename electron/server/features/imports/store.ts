import type { ImportFormat, ImportRecord, RememberedChoices } from '../../../shared/imports.ts';
import { rememberedChoices } from '../../../shared/imports.ts';
import type { Db } from '../../db/connection.ts';

/** Imports that were made, and what to remember for the next. */
export function createImportStore(db: Db) {
  const columns = `id, format, file_name AS fileName, at, actor, sessions, seconds, skipped,
    undone_at AS undoneAt, kept`;
  const all = db.prepare<[], ImportRecord>(`SELECT ${columns} FROM import_batch ORDER BY at DESC, id DESC`);
  const one = db.prepare<[string], ImportRecord>(`SELECT ${columns} FROM import_batch WHERE id = ?`);
  const choices = db.prepare<[], { source: string; choices: string }>(
    'SELECT source, choices FROM import_choice',
  );
  return {
    list: (): ImportRecord[] => all.all(),
    find: (id: string): ImportRecord | undefined => one.get(id),
    remembered(): Record<string, RememberedChoices> {
      // What an older or newer Cairn wrote differently is forgotten rather than refused.
      return Object.fromEntries(
        choices.all().flatMap(({ source, choices }) => {
          const parsed = rememberedChoices.safeParse(JSON.parse(choices));
          return parsed.success ? [[source, parsed.data]] : [];
        }),
      );
    },
  };
}

export type ImportStore = ReturnType<typeof createImportStore>;

export interface BatchHead {
  id: string;
  format: ImportFormat;
  fileName: string;
  at: number;
  actor: string;
}
