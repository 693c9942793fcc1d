import type { SessionFilter } from '../../../shared/practice.ts';
import { readSearch } from './search-words.ts';

export interface Where {
  /** Conditions on `s`, joined by AND. */
  sql: string;
  params: Record<string, unknown>;
  /** The expression for the index of notes; null when no word is searched for in it. */
  match: string | null;
}

const COLUMN = {
  labId: 'lab_id',
  targetId: 'target_id',
  activity: 'activity',
  source: 'source',
} as const;

/**
 * A filter as SQL. Each shape of filter is a statement of its own: one statement for all of them would keep SQLite
 * from using the index that fits.
 */
export function whereOf(filter: SessionFilter): Where {
  const parts = ['s.deleted_at IS NULL'];
  const params: Record<string, unknown> = {};
  const add = (sql: string, name: string, value: unknown): void => {
    parts.push(sql);
    params[name] = value;
  };
  if (filter.from !== undefined) add('s.local_date >= @from', 'from', filter.from);
  if (filter.to !== undefined) add('s.local_date <= @to', 'to', filter.to);
  if (filter.skillId === null) parts.push('s.skill_id IS NULL');
  else if (filter.skillId !== undefined) add('s.skill_id = @skillId', 'skillId', filter.skillId);
  for (const name of ['labId', 'targetId', 'activity', 'source'] as const) {
    if (filter[name] !== undefined) add(`s.${COLUMN[name]} = @${name}`, name, filter[name]);
  }
  const search = readSearch(filter.text ?? '');
  search.literals.forEach((literal, index) =>
    add(`instr(lower(s.note), @literal${index}) > 0`, `literal${index}`, literal),
  );
  return { sql: parts.join(' AND '), params, match: search.match };
}
