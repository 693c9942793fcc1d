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
