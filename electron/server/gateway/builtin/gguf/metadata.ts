import { Damaged, type Cursor } from './cursor.ts';

export type MetadataValue = string | number | boolean | number[];

/** The types of metadata values (github.com/ggml-org/ggml, docs/gguf.md): how many bytes each takes. */
const BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const [UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY, UINT64] = [4, 5, 6, 7, 8, 9, 10];
/** Lists of numbers up to this length are kept (one number a layer); word lists are not. */
const MOST_KEPT = 4096;
const MOST_ENTRIES = 100_000;
/** The largest vocabularies have a few hundred thousand words. */
const MOST_WORDS = 10_000_000;

/** Reads `count` metadata entries; the tokenizer's long lists are passed over. */
export function readMetadata(cursor: Cursor, count: number): Map<string, MetadataValue> {
  if (count > MOST_ENTRIES) throw new Damaged('its header claims too many entries');
  const metadata = new Map<string, MetadataValue>();
  for (let i = 0; i < count; i += 1) {
    const key = cursor.text();
    const value = readValue(cursor, cursor.u32());
    if (value !== null) metadata.set(key, value);
  }
  return metadata;
}

/** A value that says something about the model, or null for one that was passed over. */
function readValue(cursor: Cursor, type: number): MetadataValue | null {
  switch (type) {
    case STRING:
      return cursor.text();
    case ARRAY:
      return readArray(cursor);
    case UINT32:
      return cursor.u32();
    case INT32:
      return cursor.i32();
    case FLOAT32:
      return cursor.f32();
    case UINT64:
      return cursor.u64();
    default: {
      const bytes = BYTES[type];
      if (bytes === undefined) throw new Damaged(`its header has a value of the unknown type ${type}`);
      cursor.skip(bytes);
      return type === BOOL ? true : null;
    }
  }
}

function readArray(cursor: Cursor): number[] | null {
  const type = cursor.u32();
  const count = cursor.u64();
  if (type === STRING) {
    if (count > MOST_WORDS) throw new Damaged('a list in its header is too long');
    for (let i = 0; i < count; i += 1) cursor.skip(cursor.u64());
    return null;
  }
  const bytes = BYTES[type];
  if (bytes === undefined) throw new Damaged(`its header has a list of the unknown type ${type}`);
  const isKept = (type === UINT32 || type === INT32) && count <= MOST_KEPT;
  if (isKept) return Array.from({ length: count }, () => (type === INT32 ? cursor.i32() : cursor.u32()));
  cursor.skip(bytes * count);
  return null;
}
