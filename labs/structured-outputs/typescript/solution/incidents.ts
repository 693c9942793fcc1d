export { draft } from './draft.ts';
export { extract } from './extract.ts';
export { migrate } from './migrate.ts';
export { toRecord } from './record.ts';
