// `npm run bench:data -- --years 10 --data-dir DIR [--seed 1]`: fills a folder with plausible data of every feature.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { AppError } from '../../electron/shared/errors.ts';
import { generate } from './generate-data.ts';

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    'data-dir': { type: 'string' },
  },
});
const dataDir = values['data-dir'];
const [years, seed] = [Number(values.years), Number(values.seed)];
if (dataDir === undefined || !(years > 0 && years <= 30) || !Number.isInteger(seed)) {
  console.error('Usage: npm run bench:data -- --data-dir DIR [--years 1..30] [--seed WHOLE NUMBER]');
  process.exit(2);
}
mkdirSync(dataDir, { recursive: true });
const db = openDatabase(path.join(dataDir, 'cairn.db'));
try {
  console.log(JSON.stringify(generate(db, { years, seed, now: Date.now(), zone: 'Europe/Paris' })));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`${error.message}\n${error.hint ?? ''}`);
  process.exitCode = 2;
} finally {
  db.close();
}
