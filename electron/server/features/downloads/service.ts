import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { Download, Downloads, startDownloadInput } from '../../../shared/downloads.ts';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import { flush, freeBytes, freeName, ggufName, sha256Of, sizeOf } from './disk.ts';
import { createDownloadStore, type DownloadRow } from './store.ts';
import { transfer } from './transfer.ts';

/** How often a window hears of progress. */
const TELL_MS = 400;

/** A download that runs in this process. */
interface Active {
  controller: AbortController;
  received: number;
  /** Received bytes at earlier moments, for the speed. */
  marks: { at: number; received: number }[];
  ended: Promise<void>;
}

/** Where model files of the person's own lie, inside the data folder. */
export const modelFolder = (data: string): string => path.join(data, 'models');

/**
 * Brings GGUF files from an address into the data folder. A file under way has the ending .part and is only renamed
 * when it is whole and its checksum is right; what stops it keeps what came, so that it can go on from there.
 */
export function createDownloadService({ deps, events }: { deps: AppDeps; events: EventBus }) {
  const { clock, log } = deps;
  const store = createDownloadStore(deps.db);
  const folder = modelFolder(deps.paths.data);
  const active = new Map<string, Active>();
  const partOf = ({ fileName }: DownloadRow): string => path.join(folder, `${fileName}.part`);
  const fileOf = ({ fileName }: DownloadRow): string => path.join(folder, fileName);
  const changed = (): void => events.changed('downloads');

  function need(id: string): DownloadRow {
    const row = store.find(id);
    if (row) return row;
    throw new AppError('not_found', 'That download is not there any more.', { hint: 'Start it again.' });
  }

  function put(row: DownloadRow, change: Partial<DownloadRow>): DownloadRow {
    const after = { ...(store.find(row.id) ?? row), ...change };
    store.put(after, clock.now());
    changed();
    return after;
  }

  function show(row: DownloadRow): Download {
    const { validator: _, ...rest } = row;
    const running = active.get(row.id);
    const received = row.status === 'done' ? sizeOf(fileOf(row)) : (running?.received ?? sizeOf(partOf(row)));
    return { ...rest, received, bytesPerSecond: running ? speedOf(running.marks) : null };
  }

  async function run(row: DownloadRow, work: Active): Promise<void> {
    let told = 0;
    const { signal } = work.controller;
    try {
      await transfer({
        url: row.url,
        part: partOf(row),
        folder,
        validator: row.validator,
        total: row.total,
        signal,
        onAnswer({ total, validator, sha256 }) {
          put(row, { total, validator, expectedSha256: row.expectedSha256 ?? sha256 });
        },
        onBytes(received) {
          work.received = received;
          const at = performance.now();
          if (at - told < TELL_MS) return;
          told = at;
          work.marks = [...work.marks.slice(-8), { at, received }];
          changed();
        },
      });
      await settle(put(row, { status: 'checking' }), signal);
    } catch (error) {
      if (signal.aborted) return;
      const known = error instanceof AppError ? error : null;
      if (!known) log.error('a download failed', { reason: String(error) });
      // Bytes that are no model can never be continued.
      if (known?.code === 'bad_input') rmSync(partOf(row), { force: true });
      put(row, {
        status: known?.code === 'bad_input' ? 'failed' : 'paused',
        problem: known ? [known.message, known.hint].filter(Boolean).join(' ') : 'It failed inside Cairn.',
      });
    }
  }

  /** The file is here: its checksum decides whether it gets its name. */
  async function settle(row: DownloadRow, signal: AbortSignal): Promise<void> {
    const sha256 = await sha256Of(partOf(row), signal);
    if (row.expectedSha256 !== null && row.expectedSha256 !== sha256) {
      renameSync(partOf(row), `${fileOf(row)}.wrong-checksum`);
      put(row, {
        status: 'failed',
        sha256,
        problem: `Its checksum is not the one expected, so it is not used. It was set aside as ${row.fileName}.wrong-checksum.`,
      });
      return;
    }
    await flush(partOf(row));
    renameSync(partOf(row), fileOf(row));
    put(row, { status: 'done', sha256, problem: null, total: sizeOf(fileOf(row)) });
    events.changed('models');
  }

  function begin(row: DownloadRow): void {
    const work: Active = {
      controller: new AbortController(),
      received: sizeOf(partOf(row)),
      marks: [],
      ended: Promise.resolve(),
    };
    active.set(row.id, work);
    const started = put(row, { status: 'running', problem: null });
    work.ended = run(started, work).finally(() => {
      active.delete(row.id);
      changed();
    });
  }

  async function end(id: string): Promise<void> {
    const work = active.get(id);
    work?.controller.abort();
    await work?.ended;
  }

  return {
    folder,

    async list(): Promise<Downloads> {
      mkdirSync(folder, { recursive: true });
      return { items: store.all().map(show), folder, freeBytes: await freeBytes(folder) };
    },

    start({ url, sha256 }: z.infer<typeof startDownloadInput>): Download {
      const name = ggufName(url);
      if (name === null) {
        throw new AppError('bad_input', 'That address does not end in .gguf.', {
          hint: 'Copy the address of the file itself, which ends in .gguf.',
        });
      }
      const rows = store.all();
      const same = rows.find((row) => row.url === url && row.status !== 'failed');
      if (same) {
        throw new AppError('conflict', `${same.fileName} is in the list already.`, {
          hint: same.status === 'done' ? 'It is here.' : 'Resume it there.',
        });
      }
      mkdirSync(folder, { recursive: true });
      const row: DownloadRow = {
        id: newId(clock.now()),
        url,
        fileName: freeName(folder, name, new Set(rows.map(({ fileName }) => fileName))),
        status: 'running',
        total: null,
        validator: null,
        expectedSha256: sha256,
        sha256: null,
        problem: null,
        createdAt: clock.now(),
      };
      begin(row);
      return show(need(row.id));
    },

    async pause(id: string): Promise<Download> {
      const row = need(id);
      if (row.status !== 'running') return show(row);
      await end(id);
      const now = need(id);
      return show(now.status === 'running' ? put(now, { status: 'paused' }) : now);
    },

    resume(id: string): Download {
      const row = need(id);
      if (row.status === 'done' || active.has(id)) return show(row);
      begin(row);
      return show(need(id));
    },

    /** Takes it off the list. What came of an unfinished file goes with it; a finished file stays where it is. */
    async remove(id: string): Promise<void> {
      const row = need(id);
      await end(id);
      if (row.status !== 'done') rmSync(partOf(row), { force: true });
      store.remove(id);
      changed();
    },

    /** Called once when a server starts: what another run was fetching waits for a word. */
    adopt(): void {
      store.interrupt('Cairn was stopped while it ran. What came is kept.', clock.now());
    },

    async close(): Promise<void> {
      const running = [...active.keys()];
      await Promise.all(running.map(end));
      for (const id of running) {
        const row = store.find(id);
        if (row && row.status !== 'done') put(row, { status: 'paused' });
      }
    },
  };
}

function speedOf(marks: Active['marks']): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || last.at - first.at < TELL_MS) return null;
  return (last.received - first.received) / ((last.at - first.at) / 1000);
}

export type DownloadService = ReturnType<typeof createDownloadService>;
