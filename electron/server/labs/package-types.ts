import { readdir, readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { PlainFile } from '../../shared/lab-copies.ts';

/** Larger sets of declarations than this would hold up the editor for longer than their help is worth. */
const MAX_BYTES = 24 * 1024 * 1024;
const BUILTIN = new Set(builtinModules);
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;
const REFERENCE = /^\/\/\/\s*<reference\s+(path|types)\s*=\s*"([^"]+)"/gm;

/** The type declarations of packages, as far as the packages' own code needs them. */
export interface PackageTypes {
  /** Paths begin with `node_modules/`. Node's own types are always among them; a package without types gives none. */
  of(names: readonly string[]): Promise<readonly PlainFile[]>;
}

/**
 * Reads declarations from an installed `node_modules`, once a set of packages. What a lab does not name is left out: a
 * name that cannot be imported should not be completed either.
 */
export function createPackageTypes(folder: string): PackageTypes {
  const ready = new Map<string, Promise<readonly PlainFile[]>>();
  return {
    of(names) {
      const key = names.toSorted().join(' ');
      const known = ready.get(key);
      if (known) return known;
      const files = collect(folder, names);
      ready.set(key, files);
      files.catch(() => ready.delete(key));
      return files;
    },
  };
}

async function collect(folder: string, names: readonly string[]): Promise<readonly PlainFile[]> {
  const walk = createWalk(folder);
  for (const name of names) await walk.open(name);
  for (const name of names) await openSubpaths(walk, folder, name);
  await walk.openPackage('@types/node', '');
  return [...walk.files].map(([file, text]) => ({ path: `node_modules/${file}`, text }));
}

/** Follows declarations from one to the next; each file is read once. */
function createWalk(folder: string) {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  let bytes = 0;

  const read = async (file: string): Promise<string | null> => {
    const text = await readFile(path.join(folder, file), 'utf8').catch(() => null);
    if (text === null) return null;
    bytes += text.length;
    files.set(file, text);
    return text;
  };

  async function follow(file: string): Promise<void> {
    if (file.startsWith('..') || files.has(file) || bytes > MAX_BYTES) return;
    const text = await read(file);
    if (text === null) return;
    for (const wanted of importsOf(text)) await from(file, wanted);
  }

  /** What a declaration asks for: a file beside it, or another package. */
  async function from(file: string, wanted: string): Promise<void> {
    if (!wanted.startsWith('.')) return open(wanted);
    const base = path.posix.join(path.posix.dirname(file), wanted);
    for (const candidate of declarationsOf(base, file)) {
      await follow(candidate);
      if (files.has(candidate)) return;
    }
  }

  async function open(specifier: string): Promise<void> {
    if (specifier.startsWith('node:') || specifier.startsWith('#') || BUILTIN.has(specifier)) return;
    const parts = specifier.split('/');
    const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    for (const one of [name, `@types/${name.replace('@', '').replace('/', '__')}`]) {
      await openPackage(one, parts.slice(name.split('/').length).join('/'));
    }
  }

  async function openPackage(name: string, inside: string): Promise<void> {
    const key = `${name}|${inside}`;
    if (packages.has(key)) return;
    packages.add(key);
    const manifest = parse(await read(`${name}/package.json`));
    if (!manifest) return;
    for (const entry of entriesOf(manifest, inside)) {
      const file = path.posix.join(name, entry);
      await follow(file);
      if (files.has(file)) return;
    }
  }

  return { files, follow, open, openPackage };
}

/** Deep paths that people import too: `zod/v4`, the SDK's `helpers/*`. */
async function openSubpaths(
  { files, follow, openPackage }: ReturnType<typeof createWalk>,
  folder: string,
  name: string,
): Promise<void> {
  const manifest = parse(files.get(`${name}/package.json`));
  if (!manifest) return;
  const subpaths = Object.keys(manifest.exports ?? {});
  for (const subpath of subpaths.filter(isPlain)) await openPackage(name, subpath.slice(2));
  const folders = subpaths.filter((subpath) => subpath.endsWith('/*')).map((subpath) => subpath.slice(2, -1));
  if (folders.length === 0) return;
  const ending = endingOf(entriesOf(manifest, '')[0] ?? '');
  for (const file of await declarationsIn(path.join(folder, name), ending)) {
    if (folders.some((inside) => file.startsWith(inside))) await follow(`${name}/${file}`);
  }
}

interface Manifest {
  types?: string;
  typings?: string;
  main?: string;
  exports?: Record<string, unknown>;
}

const parse = (text: string | null | undefined): Manifest | undefined =>
  text ? (JSON.parse(text) as Manifest) : undefined;

const isPlain = (subpath: string): boolean =>
  subpath.startsWith('./') && !subpath.includes('*') && !/\.(c?js|mjs|json)$/.test(subpath);

async function declarationsIn(folder: string, ending: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith(ending) && !/^(src|bin|node_modules)\//.test(file));
}

function importsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, wanted] of text.matchAll(IMPORT)) found.add(wanted!);
  for (const [, kind, wanted] of text.matchAll(REFERENCE)) {
    found.add(kind === 'path' && !wanted!.startsWith('.') ? `./${wanted}` : wanted!);
  }
  return found;
}

/** The declaration files that an import of `base` may mean, the likeliest first: of the same kind as who imports it. */
function declarationsOf(base: string, importer = 'index.d.ts'): string[] {
  if (/\.d\.[cm]?ts$/.test(base)) return [base];
  const swapped = base.replace(/\.([cm]?)js$/, '.d.$1ts');
  if (swapped !== base) return [swapped];
  const endings = [...new Set([endingOf(importer), '.d.ts', '.d.mts', '.d.cts'])];
  return endings.flatMap((ending) => [base + ending, `${base}/index${ending}`]);
}

const endingOf = (file: string): string => /\.d\.[cm]?ts$/.exec(file)?.[0] ?? '.d.ts';

/** The declaration files of a package's entry or of a path inside it. */
function entriesOf(manifest: Manifest, inside: string): string[] {
  const exported = manifest.exports?.[inside === '' ? '.' : `./${inside}`];
  const named = typesIn(exported);
  if (named) return [named];
  if (inside !== '') return declarationsOf(inside, entriesOf(manifest, '')[0]);
  const plain = manifest.types ?? manifest.typings;
  return plain ? [/\.d\.[cm]?ts$/.test(plain) ? plain : `${plain}.d.ts`] : ['index.d.ts'];
}

/** The `types` of an export for an `import`, whichever way its conditions nest (nodejs.org/api/packages.html). */
function typesIn(exported: unknown): string | undefined {
  if (typeof exported === 'string') {
    const swapped = exported.replace(/\.([cm]?)js$/, '.d.$1ts');
    return swapped === exported && !/\.d\.[cm]?ts$/.test(exported) ? undefined : swapped;
  }
  if (typeof exported !== 'object' || exported === null) return undefined;
  const conditions = exported as Record<string, unknown>;
  return (
    (typeof conditions['types'] === 'string' ? conditions['types'] : undefined) ??
    typesIn(conditions['import']) ??
    typesIn(conditions['node']) ??
    typesIn(conditions['default'])
  );
}
