import { diffSequence } from '../../../../electron/shared/diff/sequence.ts';

/** One difference between two JSON values. */
export interface JsonChange {
  /** `messages[2].content`, or empty for the whole. */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before?: unknown;
  after?: unknown;
}

/** More are not read; the raw texts hold them all. */
const MOST = 500;

/** What differs between two JSON values, by structure: the order of keys says nothing, that of lists does. */
export function diffJson(before: unknown, after: unknown): JsonChange[] {
  const changes: JsonChange[] = [];
  walk(before, after, { path: '', changes });
  return changes;
}

interface Walk {
  path: string;
  changes: JsonChange[];
}

function walk(before: unknown, after: unknown, { path, changes }: Walk): void {
  if (changes.length >= MOST || Object.is(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) return walkLists(before, after, { path, changes });
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = { path: joined(path, key), changes };
      if (!Object.hasOwn(after, key))
        changes.push({ path: inner.path, kind: 'removed', before: before[key] });
      else if (!Object.hasOwn(before, key))
        changes.push({ path: inner.path, kind: 'added', after: after[key] });
      else walk(before[key], after[key], inner);
    }
    return;
  }
  changes.push({ path, kind: 'changed', before, after });
}

function walkLists(before: readonly unknown[], after: readonly unknown[], { path, changes }: Walk): void {
  const texts = (list: readonly unknown[]): string[] => list.map((item) => canonical(item));
  const stretches = diffSequence(texts(before), texts(after));
  stretches.forEach(({ kind, a, b }, at) => {
    const next = stretches[at + 1];
    if (kind === 'removed') {
      const pairs = next?.kind === 'added' ? Math.min(a[1] - a[0], next.b[1] - next.b[0]) : 0;
      for (let n = 0; n < pairs; n += 1) {
        const index = next!.b[0] + n;
        walk(before[a[0] + n], after[index], { path: `${path}[${index}]`, changes });
      }
      for (let n = a[0] + pairs; n < a[1]; n += 1)
        changes.push({ path: `${path}[${n}]`, kind: 'removed', before: before[n] });
    }
    if (kind === 'added') {
      const previous = stretches[at - 1];
      const paired = previous?.kind === 'removed' ? previous.a[1] - previous.a[0] : 0;
      for (let n = b[0] + paired; n < b[1]; n += 1)
        changes.push({ path: `${path}[${n}]`, kind: 'added', after: after[n] });
    }
  });
}

/** JSON text with sorted keys, so that equal values have equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      isObject(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const joined = (path: string, key: string): string =>
  /^[\w$-]+$/.test(key) ? (path ? `${path}.${key}` : key) : `${path}[${JSON.stringify(key)}]`;
