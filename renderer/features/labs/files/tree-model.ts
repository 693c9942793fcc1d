/** A row of the file tree: a folder, or a file in one. */
export interface TreeRow {
  path: string;
  name: string;
  /** 1 at the top. */
  level: number;
  kind: 'folder' | 'file';
}

/**
 * The visible rows of a tree, folders first, each in the order of the alphabet.
 * @param closed paths of folders whose content is hidden
 */
export function treeRows(paths: readonly string[], closed: ReadonlySet<string>): TreeRow[] {
  return rowsIn('', { paths, closed, level: 1 });
}

function rowsIn(
  folder: string,
  where: { paths: readonly string[]; closed: ReadonlySet<string>; level: number },
): TreeRow[] {
  const inside = where.paths.filter((path) => path.startsWith(folder));
  const names = inside.map((path) => path.slice(folder.length));
  const folders = new Set(names.filter((name) => name.includes('/')).map((name) => name.split('/')[0]!));
  const rows: TreeRow[] = [];
  for (const name of [...folders].toSorted()) {
    const path = folder + name;
    rows.push({ path, name, level: where.level, kind: 'folder' });
    if (where.closed.has(path)) continue;
    rows.push(...rowsIn(`${path}/`, { ...where, paths: inside, level: where.level + 1 }));
  }
  for (const name of names.filter((one) => !one.includes('/')).toSorted())
    rows.push({ path: folder + name, name, level: where.level, kind: 'file' });
  return rows;
}

/** What an arrow key does in a tree (w3.org/WAI/ARIA/apg/patterns/treeview): go to a row, open or close a folder. */
export type TreeMove = { go: string } | { open: string } | { close: string } | null;

/** @param at the path of the row that has the focus */
export function moveInTree(rows: readonly TreeRow[], at: string, key: string): TreeMove {
  const index = rows.findIndex(({ path }) => path === at);
  const row = rows[index];
  const next = rows[index + 1];
  const to = (found: TreeRow | undefined): TreeMove => (found ? { go: found.path } : null);
  switch (key) {
    case 'ArrowDown':
      return to(next);
    case 'ArrowUp':
      return to(rows[index - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (row?.kind !== 'folder') return null;
      return next && next.level > row.level ? { go: next.path } : { open: row.path };
    case 'ArrowLeft':
      if (row?.kind === 'folder' && next && next.level > row.level) return { close: row.path };
      return to(rows.find(({ path }) => path === at.slice(0, Math.max(0, at.lastIndexOf('/')))));
    default:
      return null;
  }
}
