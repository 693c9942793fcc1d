import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

/** Two labs of one skill, the second after the first. */
let labs: string;
let app: TestApp;
beforeEach(async () => {
  labs = mkdtempSync(path.join(tmpdir(), 'cairn-shelf-'));
  for (const [id, before] of [
    ['aardvark', 'zebra'],
    ['zebra', ''],
  ] as const) {
    cpSync(path.join(root, 'test/fixtures/labs/shelf/tiny'), path.join(labs, id), { recursive: true });
    const file = path.join(labs, id, 'lab.yaml');
    const text = readFileSync(file, 'utf8').replace('id: tiny', `id: ${id}\nprerequisites: [${before}]`);
    writeFileSync(file, text.replace('A tiny lab', `The ${id}`));
  }
  app = await createTestApp({ labs });
});
afterEach(async () => {
  await app.close();
  rmSync(labs, { recursive: true, force: true });
});

async function pass(slug: string): Promise<void> {
  const { folder } = await app.client.labs.open.query({ slug });
  cpSync(path.join(labs, slug, 'typescript/solution'), folder, { recursive: true });
  expect((await app.client.labs.check.mutate({ slug, step: 'all', model: null })).status).toBe('pass');
}
const skill = () => app.client.skills.get.query({ id: 'databases' });
const next = () => app.client.today.nextLab.query();

describe('passing labs', () => {
  it(
    'moves the level of their skill, with the hours that the level asks for',
    { timeout: 60_000 },
    async () => {
      await app.client.practice.log.mutate({ minutes: 7 * 60, skillId: 'databases' });
      expect(await skill()).toMatchObject({ level: 1, missing: [{ what: 'labSteps', have: 0, need: 3 }] });
      await pass('zebra');
      expect(await skill()).toMatchObject({ level: 1, missing: [{ what: 'labSteps', have: 2, need: 3 }] });
      await pass('aardvark');
      expect(await skill()).toMatchObject({ level: 2 });
    },
  );

  it(
    'leads from one lab to the one that stands on it, and to nothing after the last',
    { timeout: 60_000 },
    async () => {
      expect(await next()).toMatchObject({ labId: 'zebra', action: 'Start the lab' });
      await app.client.labs.open.query({ slug: 'aardvark' });
      expect(await next()).toMatchObject({ labId: 'aardvark', action: 'Go on with the lab' });
      await pass('zebra');
      await pass('aardvark');
      expect(await next()).toBe(null);
    },
  );

  it(
    'is stale when the lab’s checks change, and asks for a new check first of all',
    { timeout: 60_000 },
    async () => {
      await pass('zebra');
      const checks = path.join(labs, 'zebra/checks/01-echo.ts');
      writeFileSync(checks, `${readFileSync(checks, 'utf8')}\n// harder now\n`);
      const catalogue = await app.client.labs.catalogue.query();
      expect(catalogue.find(({ id }) => id === 'zebra')).toMatchObject({
        state: 'started',
        stepsPassed: 1,
        stepsStale: 1,
        prerequisites: [],
      });
      expect(await next()).toMatchObject({
        labId: 'zebra',
        reason: expect.stringContaining('1 of 2 steps passed once and want a new check'),
      });
    },
  );
});
