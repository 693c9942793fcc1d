import type { Db } from '../../db/connection.ts';

export interface ModelFileRow {
  path: string;
  id: string;
  /** `hidden`: a file of the models folder that is not to be shown. */
  state: 'added' | 'hidden';
  createdAt: number;
}

/** What a person decided about model files; the files themselves say the rest. */
export function createModelFileStore(db: Db) {
  const all = db.prepare<[], ModelFileRow>(
    'SELECT path, id, state, created_at AS createdAt FROM model_file ORDER BY created_at, path',
  );
  const put = db.prepare<ModelFileRow>(`INSERT INTO model_file (path, id, state, created_at)
    VALUES (@path, @id, @state, @createdAt) ON CONFLICT (path) DO UPDATE SET state = @state`);
  const remove = db.prepare<[string]>('DELETE FROM model_file WHERE path = ?');
  return {
    all: () => all.all(),
    put: (row: ModelFileRow) => void put.run(row),
    remove: (path: string) => void remove.run(path),
  };
}
