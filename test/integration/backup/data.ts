import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TRPCClient } from '@trpc/client';
import { backupFolder } from '../../../electron/server/backup/names.ts';
import { databaseFile } from '../../../electron/server/backup/open-store.ts';
import { openDatabase, type Db } from '../../../electron/server/db/connection.ts';
import type { AppRouter } from '../../../electron/server/router.ts';
import { connect } from '../../support/connect.ts';
import { startHost, type RunningHost } from '../../support/host.ts';
import { seedPractice } from '../../support/seed-data.ts';
import { run, scratchFolder, start, type Finished, type Started } from '../host/programs.ts';

const CAIRN = 'electron/cli/bin.js';

export interface Data {
  data: string;
  file: string;
  backups: string;
  /** Names of everything in the folder of the backups, oldest first. */
  names(): string[];
  cairn(...args: string[]): Promise<Finished>;
  startCairn(...args: string[]): Started;
  json(...args: string[]): Promise<Record<string, never>>;
  /** Writes years of practice. @returns the number of sessions */
  seed(years: number, perDay?: number): number;
  /** Every session as it is stored. */
  sessions(): unknown[];
  host(): Promise<Host>;
  remove(): Promise<void>;
}

export interface Host extends RunningHost {
  client: TRPCClient<AppRouter>;
}

/** A data folder with its folder of backups, and the programs that work on it. */
export function dataFolder(): Data {
  const scratch = scratchFolder();
  const data = path.join(scratch.folder, 'data');
  const file = databaseFile(data);
  const hosts: RunningHost[] = [];
  const flags = ['--data-dir', data];
  const cairn = (...args: string[]): Promise<Finished> => run([CAIRN, ...args, ...flags]);
  return {
    data,
    file,
    backups: backupFolder(data),
    names: () => readdirSync(backupFolder(data)).sort(),
    cairn,
    startCairn: (...args) => start([CAIRN, ...args, ...flags]),
    json: async (...args) => JSON.parse((await cairn(...args, '--json')).stdout) as Record<string, never>,
    seed: (years, perDay = 1.4) =>
      withDb(file, (db) =>
        seedPractice(db, { skills: ['tool-calling'], years, perDay, now: Date.now(), zone: 'Europe/Paris' }),
      ),
    sessions: () => withDb(file, (db) => db.prepare('SELECT * FROM practice_session ORDER BY id').all()),
    async host() {
      const host = await startHost({ dataDir: data });
      hosts.push(host);
      return { ...host, client: await connect(host) };
    },
    async remove() {
      for (const host of hosts) await host.stop('SIGKILL');
      scratch.remove();
    },
  };
}

export function withDb<T>(file: string, work: (db: Db) => T): T {
  const db = openDatabase(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Every file of a folder with its bytes. */
export const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]),
  );
