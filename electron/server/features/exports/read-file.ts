import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import {
  EXPORT_FORMAT,
  EXPORT_VERSION,
  exportFile,
  MAX_IMPORT_BYTES,
  SECTION_NAMES,
  type ExportFile,
} from '../../../shared/export-format.ts';
import { TABLES } from './tables.ts';

const SHOWN_PROBLEMS = 3;

export type ReadFile = ExportFile & { writtenBy: string };

/**
 * Reads and checks a whole export before anything of it is used.
 * @throws AppError `too_large`, `conflict` for a newer format, or `bad_input` that names what is wrong and where
 */
export function readExport(bytes: Uint8Array): ReadFile {
  if (bytes.byteLength > MAX_IMPORT_BYTES) throw tooLarge();
  const json = parseJson(decodeText(bytes));
  assertOurs(json);
  const parsed = exportFile.safeParse(json);
  if (!parsed.success) throw problems(parsed.error.issues.map(describeIssue));
  const given = parsed.data as Partial<ReadFile> & { writtenBy: string };
  const empty = Object.fromEntries(SECTION_NAMES.map((name) => [name, []]));
  const file = { ...empty, ...given } as ReadFile;
  const doubles = TABLES.flatMap((table) => doubleKeys(table.section, table.key, file));
  if (doubles.length > 0) throw problems(doubles);
  return file;
}

export function tooLarge(): AppError {
  return new AppError('too_large', `That file is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB.`, {
    hint: 'Nothing was imported. Export again without the ledger of model calls, or import the sections one by one.',
  });
}

/** Refuses a file for what is wrong in it, and says so for the first few places. */
export function problems(list: readonly string[]): AppError {
  const shown = list.slice(0, SHOWN_PROBLEMS).join('; ');
  const more = list.length - SHOWN_PROBLEMS;
  return new AppError(
    'bad_input',
    `The file cannot be imported: ${shown}${more > 0 ? `; and ${more} more` : ''}.`,
    {
      hint: 'Nothing was imported. If the file was edited by hand, mend these places; else export it again.',
    },
  );
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('bad_input', 'That file is not UTF-8 text, so it is not an export of Cairn.', {
      hint: 'Nothing was imported. Choose the .json file that Cairn wrote.',
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const cut = text.trimStart().startsWith('{') && !text.trimEnd().endsWith('}');
    throw new AppError('bad_input', cut ? 'That file ends too early.' : 'That file is not JSON.', {
      hint: cut
        ? 'Nothing was imported. It was probably cut off while it was copied: copy or export it again.'
        : 'Nothing was imported. Choose the .json file that Cairn wrote.',
      cause: error,
    });
  }
}

function assertOurs(json: unknown): void {
  const head = z.object({ format: z.literal(EXPORT_FORMAT), formatVersion: z.int() }).safeParse(json);
  if (!head.success) {
    throw new AppError('bad_input', 'That file is not an export of Cairn.', {
      hint: `Nothing was imported. An export begins with "format": "${EXPORT_FORMAT}".`,
    });
  }
  const { formatVersion } = head.data;
  if (formatVersion > EXPORT_VERSION) {
    throw new AppError(
      'conflict',
      `That file was written by a newer Cairn (format ${formatVersion}; this one reads up to ${EXPORT_VERSION}).`,
      { hint: 'Nothing was imported. Update Cairn and try again.' },
    );
  }
}

/** "sessions, row 12, endedAt: it ends before it starts". Rows count from 1. */
function describeIssue({ path, message }: z.core.$ZodIssue): string {
  const words = path.map((part) => (typeof part === 'number' ? `row ${part + 1}` : String(part)));
  return words.length > 0 ? `${words.join(', ')}: ${message}` : message;
}

function doubleKeys(
  section: keyof ExportFile & (typeof SECTION_NAMES)[number],
  key: readonly string[],
  file: ExportFile,
): string[] {
  const seen = new Set<string>();
  return (file[section] as Record<string, unknown>[]).flatMap((row, index) => {
    const id = key.map((field) => String(row[field])).join(' ');
    if (!seen.has(id)) return (seen.add(id), []);
    return [`${section}, row ${index + 1}: ${id} is in the file twice`];
  });
}
