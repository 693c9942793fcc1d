import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseKept, type Kept } from '../../../electron/server/backup/keep.ts';
import { DAY_MS, weekStart } from '../../../electron/shared/time.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const HOUR_MS = DAY_MS / 24;

const backups = (rows: fc.Arbitrary<number>): fc.Arbitrary<Kept[]> =>
  fc
    .uniqueArray(fc.record({ hours: fc.integer({ min: 0, max: 24 * 500 }), rows }), {
      selector: (it) => it.hours,
      maxLength: 120,
    })
    .map((all) => all.map(({ hours, rows }) => ({ name: `b${hours}`, at: NOW - hours * HOUR_MS, rows })));
const any = backups(fc.nat(5));
const full = backups(fc.integer({ min: 1, max: 500 }));
const age = (it: Kept): number => (NOW - it.at) / DAY_MS;
const day = (it: Kept): string => new Date(it.at).toISOString().slice(0, 10);

it('all of the last two days stay', () => {
  fc.assert(
    fc.property(any, (all) => {
      const kept = chooseKept(all, NOW);
      for (const it of all) if (age(it) < 2) expect(kept).toContain(it.name);
    }),
  );
});

it('every day of two weeks, week of ten and month of a year that had work keeps a backup with work', () => {
  const places: [from: number, to: number, place: (it: Kept) => string][] = [
    [2, 14, day],
    [14, 70, (it) => weekStart(day(it))],
    [70, 366, (it) => day(it).slice(0, 7)],
  ];
  fc.assert(
    fc.property(any, (all) => {
      const kept = chooseKept(all, NOW);
      for (const [from, to, place] of places) {
        const withWork = all.filter((it) => it.rows > 0 && age(it) >= from && age(it) < to);
        const had = new Set(withWork.map(place));
        const has = new Set(withWork.filter((it) => kept.has(it.name)).map(place));
        expect(has).toEqual(had);
      }
    }),
  );
});

it('the newest, the newest with work and the fullest stay, however old', () => {
  fc.assert(
    fc.property(any, (all) => {
      fc.pre(all.length > 0);
      const kept = chooseKept(all, NOW);
      const newest = all.toSorted((a, b) => b.at - a.at);
      const fullest = Math.max(...all.map((it) => it.rows));
      expect(kept).toContain(newest[0]!.name);
      const withWork = newest.find((it) => it.rows > 0);
      if (withWork) expect(kept).toContain(withWork.name);
      expect(all.some((it) => kept.has(it.name) && it.rows === fullest)).toBe(true);
    }),
  );
});

it('backups of an empty store push out none that has work', () => {
  fc.assert(
    fc.property(full, backups(fc.constant(0)), (worked, emptied) => {
      const alone = chooseKept(worked, NOW);
      const together = chooseKept(
        [...worked, ...emptied.map((it) => ({ ...it, name: `empty-${it.name}` }))],
        NOW,
      );
      for (const name of alone) expect(together).toContain(name);
    }),
  );
});

it('choosing again among what stayed lets nothing more go', () => {
  fc.assert(
    fc.property(any, (all) => {
      const kept = chooseKept(all, NOW);
      const again = chooseKept(
        all.filter((it) => kept.has(it.name)),
        NOW,
      );
      expect(again).toEqual(kept);
    }),
  );
});

it('two years of a backup every six hours never leave more than fifty, nor a gap of more than 38 days', () => {
  let held: Kept[] = [];
  for (let hour = 0; hour < 24 * 730; hour += 6) {
    const now = NOW + hour * HOUR_MS;
    held.push({ name: `h${hour}`, at: now, rows: hour + 1 });
    const kept = chooseKept(held, now);
    held = held.filter((it) => kept.has(it.name));
    expect(held.length).toBeLessThanOrEqual(50);
    const ages = held.map((it) => (now - it.at) / DAY_MS).sort((a, b) => a - b);
    const gaps = ages.map((at, index) => at - (ages[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(38);
    expect(ages.at(-1)).toBeGreaterThanOrEqual(Math.min(hour / 24, 366) - 38);
  }
});
