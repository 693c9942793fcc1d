import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  formatDuration,
  isZone,
  localDateOf,
  weekdayIndex,
  weekStart,
} from '../../../electron/shared/time.ts';

const at = (iso: string): number => Date.parse(iso);

const walls = new Map<string, Intl.DateTimeFormat>();
/** "2026-11-21 14:05:00" on the wall clock of a zone. */
function wallClock(instant: number, zone: string): string {
  const format =
    walls.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  walls.set(zone, format);
  return format.format(instant);
}

/** The rule by brute force: minutes back from the instant to the last one that the wall clock shows after the start. */
function steppedDate(instant: number, zone: string, dayStartHour: number): string {
  for (let minute = instant; ; minute -= 60_000) {
    const wall = wallClock(minute, zone);
    if (Number(wall.slice(11, 13)) >= dayStartHour) return wall.slice(0, 10);
  }
}

describe('the local day against a simple reference', () => {
  const zones = Intl.supportedValuesOf('timeZone').filter(isZone);
  const from = at('2012-01-01T00:00:00Z');
  const to = at('2038-01-01T00:00:00Z');

  test('is the same for any instant in any zone and any day start', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: to }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 12 }),
        (instant, zone, start) => {
          expect(localDateOf(instant, zone, start)).toBe(steppedDate(instant, zone, start));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is the same around every change of the clock', { timeout: 60_000 }, () => {
    const hour = 3_600_000;
    const offset = (instant: number, zone: string): number =>
      Date.parse(`${wallClock(instant, zone).replace(' ', 'T')}Z`) - instant;
    const changes = [
      'Europe/Berlin',
      'America/Havana',
      'Australia/Lord_Howe',
      'Asia/Beirut',
      'Africa/Cairo',
    ].flatMap((zone) => {
      const found: [string, number][] = [];
      for (let t = at('2025-01-01T00:00:00Z'); t < at('2027-01-01T00:00:00Z'); t += hour)
        if (offset(t, zone) !== offset(t + hour, zone)) found.push([zone, t]);
      return found;
    });
    expect(changes.length).toBeGreaterThanOrEqual(16);
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -8 * 60, max: 8 * 60 }),
        fc.integer({ min: 0, max: 12 }),
        ([zone, change], minutes, start) => {
          const instant = change + minutes * 60_000;
          expect(localDateOf(instant, zone, start)).toBe(steppedDate(instant, zone, start));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the local day of an instant', () => {
  test('begins at the day start, not at midnight', () => {
    const zone = 'Europe/Paris';
    expect(localDateOf(at('2026-11-21T02:59:00Z'), zone, 4)).toBe('2026-11-20');
    expect(localDateOf(at('2026-11-21T03:00:00Z'), zone, 4)).toBe('2026-11-21');
    expect(localDateOf(at('2026-11-20T23:30:00Z'), zone, 0)).toBe('2026-11-21');
  });

  test('follows the wall clock through both daylight-saving changes', () => {
    const zone = 'America/New_York';
    // 8 March 2026: 02:00 EST becomes 03:00 EDT, so 04:00 comes at 08:00Z, an hour early.
    expect(localDateOf(at('2026-03-08T07:59:00Z'), zone, 4)).toBe('2026-03-07');
    expect(localDateOf(at('2026-03-08T08:00:00Z'), zone, 4)).toBe('2026-03-08');
    // 1 November 2026: 02:00 EDT becomes 01:00 EST, so 04:00 comes at 09:00Z.
    expect(localDateOf(at('2026-11-01T08:59:00Z'), zone, 4)).toBe('2026-10-31');
    expect(localDateOf(at('2026-11-01T09:00:00Z'), zone, 4)).toBe('2026-11-01');
  });

  test('is right at the edges of the world and on a leap day', () => {
    expect(localDateOf(at('2028-02-29T10:00:00Z'), 'Pacific/Kiritimati', 0)).toBe('2028-03-01');
    expect(localDateOf(at('2028-02-29T10:00:00Z'), 'Pacific/Pago_Pago', 0)).toBe('2028-02-28');
    expect(localDateOf(at('2028-02-29T12:00:00Z'), 'UTC', 4)).toBe('2028-02-29');
  });

  test('never goes back when time goes forward', () => {
    const zones = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
    fc.assert(
      fc.property(
        fc.integer({ min: at('2015-01-01'), max: at('2040-01-01') }),
        fc.integer({ min: 0, max: 3 * 86_400_000 }),
        fc.constantFrom(...zones),
        (start, step, zone) => localDateOf(start, zone, 4) <= localDateOf(start + step, zone, 4),
      ),
    );
  });
});

test('a zone that the runtime does not know is told apart', () => {
  expect([isZone('Europe/Paris'), isZone('Mars/Olympus'), isZone('')]).toEqual([true, false, false]);
});

test('calendar arithmetic agrees with itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
      const date = addDays('2026-11-21', days);
      return daysBetween('2026-11-21', date) === days && weekdayIndex(weekStart(date)) === 0;
    }),
  );
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-11-21', 24)).toBe('2028-11-21');
  expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  expect(weekStart('2026-11-22')).toBe('2026-11-16');
});

test('durations read like a person would say them', () => {
  expect([0, 45, 60, 1800, 3600, 3900, 36_000].map(formatDuration)).toEqual([
    '0 s',
    '45 s',
    '1 min',
    '30 min',
    '1 h',
    '1 h 05 min',
    '10 h',
  ]);
});
