import { _electron, type ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../../electron/host/paths.ts';
import { root } from '../../support/app.ts';
import { scratchFolder } from '../host/programs.ts';

const binary = electronBinary(process.env);
if (!binary)
  process.stdout.write('Skipped: the suite in real Electron, because there is no Electron binary here.\n');

describe.runIf(binary !== null)('in real Electron', () => {
  let scratch: ReturnType<typeof scratchFolder>;
  let app: ElectronApplication;
  beforeAll(async () => {
    scratch = scratchFolder();
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    app = await _electron.launch({
      executablePath: binary!,
      args: [...sandbox, root, `--data-dir=${scratch.folder}`],
      cwd: root,
    });
  });
  afterAll(async () => {
    await app?.close();
    scratch.remove();
  });

  it('shows the app from its own scheme, with a session', async () => {
    const page = await app.firstWindow();
    await page.waitForLoadState();
    expect(new URL(page.url()).protocol).toBe('cairn:');
    expect(await page.evaluate(async () => (await fetch('/trpc/settings.get')).status)).toBe(200);
  });

  it('writes through the scheme', async () => {
    const page = await app.firstWindow();
    const status = await page.evaluate(async () => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"theme":"dark"}',
      };
      return (await fetch('/trpc/settings.set', init)).status;
    });
    expect(status).toBe(200);
  });

  it('gives the page nothing of Node', async () => {
    const page = await app.firstWindow();
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'process'),
      ]),
    ).toEqual(['undefined', 'undefined']);
  });
});
