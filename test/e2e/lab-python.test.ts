import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openLab, openLabWindow, type LabWindow } from '../support/lab-page.ts';
import { violations } from '../support/page.ts';

let it: LabWindow | undefined;
const scratch = mkdtempSync(path.join(tmpdir(), 'cairn-no-python-'));
afterEach(() => it?.close());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** An interpreter that says it is one and then cannot do its work. */
function brokenPython(): string {
  const file = path.join(scratch, 'python3');
  writeFileSync(
    file,
    `#!/bin/sh
if [ "$1" = -I ]; then echo 3.12.1; echo "$0"; echo True; exit 0; fi
echo "ImportError: libpython3.12.so.1.0: cannot open shared object file" >&2
exit 1
`,
  );
  chmodSync(file, 0o755);
  return file;
}

const MACHINES: readonly [string, () => string, RegExp][] = [
  ['that is missing', () => '/no/such/python', /CAIRN_PYTHON names \/no\/such\/python, which is no Python/],
  ['that is broken', brokenPython, /could not be installed.*libpython3\.12/s],
];

describe.skipIf(process.platform === 'win32')('a lab in Python', () => {
  test.for(MACHINES)('on a machine with a Python %s says so, and leads to TypeScript', async (machine) => {
    const [, interpreter, message] = machine;
    it = await openLabWindow({ env: { CAIRN_PYTHON: interpreter() } });
    const { page } = it;
    await openLab(page, `${it.host.url}/labs/first-call?language=python`);
    await page.keyboard.press('F9');
    await page.getByRole('heading', { name: 'Not started' }).waitFor();
    await page.getByRole('alert').getByText(message).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Could not check' }).waitFor();
    // Once, and not at each check.
    await page.getByRole('group', { name: 'Checks' }).getByRole('alert').getByText(message).waitFor();
    expect(await page.getByRole('group', { name: 'Checks' }).getByText(message).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Work in TypeScript instead' }).click();
    await page.getByRole('treeitem', { name: /^summaries\.ts/ }).waitFor();
    expect(new URL(page.url()).search).toBe('?language=typescript');
  });
});
