import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { createTestApp, root, type TestApp } from '../../support/app.ts';

const TINY = path.join(root, 'test/fixtures/labs/shelf');
const SOLUTION = readFileSync(path.join(TINY, 'tiny/typescript/solution/server.ts'), 'utf8');
const ref = { slug: 'tiny' };

let data: string;
let app: TestApp;
let events: LiveEvent[];

beforeEach(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'cairn-labs-'));
  app = await createTestApp({ data, labs: TINY });
  events = [];
  app.services.events.subscribe((event) => events.push(event));
});
afterEach(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const save = async (text: string): Promise<void> => {
  const { hash } = await app.client.labs.readFile.query({ ...ref, path: 'server.ts' });
  await app.client.labs.writeFile.mutate({ ...ref, path: 'server.ts', text, baseHash: hash });
};
const check = (step?: string, seed?: number) =>
  app.client.labs.check.mutate({ ...ref, model: null, step, seed });
const serverFile = () => path.join(data, 'labs/tiny/typescript/server.ts');

describe('a lab', () => {
  it('opens in an ordinary folder made from the starter, which is never overwritten', async () => {
    const open = await app.client.labs.open.query(ref);
    expect(open.folder).toBe(path.join(data, 'labs/tiny/typescript'));
    expect(open.files.map(({ path, role }) => `${path} ${role}`)).toEqual([
      'given.ts read-only',
      'package.json editable',
      'server.ts editable',
    ]);
    expect(open.steps.map(({ id, status, hints, revealed }) => ({ id, status, hints, revealed }))).toEqual([
      { id: 'echo', status: 'todo', hints: 3, revealed: [] },
      { id: 'shout', status: 'todo', hints: 3, revealed: [] },
    ]);
    writeFileSync(serverFile(), 'mine');
    await app.client.labs.open.query(ref);
    expect(readFileSync(serverFile(), 'utf8')).toBe('mine');
  });

  it('can be looked at before it opens, which makes nothing, and shows what opening gives', async () => {
    const preview = await app.client.labs.preview.query(ref);
    expect(existsSync(path.join(data, 'labs/tiny'))).toBe(false);
    expect((await app.client.labs.catalogue.query()).find(({ id }) => id === 'tiny')?.state).toBe('new');
    expect(events).toEqual([]);
    const open = await app.client.labs.open.query(ref);
    expect(preview).toEqual({ ...open, lab: preview.lab });
    writeFileSync(serverFile(), 'mine');
    expect((await app.client.labs.preview.query(ref)).files).toEqual(
      (await app.client.labs.open.query(ref)).files,
    );
  });

  it('goes from a failure with its seed to passed, and the catalogue shows it', async () => {
    const failed = await check(undefined, 42);
    expect(failed).toMatchObject({
      step: 'echo',
      status: 'fail',
      seed: 42,
      model: null,
      live: false,
      calls: 0,
      costUsd: 0,
    });
    expect(failed.checks[0]).toMatchObject({ id: 'says-it-back', step: 'echo', expected: '200' });
    expect(failed.checks[0]?.message).toContain('(seed 42)');
    await save(SOLUTION);
    expect(await check()).toMatchObject({ step: 'echo', status: 'pass' });
    const second = await check();
    expect(second).toMatchObject({ step: 'shout', status: 'pass' });
    expect(second.checks.map(({ id }) => id)).toEqual(['shouts', 'says-it-back']);
    expect(await app.client.labs.catalogue.query()).toMatchObject([
      { id: 'tiny', state: 'passed', stepsPassed: 2, verifiedWith: [] },
    ]);
    expect((await app.client.labs.runs.query(ref)).map(({ status }) => status).toSorted()).toEqual([
      'fail',
      'pass',
      'pass',
    ]);
    expect(events.flatMap((event) => (event.type === 'lab.done' ? [event.report.status] : []))).toEqual([
      'fail',
      'pass',
      'pass',
    ]);
  });

  it('loses an earlier step when later work breaks it', async () => {
    await save(SOLUTION);
    await check('all');
    await save(SOLUTION.replace('JSON.stringify({ word })', "'{}'"));
    expect(await check('shout')).toMatchObject({ status: 'fail', step: 'echo' });
    const { steps } = await app.client.labs.open.query(ref);
    expect(steps.map(({ status }) => status)).toEqual(['fail', 'pass']);
  });

  it('marks passes as stale when a given file was changed', async () => {
    await save(SOLUTION);
    await check('all');
    const given = path.join(data, 'labs/tiny/typescript/given.ts');
    writeFileSync(given, `${readFileSync(given, 'utf8')}\n`);
    const { steps } = await app.client.labs.open.query(ref);
    expect(steps.map(({ status }) => status)).toEqual(['stale', 'stale']);
  });

  it('keeps what it compiled beside the workspace, though its programs are killed', async () => {
    await app.client.labs.open.query(ref);
    await check();
    const kept = readdirSync(path.join(data, 'labs/tiny/.cache'), { recursive: true, withFileTypes: true });
    expect(kept.filter((entry) => entry.isFile()).length).toBeGreaterThan(0);
  });

  it('says which syntax cannot be stripped', async () => {
    await save('enum Colour {\n  Red,\n}\nconsole.log(Colour.Red);\n');
    const [first] = (await check()).checks;
    expect(first?.status).toBe('fail');
    expect(first?.message).toMatch(/server\.ts:1 uses a TypeScript enum/);
  });

  it('reports a crash in the middle of a request as the failure that it is', async () => {
    await save(
      "import { createServer } from 'node:http';\ncreateServer(() => { throw new Error('oops'); }).listen(Number(process.env.PORT), '127.0.0.1');\n",
    );
    const [first] = (await check()).checks;
    expect(first).toMatchObject({ status: 'fail' });
    expect(first?.message).toMatch(/Your server stopped during GET \/echo[\s\S]*oops/);
  });
});

describe('saving', () => {
  it('refuses to overwrite what was changed outside, and keeps both', async () => {
    const { hash } = await app.client.labs.readFile.query({ ...ref, path: 'server.ts' });
    writeFileSync(serverFile(), 'outside');
    const write = app.client.labs.writeFile.mutate({
      ...ref,
      path: 'server.ts',
      text: 'inside',
      baseHash: hash,
    });
    await expect(write).rejects.toMatchObject({ data: { cairn: { code: 'conflict' } } });
    expect(readFileSync(serverFile(), 'utf8')).toBe('outside');
  });

  it('never follows a link out of the workspace', async () => {
    await app.client.labs.open.query(ref);
    const secret = path.join(data, 'secret.txt');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, path.join(data, 'labs/tiny/typescript/link.ts'));
    for (const file of ['link.ts', '../../../secret.txt']) {
      await expect(app.client.labs.readFile.query({ ...ref, path: file })).rejects.toMatchObject({
        data: { cairn: { code: 'forbidden' } },
      });
    }
  });

  it('leaves given files as they are', async () => {
    const { hash } = await app.client.labs.readFile.query({ ...ref, path: 'given.ts' });
    await expect(
      app.client.labs.writeFile.mutate({ ...ref, path: 'given.ts', text: '', baseHash: hash }),
    ).rejects.toMatchObject({ data: { cairn: { code: 'forbidden' } } });
  });

  it('tells the windows of a change made outside', async () => {
    await app.client.labs.open.query(ref);
    await sleep(50);
    writeFileSync(serverFile(), 'outside');
    await expect
      .poll(() => events.flatMap((event) => (event.type === 'lab.files' ? event.paths : [])))
      .toContain('server.ts');
  });

  it('can take a reset back', async () => {
    await save('mine');
    const { backupId } = await app.client.labs.reset.mutate({ ...ref, path: 'server.ts' });
    expect(readFileSync(serverFile(), 'utf8')).toContain('501');
    await app.client.labs.undoReset.mutate({ ...ref, backupId });
    expect(readFileSync(serverFile(), 'utf8')).toBe('mine');
  });
});

