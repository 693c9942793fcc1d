import type { ImportResult } from './export-format.ts';

/** How many rows an import brings that are not here yet, or only in an older state. */
export const rowsToTake = ({ sections }: Pick<ImportResult, 'sections'>): number =>
  sections.reduce((sum, row) => sum + row.added + row.updated, 0);
