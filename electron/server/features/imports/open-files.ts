import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { ImportFile, ImportOutcome } from '../../../shared/imports.ts';
import type { Aside } from '../../aside/run.ts';
import type { Clock } from '../../deps.ts';
import type { JobResult } from './job.ts';

/** A file that waits to be imported, and the work on it. */
export interface OpenFile extends ImportFile {
  path: string;
  temporary: boolean;
  outcome: ImportOutcome | null;
  job: Aside<JobResult> | null;
  /** Settles when an import that was started has told its outcome. */
  ended: Promise<void>;
}

const KEPT_MS = 24 * 3_600_000;
const ENDS = ['', '.skipped.csv'];

/** The files that were handed in or named. Those handed in are kept in a folder, until imported or a day has passed. */
export function createOpenFiles(folder: string, clock: Clock) {
  const files = new Map<string, OpenFile>();

  function register(file: Omit<OpenFile, 'outcome' | 'job' | 'ended'>): ImportFile {
    files.set(file.file, { ...file, outcome: null, job: null, ended: Promise.resolve() });
    return { file: file.file, name: file.name, bytes: file.bytes };
  }

  /** What was handed in and never imported is somebody's hours in plain text: it goes after a day. */
  function sweep(): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (clock.now() - statSync(file).mtimeMs > KEPT_MS) rmSync(file, { force: true });
    }
  }

  return {
    need(id: string): OpenFile {
      const file = files.get(id);
      if (file) return file;
      throw new AppError('not_found', 'That file is not there any more.', {
        hint: 'Choose it again. Nothing was imported.',
      });
    },
    async receive(name: string, bytes: Uint8Array): Promise<ImportFile> {
      sweep();
      const file = newId(clock.now());
      const kept = path.join(folder, file);
      await writeFile(kept, bytes, { mode: 0o600 });
      const shown = path.basename(name).slice(0, 200) || 'file';
      return register({ file, name: shown, bytes: bytes.byteLength, path: kept, temporary: true });
    },
    open(file: string): ImportFile {
      const { size } = statSync(file);
      const facts = { name: path.basename(file), bytes: size, path: file, temporary: false };
      return register({ file: newId(clock.now()), ...facts });
    },
    forget(id: string): void {
      const file = files.get(id);
      if (!file) return;
      void file.job?.cancel();
      files.delete(id);
      if (file.temporary) for (const end of ENDS) rmSync(`${file.path}${end}`, { force: true });
    },
    async close(): Promise<void> {
      for (const file of files.values()) {
        await file.job?.cancel();
        if (file.temporary) for (const end of ENDS) rmSync(`${file.path}${end}`, { force: true });
      }
    },
  };
}
