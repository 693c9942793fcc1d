import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check, CheckTools } from '../../../electron/server/labs/checks.ts';
import { readLab, type Lab } from '../../../electron/server/labs/lab.ts';
import { runCheck } from '../../../electron/server/labs/run-check.ts';
import { createRuntimes, type Runtimes } from '../../../electron/server/labs/runtimes.ts';
import type { StrictRoom } from '../../../electron/server/labs/sandbox/strict/types.ts';
import { createStrict, type Strict } from '../../../electron/server/labs/strict.ts';
import { strictSupport } from '../../../electron/server/labs/sandbox/strict/support.ts';
import { prepareAround } from '../../../electron/server/labs/workspace.ts';
import { createTestApp, PYTHON_ENVIRONMENTS, root, type TestApp } from '../../support/app.ts';

const support = await strictSupport();
const LAB = path.join(root, 'test/fixtures/labs/contracts/four-ways');
const PACKAGES = path.join(root, 'node_modules');
/** Gets what is at the address in the body of a request, and passes it on. */
const PROGRAM = `import { createServer } from 'node:http';
createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const answer = await fetch(text).then((it) => it.text(), (error) => String(error.cause?.code ?? error));
  response.end(answer);
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

let app: TestApp;
let folder: string;
let workspace: string;
let runtimes: Runtimes;
let lab: Lab;
beforeAll(async () => {
  app = await createTestApp();
  folder = mkdtempSync(path.join(tmpdir(), 'cairn-serve-'));
  workspace = path.join(folder, 'work');
  mkdirSync(workspace);
  prepareAround(folder, PACKAGES);
  writeFileSync(path.join(workspace, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(workspace, 'server.ts'), PROGRAM);
  runtimes = createRuntimes({ folder: PYTHON_ENVIRONMENTS, labs: path.join(root, 'labs'), env: {} });
  const read = readLab(LAB);
  if (!('lab' in read)) throw new Error(JSON.stringify(read.problems));
  lab = read.lab;
});
afterAll(async () => {
  await runtimes.close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function verdict(run: Check['run'], strict?: Strict) {
  const { result } = await runCheck({ id: 'one', title: 'One', run }, 'server', {
    gateway: app.services.models.gateway,
    runtimes,
    packages: PACKAGES,
    lab,
    language: 'typescript',
    workspace,
    seed: 1,
    model: null,
    strict,
    signal: new AbortController().signal,
  });
  return result;
}

/** The program gets from a server of the check what that server has. */
async function fetches(t: CheckTools): Promise<void> {
  const url = await t.serve((_request, response) => response.end('from the check'));
  const answer = await t.http('/', { body: url });
  t.expect.equal(answer.text, 'from the check', 'The program should reach the server of the check.');
}

it('lets a program call a server that its check opened, and closes it with the check', async () => {
  let address = '';
  const { status, message } = await verdict(async (t) => {
    address = await t.serve((_request, response) => {
      // An answer that never ends must not keep the server open.
      response.write('from the check');
      setTimeout(() => response.end(), 100);
    });
    const answer = await t.http('/', { body: address });
    t.expect.equal(answer.text, 'from the check', 'The program should reach the server of the check.');
    void fetch(address).catch(() => {});
  });
  expect([status, message]).toEqual(['pass', '']);
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

it('says so when a check opens a server too late', async () => {
  const { status, message } = await verdict(async (t) => {
    await t.http('/', { body: 'http://127.0.0.1:9' });
    await t.serve((_request, response) => response.end());
  });
  expect([status, message]).toEqual(['error', expect.stringContaining('before the program starts')]);
});

it('gives the ports of such servers to the sandbox of strict mode', async () => {
  const rooms: StrictRoom[] = [];
  const strict = createStrict(async () => ({
    tool: {
      name: 'a sandbox that lets everything through',
      wrap(command, room) {
        rooms.push(room);
        return { ...command, close: () => {} };
      },
    },
  }));
  let port = 0;
  const { status } = await verdict(async (t) => {
    const url = await t.serve((_request, response) => response.end('from the check'));
    port = Number(new URL(url).port);
    await t.http('/', { body: url });
  }, strict);
  expect(status).toBe('pass');
  expect(rooms.map(({ reach }) => reach)).toEqual([expect.arrayContaining([port])]);
});

it.skipIf(support.tool === null)('lets a program in a real sandbox call such a server', async () => {
  const strict = createStrict(async () => support);
  const { status, message } = await verdict(fetches, strict);
  expect([status, message]).toEqual(['pass', '']);
});
