import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadShipped } from '../../../electron/server/features/curriculum/load.ts';
import { remembered } from '../../../electron/server/features/curriculum/remember.ts';

const SHIPPED = resolve(import.meta.dirname, '../../../curriculum');

describe('the remembered curriculum', () => {
  let folder: string;
  let file: string;
  let loads: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-remember-'));
    file = join(folder, 'curriculum.cache');
    loads = 0;
    cpSync(SHIPPED, join(folder, 'curriculum'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (keptAs = file) =>
    remembered(join(folder, 'curriculum'), keptAs, (from) => {
      loads += 1;
      return loadShipped(from);
    });

  it('is what reading the files gives, without reading them again', () => {
    const fresh = loadShipped(SHIPPED);
    expect([read(), read()]).toEqual([fresh, fresh]);
    expect(loads).toBe(1);
  });

  it('is read again when a file changes, comes or goes', () => {
    const skills = join(folder, 'curriculum/skills.yaml');
    const before = readFileSync(skills, 'utf8');
    read();
    writeFileSync(skills, `# a note\n${before}`);
    read();
    expect(loads).toBe(2);
    symlinkSync('/dev/null', join(folder, 'curriculum/tools/link.yaml'));
    expect(read().problems).toHaveLength(1);
    expect(loads).toBe(3);
    rmSync(skills);
    expect(read().problems.length).toBeGreaterThan(0);
  });

  it('keeps nothing that has a problem', () => {
    writeFileSync(join(folder, 'curriculum/skills.yaml'), 'formatVersion: 2');
    expect(read().problems).toEqual(read().problems);
    expect(loads).toBe(2);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -100)],
    ['changed', (text: string) => text.replace('"skills"', '"skulls"')],
    ['empty', () => ''],
  ])('does not believe a file that is %s', (_, damage) => {
    const whole = read();
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(read()).toEqual(whole);
    expect(loads).toBe(2);
  });

  it('goes on without a place to keep it', () => {
    expect(read(join(folder, 'no-such-folder/file'))).toEqual(loadShipped(SHIPPED));
  });
});
