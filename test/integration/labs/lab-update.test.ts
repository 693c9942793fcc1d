import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/server/db/connection.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const ref = { slug: 'tiny' };
const NEW = 'export const port = Number(process.env.PORT); // newer\n';

let folder: string;
let app: TestApp;

const inLab = (file: string): string => path.join(folder, 'labs/tiny', file);
const at = (file: string): string => path.join(folder, 'data/labs/tiny/typescript', file);
const text = (file: string): string | null => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : null);
const open = () => app.client.labs.open.query(ref);
const copies = () => app.client.labs.copies.query(ref);

async function start(): Promise<void> {
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  const db = openDatabase(path.join(folder, 'data/cairn.db'));
  app = await createTestApp({ data: path.join(folder, 'data'), labs: path.join(folder, 'labs'), db });
}
/** A newer Cairn whose lab is another one. */
async function update(change: () => void): Promise<void> {
  await app.close();
  change();
  await start();
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-lab-update-'));
  cpSync(path.join(root, 'test/fixtures/labs/shelf'), path.join(folder, 'labs'), { recursive: true });
  mkdirSync(inLab('data'));
  writeFileSync(inLab('data/words.txt'), 'one\n');
  await start();
  expect((await open()).update).toBe(null);
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

it('brings read-only files and data up to date, leaves what is editable, and says so until that was seen', async () => {
  writeFileSync(at('server.ts'), '// mine\n');
  await update(() => {
    writeFileSync(inLab('typescript/starter/given.ts'), NEW);
    writeFileSync(inLab('typescript/starter/server.ts'), '// another start\n');
    writeFileSync(inLab('typescript/starter/extra.ts'), '// new in the lab\n');
    writeFileSync(inLab('data/more.txt'), 'two\n');
  });
  const expected = { files: ['data/more.txt', 'extra.ts', 'given.ts'], backupId: null };
  expect((await open()).update).toEqual(expected);
  expect([text('given.ts'), text('server.ts'), text('extra.ts'), text('data/more.txt')]).toEqual([
    NEW,
    '// mine\n',
    '// new in the lab\n',
    'two\n',
  ]);
  await update(() => {});
  expect((await open()).update).toEqual(expected);
  await app.client.labs.dismissUpdate.mutate(ref);
  expect((await open()).update).toBe(null);
});

it('makes passes stale when an invalidating file is another', async () => {
  cpSync(inLab('typescript/solution'), at('.'), { recursive: true });
  const report = await app.client.labs.check.mutate({ ...ref, step: 'all', model: null });
  expect(report.status).toBe('pass');
  await update(() => writeFileSync(inLab('typescript/starter/given.ts'), NEW));
  const { steps } = await open();
  expect(steps.map(({ status }) => status)).toEqual(['stale', 'stale']);
});

it.each([
  ['a file of data/ changes', () => writeFileSync(inLab('data/words.txt'), 'newer\n')],
  ['data/ gets another file', () => writeFileSync(inLab('data/more.txt'), 'two\n')],
  ['data/ loses a file', () => rmSync(inLab('data/words.txt'))],
  ['an invalidating file changes', () => writeFileSync(inLab('typescript/starter/given.ts'), NEW)],
])('is seen in the catalogue and in the preview before the lab is opened: %s', async (_, change) => {
  cpSync(inLab('typescript/solution'), at('.'), { recursive: true });
  await app.client.labs.check.mutate({ ...ref, step: 'all', model: null });
  const shown = async () => {
    const lab = (await app.client.labs.catalogue.query()).find(({ id }) => id === 'tiny');
    const { steps } = await app.client.labs.preview.query(ref);
    return [lab?.stepsPassed, lab?.stepsStale, ...steps.map(({ status }) => status)];
  };
  await update(() => {});
  expect(await shown()).toEqual([2, 0, 'pass', 'pass']);
  await update(change);
  expect(await shown()).toEqual([0, 2, 'stale', 'stale']);
});

it('keeps a copy of what the person had changed in the lab’s files, which brings it back', async () => {
  writeFileSync(at('data/words.txt'), 'my own words\n');
  // As long as the lab's own is the same, it stays.
  expect((await open()).update).toBe(null);
  expect(text('data/words.txt')).toBe('my own words\n');
  await update(() => writeFileSync(inLab('data/words.txt'), 'newer\n'));
  const { update: told } = await open();
  expect(told).toEqual({ files: ['data/words.txt'], backupId: expect.any(String) });
  expect(text('data/words.txt')).toBe('newer\n');
  expect(await copies()).toMatchObject([{ id: told!.backupId, why: 'update', files: ['data/words.txt'] }]);
  writeFileSync(at('server.ts'), '// mine\n');
  await app.client.labs.restoreCopy.mutate({ ...ref, id: told!.backupId! });
  expect([text('data/words.txt'), text('server.ts')]).toEqual(['my own words\n', '// mine\n']);
});

it('takes out what the lab no longer has, unless the person changed it, and gives back what was deleted', async () => {
  writeFileSync(inLab('data/old.txt'), 'old\n');
  writeFileSync(inLab('data/loved.txt'), 'old\n');
  await update(() => {});
  await open();
  await app.client.labs.dismissUpdate.mutate(ref);
  writeFileSync(at('data/loved.txt'), 'mine\n');
  rmSync(at('given.ts'));
  await update(() => ['old', 'loved'].forEach((name) => rmSync(inLab(`data/${name}.txt`))));
  expect((await open()).update).toEqual({ files: ['data/old.txt', 'given.ts'], backupId: null });
  expect([text('data/old.txt'), text('data/loved.txt')]).toEqual([null, 'mine\n']);
  expect(text('given.ts')).not.toBe(null);
});

it('does not bring back an editable file that the person deleted', async () => {
  rmSync(at('server.ts'));
  await update(() => writeFileSync(inLab('typescript/starter/given.ts'), NEW));
  await open();
  expect(text('server.ts')).toBe(null);
});

it('writes nothing through a link in the place of a file or of data/', async () => {
  const elsewhere = path.join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(path.join(elsewhere, 'words.txt'), 'not the lab’s\n');
  rmSync(at('data'), { recursive: true });
  symlinkSync(elsewhere, at('data'));
  await update(() => writeFileSync(inLab('data/words.txt'), 'newer\n'));
  expect((await open()).update).toBe(null);
  expect(readFileSync(path.join(elsewhere, 'words.txt'), 'utf8')).toBe('not the lab’s\n');
});

it('happens before a check that no window opened', async () => {
  await update(() => writeFileSync(inLab('data/words.txt'), 'newer\n'));
  await app.client.labs.check.mutate({ ...ref, model: null });
  expect(text('data/words.txt')).toBe('newer\n');
});
