import type { Db } from '../db/connection.ts';
import { SERVER_KINDS, type ServerKind } from './providers/capabilities.ts';
import type { Connection } from './providers/connection.ts';
import type { ModelInfo } from './providers/types.ts';

type Row = {
  id: string;
  kind: string;
  title: string;
  baseUrl: string;
  server: string;
  hasKey: number;
  models: string;
};

/** The connected servers. Their keys are not here but in the secret store. */
export function createProviderStore(db: Db) {
  const columns = 'id, kind, title, base_url AS baseUrl, server, has_key AS hasKey, models';
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM provider ORDER BY created_at, id`);
  const one = db.prepare<[string], Row>(`SELECT ${columns} FROM provider WHERE id = ?`);
  const insert =
    db.prepare(`INSERT INTO provider (id, kind, title, base_url, server, has_key, models, created_at)
    VALUES (@id, @kind, @title, @baseUrl, @server, @hasKey, @models, @createdAt)`);
  const setModels = db.prepare<[string, string]>('UPDATE provider SET models = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM provider WHERE id = ?');

  const read = (row: Row): Connection => ({
    ...row,
    kind: row.kind === 'openai-compatible' ? row.kind : 'anthropic-compatible',
    server: SERVER_KINDS.find((kind): kind is ServerKind => kind === row.server) ?? 'other',
    hasKey: row.hasKey === 1,
    models: JSON.parse(row.models) as ModelInfo[],
  });
  return {
    list: (): Connection[] => all.all().map(read),
    find(id: string): Connection | undefined {
      const row = one.get(id);
      return row && read(row);
    },
    add: (connection: Connection, createdAt: number): void =>
      void insert.run({
        ...connection,
        hasKey: connection.hasKey ? 1 : 0,
        models: JSON.stringify(connection.models),
        createdAt,
      }),
    setModels: (id: string, models: readonly ModelInfo[]): void =>
      void setModels.run(JSON.stringify(models), id),
    remove: (id: string): boolean => remove.run(id).changes > 0,
  };
}

export type ProviderStore = ReturnType<typeof createProviderStore>;
