import type { DownloadStatus } from '../../../shared/downloads.ts';
import type { Db } from '../../db/connection.ts';

export interface DownloadRow {
  id: string;
  url: string;
  fileName: string;
  status: DownloadStatus;
  total: number | null;
  /** A strong ETag or a date of the file: with it a server can tell whether the rest still fits. */
  validator: string | null;
  expectedSha256: string | null;
  sha256: string | null;
  problem: string | null;
  createdAt: number;
}

/** The rows of downloads. How many bytes are there is said by the file, not by a row. */
export function createDownloadStore(db: Db) {
  const columns = `id, url, file_name AS fileName, status, total, validator, expected_sha256 AS expectedSha256,
    sha256, problem, created_at AS createdAt`;
  const all = db.prepare<[], DownloadRow>(
    `SELECT ${columns} FROM model_download ORDER BY created_at DESC, id`,
  );
  const find = db.prepare<[string], DownloadRow>(`SELECT ${columns} FROM model_download WHERE id = ?`);
  const put = db.prepare<DownloadRow & { at: number }>(`INSERT INTO model_download
    (id, url, file_name, status, total, validator, expected_sha256, sha256, problem, created_at, updated_at)
    VALUES (@id, @url, @fileName, @status, @total, @validator, @expectedSha256, @sha256, @problem, @createdAt, @at)
    ON CONFLICT (id) DO UPDATE SET status = @status, total = @total, validator = @validator,
      expected_sha256 = @expectedSha256, sha256 = @sha256, problem = @problem, updated_at = @at`);
  const remove = db.prepare<[string]>('DELETE FROM model_download WHERE id = ?');
  const interrupt = db.prepare<[string, number]>(
    "UPDATE model_download SET status = 'paused', problem = ?, updated_at = ? WHERE status IN ('running', 'checking')",
  );
  return {
    all: () => all.all(),
    find: (id: string) => find.get(id),
    put: (row: DownloadRow, at: number) => void put.run({ ...row, at }),
    remove: (id: string) => void remove.run(id),
    /** Rows that another run of Cairn left under way. */
    interrupt: (problem: string, at: number) => void interrupt.run(problem, at),
  };
}
