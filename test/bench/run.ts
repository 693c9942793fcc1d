// `npm run bench [-- --pairs 20 --only NAME --out FILE]`: every speed figure as a ratio against something in the same run.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { openBrowser } from '../support/browser.ts';
import { benchGateway } from './gateway.ts';
import { benchLabCheck } from './lab-check.ts';
import type { Comparison } from './pairs.ts';
import { benchReady, benchTenYears } from './ready.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, out: { type: 'string' } } });
const browser = await openBrowser();
const benches: Record<string, () => Promise<Comparison[]>> = {
  ready: async () => [await benchReady(browser)],
  'ten-years': async () => [await benchTenYears(browser)],
  gateway: benchGateway,
  'lab-check': async () => [await benchLabCheck()],
};

const results: Comparison[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (values.only && values.only !== name) continue;
    for (const result of await bench()) {
      results.push(result);
      console.error(
        `${result.name}: ${result.ratio}x of ${result.against} (${result.subjectMs} ms / ${result.baselineMs} ms, ${result.pairs} pairs)`,
      );
    }
  }
} finally {
  await browser.close();
}
const report = JSON.stringify(
  {
    machine: {
      cores: os.cpus().length,
      memoryGiB: Math.round(os.totalmem() / 2 ** 30),
      platform: process.platform,
    },
    node: process.version,
    results,
  },
  null,
  2,
);
if (values.out) writeFileSync(values.out, `${report}\n`);
else console.log(report);
