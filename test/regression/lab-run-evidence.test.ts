import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { newId } from '../../electron/shared/ids.ts';
import { createTestApp, root } from '../support/app.ts';

it('a lab run is evidence only when it exists and passed', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-evidence-'));
  const shelf = path.join(root, 'test/fixtures/labs/shelf');
  const app = await createTestApp({ data, labs: shelf });
  const { paths } = app.services.curriculum.get();
  const targetId = paths[0]!.phases[0]!.targets[0]!.id;
  const add = (value: string) => app.client.targets.addEvidence.mutate({ kind: 'lab-run', targetId, value });
  const check = () => app.client.labs.check.mutate({ slug: 'tiny', step: 'echo', model: null });

  await expect(add(newId(0))).rejects.toThrow('There is no such lab run.');
  const failed = await check();
  await expect(add(failed.runId)).rejects.toThrow('did not pass');
  expect(await app.client.targets.list.query()).toEqual([]);

  cpSync(path.join(shelf, 'tiny/typescript/solution'), path.join(data, 'labs/tiny/typescript'), {
    recursive: true,
  });
  const passed = await check();
  expect(await add(passed.runId)).toMatchObject({ kind: 'lab-run', value: passed.runId });
  await app.close();
  rmSync(data, { recursive: true, force: true });
});
