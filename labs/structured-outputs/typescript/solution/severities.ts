import { readFileSync } from 'node:fs';

type Ladders = Record<string, Record<string, string[]>>;

const file = new URL('data/severities.json', import.meta.url);
const ladders: Ladders = JSON.parse(readFileSync(file, 'utf8'));

/** The severities of a record version, each with the other names that people give it. */
export function severitiesOf(version: number): Record<string, string[]> {
  return ladders[version] ?? {};
}
