// `npm run bench [-- --only NAME --out FILE --kills N --acts N --wait MINUTES]`: every speed figure as a ratio against something in the same run.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { openBrowser } from '../support/browser.ts';
import { benchCharts } from './charts.ts';
import { benchGateway } from './gateway.ts';
import { benchKills } from './gateway-kills.ts';
import { benchImport } from './import.ts';
import { benchLabCheck } from './lab-check.ts';
import { benchLabOpen } from './lab-open.ts';
import { benchLabLoop } from './lab-loop.ts';
import { benchLabHostile } from './lab-hostile.ts';
import { benchInteractions, type InteractionReport } from './interactions.ts';
import { benchLogDurable } from './log-durable.ts';
import type { Comparison } from './pairs.ts';
import { benchReady } from './ready.ts';
import { benchSearch } from './search.ts';
import { benchStatusLine } from './status-line.ts';
import { benchTenYears } from './ten-years.ts';

type Result = Comparison | InteractionReport;

const inWords = (result: Result): string =>
  'ratio' in result
    ? `${result.ratio}x of ${result.against} (${result.subjectMs} ms / ${result.baselineMs} ms, ${result.pairs} pairs)${result.note ? `; ${result.note}` : ''}`
    : `${result.over} of ${result.interactions} took over 100 ms (median ${result.medianMs} ms, p99 ${result.p99Ms} ms, worst ${result.worstMs} ms); on a blank page ${result.blankPage.over} (worst ${result.blankPage.worstMs} ms); main thread p99 ${result.mainThread.p99Ms} ms, worst ${result.mainThread.worstMs} ms; done again, as the host took the processor: ${result.disturbed.interactions} (${result.disturbed.over} over 100 ms, ${result.disturbed.overEvenSo} even without what it took); load ${result.load}; slowest: ${result.worst[0]}`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string' },
    kills: { type: 'string', default: '1000' },
    acts: { type: 'string', default: '10000' },
    wait: { type: 'string', default: '60' },
  },
});
const browser = await openBrowser();
const benches: Record<string, () => Promise<Result[]>> = {
  ready: async () => [await benchReady(browser)],
  'ten-years': async () => [await benchTenYears(browser)],
  'log-durable': benchLogDurable,
  search: benchSearch,
  charts: () => benchCharts(browser),
  gateway: benchGateway,
  import: async () => [await benchImport()],
  'lab-check': async () => [await benchLabCheck(), ...(await benchLabLoop())],
  'lab-open': benchLabOpen,
  'lab-hostile': async () => [await benchLabHostile()],
  status: async () => [await benchStatusLine()],
  // Last of those that run unasked: it lowers the priority of this process, and only root could raise it again.
  interactions: async () => [
    await benchInteractions(browser, { total: Number(values.acts), maxWaitMinutes: Number(values.wait) }),
  ],
  'gateway-kills': () => benchKills(Number(values.kills)),
};

/** What takes many minutes runs only when it is asked for. */
const ONLY_ASKED = new Set(['gateway-kills']);

const results: Result[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (values.only ? values.only !== name : ONLY_ASKED.has(name)) continue;
    for (const result of await bench()) {
      results.push(result);
      console.error(`${result.name}: ${inWords(result)}`);
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
