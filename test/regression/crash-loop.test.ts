import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSocketPaths } from '../../electron/shell/socket-path.ts';
import { superviseServer } from '../../electron/shell/supervise.ts';
import { scratchFolder, until } from '../integration/host/programs.ts';

it('a server that dies right after it was ready comes back slower each time, and quitting does not wait for it', async () => {
  const { folder, remove } = scratchFolder();
  const starts = path.join(folder, 'starts');
  writeFileSync(starts, '');
  const main = path.join(folder, 'main.mjs');
  writeFileSync(
    main,
    `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(starts)}, Date.now() + '\\n');
process.stdout.write('{"type":"ready","control":"c"}\\n', () => process.exit(1));`,
  );
  const times = (): number[] => readFileSync(starts, 'utf8').split('\n').filter(Boolean).map(Number);
  let ready = 0;
  const supervisor = superviseServer({
    node: process.execPath,
    main,
    dataDir: folder,
    env: process.env,
    sockets: createSocketPaths(process.platform),
    onReady: () => (ready += 1),
    onLost() {},
    onShow() {},
    onAlreadyRunning() {},
    onGiveUp: (reason) => expect.fail(reason),
  });
  await until(() => times().length === 5, 20_000);
  const [first, second, third, fourth, fifth] = times() as [number, number, number, number, number];
  expect(third - second).toBeGreaterThan(350);
  expect(fourth - third).toBeGreaterThan(750);
  expect(fifth - fourth).toBeGreaterThan(fourth - third);
  expect(fifth - first).toBeGreaterThan(2500);
  await until(() => ready === 5);
  await sleep(200);
  const begun = performance.now();
  await supervisor.stop();
  expect(performance.now() - begun).toBeLessThan(1000);
  remove();
});
