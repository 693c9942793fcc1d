import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { MAX_KEPT_BYTES, type FileFacts, type FileState } from '../../../shared/evidence.ts';

/** A file to be evidence: one that lies on this machine, or one that was handed in through the window. */
export type FileSource = { path: string } | { name: string; bytes: Uint8Array };

export interface TakenFile {
  name: string;
  facts: FileFacts;
  /** What is in it; null for one that is too large to be kept. */
  bytes: Uint8Array | null;
}

/** Reading more only for its hash would keep a disk busy for minutes. */
const MAX_NAMED_BYTES = 2 * 1024 ** 3;

/** The files that are evidence. Small ones are kept in `evidence` in the data folder, each under its SHA-256. */
export function createEvidenceFiles(dataFolder: string) {
  const keptAt = (sha256: string): string => path.join(dataFolder, 'evidence', sha256);

  return {
    /**
     * Looks at a file and keeps a copy of a small one.
     * @param read what is in it, before the copy is made; what it throws leaves nothing behind
     * @throws AppError for what is no ordinary file, is empty, too large or cannot be read
     */
    async take<R>(source: FileSource, read: (file: TakenFile) => R): Promise<TakenFile & { report: R }> {
      const file = 'path' in source ? await fromPath(source.path) : fromWindow(source.name, source.bytes);
      if (file.facts.size === 0) {
        throw new AppError('bad_input', `${file.name} is empty, so it proves nothing.`, {
          hint: 'Choose the file with the result in it.',
        });
      }
      const report = read(file);
      if (file.bytes) await keep(keptAt(file.facts.sha256), file.bytes);
      return { ...file, report };
    },

    /** Whether the copy is there, and whether the original still is what it was. */
    async state({ path: place, size, sha256, modifiedAt }: FileFacts): Promise<FileState> {
      const kept = existsSync(keptAt(sha256));
      if (place === null) return { kept, original: null };
      const now = await stat(place).catch(() => null);
      if (!now?.isFile()) return { kept, original: 'gone' };
      if (now.size !== size) return { kept, original: 'changed' };
      if (Math.round(now.mtimeMs) === modifiedAt) return { kept, original: 'same' };
      const hash = await hashOf(place).catch(() => null);
      return { kept, original: hash === sha256 ? 'same' : 'changed' };
    },

    /**
     * The kept copy.
     * @throws AppError `not_found` when there is none in this data folder
     */
    async read({ sha256, path: place }: FileFacts): Promise<Buffer> {
      const bytes = await readFile(keptAt(sha256)).catch(() => null);
      if (bytes) return bytes;
      throw new AppError('not_found', 'There is no copy of that file in this data folder.', {
        hint: place
          ? `It lay at ${place}.`
          : 'Copy `evidence` over from the other data folder, or add it again.',
      });
    },
  };
}

export type EvidenceFiles = ReturnType<typeof createEvidenceFiles>;

/** Writes the copy beside its place first, so that a kill never leaves half of one under the hash. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, bytes, { mode: 0o600, flush: true });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw new AppError('storage_failed', 'The copy of that file could not be written.', {
      hint: 'Check the space on the disk of the data folder, and add it again.',
      cause: error,
    });
  }
}

async function fromPath(given: string): Promise<TakenFile> {
  const { size, mtimeMs } = await look(given);
  const name = path.basename(given);
  const place = { path: given, modifiedAt: Math.round(mtimeMs) };
  if (size > MAX_KEPT_BYTES) {
    const sha256 = await hashOf(given);
    return { name, bytes: null, facts: { ...place, size, sha256, kept: false } };
  }
  const bytes = await readFile(given).catch((error: unknown) => unreadable(given, error));
  return { name, bytes, facts: { ...place, size: bytes.byteLength, sha256: sha256Of(bytes), kept: true } };
}

function fromWindow(name: string, bytes: Uint8Array): TakenFile {
  if (bytes.byteLength > MAX_KEPT_BYTES) throw tooLargeToKeep(name);
  const facts = { path: null, size: bytes.byteLength, sha256: sha256Of(bytes), modifiedAt: null, kept: true };
  return { name: path.basename(name.replaceAll('\\', '/')) || 'file', bytes, facts };
}

/** A file through the window has no path, so that it must be small enough to be kept. */
export function tooLargeToKeep(name: string): AppError {
  return new AppError('too_large', `${name} is larger than 5 MB, so that Cairn does not keep a copy.`, {
    hint: 'Give its path instead: Cairn then notes its name, size and hash.',
  });
}

async function look(given: string): Promise<{ size: number; mtimeMs: number }> {
  if (!path.isAbsolute(given) || given.includes('\0')) {
    throw new AppError('bad_input', `"${given.slice(0, 200)}" is not the whole path of a file.`, {
      hint: 'Give it from the root on, like /home/you/report.pdf.',
    });
  }
  const facts = await stat(given).catch((error: unknown) => unreadable(given, error));
  if (facts.isDirectory()) {
    throw new AppError('bad_input', `${given} is a folder.`, {
      hint: 'Choose one file in it, or pack the folder into an archive.',
    });
  }
  if (!facts.isFile()) {
    throw new AppError('bad_input', `${given} is not an ordinary file.`, { hint: 'Choose a file.' });
  }
  if (facts.size > MAX_NAMED_BYTES) {
    throw new AppError('too_large', `${given} is larger than 2 GB.`, {
      hint: 'Put it where it can be linked to, and add the link.',
    });
  }
  return facts;
}

function unreadable(given: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const isGone = code === 'ENOENT' || code === 'ENOTDIR';
  throw new AppError(
    isGone ? 'not_found' : 'bad_input',
    isGone ? `There is no file at ${given}.` : `${given} cannot be read.`,
    {
      hint: isGone
        ? 'Check the path. A file that was moved has another one.'
        : 'Check whether you may read it.',
      cause: error,
    },
  );
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