describe('one thing at a time', () => {
  it('refuses a second check, and a stop ends the first without a verdict on the step', async () => {
    await save(
      "import { createServer } from 'node:http';\ncreateServer(() => {}).listen(Number(process.env.PORT), '127.0.0.1');\n",
    );
    const first = check();
    await sleep(500);
    await expect(check()).rejects.toMatchObject({ data: { cairn: { code: 'conflict' } } });
    expect(await app.client.labs.stop.mutate(ref)).toEqual({ stopped: true });
    expect(await first).toMatchObject({ status: 'error' });
    expect((await app.client.labs.open.query(ref)).steps[0]?.status).toBe('todo');
  });

  it('runs the program for trying by hand, until it is stopped', async () => {
    await save(SOLUTION);
    const { url } = await app.client.labs.run.mutate({ ...ref, model: null });
    expect(await (await fetch(`${url}/shout/hey`)).text()).toBe('HEY');
    expect((await app.client.labs.open.query(ref)).busy).toBe('run');
    await app.client.labs.stop.mutate(ref);
    await expect(fetch(`${url}/shout/hey`)).rejects.toThrow();
  });
});

describe('help', () => {
  it('reveals hints one by one and remembers them', async () => {
    expect(await app.client.labs.hint.mutate({ ...ref, step: 'echo', number: 1 })).toEqual({ text: 'first' });
    const { steps } = await app.client.labs.open.query(ref);
    expect(steps[0]).toMatchObject({ hintsRevealed: 1, revealed: ['first'] });
  });

  it('shows the solution after passing, or when it is asked for', async () => {
    await expect(app.client.labs.solution.mutate(ref)).rejects.toMatchObject({
      data: { cairn: { code: 'forbidden' } },
    });
    const files = await app.client.labs.solution.mutate({ ...ref, asked: true });
    expect(files.find(({ path }) => path === 'server.ts')?.text).toBe(SOLUTION);
    expect(existsSync(serverFile())).toBe(true);
  });

  it('names a lab and a step that are not there', async () => {
    await expect(app.client.labs.open.query({ slug: 'nope' })).rejects.toMatchObject({
      data: { cairn: { code: 'not_found' } },
    });
    await expect(check('nope')).rejects.toMatchObject({ data: { cairn: { code: 'bad_input' } } });
  });
});

it('a server error is explained by the error that the program printed', async () => {
  await app.client.labs.open.query(ref);
  await save(`
    import { createServer } from 'node:http';
    createServer((request, response) => {
      console.error(new TypeError('the model client is undefined'));
      response.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    }).listen(Number(process.env.PORT), '127.0.0.1');
  `);
  const report = await check('echo');
  const failed = report.checks.filter(({ status }) => status === 'fail');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]!.message).toContain('TypeError: the model client is undefined');
});

it('a server error is explained by what the program prints after its answer too', async () => {
  await app.client.labs.open.query(ref);
  await save(`
    import { createServer } from 'node:http';
    createServer((request, response) => {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{}');
      setTimeout(() => console.error(new TypeError('there is no such table')), 100);
    }).listen(Number(process.env.PORT), '127.0.0.1');
  `);
  const report = await check('echo');
  const failed = report.checks.filter(({ status }) => status === 'fail');
  expect(failed[0]?.message).toContain('TypeError: there is no such table');
});
