import { AppError } from '../../../../shared/errors.ts';

export interface Decoded {
  text: string;
  /** For people: "UTF-8". */
  encoding: string;
}

const BINARY: readonly [name: string, magic: readonly number[], hint: string][] = [
  [
    'a spreadsheet or another zip archive',
    [0x50, 0x4b, 0x03, 0x04],
    'Open it, and save the sheet as CSV; of an archive, choose the file in it.',
  ],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], 'Export the report as CSV instead.'],
  ['an old Excel file', [0xd0, 0xcf, 0x11, 0xe0], 'Open it, and save the sheet as CSV.'],
  ['a gzip archive', [0x1f, 0x8b], 'Unpack it first.'],
  ['a picture', [0x89, 0x50, 0x4e, 0x47], 'Choose the file that the tracker exported.'],
  ['a picture', [0xff, 0xd8, 0xff], 'Choose the file that the tracker exported.'],
  ['a database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'Export the times from the tracker instead.'],
];

/**
 * Text of unknown encoding: UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252, which reads any
 * bytes (encoding.spec.whatwg.org).
 * @throws AppError `bad_input` for a file that is no text
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const binary = BINARY.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (binary) throw notText(`That file is ${binary[0]}.`, binary[2]);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le', 'UTF-16');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be', 'UTF-16');
  const wide = wideWithoutMark(bytes);
  if (wide) return decode(bytes, wide, 'UTF-16');
  assertText(bytes);
  try {
    // The decoder drops a byte order mark by itself.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return decode(bytes, 'windows-1252', 'Windows-1252');
  }
}

function decode(bytes: Uint8Array, label: string, encoding: string): Decoded {
  return { text: new TextDecoder(label).decode(bytes), encoding };
}

/** ASCII in UTF-16 has a zero in every second byte; which one tells the order. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const seen = Math.min(bytes.length & ~1, 2000);
  if (seen < 4) return null;
  const zeros = [0, 0];
  for (let i = 0; i < seen; i += 1) if (bytes[i] === 0) zeros[i & 1]! += 1;
  if (zeros[1]! > seen * 0.35 && zeros[0]! < seen * 0.05) return 'utf-16le';
  if (zeros[0]! > seen * 0.35 && zeros[1]! < seen * 0.05) return 'utf-16be';
  return null;
}

/** Control characters are rare in text; a stray one in a note is no reason to refuse a file. */
function assertText(bytes: Uint8Array): void {
  let odd = 0;
  const seen = Math.min(bytes.length, 4000);
  for (let i = 0; i < seen; i += 1) {
    const byte = bytes[i]!;
    if (byte < 9 || (byte > 13 && byte < 32)) odd += 1;
  }
  if (odd > Math.max(2, seen * 0.05))
    throw notText('That file is not text.', 'Choose the file that the tracker exported.');
}

function notText(message: string, hint: string): AppError {
  return new AppError('bad_input', message, { hint: `Nothing was imported. ${hint}` });
}
