import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { createRedactor, type Redactor } from '../redact.ts';
import type { RecordedRequest, Recording, ReplayStore } from './store.ts';

/**
 * The file: recorded answers as text that a person can read and a version control system can compare. No times and
 * no headers, entries in the order of their keys, so that recording the same again changes nothing.
 */
const cassetteFile = z.object({
  format: z.literal('cairn-cassette'),
  version: z.literal(1),
  entries: z.array(
    z.object({
      key: z.string().regex(/^[0-9a-f]{64}$/),
      request: z.object({
        provider: z.string(),
        model: z.string(),
        operation: z.string(),
        body: z.unknown(),
      }),
      answer: z.object({ contentType: z.string(), chunks: z.array(z.string()) }),
    }),
  ),
});
type Entry = z.infer<typeof cassetteFile>['entries'][number];

export interface Cassette extends ReplayStore {
  readonly entries: number;
  /** Writes the file when something was recorded since. @returns whether it did */
  save(): boolean;
}

/**
 * Opens a cassette: recorded answers in a file that is committed beside a test or a project.
 * @param file may be missing: then it is empty, and made by the first `save`
 * @throws AppError `bad_input` when the file is not a cassette
 */
export function openCassette(file: string, redactor: Redactor = createRedactor()): Cassette {
  const entries = new Map<string, Entry>(readEntries(file).map((entry) => [entry.key, entry]));
  let isChanged = false;
  return {
    get entries() {
      return entries.size;
    },
    find: (key) => entries.get(key)?.answer ?? null,
    add({ key, ...request }: RecordedRequest, { contentType, chunks }: Recording) {
      const body: unknown = JSON.parse(redactor.text(JSON.stringify(request.body)));
      const answer = { contentType, chunks: chunks.map((chunk) => redactor.text(chunk)) };
      entries.set(key, { key, request: { ...request, body }, answer });
      isChanged = true;
    },
    save() {
      if (!isChanged) return false;
      const ordered = [...entries.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const whole = { format: 'cairn-cassette', version: 1, entries: ordered };
      writeFileSync(`${file}.new`, `${JSON.stringify(whole, null, 2)}\n`);
      renameSync(`${file}.new`, file);
      isChanged = false;
      return true;
    },
  };
}

function readEntries(file: string): Entry[] {
  if (!existsSync(file)) return [];
  try {
    return cassetteFile.parse(JSON.parse(readFileSync(file, 'utf8'))).entries;
  } catch (error) {
    throw new AppError('bad_input', `${file} is not a cassette of this version of Cairn.`, {
      hint: 'Check that it is the right file; put it back from version control, or record it again.',
      cause: error,
    });
  }
}
