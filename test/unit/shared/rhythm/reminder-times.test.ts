import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weekday } from '../../../../electron/shared/curriculum.ts';
import { dueAt, isQuiet, minutesOf, nextLoud } from '../../../../electron/shared/reminder-times.ts';
import type { QuietHours } from '../../../../electron/shared/reminders.ts';
import type { RhythmEntry } from '../../../../electron/shared/rhythm.ts';
import { createWallClock } from '../../../../electron/shared/words/wall-clock.ts';

const MINUTE = 60_000;
/** Half-hour offsets, a half-hour change of the clocks, one at midnight, and none. */
const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Pacific/Apia',
  'UTC',
];
const zone = fc.constantFrom(...ZONES);
const time = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const quietHours: fc.Arbitrary<QuietHours> = fc.record({
  on: fc.constant(true),
  from: time,
  to: time,
  days: fc.subarray([...weekday.options], { maxLength: 3 }),
});
/** Days around changes of the clocks in these zones, and any others. */
const instant = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-09-06'),
      fc.integer({ min: -1440, max: 1440 }),
    )
    .map(([day, minutes]) => Date.parse(`${day}T02:00:00Z`) + minutes * MINUTE),
  fc
    .integer({ min: Date.UTC(2020, 0, 1) / MINUTE, max: Date.UTC(2035, 0, 1) / MINUTE })
    .map((m) => m * MINUTE),
);

// Made once: a formatter for each of the thousands of minutes that the reference walks takes seconds.
const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** The plain definition: the first minute from here on at which the wall clock is outside the quiet hours. */
function reference(at: number, quiet: QuietHours, place: string): number {
  const clock = createWallClock(place);
  let now = at;
  while (isQuietByWords(now)) now += MINUTE;
  return now;

  function isQuietByWords(moment: number): boolean {
    const { date, minutes } = clock.read(moment);
    const name = weekdayName.format(Date.parse(`${date}T12:00:00Z`));
    const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
    const byTime =
      from === to ? false : from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
    return byTime || quiet.days.some((day) => day === name.toLowerCase());
  }
}

describe('the end of the quiet hours', () => {
  test('is the first loud minute of the wall clock, in every zone and across both changes of the clocks', () => {
    fc.assert(
      fc.property(instant, quietHours, zone, (at, quiet, place) => {
        const found = nextLoud(at, quiet, createWallClock(place));
        expect(found).toBe(reference(at, quiet, place));
      }),
      { numRuns: 60 },
    );
  });

  const anyMoment = fc.tuple(instant, fc.integer({ min: 0, max: 59_999 })).map(([at, ms]) => at + ms);

  test('is never quiet itself, and never before the moment asked about', () => {
    fc.assert(
      fc.property(anyMoment, quietHours, zone, (at, quiet, place) => {
        const clock = createWallClock(place);
        const found = nextLoud(at, quiet, clock)!;
        expect([found >= at, isQuiet(found, quiet, clock)]).toEqual([true, false]);
      }),
    );
  });

  test('does not come when every day is quiet', () => {
    const quiet: QuietHours = { on: true, from: '21:00', to: '08:00', days: [...weekday.options] };
    expect(nextLoud(0, quiet, createWallClock('UTC'))).toBeNull();
    expect(nextLoud(7, { ...quiet, on: false }, createWallClock('UTC'))).toBe(7);
  });
});

const entry = (more: Partial<RhythmEntry>): RhythmEntry => ({
  id: 'x',
  title: 'X',
  cadence: 'weekday',
  optional: false,
  own: false,
  changed: false,
  active: true,
  remind: true,
  changedAt: 0,
  checkedAt: null,
  skippedAt: null,
  skipReason: '',
  movedOn: null,
  movedTime: null,
  period: '2026-11-20',
  date: '2026-11-20',
  noteId: null,
  ...more,
});

describe('an item is due', () => {
  test('when the wall clock of its day shows its time, wherever the person is and on short and long days', () => {
    const day = fc.constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2026-11-01',
      '2026-04-05',
      '2026-11-20',
    );
    const placed = fc.record({ place: zone, dayStart: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(day, time, placed, (date, at, { place, dayStart }) => {
        const clock = createWallClock(place);
        const wall = clock.read(dueAt(entry({ date, period: date, time: at }), clock, dayStart)!);
        const night = minutesOf(at) < dayStart * 60;
        const shown = wall.minutes + (wall.date === date ? 0 : 1440);
        const wanted = minutesOf(at) + (night ? 1440 : 0);
        // A time that the clocks skip comes up to an hour later, and never earlier.
        expect(shown - wanted).toBeGreaterThanOrEqual(0);
        expect(shown - wanted).toBeLessThanOrEqual(60);
        const isSkipped = clock.instant({ date, minutes: wanted }).change === 'skipped';
        expect(shown === wanted).toBe(!isSkipped);
      }),
    );
  });

  test.each([
    ['a weekday without a time', entry({}), null],
    [
      'a week, on its Friday morning',
      entry({ cadence: 'weekly', period: 'week-2026-11-16', date: null }),
      '2026-11-20T09:00',
    ],
    [
      'a month, on its last Mondays',
      entry({ cadence: 'monthly', period: '2026-11', date: null }),
      '2026-11-23T09:00',
    ],
    ['a quarter', entry({ cadence: 'quarterly', period: '2026-Q4', date: null }), '2026-12-21T09:00'],
    [
      'a planned day of a month',
      entry({ cadence: 'monthly', period: '2026-11', date: '2026-11-10', time: '18:00' }),
      '2026-11-10T18:00',
    ],
    [
      'what is optional and has no day',
      entry({ cadence: 'weekly', period: 'week-2026-11-16', date: null, optional: true }),
      null,
    ],
  ])('for %s', (_, one, wanted) => {
    const at = dueAt(one, createWallClock('UTC'), 4);
    expect(at === null ? null : new Date(at).toISOString().slice(0, 16)).toBe(wanted);
  });
});
