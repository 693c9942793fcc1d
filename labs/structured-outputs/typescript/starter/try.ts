import { readFileSync } from 'node:fs';
import { draft, extract } from './incidents.ts';

// node try.ts draft 0   or   node try.ts extract 3: one of the reports in data/reports.json.
const [what = 'extract', number = '0'] = process.argv.slice(2);
const reports: string[] = JSON.parse(readFileSync(new URL('data/reports.json', import.meta.url), 'utf8'));
const text = reports[Number(number)] ?? '';
console.log(text);
console.log(await (what === 'draft' ? draft({ text }) : extract({ text })));
