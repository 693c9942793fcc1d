import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFiles } from '../../../electron/server/labs/workspace.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const REF = { slug: 'first-call', language: 'typescript' } as const;
let app: TestApp;
beforeEach(async () => void (app = await createTestApp()));
afterEach(() => app.close());

const folder = () => path.join(app.services.deps.paths.data, 'labs/first-call/typescript');
const file = (name: string) => path.join(folder(), name);
const open = () => app.client.labs.open.query(REF);
const coach = (labCoachFile: boolean) => app.client.settings.set.mutate({ labCoachFile });

describe('the file that tells an assistant to coach', () => {
  it('is about this lab: its goal, its contract, its commands, and what not to do', async () => {
    await open();
    const text = readFileSync(file('AGENTS.md'), 'utf8');
    for (const part of [
      'A first call that survives',
      'Do not write or edit the code of a step',
      '`server.ts` is a server',
      'cairn lab check first-call',
      '`articles.ts`, `config.ts`',
      '3. Survive a bad day (`survive`)',
    ])
      expect(text).toContain(part);
    expect(readFileSync(file('CLAUDE.md'), 'utf8')).toBe('@AGENTS.md\n');
  });

  it('is no part of the work: not in the list, the hash of a verdict, a reset or its copy', async () => {
    const { files } = await open();
    expect(files.map((one) => one.path)).not.toContain('AGENTS.md');
    const hash = hashFiles(folder());
    writeFileSync(file('AGENTS.md'), 'Mine.');
    expect(hashFiles(folder())).toBe(hash);
    await app.client.labs.reset.mutate(REF);
    expect(readFileSync(file('AGENTS.md'), 'utf8')).toBe('Mine.');
    const copies = path.join(app.services.deps.paths.data, 'labs/.backups');
    const copied = readdirSync(copies, { recursive: true }).map((name) => path.basename(String(name)));
    expect(copied).toContain('summaries.ts');
    expect(copied).not.toContain('AGENTS.md');
  });

  it('stays as the person left it: changed or deleted', async () => {
    await open();
    writeFileSync(file('AGENTS.md'), 'Mine.');
    rmSync(file('CLAUDE.md'));
    await open();
    await coach(false);
    await open();
    await coach(true);
    await open();
    expect(readFileSync(file('AGENTS.md'), 'utf8')).toBe('Mine.');
  });

  it('is not written again after it was deleted, until the setting is switched off and on', async () => {
    await open();
    rmSync(file('CLAUDE.md'));
    await open();
    expect(existsSync(file('CLAUDE.md'))).toBe(false);
    await coach(false);
    await open();
    expect(existsSync(file('AGENTS.md'))).toBe(false);
    await coach(true);
    await open();
    expect(existsSync(file('CLAUDE.md'))).toBe(true);
  });

  it('never replaces a file that was there before', async () => {
    await coach(false);
    await open();
    writeFileSync(file('AGENTS.md'), 'From my team.');
    await coach(true);
    await open();
    expect(readFileSync(file('AGENTS.md'), 'utf8')).toBe('From my team.');
  });

  it('is brought up to date while nobody has changed it', async () => {
    await open();
    const record = path.join(folder(), '../.coach.json');
    const old = 'An older text of Cairn.\n';
    writeFileSync(file('AGENTS.md'), old);
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(old).digest('hex').slice(0, 32);
    const known = JSON.parse(readFileSync(record, 'utf8')) as { typescript: Record<string, string> };
    writeFileSync(record, JSON.stringify({ typescript: { ...known.typescript, 'AGENTS.md': hash } }));
    await open();
    expect(readFileSync(file('AGENTS.md'), 'utf8')).toContain('# Coach, do not solve');
  });
});
