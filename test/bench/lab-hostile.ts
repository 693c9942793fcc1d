import { performance } from 'node:perf_hooks';
import { createTestApp } from '../support/app.ts';
import { createArena } from '../support/hostile.ts';
import { FAMILIES } from '../fixtures/labs/hostile/programs.ts';
import { compare, type Comparison } from './pairs.ts';

/** One request to the running app; its time is the time that the server was not free to answer. */
const REQUESTS = 40;

/**
 * How long the app takes to answer while a program prints 1 GB, one makes thousands of files and one eats memory,
 * against an app with nothing to do. Loops of the processor are left out: they would measure the machine's scheduler.
 */
export async function benchLabHostile(): Promise<Comparison> {
  const app = await createTestApp();
  const arena = await createArena();
  const names = ['Node: 1 GB on stdout', 'Node: many files', 'Node: buffers without end'];
  const programs = Object.values(FAMILIES)
    .flat()
    .filter(({ name }) => names.includes(name));
  const answers = async (): Promise<number> => {
    const begun = performance.now();
    for (let i = 0; i < REQUESTS; i += 1) await app.client.settings.get.query();
    return performance.now() - begun;
  };
  try {
    return await compare({
      name: `${REQUESTS} answers of the app while three hostile programs run`,
      against: 'the same with none',
      subject: async () => {
        const running = programs.map((program) => arena.start(program));
        const time = await answers();
        await Promise.all(running.map((program) => program.stop()));
        return time;
      },
      baseline: answers,
      pairs: 5,
    });
  } finally {
    await arena.close();
    await app.close();
  }
}
