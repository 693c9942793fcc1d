import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backupFolder, backupName, parseBackupName } from '../../../electron/server/backup/names.ts';
import { backupReason, bestBackup, describeCounts, type Backup } from '../../../electron/shared/backup.ts';

it('a name says when and why, and names sort as time does', () => {
  const instants = fc.integer({ min: 0, max: Date.parse('2099-12-31') });
  fc.assert(
    fc.property(instants, instants, fc.constantFrom(...backupReason.options), (a, b, reason) => {
      expect(parseBackupName(backupName(a, reason))).toEqual({ at: a, reason });
      expect(Math.sign(backupName(a, reason).localeCompare(backupName(b, reason)))).toBe(Math.sign(a - b));
    }),
  );
});

it.each([
  'cairn.db',
  '../data/cairn.db',
  '../cairn-2026-11-21T03-07-27-123Z-manual.db',
  'cairn-2026-11-21T03-07-27-123Z-manual.db.417.unfinished',
  'cairn-2026-13-41T03-07-27-123Z-manual.db',
  'cairn-2026-11-21T03-07-27-123Z-because.db',
])('%s is not the name of a backup', (name) => {
  expect(parseBackupName(name)).toBeNull();
});

it('backups lie beside the data folder, not in it', () => {
  const data = path.resolve('/home/ada/.local/share/cairn');
  expect(backupFolder(data)).toBe(path.resolve('/home/ada/.local/share/cairn-backups'));
});

const none = { sessions: 0, targets: 0, evidence: 0, labRuns: 0, rhythm: 0, rows: 0 };

it('what a backup holds is said in words', () => {
  expect([
    describeCounts(none),
    describeCounts({ ...none, rows: 3 }),
    describeCounts({ ...none, sessions: 1, targets: 5, labRuns: 12, rows: 18 }),
  ]).toEqual(['nothing yet', 'only deleted sessions', '1 session, 5 targets, 12 lab runs']);
});

it('the backup that is offered is the newest readable one with work in it', () => {
  const make = (name: string, state: Backup['state'], rows: number): Backup => ({
    name,
    at: 0,
    reason: 'automatic',
    bytes: 1,
    state,
    counts: state === 'unreadable' ? null : { ...none, rows },
  });
  const list = [
    make('a', 'unreadable', 0),
    make('b', 'newer', 9),
    make('c', 'ready', 0),
    make('d', 'ready', 4),
  ];
  expect([bestBackup(list)?.name, bestBackup(list.slice(0, 3))]).toEqual(['d', null]);
});
