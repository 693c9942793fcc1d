import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { createTestApp } from '../support/app.ts';
import { seedPractice } from '../support/seed-data.ts';
import { compare, type Comparison } from './pairs.ts';

const CHARTS = ['cumulative', 'weeks', 'skills', 'hours'] as const;

/** Each chart of the Progress page from the server's answer to the pixels, against the bare library on its points. */
export async function benchCharts(browser: Browser): Promise<Comparison[]> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'cairn-bench-charts-'));
  const root = fileURLToPath(new URL('charts-page', import.meta.url));
  const shared = { root, configFile: false as const, logLevel: 'error' as const, plugins: [react()] };
  await build({ ...shared, build: { outDir, emptyOutDir: true, target: 'es2024' } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const page = await browser.newPage();
  try {
    await page.goto(server.resolvedUrls!.local[0]!);
    const view = await tenYears();
    await page.evaluate((given) => void Object.assign(globalThis, { view: given }), view);
    const side = (who: 'drawing' | 'own' | 'bare', chart: string) => () =>
      page.evaluate<number>(`${who}('${chart}', view)`);
    const results: Comparison[] = [];
    for (const chart of CHARTS) {
      if (chart !== 'hours') {
        results.push(
          await compare({
            name: `${chart} chart of ten years, drawn`,
            against: 'bare uPlot on the same points',
            subject: side('drawing', chart),
            baseline: side('bare', chart),
            pairs: 40,
          }),
        );
      }
      results.push(
        await compare({
          name: `${chart} chart of ten years, with legend and keyboard`,
          against: chart === 'hours' ? 'the same cells by bare React' : 'bare uPlot on the same points',
          subject: side('own', chart),
          baseline: side('bare', chart),
          pairs: 40,
        }),
      );
    }
    return results;
  } finally {
    await page.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function tenYears(): Promise<unknown> {
  const app = await createTestApp();
  const { client, db } = app;
  await client.plan.enroll.mutate({
    pathId: 'backend-to-agentic',
    startedOn: '2025-01-01',
    hoursPerWeek: null,
  });
  seedPractice(db, {
    skills: (await client.curriculum.get.query()).skills.map(({ id }) => id),
    years: 10,
    now: Date.now(),
    zone: 'UTC',
    perDay: 8.2,
  });
  const view = await client.progress.view.query({ range: 'all' });
  await app.close();
  return view;
}
