import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelimited } from '../../../electron/server/features/imports/read/delimited.ts';
import { readMoment, readTime } from '../../../electron/server/features/imports/read/clock-times.ts';
import { readDay } from '../../../electron/server/features/imports/read/dates.ts';
import { decideUnit, readLength } from '../../../electron/server/features/imports/read/lengths.ts';
import { createZoneClock } from '../../../electron/server/features/imports/read/zone-clock.ts';
import { csvCell } from '../../../electron/shared/csv.ts';
import { createWallClock } from '../../../electron/shared/words/wall-clock.ts';

const day = (text: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy'): string | null => {
  const at = readDay(text, order);
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
};

describe('a day is read', () => {
  test.each([
    ['2026-11-05', '2026-11-05'],
    ['2026/11/05', '2026-11-05'],
    ['20261105', '2026-11-05'],
    ['5.11.2026', '2026-11-05'],
    ['05/11/26', '2026-11-05'],
    ['5 Nov 2026', '2026-11-05'],
    ['Nov 5, 2026', '2026-11-05'],
    ['Thu, 5 November 2026', '2026-11-05'],
    ['5. März 2026', '2026-03-05'],
    ['29.02.2024', '2024-02-29'],
    ['29.02.2026', null],
    ['31.11.2026', null],
    ['yesterday', null],
    ['', null],
    ['x'.repeat(1e6), null],
  ])('%s', (text, expected) => expect(day(text.slice(0, 2e6))).toBe(expected));

  test('11/05/2026 follows the order of the file', () => {
    expect([day('11/05/2026', 'dmy'), day('11/05/2026', 'mdy')]).toEqual(['2026-05-11', '2026-11-05']);
  });
});

test.each([
  ['9:05', 545],
  ['09:05:30', 545.5],
  ['9.05', 545],
  ['9:05 PM', 1265],
  ['12:00 AM', 0],
  ['12:30\u202Fpm', 750],
  ['9 p.m.', 1260],
  ['24:00', 1440],
  ['24:01', null],
  ['13:00 PM', null],
  ['9', null],
  ['9:60', null],
])('the time %s is %s minutes after midnight', (text, minutes) => {
  expect(readTime(text)).toBe(minutes === null ? null : minutes * 60_000);
});

test.each([
  ['2026-10-05T08:30:00+02:00', { kind: 'instant', at: Date.parse('2026-10-05T06:30:00Z') }],
  ['1793001600', { kind: 'instant', at: 1_793_001_600_000 }],
  ['1793001600123', { kind: 'instant', at: 1_793_001_600_123 }],
  ['2026-10-05 08:30', { kind: 'wall', wall: Date.parse('2026-10-05T08:30:00Z') }],
  ['05.10.2026, 08:30', { kind: 'wall', wall: Date.parse('2026-10-05T08:30:00Z') }],
  ['05.10.2026', { kind: 'day', day: Date.parse('2026-10-05T00:00:00Z') }],
  ['2026-10-05 25:30', null],
])('%s is a moment', (text, moment) => expect(readMoment(text, 'dmy')).toEqual(moment));

test.each([
  ['1:30:00', 5400],
  ['0:45', 2700],
  ['100:00:00', 360_000],
  ['1h 30m', 5400],
  ['1,5 h', 5400],
  ['90 min', 5400],
  ['PT1H30M', 5400],
  ['1,5', 5400],
  ['.5', 1800],
  ['-0:30', -1800],
  ['-1.5', -5400],
  ['1:75', null],
  ['an hour', null],
  ['P', null],
])('the length %s is %s seconds', (text, seconds) => expect(readLength(text, 'hours')).toBe(seconds));

test('the unit of bare numbers comes from the heading, else from their size', () => {
  expect(decideUnit('Duration (decimal)', ['0,5'])).toEqual({ value: 'hours', certain: true });
  expect(decideUnit('minutes', ['3'])).toEqual({ value: 'minutes', certain: true });
  expect(decideUnit('duration_seconds', ['3'])).toEqual({ value: 'seconds', certain: true });
  expect(decideUnit('spent', ['1.5', '2'])).toEqual({ value: 'hours', certain: false });
  expect(decideUnit('spent', ['45', '30'])).toEqual({ value: 'minutes', certain: false });
  expect(decideUnit('spent', ['2700', '1800'])).toEqual({ value: 'seconds', certain: false });
  expect(decideUnit('Duration', ['0:30'])).toBeNull();
});

test('whatever cells are written as CSV are read back, with any separator and line end', () => {
  const cell = fc.array(fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', '\r\n', ' ', '🧗'), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          cell.map((parts) => `x${parts.join('')}`),
          { minLength: 2, maxLength: 4 },
        ),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      (rows, separator, end) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quoted).join(separator)).join(end);
        expect(readDelimited(text, separator).map((row) => row.cells())).toEqual(rows);
      },
    ),
  );
  expect(readDelimited(`${csvCell('a"b')},${csvCell('c,d')}`, ',')[0]?.cells()).toEqual(['a"b', 'c,d']);
});

test('lines are counted over breaks inside quotes', () => {
  const rows = readDelimited('a,b\r\n"x\r\ny",1\r\n\r\nz,2', ',');
  expect(rows.map((row) => [row.line, row.cells()])).toEqual([
    [1, ['a', 'b']],
    [2, ['x\r\ny', '1']],
    [5, ['z', '2']],
  ]);
});

test('wall times of any zone agree with the careful clock, over every change of the clocks', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Apia',
    'UTC',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2000, 0, 2) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 }),
      (zone, minute) => {
        const clock = createZoneClock(zone);
        const careful = createWallClock(zone);
        const at = minute * 60_000;
        const { date, minutes } = careful.read(at);
        const wall = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000;
        expect(clock.toWall(at)).toBe(wall);
        expect(clock.toInstant(wall)).toBe(careful.instant({ date, minutes }).at);
      },
    ),
    { numRuns: 300 },
  );
});
